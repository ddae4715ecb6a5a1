"""Compares the streams with REST every few seconds: it shows messages that the exchange or a network left out.

A connection that loses messages goes on, and a quiet market would keep its old price until it trades again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.errors import ExchangeError, HogaError
from core.loop.deadline import awake_for
from core.market.blanks import blank
from core.market.trades.untold import told_meanwhile, untold
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from core.timing.attempts import Attempts
from core.timing.lateness import LATE_MS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.engine.websocket_manager import WebSocketManager
    from core.upbit.rest.quotation import RestClient
    from widgets.markets.directory import MarketDirectory

INTERVAL: Final = 4.0
"""Seconds between a comparison and the next request."""
WHILE_LOSING: Final = 1.0
"""The same while messages are being lost."""
MARKETS_A_SECOND: Final = 50
"""The pace of the requests for very many markets, for the sake of the network: each answer has about 0.7 kB."""
SETTLED: Final = 2.0
"""Seconds within which the stream tells what REST shows, besides the delay of its messages."""
_NO_SUCH_MARKET: Final = 404
_OVERSLEPT: Final = 0.5
"""Seconds by which a busy program may wake late and still have read all that has come."""


class QuoteCheck:
    """The check of one source's public streams.

    Args:
        rest: client for the requests.
        engine: has the streams, and is told what they lack.
        markets: which there are; told when REST does not know one of them.
    """

    def __init__(self, rest: RestClient, engine: WebSocketManager, markets: MarketDirectory) -> None:
        self._rest = rest
        self._engine = engine
        self._markets = markets
        self._attempts = Attempts("quote check")
        self._shown: Mapping[str, int] = {}
        """The times of the last trades at the last comparison."""

    async def run(self) -> None:
        """Compare for ever."""
        pause = INTERVAL
        while True:
            await self._rest.lifted.wait_for(pause)
            codes = self._codes()
            pause = INTERVAL
            if not codes or not self._is_in_time:
                continue
            try:
                await self._compare(codes)
            except HogaError as error:
                if isinstance(error, ExchangeError) and error.status == _NO_SUCH_MARKET:
                    self._markets.contradicted.emit()  # one is enough to have all of them refused
                pause = max(pause, self._attempts.failed(error))
                continue
            self._attempts.succeeded()
            if self._engine.flow_status(Scope.PUBLIC).is_losing_messages:
                pause = WHILE_LOSING
            pause = max(pause, len(codes) / MARKETS_A_SECOND)

    def _codes(self) -> list[str]:
        """Return the markets whose tickers come in, without those that have left the list."""
        listed = self._markets.markets
        return sorted(code for code in self._engine.last_trades() if listed is None or code in listed)

    @property
    def _is_in_time(self) -> bool:
        """Whether the connection delivers, without a delay: what is late is no loss."""
        is_live = self._engine.link_status(Scope.PUBLIC).state is ConnectionState.LIVE
        return is_live and not self._engine.flow_status(Scope.PUBLIC).late_ms

    async def _compare(self, codes: Sequence[str]) -> None:
        """Compare once.

        Raises:
            HogaError: REST did not answer.
        """
        epoch = self._engine.link_status(Scope.PUBLIC).epoch
        rows = await self._rest.tickers(codes)
        await self._settle()
        before, self._shown = self._shown, {row.code: row.trade_timestamp for row in rows}
        if self._is_in_time and self._engine.link_status(Scope.PUBLIC).epoch == epoch:
            clock_ms = self._engine.exchange_time().ms
            found = untold(self._shown, before, self._engine.last_trades(), clock_ms)
            behind = untold(self._shown, before, self._engine.told_until(), clock_ms).codes
            blanks = blank(rows, self._engine.last_tickers())
            beside = self._engine.told_beside_tickers()
            told = {code: min(ms, beside.get(code, ms)) for code, ms in self._engine.last_trades().items()}
            telling = told_meanwhile(self._shown, found.codes, told)
            self._engine.report_untold(behind | blanks, is_losing=found.is_feed_losing, telling=telling)

    async def _settle(self) -> None:
        """Return once the stream has told, and this program has read, what was traded before now."""
        # What is later is not compared. A delay that is measured during a step of the clock is as long as the step.
        delay_ms = min(self._engine.pulse().delay_ms or 0.0, LATE_MS)
        await awake_for(SETTLED + delay_ms / 1000.0, _OVERSLEPT)
