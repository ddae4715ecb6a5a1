"""The trades panel (체결): one market's trades as they are made."""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollBar

from core.errors import HogaError
from core.loop.deadline import Deadline
from core.market.trades.gaps import TradeGaps
from core.market.trades.tape import TradeTape
from core.model.messages import Loss, Trade
from core.model.subscription import StreamType, subscribe
from core.timing.backoff import Backoff
from widgets.panel.panel import Panel
from widgets.trades.canvas import TradesCanvas

if TYPE_CHECKING:
    from core.engine.deliver.mailbox import Mail
    from core.upbit.rest.quotation import RestClient
    from widgets.panel.context import PanelContext


class TradesPanel(Panel):
    """Newest on top, coloured by the taker's side. What was missed is fetched; until it is there, a bar says so."""

    kind: ClassVar[str] = "trades"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._gaps = TradeGaps(TradeTape())
        self._filling: asyncio.Task[Any] | None = None
        self._pause: Deadline | None = None
        self._canvas = TradesCanvas(self._gaps.tape, code)
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
        """Put the trades on the tape, and ask for those that are missing."""
        is_changed = self._gaps.receive(message for message in messages if isinstance(message, Trade | Loss))
        self._fill()
        return is_changed

    def refresh(self) -> None:
        """Repaint the tape where it stands now."""
        self._canvas.tape_changed()

    def market_changed(self) -> None:
        """Start over with an empty tape."""
        if self._filling is not None:
            self._filling.cancel()
            self._filling = None
        self._gaps = TradeGaps(TradeTape())
        self._canvas.show_tape(self._gaps.tape, self.code)
        self._watch()

    def has_data(self) -> bool:
        """Whether a trade has come."""
        return len(self._gaps.tape) > 0

    def panel_title(self) -> str:
        """`비트코인 BTC/KRW · 체결`."""
        return self.tr("{market} · 체결").format(market=self.context.markets.titled(self.code))

    def _watch(self) -> None:
        if self.code:
            self.subscribe((subscribe(StreamType.TRADE, self.code),))

    def retry(self) -> None:
        """Ask again for trades that were given up, though the exchange may have said to stay away."""
        self.context.rest.lift_blocks()
        self._gaps.retry()
        if self._pause is not None:
            self._pause.bring_forward(self.context.engine.time())
        self._fill()
        self.refresh()

    def _fill(self) -> None:
        if self._is_released or not self._gaps.is_missing_trades:
            return
        if self._filling is None or self._filling.done():
            work = _fill(self.context.rest, self.code, self._gaps, weakref.ref(self))
            self._filling = self.spawn(work, f"missed trades {self.code}")

    def _page_ended(self, gaps: TradeGaps, pause: Deadline | None) -> None:
        self._pause = pause
        if gaps is self._gaps and self._is_alive and self.isVisible():
            self.refresh()

    def _on_scrolled(self) -> None:
        # The bar follows the picture here; its own signal would scroll the picture to where it already is.
        self._bar.blockSignals(True)
        self._bar.setPageStep(self._canvas.page_rows)
        self._bar.setRange(0, max(self._canvas.last_first_row, self._canvas.first_row))
        self._bar.setValue(self._canvas.first_row)
        self._bar.blockSignals(False)


async def _fill(rest: RestClient, code: str, gaps: TradeGaps, panel: weakref.ref[TradesPanel]) -> None:
    """Ask for one page after the other until nothing is missing or all is given up; after a failure, wait.

    The panel is held weakly meanwhile, so that it may die before its page comes.
    """
    backoff, clock = Backoff(), asyncio.get_running_loop().time
    while (page := gaps.next_page()) is not None:
        pause, spoiled = None, 0
        try:
            trades = await rest.trades(code, cursor=page.cursor, days_ago=page.days_ago)
        except HogaError as error:
            gaps.failed(page, error.user_message)
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
