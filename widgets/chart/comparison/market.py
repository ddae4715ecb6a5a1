"""The candles of a second market in a chart: subscribed and loaded like the first, until it is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QObject, Signal

from core.loop.tasks import is_loop_running
from core.model.subscription import StreamType, subscribe
from widgets.chart.loading import CandleLoading
from widgets.panel.side_feed import SideFeed

if TYPE_CHECKING:
    from core.market.candles.units import CandleUnit
    from widgets.panel.panel import Panel


class ComparedMarket(QObject):
    """Candles of one market and unit.

    Args:
        panel: the chart; its tasks end with it.
        code: the market.
        unit: of the candles.

    Signals:
        changed: candles changed, or a page ended.
        progressed: `trouble` may be another one.
    """

    changed = Signal()
    progressed = Signal()

    def __init__(self, panel: Panel, code: str, unit: CandleUnit) -> None:
        super().__init__(panel)
        self._panel = ref(panel)
        self.code = code
        self._loading = CandleLoading(panel.context.rest, panel.context.candles, self)
        self.history = self._loading.begin(code, unit)
        self._first_wanted = float("inf")
        self._loading.page_ended.connect(self._on_page_ended)
        self._loading.is_due.connect(self._ask_again)
        self._loading.progressed.connect(self.progressed)
        self._feed = SideFeed(panel, f"chart-compared:{code}")
        self._feed.arrived.connect(self._take)
        self._feed.status_changed.connect(self._meet_status)
        panel.context.markets.state_changed.connect(self._on_state_changed)
        self._subscribe()

    @property
    def trouble(self) -> str:
        """Why its candles could not be loaded; empty if they could."""
        return self._loading.trouble

    @property
    def is_unreachable(self) -> bool:
        """Whether the last page failed because there was no way to the exchange."""
        return self._loading.is_unreachable

    @property
    def component_id(self) -> str:
        """The engine's id of its streams; empty once it is closed."""
        return self._feed.component_id

    def show_unit(self, unit: CandleUnit) -> None:
        """Follow candles of another unit."""
        if unit is not self.history.unit:
            self.history = self._loading.begin(self.code, unit)
            self._subscribe()

    def want(self, first_slot: float) -> None:
        """Load pages as far as `first_slot`."""
        self._first_wanted = first_slot
        if not is_loop_running() or not self._feed.component_id:
            return
        panel = self._panel()
        if panel is not None and (page := self._loading.next_page(first_slot)) is not None:
            panel.spawn(page, f"candles {self.code} {self.history.unit}")

    def retry(self) -> None:
        """Request failed pages again now."""
        self._ask_again()

    def close(self) -> None:
        """Leave the wire; idempotent."""
        self._loading.stop()
        self._feed.close()

    def _subscribe(self) -> None:
        streams = self.history.streams | {StreamType.TICKER}  # it tells the engine what the others lack
        self._feed.subscribe([subscribe(stream, self.code) for stream in sorted(streams)])

    def _take(self, messages: list[object]) -> None:
        now_ms = self._meet_status()
        if self._loading.take(messages, now_ms, self._feed.report_damage):
            self.changed.emit()
        self.want(self._first_wanted)

    def _meet_status(self) -> int | None:
        """Ask for candles that may have been missed; return the exchange's clock if it is known."""
        status, panel = self._feed.status, self._panel()
        if status is None or panel is None:
            return None
        if self._loading.meet(status):
            self.want(self._first_wanted)
            self.progressed.emit()
        return status.clock_ms(panel.context.engine.time())

    def _on_state_changed(self, code: str) -> None:
        """Load the newest candles again: nobody sends the end of one that was open when the market was halted."""
        if code == self.code:
            self._loading.load_newest()
            self.want(self._first_wanted)
            self.progressed.emit()

    def _on_page_ended(self, spoiled: int) -> None:
        self.changed.emit()
        self.want(self._first_wanted)
        self.progressed.emit()

    def _ask_again(self) -> None:
        self._loading.retry()
        self.want(self._first_wanted)
        self.progressed.emit()
