"""REST requests for market data: market list, candles, tickers, trades, price grids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from core.errors import RateLimited
from core.loop.rate_gate import RateGate
from core.loop.request_gate import RequestGate
from core.model.candle_rows import CANDLE_PATHS, MAX_CANDLES, CandleRow
from core.model.markets import MarketList
from core.timing.slots import SlotLedger
from core.upbit.refusal.retry_after import BLOCKED
from core.upbit.rest.client import HttpClient, Lane, read_rows
from core.upbit.rest.lifted_blocks import LiftedBlocks
from core.upbit.wire.absent_prices import read_without_absent_prices
from core.upbit.wire.market_rows import MarketRow, OddMarketRow, rescued
from core.upbit.wire.rest_rows import Instrument, TickerRow, TradeRow
from core.upbit.wire.row_salvage import Rows, RowsDecoder, joined

if TYPE_CHECKING:
    from core.text import Text
    from core.upbit.endpoints import Endpoints

T = TypeVar("T")

MAX_TRADES: Final = 500
"""Maximum number of trades in one reply."""

_CODES_A_REQUEST: Final = 200
"""Maximum number of market codes in one URL: all 855 would make a URL of 8 kB, which hosts have refused
(upbit-api.md 4.6).
"""


class Group(StrEnum):
    """The groups that the exchange counts separately, by address. Source: Upbit rate limit page (October 2026)."""

    MARKET = "market"
    CANDLE = "candle"
    TRADE = "trade"
    TICKER = "ticker"
    ORDERBOOK = "orderbook"


def quotation_gates() -> dict[Group, RequestGate]:
    """A gate for each group, within the exchange's limit of 10 per second wherever its second begins: at most 9."""
    return {group: RequestGate(RateGate(SlotLedger(burst=3, spacing=0.15)), limit=9) for group in Group}


class RestClient:
    """The quotation REST API of one exchange. Opens no connection before the first request.

    Every method waits for its group's gate, never retries, and raises:

    - `RateLimited`: 429 or 418. Its group (after a 418 every group) then waits for the stated time; if that is long,
      further requests fail at once with the seconds that are left.
    - `ExchangeError`: the exchange refused. One unknown code refuses a whole list of codes, with status 404.
    - `BadReply`: it answered with something that it does not document. A list with some unreadable rows is not an
      error: these rows are dropped and counted.
    - `ConnectionFailed`: no reply; `FatalConnection` if a retry cannot help.

    Args:
        endpoints: the addresses of the exchange.
        gates: one for each group.

    Attributes:
        lifted: tells when blocks turn out to be over.
    """

    def __init__(self, endpoints: Endpoints, gates: Mapping[Group, RequestGate] | None = None) -> None:
        self._http = HttpClient(endpoints.rest_url)
        gates = gates or quotation_gates()
        self.lifted: Final = LiftedBlocks()
        self._lanes = {group: Lane(gates[group], self.lifted) for group in Group}

    @property
    def no_answer(self) -> Text:
        """The reason shown while this exchange does not answer."""
        return self._http.no_answer

    async def markets(self) -> MarketList:
        """Every market of the exchange, with its warnings."""
        rows = await self._request(Group.MARKET, "/v1/market/all", _MARKETS, is_details="true")
        return MarketList((row.to_market() for row in rows), rows.spoiled)

    async def candles(self, code: str, unit: str, to: str | None = None, count: int = MAX_CANDLES) -> Rows[CandleRow]:
        """A page of candles, newest first; intervals without a trade have none.

        Args:
            code: the market.
            unit: one of `CANDLE_UNITS`.
            to: only candles that start before this, `yyyy-MM-ddTHH:mm:ss` in UTC; the newest when left out.
            count: at most `MAX_CANDLES`.
        """
        return await self._request(Group.CANDLE, CANDLE_PATHS[unit], _CANDLES, market=code, to=to, count=count)

    async def tickers(self, codes: Sequence[str]) -> Rows[TickerRow]:
        """The tickers of these markets."""
        return await self._request_parts(Group.TICKER, "/v1/ticker", _TICKERS, codes)

    async def trades(
        self, code: str, count: int = MAX_TRADES, cursor: int | None = None, days_ago: int | None = None
    ) -> Rows[TradeRow]:
        """The latest trades of a market, newest first.

        Args:
            code: the market.
            count: at most `MAX_TRADES`.
            cursor: only trades older than the one of this `sequential_id`.
            days_ago: those of an earlier UTC day, 1 to 7.
        """
        return await self._request(
            Group.TRADE, "/v1/trades/ticks", _TRADES, market=code, count=count, cursor=cursor, days_ago=days_ago
        )

    async def instruments(self, codes: Sequence[str]) -> Rows[Instrument]:
        """The price grids of these markets at their present prices."""
        return await self._request_parts(Group.ORDERBOOK, "/v1/orderbook/instruments", _INSTRUMENTS, codes)

    def lift_blocks(self) -> None:
        """Send requests again in spite of the exchange's blocks, at the user's request.

        The first answer has everything else that waits for their end try again, too.
        """
        self.lifted.lift()
        for lane in self._lanes.values():
            lane.lift()

    async def close(self) -> None:
        """Close every connection; later requests fail with `ConnectionFailed`."""
        await self._http.close()

    async def _request_parts(self, group: Group, path: str, decoder: RowsDecoder[T], codes: Sequence[str]) -> Rows[T]:
        """Request these markets, several times if their codes do not fit into one URL."""
        starts = range(0, len(codes), _CODES_A_REQUEST)
        parts = (",".join(codes[start : start + _CODES_A_REQUEST]) for start in starts)
        return joined([await self._request(group, path, decoder, markets=part) for part in parts])

    async def _request(
        self, group: Group, path: str, decoder: RowsDecoder[T], **parameters: str | float | None
    ) -> Rows[T]:
        transport = await self._http.open()
        given = {name: value for name, value in parameters.items() if value is not None}
        try:
            async with self._lanes[group].request():
                body = await transport.get(path, given)
        except RateLimited as limit:
            # A 429 counts the group, a 418 blocks the whole address.
            for lane in self._lanes.values() if limit.status == BLOCKED else (self._lanes[group],):
                lane.hold_back(limit)
            raise
        return read_rows(decoder, path, body)


_MARKETS: Final = RowsDecoder[MarketRow | OddMarketRow](MarketRow, rescued)
_CANDLES: Final = RowsDecoder(CandleRow)
_TICKERS: Final = RowsDecoder(TickerRow, lambda row: read_without_absent_prices(row, TickerRow))
_TRADES: Final = RowsDecoder(TradeRow, lambda row: read_without_absent_prices(row, TradeRow))
_INSTRUMENTS: Final = RowsDecoder(Instrument)
