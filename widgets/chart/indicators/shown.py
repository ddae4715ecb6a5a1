"""The indicators that a chart shows: adds, changes and removes them, and keeps their panes and layers in the view."""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from core.market.indicators.choice import MOST_CHOSEN, Chosen, added, new_chart, restored, state
from core.market.indicators.declaration import Indicator, Place
from core.market.indicators.live import LiveIndicator, LiveIndicators
from widgets.chart.indicators.building import Layers, layers_of
from widgets.chart.indicators.naming import short_name
from widgets.chart.panes.value_scale import Fit

if TYPE_CHECKING:
    from core.market.candles.series import CandleSeries
    from core.market.candles.units import CandleUnit
    from widgets.chart.panes.layer import Layer
    from widgets.chart.panes.pane import Pane
    from widgets.chart.view import ChartView
    from widgets.look.look import Look

_WEIGHT: Final = 0.22
_FARTHEST: Final = 10_000
"""Slots that are loaded for an indicator: a week of minutes, and 50 pages. A day of seconds has more; there a VWAP of
the day begins with the next day."""
_LEGEND: Final = 20
_BOTTOM: Final = 6
"""Empty pixels above the values, for the legend, and below."""


class ShownIndicators(QObject):
    """The indicators of one chart; the averages of a new chart at first.

    Signals:
        changed: others are shown, or otherwise.
        settings_wanted: the user wants the fields of the one of this key.
    """

    changed = Signal()
    settings_wanted = Signal(str)

    def __init__(self, look: Look, view: ChartView) -> None:
        super().__init__()
        self._look = look
        self._view = view
        self._chosen: list[Chosen] = []
        self._unknown: list[Mapping[str, Any]] = []
        self.unknown_ids: list[str] = []
        """The indicators of a kept state that this version does not have."""
        self._live = LiveIndicators()
        self._each: dict[str, LiveIndicator] = {}
        self._layers: dict[str, Layers] = {}
        self._placed: list[Layer] = []
        """Those over the prices."""
        self._panes: dict[str, Pane] = {}
        self._titles: dict[str, Chosen] = {}
        """What the titles of the panes are of; they hold this and not the chart, which would then outlive its close."""
        view.pane_removed.connect(self.remove)
        self._show(new_chart())

    @property
    def all(self) -> Sequence[Chosen]:
        """Them, in the order in which they were added."""
        return tuple(self._chosen)

    @property
    def is_full(self) -> bool:
        """Whether there are as many as a chart can have."""
        return len(self._chosen) + len(self._unknown) >= MOST_CHOSEN

    def find(self, key: str) -> Chosen | None:
        """Return the one of that key."""
        return next((each for each in self._chosen if each.key == key), None)

    def add(self, indicator: Indicator) -> Chosen | None:
        """Show an indicator with its defaults; return it, or None if there are too many."""
        if self.is_full:
            return None
        made = added(indicator, self._chosen)
        self._show([*self._chosen, made])
        return made

    def change(self, chosen: Chosen) -> None:
        """Show one otherwise: parameters, colours, widths."""
        self._show([chosen if each.key == chosen.key else each for each in self._chosen])

    def toggle(self, key: str) -> None:
        """Hide one, or show it again."""
        if (chosen := self.find(key)) is not None:
            self.change(replace(chosen, is_shown=not chosen.is_shown))

    def remove(self, key: str) -> None:
        """Remove one."""
        if self.find(key) is not None:
            self._show([each for each in self._chosen if each.key != key])

    def reset(self) -> None:
        """Show those of a new chart."""
        self._show(new_chart())

    def first_needed(self, unit: CandleUnit, slot: float) -> float:
        """Return the slot from which candles are needed for right values from `slot` on, as far as it is worth it."""
        needs = (each.indicator.first_needed(unit, slot, each.values) for each in self._chosen if each.is_shown)
        return min((need for need in needs if need >= slot - _FARTHEST), default=slot)

    def state(self) -> list[Mapping[str, Any]]:
        """Return what the workspace keeps; JSON-able."""
        return state(self._chosen, self._unknown)

    def restore_state(self, kept: object) -> None:
        """Show what `state` returned, as far as it is valid."""
        found = restored(kept)
        self._unknown, self.unknown_ids = found.unknown, found.unknown_ids
        self._show(found.chosen)

    def computed(self, series: CandleSeries) -> list[tuple[Chosen, LiveIndicator]]:
        """Return those that have values, brought up to date."""
        self._live.refresh(series)
        return [(each, self._each[each.key]) for each in self._chosen if each.key in self._each]

    def _show(self, chosen: list[Chosen]) -> None:
        """Show these; what stays as it is keeps its values, its layers and its pane."""
        before, self._chosen = {each.key: each for each in self._chosen}, chosen
        wanted = {each.key: each for each in chosen if each.is_shown}
        self._compute(wanted)
        for key in [key for key in self._layers if wanted.get(key) is not before.get(key)]:
            del self._layers[key]
        for key, each in wanted.items():
            if key not in self._layers:
                self._layers[key] = layers_of(self._look, each, self._each.get(key), self._live)
        self._place(wanted)
        if self._view.isVisible():  # a hidden one draws all of it once it is shown
            self._view.redraw()
        self.changed.emit()

    def _compute(self, wanted: Mapping[str, Chosen]) -> None:
        """Keep values of what is shown only; another parameter makes other values."""
        kept = {
            key: live
            for key, live in self._each.items()
            if (each := wanted.get(key)) is not None and live.values == each.values
        }
        for key, each in wanted.items():
            if key not in kept and each.indicator.start is not None:
                kept[key] = LiveIndicator(each.indicator, each.values)
        self._each = kept
        self._live.show(list(kept.values()))

    def _place(self, wanted: Mapping[str, Chosen]) -> None:
        """Lay the layers over the prices or into panes of their own, in their order."""
        view = self._view
        panes = {key for key, each in wanted.items() if each.indicator.place is Place.PANE}
        for key in [key for key in self._panes if key not in panes]:
            del self._panes[key]
            view.remove_pane(key)
        others = [layer for layer in view.prices.layers if layer not in self._placed]
        below: list[Layer] = []
        above: list[Layer] = []
        for key, each in wanted.items():
            layers = self._layers[key]
            if each.indicator.place is Place.PRICES:
                below += layers.below
                above += layers.above
            else:
                self._pane_of(each).layers[:] = [*layers.below, *layers.above]
        bars = others.index(view.bars_layer)
        view.prices.layers[:] = [*others[:bars], *below, view.bars_layer, *above, *others[bars + 1 :]]
        self._placed = [*below, *above]

    def _pane_of(self, chosen: Chosen) -> Pane:
        key, indicator = chosen.key, chosen.indicator
        self._titles[key] = chosen
        if key not in self._panes:
            low, high = indicator.bounds if indicator.bounds is not None else (None, None)
            fit, title = Fit(_LEGEND, _BOTTOM, low, high), partial(_title, self._titles, key)
            pane = self._view.add_pane(key, title=title, fit=fit, weight=_WEIGHT)
            pane.open_settings = partial(_want_settings, weakref.ref(self), key)
            self._panes[key] = pane
        return self._panes[key]


def _title(titles: Mapping[str, Chosen], key: str) -> str:
    return short_name(titles[key])


def _want_settings(shown: weakref.ref[ShownIndicators], key: str) -> None:
    """Ask for the fields of an indicator; its pane holds no chart."""
    if (alive := shown()) is not None:
        alive.settings_wanted.emit(key)
