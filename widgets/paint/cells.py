"""Text in columns for panels that paint themselves: whole-pixel baselines, aligned edges, cached metrics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from string import digits
from typing import Final, NamedTuple, TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QStaticText, QTransform, QWheelEvent

from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.text.shortening import shortened

PADDING: Final = 6
"""Pixels between a column's edge and its text."""

_KEPT_WIDTHS: Final = 512
"""Number of text widths cached per role: about as many as a screen full of rows needs."""

_AT_THE_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Measure = TypeVar("Measure", int, float)

_EIGHTS: Final = str.maketrans(digits, "8" * len(digits))

ROW_HEIGHT: Final = 20
HEADER_HEIGHT: Final = 24
"""Both in pixels at a font size of 100 %; `Look.px` scales them."""


class Column(NamedTuple):
    """Position of a column; its text keeps `PADDING` from both edges."""

    title: str
    left: int
    right: int


class ColumnSpec(NamedTuple):
    """A column that is wanted, if there is room for it."""

    title: str
    widest: str
    """The widest text it must hold."""
    importance: int
    """Columns with the lowest importance are dropped first if there is not enough room; equal ones go together."""
    stays: bool = False
    """Whether it stays where others go; where only such columns are left, they become narrower before one goes."""
    least: str = ""
    """A text that it must always have room for, if it may become narrower; empty if it may not."""
    reserved: int = 0
    """The least width in pixels of its widest text."""


class CellText:
    """Font, metrics and drawing of texts of one role, at the font size of its making."""

    def __init__(self, look: Look, role: FontRole) -> None:
        self.font = look.font(role)
        self.metrics = QFontMetrics(self.font)
        self._exact = QFontMetricsF(self.font)
        self.width: Callable[[str], int] = _measured(self.metrics.horizontalAdvance)
        """Width of a text in pixels."""
        self._exact_width = _measured(self._exact.horizontalAdvance)

    def baseline(self, height: int) -> int:
        """Return the distance of the baseline from the top of a row of `height`."""
        return (height + self.metrics.ascent() - self.metrics.descent()) // 2

    def laid_out(self, text: str) -> QStaticText:
        """Return `text` for `drawStaticText`, by its top left corner: a quarter faster, where the same text returns."""
        made = QStaticText(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.prepare(QTransform(), self.font)
        return made

    def left(self, painter: QPainter, text: str, column: Column, baseline: int) -> None:
        """Draw `text` at the column's left edge."""
        painter.drawText(column.left + PADDING, baseline, text)

    def right(self, painter: QPainter, text: str, column: Column, baseline: int) -> None:
        """Draw `text` at the column's right edge."""
        painter.drawText(column.right - PADDING - self.width(text), baseline, text)

    def within(self, painter: QPainter, text: str, area: QRect) -> None:
        """Draw `text` at the right of an area in the middle of its height, cut off where it is too wide.

        To the pixel as Qt does by these alignments, which takes twice as long.
        """
        x = area.left() + area.width() - self._exact_width(text)
        if x < area.left():
            painter.drawText(area, _AT_THE_RIGHT, text)
            return
        painter.drawText(QPointF(x, self._middle(area)), text)

    def centred(self, painter: QPainter, text: str, area: QRectF) -> None:
        """Draw `text` in the middle of an area that has room for it; like `within`, to the pixel as Qt does."""
        x = area.left() + (area.width() - self._exact_width(text)) / 2
        painter.drawText(QPointF(x, self._middle(area)), text)

    def _middle(self, area: QRect | QRectF) -> float:
        """Return the baseline of a text in the middle of an area."""
        return area.top() + (area.height() - self._exact.height()) / 2 + self._exact.ascent()

    def center(self, painter: QPainter, text: str, column: Column, baseline: int) -> None:
        """Draw `text` in the middle of the column."""
        painter.drawText((column.left + column.right - self.width(text)) // 2, baseline, text)

    def elided(self, text: str, room: int) -> str:
        """Return `text`, shortened with an ellipsis if it is wider than `room`."""
        if self.width(text) <= room:  # Qt's own look counts parts of a pixel, which `width` has rounded away
            return text
        return shortened(self.metrics, text, room)

    def wrapped(self, text: str, room: int) -> list[str]:
        """Return the lines of `text`, broken between words where one is wider than `room`."""
        lines = []
        for whole in text.split("\n"):
            line = ""
            for word in whole.split():
                longer = f"{line} {word}" if line else word
                if line and self.width(longer) > room:
                    lines.append(line)
                    longer = word
                line = longer
            lines.append(self.elided(line, room))
        return lines

    def fit(self, width: int, specs: Sequence[ColumnSpec]) -> tuple[Column | None, ...]:
        """Return a column for each of `specs` within `width` pixels, or None if there is no room for it.

        The least important columns are dropped first, the most important always stays; spare room is shared
        evenly. What is shown at a width is shown at every greater one.
        """
        widths = self.widths(width, specs)
        spare = max(width - sum(widths.values()), 0)
        columns: list[Column | None] = []
        left = taken = placed = 0
        for place, spec in enumerate(specs):
            if place not in widths:
                columns.append(None)
                continue
            taken, placed = taken + widths[place], placed + 1
            right = taken + spare * placed // len(widths)
            columns.append(Column(spec.title, left, right))
            left = right
        return tuple(columns)

    def widths(self, room: int, specs: Sequence[ColumnSpec]) -> dict[int, int]:
        """Return the widths of the columns that are shown within `room` pixels, by their places in `specs`.

        Where only columns that stay are left, they become narrower together before one goes.
        """
        wanted = [max(self.width(spec.title), self.width(spec.widest), spec.reserved) + 2 * PADDING for spec in specs]
        least = [
            min(self.width(spec.least) + 2 * PADDING, wide) if spec.least else wide
            for spec, wide in zip(specs, wanted, strict=True)
        ]
        shown: list[int] = []
        for importance in sorted({spec.importance for spec in specs}, reverse=True):
            more = [*shown, *(place for place, spec in enumerate(specs) if spec.importance == importance)]
            can_squeeze = all(specs[place].stays for place in more)
            if shown and sum((least if can_squeeze else wanted)[place] for place in more) > room:
                break
            shown = more
        missing = sum(wanted[place] - least[place] for place in shown)
        given = min(max(room - sum(least[place] for place in shown), 0), missing)
        return {
            place: least[place] + ((wanted[place] - least[place]) * given // missing if missing else 0)
            for place in sorted(shown)
        }


def _measured(advance: Callable[[str], Measure]) -> Callable[[str], Measure]:
    """Return a function that measures texts once: the same ones return frame after frame.

    Figures seldom return, but where all digits are as wide, those with as many digits are as wide.
    """

    def width(text: str) -> Measure:  # of a method of Qt, `lru_cache` would have the documentation written: 50 us
        return advance(text)

    measured = lru_cache(_KEPT_WIDTHS)(width)
    if len({measured(digit) for digit in digits}) == 1:
        return lambda text: measured(text.translate(_EIGHTS))
    return measured


class WheelRows:
    """Converts wheel movement to whole rows, three per notch; small steps of a touch pad are accumulated."""

    def __init__(self) -> None:
        self._remainder = 0

    def rows(self, event: QWheelEvent) -> int:
        """Return the number of rows to scroll; positive is up."""
        notch = 120
        moved = self._remainder + 3 * event.angleDelta().y()
        rows = int(moved / notch)
        self._remainder = moved - rows * notch
        return rows
