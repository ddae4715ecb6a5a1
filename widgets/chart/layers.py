"""The layers of a chart: prices above, volumes below, each kept as a pixmap.

A layer is redrawn only if its data or view changed, and otherwise copied to the screen: moving the crosshair over it
redraws no candle. All shapes are rectangles of whole pixels, so nothing is blurred, and Qt is called once per colour
for any number of candles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QBrush, QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.market.candles.pixel_merge import PixelMerge
from widgets.chart.plotting import GraphicsObject
from widgets.guard.guard import guarded_or, guarded_paint
from widgets.look.look import Look
from widgets.paint.rect_batch import Pixels, fill_rects, rects

if TYPE_CHECKING:
    from core.market.candles.series import CandleSeries
    from core.market.chart.price_scale import Scale
    from core.market.chart.time_window import TimeWindow

Floats = NDArray[np.float64]

_GAP_SHARE: Final = 0.25
"""Share of a slot that stays empty between two bodies."""

FAR: Final = 16_000
"""Pixels: far outside any view, but within Qt's 16-bit coordinates."""

_LEAST_HOLLOW: Final = 2
"""Width of a body in pixels above which its inside can be seen."""


class Bars(NamedTuple):
    """The visible candles, ready to draw: one row per candle, or per pixel column where candles are narrower."""

    left: NDArray[np.int64]
    """The first pixel of each body."""
    body_width: int
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    holes: NDArray[np.int64]
    """Rows followed by at least one slot without trades."""

    def first_difference(self, other: Bars) -> int | None:
        """Return the first row from which `other` differs; None if equal, 0 if they cannot be compared."""
        if len(self.left) != len(other.left) or self.body_width != other.body_width:
            return 0
        differs = np.zeros(len(self.left), np.bool_)
        for mine, its in zip(self[2:7], other[2:7], strict=True):
            differs |= mine != its
        differs |= self.left != other.left
        return int(differs.argmax()) if differs.any() else None

    def since(self, row: int) -> Bars:
        """Return the rows from `row` on."""
        first, high, low, last, volume = (column[row:] for column in self[2:7])
        holes = self.holes[self.holes >= row] - row
        return Bars(self.left[row:], self.body_width, first, high, low, last, volume, holes)

    def kept(self) -> Bars:
        """Return a copy with its own arrays, which do not change with the series."""
        first, high, low, last, volume = (column.copy() for column in self[2:7])
        return Bars(self.left, self.body_width, first, high, low, last, volume, self.holes)

    @property
    def is_rise(self) -> NDArray[np.bool_]:
        """Which candles close at or above their open."""
        return self.close >= self.open


def visible_bars(series: CandleSeries, window: TimeWindow, merge: PixelMerge) -> Bars:
    """Return the candles in `window`, and the last one before it, whose flat line may reach into view."""
    if window.bar_width < 1:
        columns = merge.columns(series, window.left, 1 / window.bar_width, window.width)
        return Bars(columns.x, 1, *columns[1:], holes=np.flatnonzero(np.diff(columns.x) > 1))
    first = max(series.index_of(int(np.floor(window.left))) - 1, 0)
    shown = slice(first, series.index_of(int(np.ceil(window.right)) + 1))
    slots = series.slots[shown]
    width = body_width(window.bar_width)
    # The body is centred in its slot and the wick is its middle pixel, so bodies of three or more pixels have an odd
    # width. The last candle before a hole may lie too far to the left for Qt's coordinates.
    middle = np.maximum(np.floor((slots - window.left + 0.5) * window.bar_width), -FAR)
    left = middle.astype(np.int64) - width // 2
    return Bars(
        left,
        width,
        series.opens[shown],
        series.highs[shown],
        series.lows[shown],
        series.closes[shown],
        series.volumes[shown],
        np.flatnonzero(np.diff(slots) > 1),
    )


def body_width(bar_width: float) -> int:
    """Return the width in pixels of a candle's body in a slot of `bar_width` pixels."""
    width = max(int(bar_width * (1 - _GAP_SHARE)), 1)
    return width if width % 2 or width < 3 else width - 1


class Layer(GraphicsObject):
    """A pixmap of a part of the chart; `show_bars` sets what it draws."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        look.changed.connect(self._on_look_changed)
        # Qt reports the exposed part to an item only with this flag.
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.drawn = 0
        """Number of redraws, without copies to the screen."""
        self.drawn_whole = 0
        """Number of complete redraws, not only of the newest candles."""
        self._view: tuple[Scale, int, list[int], list[int]] | None = None
        self._bars: Bars | None = None
        self._stale_from: int | None = 0
        self._size = (1, 1)
        self._pixels: QPixmap | None = None

    def show_bars(self, bars: Bars, scale: Scale, width: int, grid_x: list[int], grid_y: list[int]) -> None:
        """Set what the next paint draws: `bars` on `scale`, `width` pixels wide, over grid lines at `grid_x`, `grid_y`.

        If only the newest candles changed, only they are redrawn.
        """
        if (size := (width, scale.height)) != self._size:
            self.prepareGeometryChange()
            self._size = size
        view = (scale, width, grid_x, grid_y)
        row: int | None = 0
        if view == self._view and self._bars is not None and (row := self._bars.first_difference(bars)) is None:
            return
        self._view, self._bars = view, bars.kept()
        left = self._strip_from(row)
        self._stale_from = left if self._stale_from is None else min(left, self._stale_from)
        self.update(QRectF(left, 0, width - left, scale.height))

    @guarded_or(QRectF())
    def boundingRect(self) -> QRectF:
        """Return the area of the whole layer."""
        return QRectF(0, 0, *self._size)

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Copy the pixmap to the screen; redraw its outdated part first."""
        ratio = painter.device().devicePixelRatio()
        size = QSize(*(round(length * ratio) for length in self._size))
        if self._pixels is None or self._pixels.size() != size or self._pixels.devicePixelRatio() != ratio:
            self._pixels = QPixmap(size)
            self._pixels.setDevicePixelRatio(ratio)
            self._stale_from = 0
        if self._stale_from is not None:
            self._draw(self._pixels, self._stale_from)
            self._stale_from = None
        if ratio == 1:
            exposed = option.exposedRect.toAlignedRect()
            painter.drawPixmap(exposed, self._pixels, exposed)
        else:
            # Copied as a whole and clipped by Qt: a part that begins inside a screen pixel would be drawn one pixel
            # off.
            painter.drawPixmap(0, 0, self._pixels)

    def draw_bars(self, painter: QPainter, bars: Bars, scale: Scale) -> None:
        """Draw `bars`; the painter uses the pixel coordinates of the layer."""
        raise NotImplementedError

    def _on_look_changed(self) -> None:
        self._stale_from = 0
        self.update()

    def _strip_from(self, row: int | None) -> int:
        """Return the first pixel that changes if the candles from `row` on change."""
        if not row or self._bars is None or row >= len(self._bars.left):
            return 0
        # A candle's flat line ends where the next candle begins, and a narrow candle consists of its wick only.
        return int(min(max(int(self._bars.left[row]), 0), self._size[0] - 1))

    def _draw(self, pixels: QPixmap, left: int) -> None:
        """Redraw everything right of `left`."""
        width, height = self._size
        painter = QPainter(pixels)
        painter.setClipRect(left, 0, width - left, height)
        painter.fillRect(left, 0, width - left, height, self._look.theme.panel)
        if self._view is not None and self._bars is not None:
            scale, _, grid_x, grid_y = self._view
            for x in grid_x:
                painter.fillRect(x, 0, 1, height, self._look.theme.grid)
            for y in grid_y:
                painter.fillRect(0, y, width, 1, self._look.theme.grid)
            row = max(int(np.searchsorted(self._bars.left, left)) - 2, 0)
            if len(self._bars.left):
                self.draw_bars(painter, self._bars.since(row), scale)
        painter.end()
        self.drawn += 1
        self.drawn_whole += left == 0


class CandleLayer(Layer):
    """Candles, rising if they close at or above their open, and flat lines over slots without trades."""

    def draw_bars(self, painter: QPainter, bars: Bars, scale: Scale) -> None:
        """Draw wicks and bodies with one call per colour."""
        open_y, high_y, low_y, close_y = (
            to_pixels(scale, prices) for prices in (bars.open, bars.high, bars.low, bars.close)
        )
        theme = self._look.theme
        fill_rects(painter, QBrush(theme.faint_text), _flat_lines(bars, close_y))
        shapes = [rects(bars.left + bars.body_width // 2, high_y, 1, low_y)]
        if bars.body_width > 1:
            shapes.append(rects(bars.left, np.minimum(open_y, close_y), bars.body_width, np.maximum(open_y, close_y)))
        is_rise = bars.is_rise
        for color, chosen in ((theme.rise, is_rise), (theme.fall, ~is_rise)):
            fill_rects(painter, QBrush(color), np.concatenate([shape[chosen] for shape in shapes]))
        if theme.has_hollow_rises and bars.body_width > _LEAST_HOLLOW:
            inside = shapes[-1][is_rise] + np.array([1, 1, -1, -1], np.int32)
            fill_rects(painter, QBrush(theme.panel), inside[inside[:, 3] >= inside[:, 1]])


class VolumeLayer(Layer):
    """Volumes in darker variants of their candles' colours."""

    def draw_bars(self, painter: QPainter, bars: Bars, scale: Scale) -> None:
        """Draw the bars with one call per colour."""
        if scale.height == 1:  # the volumes are hidden in a low chart
            return
        floor = np.full(len(bars.left), scale.height - 1)
        has_volume = bars.volume > 0
        shapes = rects(bars.left, to_pixels(scale, bars.volume), bars.body_width, floor)
        is_rise = bars.is_rise
        fill_rects(painter, QBrush(self._look.theme.rise_volume), shapes[is_rise & has_volume])
        fill_rects(painter, QBrush(self._look.theme.fall_volume), shapes[~is_rise & has_volume])


def to_pixels(scale: Scale, values: Floats) -> NDArray[np.int64]:
    """Return the pixel row of each value, clipped to Qt's coordinates."""
    y = (scale.high - values) * (scale.height / (scale.high - scale.low))
    return np.clip(np.floor(y), -FAR, FAR).astype(np.int64)


def _flat_lines(bars: Bars, close_y: NDArray[np.int64]) -> Pixels:
    """Return a line at the close of each candle before a hole, from its end to the next candle."""
    lines = np.empty((len(bars.holes), 4), np.int32)
    lines[:, 0] = bars.left[bars.holes] + bars.body_width
    lines[:, 1] = lines[:, 3] = close_y[bars.holes]
    lines[:, 2] = bars.left[bars.holes + 1] - 1
    return np.clip(lines, -FAR, FAR)
