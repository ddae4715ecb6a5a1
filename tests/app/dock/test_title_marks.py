"""The marks in the titles of docks grow with the text, keep inside the title, and show that they can be pressed."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QLabel, QMainWindow

from app.dock.title_marks import CLOSE, FLOAT, TitleMarks
from widgets.look.look import Look

MARKS = (FLOAT, CLOSE)


class Docked(QMainWindow):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.dock = QDockWidget("호가")
        self.dock.setWidget(QLabel("안"))
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.dock)
        TitleMarks(self.dock, look)
        self.resize(300, 200)
        self.show()

    def button(self, name: str) -> QAbstractButton:
        return self.dock.findChild(QAbstractButton, name)

    def drawn(self, name: str) -> tuple[int, int, int, int]:
        """The edges of what is drawn in a button, from its own corner."""
        button = self.button(name)
        image = self.grab().toImage()
        place = button.mapTo(self, QPoint())
        ground = self.look.theme.header
        inked = [
            (x, y)
            for x in range(button.width())
            for y in range(button.height())
            if _distance(image, place.x() + x, place.y() + y, ground) > 60
        ]
        columns, rows = [x for x, _ in inked], [y for _, y in inked]
        return min(columns), min(rows), max(columns), max(rows)


def _distance(image: QImage, x: int, y: int, ground: QColor) -> int:
    color = image.pixelColor(x, y)
    return sum(
        abs(one - other)
        for one, other in zip((color.red(), color.green(), color.blue()), ground.getRgb()[:3], strict=True)
    )


async def docked(application: QApplication, percent: int, theme: str = "dark") -> Docked:
    look = Look()
    look.dress(application)
    look.set_theme(theme)
    look.set_font_percent(percent)
    made = Docked(look)
    await asyncio.sleep(0.02)
    look._application = None
    return made


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast"])
@pytest.mark.parametrize("percent", [90, 100, 125, 150])
async def test_marks_are_as_large_as_the_text_and_lie_in_the_title(application: QApplication, percent, theme):
    window = await docked(application, percent, theme)
    title = window.dock.widget().y()
    boxes = [window.button(name).geometry() for name in MARKS]
    for name, box in zip(MARKS, boxes, strict=True):
        assert (box.width(), box.height()) == (window.look.px(18),) * 2
        assert box.top() >= 0
        assert box.bottom() < title
        left, top, right, bottom = window.drawn(name)
        assert abs((right - left) - (bottom - top)) <= 2
        assert window.look.px(10) - 2 <= right - left + 1 <= window.look.px(10) + 2
        assert abs((left + right) / 2 - (box.width() - 1) / 2) <= 1
    assert boxes[0].right() < boxes[1].left()
    assert boxes[1].right() < window.dock.width()
    window.close()


async def test_they_show_the_pointer_and_do_what_they_did(application: QApplication):
    window = await docked(application, 100)
    button = window.button(FLOAT)
    before = window.grab().toImage()
    at = QPointF(button.rect().center())
    QApplication.sendEvent(button, QEnterEvent(at, at, QPointF(button.mapToGlobal(at.toPoint()))))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert window.grab().toImage() != before
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    assert window.grab().toImage() == before
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.dock.isFloating()
    window.dock.setFloating(False)
    QTest.mouseClick(window.button(CLOSE), Qt.MouseButton.LeftButton)
    assert window.dock.isHidden()
    window.close()
