"""The candles of a chart as a layer of its prices, in the kind that the user chose; the last price is its tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.market.candles.heikin_ashi import HeikinAshi
from core.market.candles.pixel_merge import PixelMerge
from core.market.chart.bar_kind import BarKind
from widgets.chart.bar_kinds.painting import DRAW, LINE_REACH, draw_area, lines_right_of
from widgets.chart.panes.bars import Bars, visible_bars
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Reading
from widgets.look.theme import Ink
from widgets.text import formats

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from core.market.chart.price_scale import Scale
    from widgets.chart.panes.sight import Sight
    from widgets.look.look import Look


class BarsLayer(Layer):
    """Draws the visible candles.

    Attributes:
        drawn_bars: the bars drawn; Heikin-Ashi candles are others than those of the market.
    """

    leads = True

    def __init__(self, look: Look, kind: BarKind = BarKind.CANDLES, *, has_flat_holes: bool = True) -> None:
        super().__init__(look)
        self._kind = kind
        self._has_flat_holes = has_flat_holes
        self._is_other = True
        self._averages: HeikinAshi | None = None
        self._merge = PixelMerge()
        self.drawn_bars: Bars | None = None

    @property
    def kind(self) -> BarKind:
        """How candles are drawn."""
        return self._kind

    @property
    def has_flat_holes(self) -> bool:
        """Whether slots in which nobody traded are drawn at the close before; otherwise they are left out."""
        return self._has_flat_holes

    def show_kind(self, kind: BarKind, *, has_flat_holes: bool) -> None:
        """Draw otherwise from the next redraw on."""
        if (kind, has_flat_holes) != (self._kind, self._has_flat_holes):
            self._kind, self._has_flat_holes, self._is_other = kind, has_flat_holes, True
            self._averages = self.drawn_bars = None

    def prepare(self, sight: Sight) -> int | None:
        """Find the bars to draw; return the first pixel that they change."""
        changed_from = super().prepare(sight)
        if self._kind is BarKind.HEIKIN_ASHI:
            changed_from = self._average(sight, changed_from)
        else:
            self.drawn_bars = sight.bars
        if self._is_other:
            self._is_other = False
            return 0
        if changed_from and self._kind.is_line:  # the line from the close before changes too
            changed_from = max(int(changed_from - sight.bar_width) - LINE_REACH, 0)
        return changed_from

    def first_value(self) -> float | None:
        """Return the close of the first candle in sight, of whatever kind the bars are."""
        return self.sight.first_close

    def extremes(self) -> tuple[float, float] | None:
        """Return the lowest and the highest price in sight."""
        bars = self.drawn_bars
        return (float(bars.low.min()), float(bars.high.max())) if bars is not None and len(bars.left) else None

    def paint_ground(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Fill the area below a line."""
        if self._kind is BarKind.AREA and self.drawn_bars is not None:
            bars = lines_right_of(self.drawn_bars, left)
            draw_area(painter, self.look.theme, bars, scale, is_flat=self._has_flat_holes)

    def readings(self) -> list[Reading]:
        """Return the last price, in the direction of its candle."""
        last = self.sight.series.last
        if last is None:
            return []
        ink = Ink.RISE if last.close >= last.open else Ink.FALL
        return [Reading(last.close, ink, formats.price(self.sight.code, last.close), has_line=True)]

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the bars right of `left`."""
        if self.drawn_bars is not None and len(self.drawn_bars.left):
            bars = lines_right_of(self.drawn_bars, left) if self._kind.is_line else self.drawn_bars.right_of(left)
            DRAW[self._kind](painter, self.look.theme, bars, scale, self._has_flat_holes)

    def _average(self, sight: Sight, changed_from: int | None) -> int | None:
        """Take the Heikin-Ashi candles; return the first pixel that they change."""
        if self._averages is None or self._averages.series is not sight.series:
            self._averages, self._merge = HeikinAshi(sight.series), PixelMerge()
            changed_from = 0
        self._averages.follow()
        before, self.drawn_bars = self.drawn_bars, visible_bars(self._averages, sight, self._merge).kept()
        if before is None or changed_from == 0:
            return 0
        row = before.first_difference(self.drawn_bars)
        if row is None:
            return changed_from
        left = min(max(int(self.drawn_bars.left[row]), 0), sight.width - 1) if row else 0
        return left if changed_from is None else min(left, changed_from)
