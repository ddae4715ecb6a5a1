"""The trades panel (체결): one market's trades as they happen."""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollBar

from core.errors import ExchangeError, HogaError, RateLimited
from core.loop.deadline import Deadline
from core.loop.tasks import is_loop_running
from core.market.trades.gaps import ENOUGH, OPENING, TradeGaps
from core.market.trades.tape import TradeTape
from core.model.messages import Loss, Trade
from core.model.subscription import StreamType, subscribe
from core.timing.backoff import Backoff
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.panel import Panel
from widgets.text.value_table import ValueTable
from widgets.trades.canvas import TradesCanvas

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.engine.deliver.mailbox import Mail
    from core.upbit.rest.quotation import RestClient
    from widgets.panel.context import PanelContext


_PAGE: Final = 500
"""Trades of a page that fills a gap; the tape opens with a smaller one, which comes sooner."""


class TradesPanel(Panel):
    """Newest on top, coloured by the taker's side. Missing trades are fetched; a bar marks the gap meanwhile.

    It opens with the latest trades, requested at once, so that it is not empty in a quiet market. The ticker is
    subscribed too: it has the market's state, such as a suspension, which no trade tells.
    """

    kind: ClassVar[str] = "trades"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._gaps = TradeGaps(TradeTape(), ENOUGH)
        self._filling: asyncio.Task[Any] | None = None
        self._pause: Deadline | None = None
        self._canvas = TradesCanvas(context.look, self._gaps.tape, code)
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._canvas)
        layout.addWidget(self._bar)
        self._canvas.scrolled.connect(self._on_scrolled)
        self._canvas.gap_chosen.connect(self.retry)
        self._bar.valueChanged.connect(self._canvas.scroll_to)
        self.setFocusProxy(self._canvas)
        self.cover(self)
        self._watch()

    def consume(self, messages: list[Mail]) -> bool:
        """Add the trades to the tape, and request missing ones."""
        is_changed = self._gaps.receive(message for message in messages if isinstance(message, Trade | Loss))
        self.context.markets.update_from(messages)
        self._fill()
        return is_changed

    def refresh(self) -> None:
        """Repaint the tape."""
        self._canvas.tape_changed()

    def market_changed(self) -> None:
        """Restart with an empty tape."""
        if self._filling is not None:
            self._filling.cancel()
        self._filling = None
        self._gaps = TradeGaps(TradeTape(), ENOUGH)
        self._canvas.show_tape(self._gaps.tape, self.code)
        self._watch()

    def has_data(self) -> bool:
        """Return whether a trade was received."""
        return len(self._gaps.tape) > 0

    def is_fresh(self, status: FeedStatus) -> bool:
        """Return whether the trades are fresh; the ticker may be late or missing."""
        return not any(key.type is StreamType.TRADE for key in status.unheard)

    def menu_entries(self) -> list[MenuEntry]:
        """Back to the newest trade."""
        return [MenuEntry(self.tr("최신으로"), self._canvas.to_newest)]

    def shown_values(self) -> ValueTable:
        """Return what is painted, as a table."""
        return self._canvas.shown_values()

    def panel_title(self) -> str:
        """`비트코인 BTC/KRW · 체결`."""
        return self.tr("{market} · 체결").format(market=self.context.markets.titled(self.code))

    def _watch(self) -> None:
        if self.code:
            self.subscribe((subscribe(StreamType.TRADE, self.code), subscribe(StreamType.TICKER, self.code)))
            # What other panels have already seen of this market comes at once, without a request.
            self.context.clock.give_frame(self)
            self._fill()

    def retry(self) -> None:
        """Request trades again whose fetch was given up, even if the exchange blocked requests for a while."""
        self.context.rest.lift_blocks()
        self._gaps.retry()
        if self._pause is not None:
            self._pause.bring_forward(self.context.engine.time())
        self._fill()
        self.refresh()

    def _fill(self) -> None:
        if self._is_released or not self.code or not self._gaps.is_missing_trades or not is_loop_running():
            return
        if self._filling is None or self._filling.done():
            work = _fill(self.context.rest, self.code, self._gaps, weakref.ref(self))
            self._filling = self.spawn(work, f"missed trades {self.code}")

    def _page_ended(self, gaps: TradeGaps, pause: Deadline | None) -> None:
        self._pause = pause
        if gaps is self._gaps and self._is_alive:
            self._update_status()
            if self.isVisible():
                self.refresh()

    def _on_scrolled(self) -> None:
        # The scroll bar follows the canvas here; its own signal would only repeat that.
        self._bar.blockSignals(True)
        self._bar.setPageStep(self._canvas.page_rows)
        self._bar.setRange(0, max(self._canvas.last_first_row, self._canvas.first_row))
        self._bar.setValue(self._canvas.first_row)
        self._bar.blockSignals(False)


async def _fill(rest: RestClient, code: str, gaps: TradeGaps, panel: weakref.ref[TradesPanel]) -> None:
    """Fetch pages until nothing is missing or all gaps are given up; wait after a failure, longer after each.

    The panel is held weakly, so that it can be closed before a page arrives.
    """
    backoff, clock = Backoff(), asyncio.get_running_loop().time
    while (page := gaps.next_page()) is not None:
        pause, spoiled = None, 0
        try:
            count = ENOUGH if page.gap == OPENING else _PAGE
            trades = await rest.trades(code, count, page.cursor, page.days_ago)
        except HogaError as error:
            gaps.failed(page, error.user_message, is_final=_is_final(error))
            pause = Deadline()
            pause.bring_forward(clock() + backoff.delay_after(error))
        else:
            gaps.arrived(page, trades)
            spoiled = trades.spoiled
            backoff.reset()
        if (alive := panel()) is None:
            return
        alive._page_ended(gaps, pause)  # noqa: SLF001 - the panel's own errand
        alive.count_skipped(spoiled)
        del alive
        if pause is not None:
            await pause.reached()


def _is_final(error: HogaError) -> bool:
    """Whether the same request would be refused again, such as one for a market that does not exist."""
    return isinstance(error, ExchangeError) and not isinstance(error, RateLimited) and 400 <= error.status < 500
