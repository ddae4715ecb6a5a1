"""Drags a separator between docks as a mouse does, in a test that runs on the event loop.

`QTest.mouseMove` is of no use there: it turns Qt's loop in the middle of a task, which ends other tasks that are due,
and its move may be lost. Qt moves the separator in the next turn of the loop, and not at all if the button is up again
by then.
"""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

LEFT = Qt.MouseButton.LeftButton


async def drag_separator(window: QMainWindow, at: QPoint, by: QPoint) -> None:
    """Move the separator at a point of the window, which must be one."""
    assert window.isSeparator(at)
    to = at + by
    QTest.mousePress(window, LEFT, pos=at)
    none = Qt.KeyboardModifier.NoModifier
    local, everywhere = to.toPointF(), window.mapToGlobal(to).toPointF()
    QApplication.sendEvent(window, QMouseEvent(QEvent.Type.MouseMove, local, everywhere, LEFT, LEFT, none))
    await asyncio.sleep(0.005)
    QTest.mouseRelease(window, LEFT, pos=to)
