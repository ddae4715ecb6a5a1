"""The layer of the volume profile: bars from the right edge, as long as the volume traded at each price."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtGui import QBrush, QColor, QPainter

from core.market.indicators.declaration import HIGH, LOW, Floats, Integers
from core.market.indicators.over_prices.volume_profile import Profile, volume_profile
from widgets.chart.panes.bars import to_pixels
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Paint, Piece, color_of
from widgets.look.look import Look
from widgets.paint.rect_batch import Pixels, fill_rects, rects

if TYPE_CHECKING:
    from core.market.chart.price_scale import Scale
    from widgets.chart.panes.sight import Sight

_FAINT: Final = 45
_STRONG: Final = 95
"""Opacity of the rows outside and inside the value area, of 255."""


class ProfileLayer(Layer):
    """The profile of the candles in sight.

    Args:
        look: the theme.
        values: of the indicator's parameters.
        paints: the colours of rising volume, falling volume and the peak; None for one that is not drawn.
        name: returns the name in the legend.
    """

    def __init__(
        self,
        look: Look,
        values: dict[str, float],
        paints: tuple[Paint | None, Paint | None, Paint | None],
        name: Callable[[], str],
    ) -> None:
        super().__init__(look)
        self._rows, self._width, self._share = int(values["rows"]), values["width"] / 100, values["share"] / 100
        self._rise, self._fall, self._peak = paints
        self._name = name
        self._known: tuple[object, ...] = ()
        self._finished: Profile | None = None
        """Of the candles in sight but the newest."""
        self.profile: Profile | None = None
        """Of all candles in sight; None without any."""

    def prepare(self, sight: Sight) -> int | None:
        """Compute the profile again if other candles are in sight, or the newest one is another."""
        changed_from = super().prepare(sight)
        if changed_from is None and self.profile is not None:
            return None
        series = sight.series
        first, stop = series.index_of(ceil(sight.left)), series.index_of(ceil(sight.right))
        if first >= stop:
            before, self.profile, self._known = self.profile, None, ()
            return changed_from if before is None else 0
        figures = series.figures[:, first:stop]
        low, high = float(figures[LOW].min()), float(figures[HIGH].max())
        done = stop - first - (stop == len(series))
        known = (series, series.repairs, first, done, low, high)
        if known != self._known:
            self._known = known
            self._finished = volume_profile(figures[:, :done], self._rows, low, high)
        before, self.profile = self.profile, self._with(figures[:, done:], low, high)
        if changed_from is None or (self._peak is not None and _peak_of(before) != _peak_of(self.profile)):
            return 0  # the line of the peak crosses the whole pane
        return min(changed_from, floor(sight.width * (1 - self._width)) - 1)

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw rising and falling volume side by side, and a line at the busiest price."""
        profile = self.profile
        if profile is None:
            return
        most = float(profile.total.max())
        if not most > 0:
            return
        edges = to_pixels(scale, profile.edges)
        top, bottom = edges[1:], edges[:-1] - 1
        bottom = np.maximum(bottom - (bottom - top > 1), top)  # a gap between the rows where there is room
        unit = self.sight.width * self._width / most
        rise, fall = (np.round(amounts * unit).astype(np.int64) for amounts in (profile.rise, profile.fall))
        first, stop = profile.value_area(self._share)
        inside = np.zeros(len(rise), np.bool_)
        inside[first:stop] = True
        end = np.full(len(rise), self.sight.width)
        for lengths, right, paint in ((rise, end, self._rise), (fall, end - rise, self._fall)):
            if paint is not None:
                shapes = _bars(right - lengths, top, right, bottom)
                self._fill(painter, shapes[inside & (lengths > 0)], paint, _STRONG)
                self._fill(painter, shapes[~inside & (lengths > 0)], paint, _FAINT)
        if self._peak is not None:
            y = (int(top[profile.peak]) + int(edges[profile.peak]) - 1) // 2
            painter.fillRect(0, y, self.sight.width, 1, color_of(self.look.theme, self._peak))

    def legend(self, slot: int | None, text: Callable[[float], str]) -> Sequence[Piece]:
        """Return the busiest price."""
        if self.profile is None or self._peak is None:
            return ()
        edges, peak = self.profile.edges, self.profile.peak
        return [Piece(f"{self._name()} POC {text(float(edges[peak] + edges[peak + 1]) / 2)}", self._peak)]

    def _with(self, newest: Floats, low: float, high: float) -> Profile | None:
        finished = self._finished
        if finished is None or not newest.shape[1]:
            return finished
        last = volume_profile(newest, self._rows, low, high)
        return Profile(finished.edges, finished.rise + last.rise, finished.fall + last.fall)

    def _fill(self, painter: QPainter, shapes: Pixels, paint: Paint, opacity: int) -> None:
        color = QColor(color_of(self.look.theme, paint))
        color.setAlpha(opacity)
        fill_rects(painter, QBrush(color), shapes)


def _peak_of(profile: Profile | None) -> tuple[float, float] | None:
    if profile is None:
        return None
    return float(profile.edges[profile.peak]), float(profile.edges[profile.peak + 1])


def _bars(left: Integers, top: Integers, right: Integers, bottom: Integers) -> Pixels:
    shapes = rects(left, top, 1, bottom)
    shapes[:, 2] = right - 1
    return shapes
