"""A view of panes over one time axis: where they lie, and what is drawn anew. It does not know what is in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent

from core.market.candles.pixel_merge import PixelMerge
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.time_window import TimeWindow
from widgets.chart.crosshair import NO_AREAS, Areas, Crosshair
from widgets.chart.hands.hand import Hand, Part, Place
from widgets.chart.hands.moving import BorderHand, PanHand, TimeAxisHand, ValueAxisHand
from widgets.chart.last_values import PlacedTag
from widgets.chart.panes.axis import TIME_AXIS_HEIGHT, Label, LabelAxis
from widgets.chart.panes.pane import Pane
from widgets.chart.panes.sight import Sight
from widgets.chart.panes.stack import PaneStack
from widgets.chart.panes.time_labels import time_labels
from widgets.chart.panes.value_labels import PlainLabels, ValueLabels
from widgets.chart.panes.value_scale import Fit, ScaleMode
from widgets.chart.time_view import TimeView
from widgets.guard.guard import guarded, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import CellText
from widgets.paint.repaint import schedule_repaint

USUAL_FIT: Final = Fit(20, 6)
"""Of a pane that is added: the margins leave its legend free."""
_LABEL_PADDING: Final = 14
_AXIS_STEP: Final = 8
LEAST_AXIS_WIDTH: Final = 56


class PaneView(TimeView):
    """Lays out panes over the candles of one series, and draws them. The subclass says what is at the pointer.

    Attributes:
        panes: from the top down.

    Signals:
        placed: the parts of the view moved, as after a change of size.
        panes_changed: the user removed or moved panes, or changed how they are scaled.
        pane_removed: the key of a pane that the user removed.
        drawn: everything was placed anew, after new data or any move.
    """

    placed = Signal()
    pane_removed = Signal(str)
    panes_changed = Signal()
    drawn = Signal()

    def __init__(self, look: Look, code: str, series: CandleSeries) -> None:
        super().__init__(TimeWindow(series.unit))
        self._look = look
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._code, self._series = code, series
        self._merge = PixelMerge()
        self._sight: Sight | None = None
        self._labelled: tuple[object, ...] = ()
        self._time_labels: list[Label] = []
        self._areas = NO_AREAS
        self._divided: tuple[object, ...] = ()
        """What the areas follow from."""
        self._text = CellText(look, FontRole.SMALL)
        self._axis_texts: list[str] = []
        self._wanted_axis = LEAST_AXIS_WIDTH
        """What the axis needs for these texts."""
        self.panes = PaneStack()
        self._time_axis = LabelAxis(look, is_horizontal=True)
        self._crosshair = Crosshair(look, self)
        for hand in (BorderHand(self), ValueAxisHand(self), TimeAxisHand(self), PanHand(self)):
            self.hands.add(hand, last=True)
        look.changed.connect(self._on_look_changed)

    @property
    def unit(self) -> CandleUnit:
        """The unit of the candles."""
        return self._series.unit

    @property
    def code(self) -> str:
        """The market."""
        return self._code

    @property
    def series(self) -> CandleSeries:
        """The candles."""
        return self._series

    @property
    def time_axis(self) -> LabelAxis:
        """The axis below the panes."""
        return self._time_axis

    @property
    def crosshair(self) -> Crosshair:
        """The overlay over the panes."""
        return self._crosshair

    def label_anew(self) -> None:
        """Label the axes anew at the next redraw: units have other names in another language."""
        self._labelled = ()
        for pane in self.panes:
            pane.label_anew()

    def add_pane(
        self,
        key: str,
        title: Callable[[], str],
        *,
        labels: ValueLabels | None = None,
        fit: Fit = USUAL_FIT,
        weight: float = 0.25,
    ) -> Pane:
        """Add a pane at the bottom, with the place and height that a saved state says of `key`; draw it at `redraw`.

        Args:
            key: its name in the saved state, different from that of every other pane of the chart.
            title: returns its title in the present language.
            labels: write its values; plain figures if None.
            fit: its margins, and values that are always in sight.
            weight: of its height, compared with 0.78 of the prices and 0.22 of the volumes.
        """
        pane = Pane(self._look, key, title, labels or PlainLabels(self._look), fit, weight)
        self.panes.add(pane)
        return pane

    def remove_pane(self, key: str) -> None:
        """Remove a pane, if it is there."""
        if (pane := self.panes.find(key)) is not None and pane.can_be_removed:
            self.hands.cancel()
            self.panes.remove(pane)
            self.redraw()

    def ask_to_remove(self, pane: Pane) -> None:
        """Remove a pane as its user wants, and tell whoever added it."""
        if pane.can_be_removed and pane in self.panes:
            self.remove_pane(pane.key)
            self.pane_removed.emit(pane.key)
            self.panes_changed.emit()

    def move_pane(self, pane: Pane, step: int) -> None:
        """Move a pane `step` places down, or up if negative."""
        self.hands.cancel()
        self.panes.move(pane, step)
        self.redraw()
        self.panes_changed.emit()

    def set_scale_mode(self, pane: Pane, mode: ScaleMode) -> None:
        """Map the values of a pane otherwise."""
        pane.set_mode(mode)
        self.redraw()
        self.panes_changed.emit()

    def fit_values(self, pane: Pane) -> None:
        """Fit the scale of a pane to what is visible again."""
        pane.fit_again()
        self.redraw()

    def even_out(self) -> None:
        """Give every pane its usual height."""
        self.panes.even_out()
        self.redraw()
        self.panes_changed.emit()

    @property
    def pane_at_pointer(self) -> Pane | None:
        """The pane under the pointer."""
        return self.panes.at(self.pointer.y()) if self.pointer is not None else None

    def add_hand(self, hand: Hand) -> None:
        """Offer presses and keys to `hand` before the others."""
        self.hands.add(hand)

    def remove_hand(self, hand: Hand) -> None:
        """Offer nothing more to `hand`."""
        self.hands.remove(hand)

    def x_of(self, time_ms: float) -> float:
        """Return the pixel of a moment, Unix ms; that of the middle of the candle that begins then."""
        return self.window_of_time.x(self.unit.position(time_ms) + 0.5)

    def time_at(self, x: float) -> float:
        """Return the moment at a pixel: where a candle is, the moment inside it."""
        return self.unit.time_ms(self.window_of_time.slot_at(x))

    def place_at(self, at: QPoint, ms: int = 0) -> Place:
        """Return which part of the chart lies at a pixel of the view."""
        x, y = at.x(), at.y()
        axis, times = self._areas.axis, self._areas.time_axis
        pane = self.panes.at(y)
        if y >= times.top():
            part = Part.TIME_AXIS if x < axis.left() else Part.NOWHERE
        elif (border := self.panes.border_at(y)) is not None:
            return Place(x, y, Part.BORDER, pane, border, ms)
        else:
            part = Part.VALUE_AXIS if x >= axis.left() else Part.PANE
        return Place(x, y, part, pane, ms=ms)

    def stretch_at(self, place: Place, factor: float) -> None:
        """Draw the values of the pane at `place` taller by `factor`."""
        if place.pane is not None:
            place.pane.stretch(factor, place.y)
            self.redraw()

    def state(self) -> dict[str, Any]:
        """Return what the workspace keeps of the panes; JSON-able."""
        return {"panes": self.panes.state()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore the panes, as far as what is kept is valid."""
        self.panes.restore_state(state.get("panes"))
        self.redraw()

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed parts of the panes and axes."""
        if self.is_closed:
            return
        painter, exposed = QPainter(self.viewport()), event.region()
        ratio = self.devicePixelRatio()
        if ratio != 1:
            # At fractional scales some screen pixels lie between two parts and belong to neither.
            painter.fillRect(event.rect(), self._look.theme.panel)
        axes = [self._time_axis]
        for pane in self.panes.visible:
            axes.append(pane.axis)
            if exposed.intersects(pane.area):
                pane.canvas.paint(painter, exposed, ratio)
        for axis in axes:
            if exposed.intersects(axis.area):
                axis.paint(painter, exposed)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out the parts for the new size."""
        super().resizeEvent(event)
        if self.isVisible() and self._areas.panes:
            self.redraw()

    def _on_look_changed(self) -> None:
        self._text = CellText(self._look, FontRole.SMALL)
        self.label_anew()
        self._areas, self._divided, self._axis_texts = NO_AREAS, (), []
        self.redraw()
        self.viewport().update()

    def redraw(self) -> None:
        """Fit the scales to what is visible, and update every part."""
        if self.is_closed:
            return
        self._fit()
        if self._meet_widest():
            self._fit()
        self._draw()
        self.hands.redrawn()
        self.point()
        self.drawn.emit()

    def _fit(self) -> None:
        """Lay out the parts with the axis as wide as its previous labels, and fit the scales."""
        areas = self._place()
        self.window_of_time.resize(areas.axis.left())
        self._sight = Sight(self._code, self._series, self.window_of_time, self._merge, self._sight)
        for pane in self.panes.visible:
            pane.prepare(self._sight, pane.area.height(), is_held=self.is_dragged)

    def _place(self) -> Areas:
        """Divide the view at whole pixels, so that no part begins inside a pixel."""
        size, time_height = self.viewport().size(), self._look.px(TIME_AXIS_HEIGHT)
        shares = [(pane, pane.weight) for pane in self.panes]
        divided = (size, self._wanted_axis, time_height, shares)
        if divided == self._divided:
            return self._areas
        self._divided = divided
        width, height = size.width(), size.height()
        # Of a part that reaches beyond its view Qt keeps the pixels only in part, and some of them are garbage.
        axis_width = min(self._wanted_axis, max(width - 1, 1))
        chart_width, chart_height = max(width - axis_width, 1), max(height - time_height, 2)
        places = self.panes.areas(chart_width, chart_height)
        areas = Areas(
            tuple(place for place in places if not place.isEmpty()),
            QRect(chart_width, 0, axis_width, chart_height),
            QRect(0, chart_height, chart_width, time_height),
        )
        if areas != self._areas or places != [pane.area for pane in self.panes]:
            self._areas = areas
            for pane, place in zip(self.panes, places, strict=True):
                pane.place(place, axis_width)
            self._time_axis.place(QRect(0, chart_height, width, time_height))
            self.viewport().update()
            self._crosshair.setGeometry(self.viewport().geometry())
            self._crosshair.place(areas)
            self.placed.emit()
        return areas

    def _draw(self) -> None:
        window, sight = self.window_of_time, self._sight
        assert sight is not None
        has_candles = window.has_candles  # without any there is no time to label
        has_button = has_candles and not window.is_following  # the one that leads back lies below the value axes
        covered = self._areas.axis.width() if has_button else 0
        labelled = (has_candles, self.unit, window.left, window.right, covered)
        if labelled != self._labelled:
            self._labelled = labelled
            self._time_labels = time_labels(self._look, window) if has_candles else []
            self._time_axis.show_labels(self._time_labels, covered)
        grid_x = [label.pixel for label in self._time_labels]
        for pane in self.panes.visible:
            pane.draw(sight, grid_x)
        parts = [self._time_axis, *(part for pane in self.panes.visible for part in (pane.canvas, pane.axis))]
        schedule_repaint(self.viewport(), *(part.take_outdated() for part in parts))
        self._show_tags()

    def _show_tags(self) -> None:
        self._crosshair.show_tags([PlacedTag(pane.area, tag) for pane in self.panes.visible for tag in pane.tags])

    def _meet_widest(self) -> bool:
        """Measure the widest label or last value; return whether the axis needs another width, in steps: seldom."""
        texts = [text for pane in self.panes.visible for text in pane.widest_texts()]
        if texts == self._axis_texts:
            return False
        self._axis_texts = texts
        widest = max(map(self._text.width, texts), default=0)
        before = self._wanted_axis
        self._wanted_axis = max(-(-(widest + _LABEL_PADDING) // _AXIS_STEP) * _AXIS_STEP, LEAST_AXIS_WIDTH)
        return self._wanted_axis != before
