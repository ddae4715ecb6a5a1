"""Keeps a dialog high enough for its texts that take several lines.

Qt gives such texts their lines when a dialog is first shown. One that becomes longer afterwards, such as a message, is
squeezed with everything beside it: the least height of a window leaves out that lines wrap.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtWidgets import QWidget

from widgets.controls.window_size import on_screen
from widgets.guard.guard import guarded, guarded_or

_LOOKED_AFTER: Final = {QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show}


class WholeTexts(QObject):
    """Makes a window higher when its texts need more lines, as far as the screen has room; never lower.

    Args:
        window: has a layout by the time it is shown.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._make_room)
        window.installEventFilter(self)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look once what is asked for has been laid out, and once the window has another width."""
        if watched is self._window and event.type() in {
            QEvent.Type.LayoutRequest,
            QEvent.Type.Resize,
            QEvent.Type.Show,
        }:
            self._soon.start()
        return False

    @guarded
    def _make_room(self) -> None:
        layout, size = self._window.layout(), self._window.size()
        if layout is None or not layout.hasHeightForWidth():
            return
        needed = on_screen(QSize(size.width(), layout.minimumHeightForWidth(size.width())), self._window).height()
        if needed > size.height():
            self._window.resize(size.width(), needed)
