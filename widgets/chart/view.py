"""The drawing area of a chart: candles, volumes, axes and crosshair.

The price scale fits the visible candles, but not during a drag: the prices would move under the pointer.
"""

from __future__ import annotations

from math import floor
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent

from core.market.candles.pixel_merge import PixelMerge
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.price_scale import Scale
from core.market.chart.time_ticks import time_label
from core.market.chart.time_window import TimeWindow
from widgets.chart.axes import TIME_AXIS_HEIGHT, Label, LabelAxis
from widgets.chart.crosshair import TAG_HEIGHT, Areas, Crosshair, Piece, Tag, values
from widgets.chart.layers import FAR, Bars, CandleLayer, VolumeLayer, visible_bars
from widgets.chart.plotting import GraphicsView
from widgets.chart.scales import ChartScales
from widgets.chart.time_view import TimeView
from widgets.chart.values import candle_values
from widgets.guard.guard import guarded, guarded_or
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.cells import CellText
from widgets.text import formats
from widgets.text.value_table import ValueTable

_VOLUME_SHARE: Final = 0.22
_LEAST_WITH_VOLUMES: Final = 110
"""Height of the chart in pixels below which the volumes are hidden."""
_LEAST_HEIGHT: Final = 72
"""Minimum height in pixels: a few candles above their times are still readable."""
_LABEL_PADDING: Final = 14
_AXIS_STEP: Final = 8
LEAST_AXIS_WIDTH: Final = 56


class ChartView(TimeView):
    """Draws one `CandleSeries`.

    Signals:
        placed: the parts of the view moved, as after a change of size.
    """

    placed = Signal()

    def __init__(self, look: Look, code: str, series: CandleSeries) -> None:
        super().__init__(TimeWindow(series.unit))
        self._look = look
        self.setCacheMode(GraphicsView.CacheModeFlag.CacheNone)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._series = series
        self._scales = ChartScales(self._look, code)
        self._merge = PixelMerge()
        self._is_closed = False
        self._labelled: tuple[bool, CandleUnit, float, float, Scale, Scale] | None = None
        self._time_labels: list[Label] = []
        self._price_labels: list[Label] = []
        self._areas = Areas(QRect(), QRect(), QRect(), QRect())
        self._text = CellText(look, FontRole.SMALL)
        self._candle_layer, self._volume_layer = CandleLayer(look), VolumeLayer(look)
        self._price_axis, self._volume_axis = LabelAxis(look, is_horizontal=False), LabelAxis(look, is_horizontal=False)
        self._time_axis = LabelAxis(look, is_horizontal=True)
        for part in (self._candle_layer, self._volume_layer, self._price_axis, self._volume_axis, self._time_axis):
            self.scene().addItem(part)
        self._crosshair = Crosshair(look, self)
        look.changed.connect(self._on_look_changed)
        self.setMinimumHeight(_LEAST_HEIGHT)

    @property
    def unit(self) -> CandleUnit:
        """The unit of the candles."""
        return self._series.unit

    @property
    def scale_of_prices(self) -> Scale:
        """The scale of the prices."""
        return self._scales.prices

    @property
    def corner(self) -> tuple[int, int]:
        """The right and lower end of the prices, in pixels of the view."""
        return self._areas.prices.right() + 1, self._areas.prices.bottom() + 1

    @property
    def layers_drawn(self) -> int:
        """How often the candles were drawn."""
        return self._candle_layer.drawn

    @property
    def layers_drawn_whole(self) -> int:
        """How often all visible candles were drawn, not only the newest."""
        return self._candle_layer.drawn_whole

    @property
    def crosshair(self) -> Crosshair:
        """The overlay over the candles."""
        return self._crosshair

    def shown_values(self) -> ValueTable:
        """Return the candles as a table."""
        return candle_values(self._scales.code, self._series, self._look.zone)

    def show_series(self, code: str, series: CandleSeries) -> None:
        """Draw another series: at the newest candle for another market, around the same moment for another unit."""
        self._series, self._scales = series, ChartScales(self._look, code)
        if series.unit is self.window_of_time.unit:
            self.window_of_time.reset()
        else:
            self.window_of_time.change_unit(series.unit)
        self.refresh()

    def refresh(self) -> None:
        """Redraw after the candles changed."""
        slots = self._series.slots
        if len(slots):
            self.window_of_time.extend(int(slots[0]), int(slots[-1]), is_whole=self._series.is_whole)
        self.redraw()

    def label_anew(self) -> None:
        """Label the axes anew at the next refresh: units have other names in another language."""
        self._labelled = None

    @guarded_or(True)
    def close(self) -> bool:
        """Release the scene's items and stop drawing; otherwise a pyqtgraph scene outlives its view."""
        if not self._is_closed:
            self._is_closed = True
            super().close()
        return True

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the parts for the new size."""
        super().resizeEvent(event)
        if self.isVisible() and self._areas.prices.isValid():
            self.redraw()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while the view was hidden."""
        super().showEvent(event)
        self.refresh()

    def _on_look_changed(self) -> None:
        self._text = CellText(self._look, FontRole.SMALL)
        self._labelled = None
        self._areas = Areas(QRect(), QRect(), QRect(), QRect())
        self.redraw()
        self.viewport().update()

    def redraw(self) -> None:
        """Fit the prices to the visible candles, and update every part."""
        if self._is_closed:
            return
        areas, bars = self._fit()
        if self._axis_width() != areas.price_axis.width():
            areas, bars = self._fit()
        self._draw(bars, areas)
        self.point()

    def _fit(self) -> tuple[Areas, Bars]:
        """Return the layout and the visible candles, with the axis as wide as its previous labels."""
        areas = self._place()
        self.window_of_time.resize(areas.prices.width())
        bars = visible_bars(self._series, self.window_of_time, self._merge)
        heights = areas.prices.height(), areas.volumes.height()
        if self.is_dragged:
            self._scales.keep(*heights)
        else:
            self._scales.fit(bars, *heights)
        return areas, bars

    def _place(self) -> Areas:
        """Divide the view at whole pixels, so that no part begins inside a pixel."""
        width, height = self.viewport().width(), self.viewport().height()
        axis_width, time_height = self._axis_width(), self._look.px(TIME_AXIS_HEIGHT)
        chart_width, chart_height = max(width - axis_width, 1), max(height - time_height, 2)
        volume_height = int(chart_height * _VOLUME_SHARE) if chart_height >= _LEAST_WITH_VOLUMES else 1
        price_height = chart_height - volume_height
        areas = Areas(
            QRect(0, 0, chart_width, price_height),
            QRect(0, price_height, chart_width, volume_height),
            QRect(chart_width, 0, axis_width, chart_height),
            QRect(0, chart_height, chart_width, time_height),
        )
        if areas != self._areas:
            self._areas = areas
            # At fractional scales some screen pixels lie between two parts and belong to neither.
            is_whole = self.devicePixelRatio() == 1
            self.setBackgroundBrush(Qt.BrushStyle.NoBrush if is_whole else self._look.theme.panel)
            self._volume_layer.setPos(0, price_height)
            self._price_axis.place(chart_width, 0, axis_width, price_height)
            self._volume_axis.place(chart_width, price_height, axis_width, volume_height)
            self._time_axis.place(0, chart_height, width, time_height)
            self._crosshair.setGeometry(self.viewport().geometry())
            self._crosshair.place(areas)
            self.placed.emit()
        return areas

    def _draw(self, bars: Bars, areas: Areas) -> None:
        window, scales = self.window_of_time, self._scales
        has_candles = window.has_candles  # without any there is no time, price or volume to label
        sight = (has_candles, self.unit, window.left, window.right, scales.prices, scales.volumes)
        if sight != self._labelled:
            self._labelled = sight
            self._time_labels = scales.time_labels(self.unit, window) if has_candles else []
            self._price_labels = scales.price_labels() if has_candles else []
            self._volume_axis.show_labels(scales.volume_labels() if has_candles else [])
            self._time_axis.show_labels(self._time_labels)
        grid_x = [label.pixel for label in self._time_labels]
        grid_y = [label.pixel for label in self._price_labels]
        width = areas.prices.width()
        self._candle_layer.show_bars(bars, scales.prices, width, grid_x, grid_y)
        self._volume_layer.show_bars(bars, scales.volumes, width, grid_x, [0])
        last = self._last_tag()
        self._crosshair.show_last(last)
        self._price_axis.show_labels([label for label in self._price_labels if not self._is_covered(label, last)])

    def _last_tag(self) -> Tag | None:
        last = self._series.last
        if last is None:
            return None
        y = floor(min(max(self._scales.prices.y(last.close), -FAR), FAR))
        ink = Ink.RISE if last.close >= last.open else Ink.FALL
        return Tag(y, formats.price(self._scales.code, last.close), ink)

    def point(self) -> None:
        """Place the crosshair at the pointer and show the values there, or the newest candle's without a pointer."""
        at = self.pointer
        inside = at is not None and (self._areas.prices.contains(at) or self._areas.volumes.contains(at))
        if at is None or not inside or self.is_dragged or not len(self._series):
            self._crosshair.show_cross(None, None, "")
            self._crosshair.show_legend(self._values_of(self._newest_slot()))
            return
        slot = floor(self.window_of_time.slot_at(at.x()))
        middle = QPoint(floor(self.window_of_time.x(slot + 0.5)), at.y())
        value = None
        if self._areas.prices.contains(at):
            value = Tag(at.y(), self._scales.price_at(at.y()), Ink.CROSSHAIR)
        self._crosshair.show_cross(middle, value, time_label(self.unit, self.unit.start_ms(slot), self._look.zone))
        self._crosshair.show_legend(self._values_of(slot))

    def _newest_slot(self) -> int | None:
        return int(self._series.slots[-1]) if len(self._series) else None

    def _values_of(self, slot: int | None) -> list[Piece]:
        bar = self._series.bar_at(slot) if slot is not None else None
        if bar is None or slot is None:
            return []
        before = self._series.index_of(slot) - 1
        previous_close = float(self._series.closes[before]) if before >= 0 else None
        return values(self._scales.code, time_label(self.unit, bar.start_ms, self._look.zone), bar, previous_close)

    def _axis_width(self) -> int:
        """Return the width for the widest label or the last price, in steps, so that it seldom changes."""
        last = self._series.last
        prices = self._scales.prices
        texts = [self._scales.price_text(prices.low), self._scales.price_text(prices.high)]
        if last is not None:
            texts.append(formats.price(self._scales.code, last.close))
        widest = max(map(self._text.width, texts))
        return max(-(-(widest + _LABEL_PADDING) // _AXIS_STEP) * _AXIS_STEP, LEAST_AXIS_WIDTH)

    def _is_covered(self, label: Label, tag: Tag | None) -> bool:
        return tag is not None and abs(label.pixel - tag.y) < self._look.px(TAG_HEIGHT)
