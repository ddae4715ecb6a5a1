"""Text in columns for panels that paint themselves: whole-pixel baselines, edges that line up, metrics taken once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QWheelEvent

from widgets.paint import palette
from widgets.paint.palette import FontRole

PADDING: Final = 6
"""Pixels between a column's edge and its text."""

_KEPT_WIDTHS: Final = 512
"""Texts of one role whose widths are kept: about what a screen full of rows says."""

ROW_HEIGHT: Final = 20
HEADER_HEIGHT: Final = 24


class Column(NamedTuple):
    """Where a column lies; its text keeps `PADDING` from both edges."""

    title: str
    left: int
    right: int


class ColumnSpec(NamedTuple):
    """A column somebody would like to show."""

    title: str
    widest: str
    """The widest text it must hold."""
    importance: int
    """Those with the least go first where there is no room for all."""


class CellText:
    """Text of one role."""

    def __init__(self, role: FontRole) -> None:
        self.font = palette.font(role)
        self.metrics = QFontMetrics(self.font)
        self.width = lru_cache(_KEPT_WIDTHS)(self.metrics.horizontalAdvance)
        """Pixels from the beginning of a text to its end; the same texts come back frame after frame."""

    def baseline(self, height: int) -> int:
        """How far below the top of a row of `height` the text stands."""
        return (height + self.metrics.ascent() - self.metrics.descent()) // 2

    def left(self, painter: QPainter, text: str, column: Column, baseline: int) -> None:
        """Draw `text` at the column's left edge."""
        painter.drawText(column.left + PADDING, baseline, text)

    def right(self, painter: QPainter, text: str, column: Column, baseline: int) -> None:
        """Draw `text` at the column's right edge."""
        painter.drawText(column.right - PADDING - self.width(text), baseline, text)

    def center(self, painter: QPainter, text: str, column: Column, baseline: int) -> None:
        """Draw `text` in the column's middle."""
        painter.drawText((column.left + column.right - self.width(text)) // 2, baseline, text)

    def elided(self, text: str, room: int) -> str:
        """`text`, cut short with an ellipsis where it is wider than `room`."""
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def fit(self, width: int, specs: Sequence[ColumnSpec]) -> tuple[Column | None, ...]:
        """A column for each of `specs` over `width` pixels, or None where there is no room for it.

        The least important go first, the most important stays; what is left over is shared out evenly.
        """
        naturals = {spec: max(map(self.width, (spec.title, spec.widest))) + 2 * PADDING for spec in specs}
        for spec in sorted(specs, key=lambda spec: spec.importance)[:-1]:
            if sum(naturals.values()) > width:
                del naturals[spec]
        spare = max(width - sum(naturals.values()), 0)
        columns: list[Column | None] = []
        left = taken = placed = 0
        for spec in specs:
            if spec not in naturals:
                columns.append(None)
                continue
            taken, placed = taken + naturals[spec], placed + 1
            right = taken + spare * placed // len(naturals)
            columns.append(Column(spec.title, left, right))
            left = right
        return tuple(columns)


class WheelRows:
    """Turns a wheel's movement into whole rows, three a notch; a touch pad's small steps add up."""

    def __init__(self) -> None:
        self._remainder = 0

    def rows(self, event: QWheelEvent) -> int:
        """Rows to scroll; positive is up."""
        notch = 120
        moved = self._remainder + 3 * event.angleDelta().y()
        rows = int(moved / notch)
        self._remainder = moved - rows * notch
        return rows
