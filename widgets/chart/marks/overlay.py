"""The texts and lines of marks, over the candles.

They are no layer of the pane: their percentages change with every price, and would have the candles drawn anew from
there on. Here only a text is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.chart.marks.places import Level, Mark, level_places, mark_place
from widgets.guard.guard import guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import CellText
from widgets.paint.repaint import covering, schedule_repaint
from widgets.text.value_table import ValueTable

_LINE: Final = 16
"""Height of a text in pixels at a font size of 100 %."""


def _everywhere(_: QRect) -> bool:
    return True


class MarkOverlay(QWidget):
    """Draws over its parent, the chart; mouse events pass through."""

    def __init__(self, look: Look, chart: QWidget) -> None:
        super().__init__(chart)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._pane = QRect()
        self._marks: tuple[Mark, ...] = ()
        self._levels: tuple[Level, ...] = ()
        self._covered: list[QRect] = []
        self.placed: tuple[list[tuple[Level, QRect]], list[tuple[Mark, QRect]]] = ([], [])
        """The levels in the pane and the marks, each with the place of its text."""
        self._measure()
        look.changed.connect(self._on_look_changed)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks shown."""
        return self._marks

    @property
    def text_areas(self) -> list[QRect]:
        """Where texts are."""
        return [place for placed in self.placed for _, place in placed if not place.isEmpty()]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels given, those outside of the pane too."""
        return self._levels

    def shown_values(self) -> ValueTable:
        """Return the texts of the marks and levels, which the table of the candles does not have."""
        pane = self._pane
        levels = (level.text for level in self._levels if pane.top() <= level.y <= pane.bottom())
        return ValueTable(", ".join((*(mark.text for mark in self._marks), *levels)))

    def show_marks(
        self, pane: QRect, marks: tuple[Mark, ...], levels: tuple[Level, ...], covered: Sequence[QRect] = ()
    ) -> None:
        """Draw these in the pane from the next paint on; no mark lies where it is `covered` by other texts."""
        if (pane, marks, levels, list(covered)) == (self._pane, self._marks, self._levels, self._covered):
            return
        before = self._areas()
        self._pane, self._marks, self._levels, self._covered = pane, marks, levels, list(covered)
        self._place()
        after = self._areas()
        changed = [each for each in before if each not in after] + [each for each in after if each not in before]
        schedule_repaint(self, *(area for _, areas in changed for area in areas))

    def cover(self, covered: Sequence[QRect]) -> None:
        """Keep the words clear of other places from the next paint on."""
        self.show_marks(self._pane, self._marks, self._levels, covered)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what lies in the exposed region."""
        painter = QPainter(self)
        self.draw(painter, lambda area: event.region().intersects(covering(area, self.devicePixelRatio())))

    def draw(self, painter: QPainter, exposed: Callable[[QRect], bool] = _everywhere) -> None:
        """Draw the levels, then the marks, as far as they lie where `exposed` says so."""
        theme, pane = self._look.theme, self._pane
        painter.setFont(self._text.font)
        levels, marks = self.placed
        for level, _ in levels:
            if exposed(QRect(pane.left(), level.y, pane.width(), 1)):
                painter.setPen(QPen(theme.ink(level.ink), 0, Qt.PenStyle.DashLine))
                painter.drawLine(pane.left(), level.y, pane.right(), level.y)
        for level, place in levels:  # after all lines: one close to it would strike it out
            if exposed(place):
                painter.fillRect(place, theme.panel)
                painter.setPen(theme.ink(level.ink))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, level.text)
        for mark, place in marks:
            if exposed(place):
                painter.fillRect(place, theme.panel)  # a line of an indicator may lie below
                painter.setPen(theme.ink(mark.ink))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark.text)

    def _on_look_changed(self) -> None:
        self._measure()
        self._place()
        self.update()

    def _measure(self) -> None:
        self._text = CellText(self._look, FontRole.SMALL)
        self._height = self._look.px(_LINE)

    def _place(self) -> None:
        """Find the places of the texts; no text lies over another."""
        pane, width, height = self._pane, self._text.width, self._height
        covered = list(self._covered)
        marks: list[tuple[Mark, QRect]] = []
        for mark in self._marks:
            place = mark_place(mark, pane, width(mark.text) + 2, height, covered)
            covered.append(place)
            marks.append((mark, place))
        # The levels come second: one may be named anywhere on its line.
        self.placed = level_places(self._levels, pane, width, height, covered), marks

    def _areas(self) -> list[tuple[Mark | Level, list[QRect]]]:
        """Return what each mark and level covers."""
        pane = self._pane
        levels, marks = self.placed
        areas: list[tuple[Mark | Level, list[QRect]]] = [(mark, [place]) for mark, place in marks]
        return areas + [(level, [QRect(pane.left(), level.y, pane.width(), 1), place]) for level, place in levels]
