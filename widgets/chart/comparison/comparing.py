"""The comparison of one chart with a second market: chosen by a search, drawn in percent, kept in the chart's state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal

from core.model.markets import is_code
from widgets.chart.panes.value_scale import ScaleMode
from widgets.chart.part import ChartPart
from widgets.markets.search import MarketSearch
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import translate

if TYPE_CHECKING:
    from core.market.candles.series import CandleSeries
    from core.market.candles.units import CandleUnit
    from widgets.chart.comparison.layer import ComparisonLayer
    from widgets.chart.comparison.market import ComparedMarket
    from widgets.chart.values import Column
    from widgets.chart.view import ChartView
    from widgets.panel.panel import Panel

_MARGIN: Final = 8


class Comparing(ChartPart):
    """A second market in a chart, or none.

    Signals:
        changed: another market is compared, or none.
        wanted: candles are wanted as far back as the chart's own.
        progressed: `trouble` may be another one.
    """

    changed = Signal()
    wanted = Signal()
    progressed = Signal()

    def __init__(self, panel: Panel, view: ChartView) -> None:
        super().__init__(panel, view)
        self._unit = view.unit
        self._market: ComparedMarket | None = None
        self._layer: ComparisonLayer | None = None
        self._search: MarketSearch | None = None
        self._mode_before = ScaleMode.LINEAR
        panel.context.markets.changed.connect(self._name)

    @property
    def code(self) -> str:
        """The second market; empty without one."""
        return self._market.code if self._market is not None else ""

    @property
    def market(self) -> ComparedMarket | None:
        """Its candles."""
        return self._market

    @property
    def layer(self) -> ComparisonLayer | None:
        """Its line."""
        return self._layer

    @property
    def trouble(self) -> str:
        """Why its candles could not be loaded, and when they are requested again; empty if they were loaded."""
        words = self._market.trouble if self._market is not None else ""
        return f"{self._short_name(self.code)}: {words}" if words else ""

    @property
    def is_unreachable(self) -> bool:
        """Whether its last page failed because there was no way to the exchange."""
        return self._market is not None and self._market.is_unreachable

    def start_search(self) -> None:
        """Show a search for the market over the chart, with the keyboard in it."""
        search = self._search
        if search is None:
            search = self._search = MarketSearch(self.panel.context.look, self.panel.context.markets)
            search.setParent(self.view)
            search.setAccessibleName(translate("Chart", "비교할 종목"))
            search.chosen.connect(self._on_chosen)
            search.left.connect(self._leave_search)
        width = min(search.sizeHint().width(), search.maximumWidth(), self.view.width() - 2 * _MARGIN)
        search.setGeometry((self.view.width() - width) // 2, _MARGIN, width, search.height())
        search.raise_()
        search.begin()

    def compare(self, code: str) -> None:
        """Compare with market `code`; with none if that is empty or the chart's own."""
        code = "" if code == self.panel.code else code
        if code == self.code:
            return
        is_first = self._market is None
        self._drop()
        if code:
            # Loaded when a market is compared: few charts do, and no start needs it.
            from widgets.chart.comparison.layer import ComparisonLayer  # noqa: PLC0415
            from widgets.chart.comparison.market import ComparedMarket  # noqa: PLC0415

            self._market = ComparedMarket(self.panel, code, self._unit)
            self._market.changed.connect(self._on_changed)
            self._market.progressed.connect(self.progressed)
            self._layer = ComparisonLayer(self.panel.context.look, self._short_name(code), self._market.history.series)
            self.view.prices.layers.append(self._layer)
            if is_first:
                self._mode_before = self.view.prices.mode
                self.view.prices.set_mode(ScaleMode.PERCENT)
            self.wanted.emit()
        elif self.view.prices.mode is ScaleMode.PERCENT:
            self.view.prices.set_mode(self._mode_before)
        self.view.redraw()
        self.changed.emit()
        self.progressed.emit()

    def remove(self) -> None:
        """Compare with nothing any more."""
        self.compare("")

    def show_unit(self, unit: CandleUnit) -> None:
        """Compare candles of another unit; before the chart shows its own."""
        self._unit = unit
        if self._market is not None and self._layer is not None:
            self._market.show_unit(unit)
            self._layer.show_series(self._short_name(self.code), self._market.history.series)

    def show_market(self, code: str) -> None:
        """Compare nothing with itself: the chart shows market `code` now."""
        if code == self.code:
            self.remove()

    def want(self, first_slot: float) -> None:
        """Load candles as far back as the chart does."""
        if self._market is not None:
            self._market.want(first_slot)

    def retry(self) -> None:
        """Request failed pages again now."""
        if self._market is not None:
            self._market.retry()

    def columns(self, series: CandleSeries) -> list[Column]:
        """Return the compared market's column beside the candles of `series`; none without one."""
        return [] if self._layer is None else [self._layer.column(series)]

    def menu_entries(self) -> list[MenuEntry]:
        """Return the entries to choose a market, and to remove it."""
        if self._market is None:
            return [MenuEntry(translate("Chart", "종목 비교…"), self.start_search)]
        name = self._short_name(self.code)
        return [
            MenuEntry(translate("Chart", "다른 종목과 비교…"), self.start_search),
            MenuEntry(translate("Chart", "비교 빼기: {market}").format(market=name), self.remove),
        ]

    def state(self) -> dict[str, Any]:
        """Return what the workspace keeps."""
        return {"compared": self.code} if self.code else {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore what is valid of it."""
        code = state.get("compared")
        self.compare(code if isinstance(code, str) and is_code(code) else "")

    def close(self) -> None:
        """Leave the wire."""
        if self._market is not None:
            self._market.close()

    def _on_chosen(self, code: str) -> None:
        self._leave_search()
        self.compare(code)

    def _leave_search(self) -> None:
        if self._search is not None and not self._search.isHidden():
            had_keyboard = self._search.hasFocus()
            self._search.hide()
            if had_keyboard:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        market, layer = self._market, self._layer
        self._market = self._layer = None
        if layer is not None and layer in self.view.prices.layers:
            self.view.prices.layers.remove(layer)
        if market is not None:
            market.close()
            market.deleteLater()

    def _on_changed(self) -> None:
        if self.panel.isVisible():
            self.view.redraw()

    def _name(self) -> None:
        if self._layer is not None:
            self._layer.name = self._short_name(self.code)

    @staticmethod
    def _short_name(code: str) -> str:
        quote, _, base = code.partition("-")
        return f"{base}/{quote}"
