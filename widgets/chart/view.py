"""The drawing area of a chart: candles, volumes and further panes over one time axis, and a crosshair.

The scales fit the visible candles, but not during a gesture of the mouse: the values would move under the pointer.
How other rooms draw here and take the mouse is in `widgets.chart.panes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QShowEvent

from core.market.candles.series import CandleSeries
from core.market.chart.price_scale import Scale
from core.market.chart.time_ticks import time_label
from widgets.chart.bar_kinds.layer import BarsLayer
from widgets.chart.hands.box import Box
from widgets.chart.hands.hand import Part
from widgets.chart.hands.spans import RulerHand, SpanZoomHand
from widgets.chart.hands.value_keys import ValueKeys
from widgets.chart.last_values import PlacedTag
from widgets.chart.layers import VolumeLayer
from widgets.chart.legends import Legend, over_prices, values
from widgets.chart.pane_buttons import PaneButtons
from widgets.chart.pane_view import PaneView
from widgets.chart.panes.pane import Pane
from widgets.chart.panes.readings import Piece
from widgets.chart.panes.tags import Tag
from widgets.chart.panes.value_labels import PriceLabels, VolumeLabels
from widgets.chart.panes.value_scale import Fit
from widgets.chart.values import Column, candle_values
from widgets.guard.guard import guarded, guarded_or
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.text.language import translate
from widgets.text.value_table import ValueTable

PRICES: Final = "prices"
VOLUMES: Final = "volumes"
"""Keys of the panes that every chart has."""

_PRICE_WEIGHT: Final = 0.78
_VOLUME_WEIGHT: Final = 0.22
_PRICE_MARGIN: Final = 12
_VOLUME_TOP_MARGIN: Final = 8
_LEAST_HEIGHT: Final = 72
"""Minimum height in pixels: a few candles above their times are still readable."""


class ChartView(PaneView):
    """Draws one `CandleSeries` and what goes with it.

    Attributes:
        prices: the pane of the prices.
        volumes: that of the volumes.
        bars_layer: draws the candles.

    Signals:
        pointed: what the pointer is at: the Unix ms of its candle and the price, or None twice.
    """

    pointed = Signal(object, object)

    def __init__(self, look: Look, code: str, series: CandleSeries) -> None:
        super().__init__(look, code, series)
        self._followed: tuple[int, float | None] | None = None
        self._told: tuple[int, float | None] | None = None
        """What `pointed` told last."""
        self._countdown = ""
        self._described: tuple[object, ...] = ()
        self._description: list[Piece] = []
        """The legend of one candle: panning does not write it anew."""
        self.zoom_hand, self.ruler_hand = SpanZoomHand(self), RulerHand(self)
        for hand in (self.zoom_hand, self.ruler_hand, ValueKeys(self)):
            self.hands.add(hand)
        self.bars_layer = BarsLayer(look)
        price_fit = Fit(_PRICE_MARGIN, _PRICE_MARGIN, clears_legend=True)
        self.prices = Pane(look, PRICES, _no_title, PriceLabels(look, code), price_fit, _PRICE_WEIGHT)
        self.prices.can_be_removed = False
        self.prices.layers.append(self.bars_layer)
        volume_fit = Fit(_VOLUME_TOP_MARGIN, 0, low=0.0, has_grid=False)
        self.volumes = Pane(look, VOLUMES, _volume_title, VolumeLabels(look), volume_fit, _VOLUME_WEIGHT)
        self.volumes.layers.append(VolumeLayer(look))
        for pane in (self.prices, self.volumes):
            self.panes.add(pane)
        self._buttons = PaneButtons(self)
        self._buttons.left.connect(self._on_buttons_left)

    # What is shown

    def label_anew(self) -> None:
        """Write all labels and legends anew at the next redraw."""
        super().label_anew()
        self._described = ()

    @property
    def scale_of_prices(self) -> Scale:
        """The scale of the prices."""
        return self.prices.scale

    @property
    def corner(self) -> QRect:
        """The place below the value axes and right of the time axis, in pixels of the view."""
        axis, times = self._areas.axis, self._areas.time_axis
        return QRect(axis.left(), times.top(), axis.width(), times.height())

    @property
    def layers_drawn(self) -> int:
        """How often the prices were drawn."""
        return self.prices.canvas.drawn

    @property
    def layers_drawn_whole(self) -> int:
        """How often all visible prices were drawn, not only the newest."""
        return self.prices.canvas.drawn_whole

    def shown_values(self, columns: Sequence[Column] = ()) -> ValueTable:
        """Return the candles as a table, with more columns behind theirs."""
        return candle_values(self._code, self._series, self._look.zone, columns)

    def show_series(self, code: str, series: CandleSeries) -> None:
        """Draw another series: at the newest candle for another market, around the same moment for another unit."""
        self.rest()
        self.hands.cancel()
        if code != self._code:
            self.prices.set_labels(PriceLabels(self._look, code))
        self._code, self._series, self._sight = code, series, None
        self.panes.fit_again()
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

    def show_countdown(self, text: str) -> None:
        """Show the time until the newest candle closes below its price; an empty text for none."""
        if text != self._countdown:
            self._countdown = text
            if self.prices.show_note(text):
                self.redraw()
            elif self._sight is not None:
                self._show_tags()

    # What other rooms use

    @property
    def has_volumes(self) -> bool:
        """Whether the volumes are shown."""
        return self.volumes in self.panes

    def show_volumes(self, *, is_shown: bool) -> None:
        """Show the pane of the volumes, or not."""
        if is_shown and not self.has_volumes:
            self.panes.add(self.volumes, 1)
            self.redraw()
            self.panes_changed.emit()
        elif not is_shown:
            self.ask_to_remove(self.volumes)

    def show_span(self, left: float, right: float) -> None:
        """Show the slots from `left` to `right`, as far as the zoom allows."""
        self.window_of_time.show_span(left, right)
        self._moved()

    def show_box(self, box: Box | None) -> None:
        """Mark the area of a gesture; None for none."""
        self._crosshair.show_box(box)

    def state(self) -> dict[str, Any]:
        """Return what the workspace keeps of the panes; JSON-able."""
        return {**super().state(), "has_volumes": self.has_volumes}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore the panes, as far as what is kept is valid."""
        if isinstance(is_shown := state.get("has_volumes"), bool):
            self.show_volumes(is_shown=is_shown)
        super().restore_state(state)

    def follow_pointer(self, time_ms: int | None, price: float | None) -> None:
        """Show the crosshair where the pointer of a linked chart is; None hides it."""
        self._followed = None if time_ms is None else (time_ms, price)
        self.point()

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return room for a few candles. A hint only: a notice may take some of it."""
        return QSize(super().minimumSizeHint().width(), _LEAST_HEIGHT)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while the view was hidden."""
        super().showEvent(event)
        self.refresh()

    def price_at_pointer(self) -> float | None:
        """Return the price where the pointer is, among the prices or on their axis; else that of the newest candle."""
        place = self.place_at(self.pointer) if self.pointer is not None else None
        if place is not None and place.part in (Part.PANE, Part.VALUE_AXIS) and place.pane is self.prices:
            return self.prices.value_at(place.y)
        return float(self._series.closes[-1]) if len(self._series) else None

    def point(self) -> None:
        """Place the crosshair at the pointer and show the values there, or the newest candle's without a pointer."""
        at = self.pointer
        if self.is_dragged:  # a border may be dragged, and its pane away from under its buttons
            self._buttons.offer(None)
        if at is None or self.is_dragged or not len(self._series) or self.is_closed:
            self._point_elsewhere()
            return
        place = self.place_at(at)
        self._buttons.offer(place.pane if place.part is not Part.TIME_AXIS else None)
        if place.part not in (Part.PANE, Part.BORDER) or place.pane is None or at.x() >= self._areas.axis.left():
            self._point_elsewhere()
            return
        slot = floor(self.window_of_time.slot_at(at.x()))
        value = PlacedTag(place.pane.area, Tag(at.y(), place.pane.text_at(at.y()), Ink.CROSSHAIR))
        self._show_cross(slot, at.y(), value)
        price = place.pane.value_at(at.y()) if place.pane is self.prices else None
        self._tell_pointed((self.unit.start_ms(slot), price))

    def _point_elsewhere(self) -> None:
        """Show the crosshair of a linked chart, or none."""
        if self.pointer is None and not self._buttons.has_pointer:
            self._buttons.offer(None)
        self._tell_pointed(None)
        if self._followed is None or not len(self._series) or self.is_dragged:
            self._crosshair.show_cross(None, None, "")
            self._show_legends(None)
            return
        time_ms, price = self._followed
        slot = self.unit.slot(time_ms)
        value, y = None, -1
        area = self.prices.area
        if price is not None and area.top() <= (y := floor(self.prices.y(price))) <= area.bottom():
            text = self.prices.text(self.prices.snapped(price))  # not of the pixel: both charts name the same price
            value = PlacedTag(area, Tag(y, text, Ink.CROSSHAIR))
        if 0 <= self.window_of_time.x(slot + 0.5) < self._areas.axis.left():
            self._show_cross(slot, y, value)
        else:
            self._crosshair.show_cross(None, None, "")
            self._show_legends(None)

    def _tell_pointed(self, told: tuple[int, float | None] | None) -> None:
        """Tell the linked charts what the pointer is at, if it is something else than before.

        Two charts can have a pointer, one of the mouse and one of the keys: they would answer each other for ever.
        """
        if told != self._told:
            self._told = told
            self.pointed.emit(*(told or (None, None)))

    def _on_buttons_left(self) -> None:
        if self.pointer is None:
            self._buttons.offer(None)

    def _show_cross(self, slot: int, y: int, value: PlacedTag | None) -> None:
        middle = QPoint(floor(self.window_of_time.x(slot + 0.5)), y)
        time = time_label(self.unit, self.unit.start_ms(slot), self._look.zone)
        self._crosshair.show_cross(middle, value, time)
        self._show_legends(slot)

    def _show_legends(self, slot: int | None) -> None:
        if self._sight is None:
            return
        legends: list[Legend] = []
        for pane in self.panes.visible:
            if pane is self.prices:
                candle = self._values_of(slot)
                lines = (candle, pane.legend(slot))
                legends.insert(0, over_prices(pane.area, lines, is_pointed=slot is not None))
            else:
                legends.append(Legend(pane.area, (pane.legend(slot),)))
        self._crosshair.show_legends(legends)

    def _values_of(self, slot: int | None) -> list[Piece]:
        """Return the legend of the candle in `slot`; right of the newest candle and for None, of that one."""
        if not len(self._series):
            return []
        newest = int(self._series.slots[-1])
        slot = newest if slot is None else min(slot, newest)
        if (bar := self._series.bar_at(slot)) is None:
            return []
        before = self._series.index_of(slot) - 1
        previous_close = float(self._series.closes[before]) if before >= 0 else None
        described = (self._code, self.unit, bar, previous_close)
        if described != self._described:
            time = time_label(self.unit, bar.start_ms, self._look.zone)
            self._described, self._description = described, values(self._code, time, bar, previous_close)
        return self._description


def _no_title() -> str:
    """The candle says it."""
    return ""


def _volume_title() -> str:
    return translate("Chart", "거래량")
