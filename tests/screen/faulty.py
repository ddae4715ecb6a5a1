"""Canvases with the faults that the comparison must find."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from looks import DARK
from whole_repaint import Hand


class _Rule(QWidget):
    """One horizontal line."""

    y_of_line = 10

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), DARK.panel)
        painter.setPen(DARK.text)
        painter.drawLine(0, self.y_of_line, self.width(), self.y_of_line)

    def release(self) -> None: ...


async def logical_pixels(hand: Hand) -> None:
    rule = _Rule()
    await hand.open(rule, 211, 203)
    for y in range(11, 21):
        before, rule.y_of_line = rule.y_of_line, y
        for each in (before, y):
            rule.update(QRect(0, each, rule.width(), 1))
        await hand.check(f"the line at {y}")


async def forgotten(hand: Hand) -> None:
    rule = _Rule()
    await hand.open(rule, 211, 203)
    rule.y_of_line = 100
    await hand.check("the line moved, and nobody told")
