"""Writes the WebSocket frames of the exchange, in its four formats.

Every field name is defined here twice, long and short, and nowhere else in the exchange; none is taken from the client.
Numbers are written as JSON floats even if they are whole, because strict third-party clients reject an integer where
they expect a price.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile, zip_longest
from typing import Final, Literal, NamedTuple

import msgspec

from core.simulator.market.source import Book, Candle, Level, Market, Ticker, Trade

StreamState = Literal["SNAPSHOT", "REALTIME"]

Row = dict[str, object]
"""One JSON object: a frame, or a row of a REST reply."""

KST: Final = timedelta(hours=9)


class Format(StrEnum):
    """The formats of frames: long or short names, single object or array."""

    DEFAULT = "DEFAULT"
    SIMPLE = "SIMPLE"
    JSON_LIST = "JSON_LIST"
    SIMPLE_LIST = "SIMPLE_LIST"

    @property
    def is_simple(self) -> bool:
        """Whether field names are short."""
        return self in {Format.SIMPLE, Format.SIMPLE_LIST}

    @property
    def is_list(self) -> bool:
        """Whether a frame is an array of objects."""
        return self in {Format.JSON_LIST, Format.SIMPLE_LIST}


class Listed(NamedTuple):
    """One type object of a subscription, as `LIST_SUBSCRIPTIONS` shows it."""

    type: str
    codes: Sequence[str] | None
    """None if the type has no codes."""
    level: float | None
    """None if the request had no level."""


class Names(NamedTuple):
    """The fields of one object in writing order, in both spellings."""

    long: tuple[str, ...]
    short: tuple[str, ...]

    @classmethod
    def of(cls, pairs: str) -> Names:
        """Parse `long=short` pairs, separated by spaces."""
        long, short = zip(*(pair.split("=") for pair in pairs.split()), strict=True)
        return cls(long, short)

    def fill(self, form: Format, values: Iterable[object]) -> dict[str, object]:
        """An object with the first fields and these values, spelled for the format."""
        return dict(zip(self.short if form.is_simple else self.long, values, strict=False))


_TICKER: Final = Names.of(
    "type=ty code=cd opening_price=op high_price=hp low_price=lp trade_price=tp prev_closing_price=pcp change=c "
    "change_price=cp signed_change_price=scp change_rate=cr signed_change_rate=scr trade_volume=tv "
    "acc_trade_volume=atv acc_trade_volume_24h=atv24h acc_trade_price=atp acc_trade_price_24h=atp24h "
    "trade_date=tdt trade_time=ttm trade_timestamp=ttms ask_bid=ab acc_ask_volume=aav acc_bid_volume=abv "
    "highest_52_week_price=h52wp highest_52_week_date=h52wdt lowest_52_week_price=l52wp lowest_52_week_date=l52wdt "
    "market_state=ms is_trading_suspended=its delisting_date=dd market_warning=mw timestamp=tms stream_type=st"
)
_TRADE: Final = Names.of(
    "type=ty code=cd timestamp=tms trade_date=td trade_time=ttm trade_timestamp=ttms trade_price=tp trade_volume=tv "
    "ask_bid=ab prev_closing_price=pcp change=c change_price=cp sequential_id=sid best_ask_price=bap best_ask_size=bas "
    "best_bid_price=bbp best_bid_size=bbs stream_type=st"
)
_BOOK: Final = Names.of(
    "type=ty code=cd timestamp=tms total_ask_size=tas total_bid_size=tbs orderbook_units=obu level=lv stream_type=st"
)
_BOOK_UNIT: Final = Names.of("ask_price=ap bid_price=bp ask_size=as bid_size=bs")
_CANDLE: Final = Names.of(
    "type=ty code=cd candle_date_time_utc=cdttmu candle_date_time_kst=cdttmk opening_price=op high_price=hp "
    "low_price=lp trade_price=tp candle_acc_trade_volume=catv candle_acc_trade_price=catp timestamp=tms stream_type=st"
)
_LIST_REPLY: Final = Names.of("method=mthd result=rslt ticket=tckt")
_LISTED_STREAM: Final = Names.of("type=ty codes=cds level=lv")

NAMES: Final = (_TICKER, _TRADE, _BOOK, _BOOK_UNIT, _CANDLE)
"""The names of all data messages."""

_EMPTY: Final[Level] = (0.0, 0.0)

STATUS_UP: Final = b'{"status":"UP"}'
"""The answer to a text `PING`."""


_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


def write(message: dict[str, object], form: Format) -> bytes:
    """One object as a frame."""
    return _ENCODER.encode([message] if form.is_list else message)


def utc(time_ms: int) -> datetime:
    """The instant as a datetime in UTC."""
    return datetime.fromtimestamp(time_ms / 1000, UTC)


@lru_cache(256)
def _spelled(second: int) -> str:
    """Date and time of a second since 1970, such as `2026-11-20 03:15:00`: the frames of a moment share it."""
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%d %H:%M:%S}"


def change_of(price: float, previous_close: float) -> tuple[str, float, float]:
    """RISE, EVEN or FALL since the previous close, and the signed change as a price and as a ratio."""
    change = round(price - previous_close, 8)
    word = "RISE" if change > 0 else "FALL" if change < 0 else "EVEN"
    return word, change, round(change / previous_close, 10) if previous_close else 0.0


def ticker_frame(ticker: Ticker, form: Format, state: StreamState, market: Market | None = None) -> bytes:
    """A `ticker` frame; without `market` its flags have their usual values."""
    word, change, rate = change_of(ticker.last, ticker.previous_close)
    traded = _spelled(ticker.last_trade_ms // 1000)
    values = (
        "ticker",
        ticker.code,
        ticker.opening,
        ticker.high,
        ticker.low,
        ticker.last,
        ticker.previous_close,
        word,
        abs(change),
        change,
        abs(rate),
        rate,
        ticker.last_volume,
        ticker.volume,
        ticker.volume_24h,
        ticker.turnover,
        ticker.turnover_24h,
        traded.replace("-", "")[:8],
        traded.replace(":", "")[-6:],
        ticker.last_trade_ms,
        ticker.last_side,
        ticker.ask_volume,
        ticker.bid_volume,
        ticker.high_52w,
        ticker.high_52w_date,
        ticker.low_52w,
        ticker.low_52w_date,
        market.state if market else "ACTIVE",
        market.is_suspended if market else False,
        market.delisting_date if market else None,
        "CAUTION" if market and market.warning else "NONE",
        ticker.changed_ms,
        state,
    )
    return write(_TICKER.fill(form, values), form)


def trade_frame(trade: Trade, book: Book | None, published_ms: int, form: Format, state: StreamState) -> bytes:
    """A `trade` frame; `book` is the one at publication, for the best prices, which are null without it."""
    word, change, _ = change_of(trade.price, trade.previous_close)
    traded = _spelled(trade.time_ms // 1000)
    best_ask = book.asks[0] if book and book.asks else (None, None)
    best_bid = book.bids[0] if book and book.bids else (None, None)
    values = (
        "trade",
        trade.code,
        published_ms,
        traded[:10],
        traded[-8:],
        trade.time_ms,
        trade.price,
        trade.volume,
        trade.side,
        trade.previous_close,
        word,
        abs(change),
        trade.sequential_id,
        *best_ask,
        *best_bid,
        state,
    )
    return write(_TRADE.fill(form, values), form)


def book_frame(book: Book, depth: int, form: Format, state: StreamState) -> bytes:
    """An `orderbook` frame of the best `depth` levels; a thinner side is padded with zeros, as on the wire."""
    names = _BOOK_UNIT.short if form.is_simple else _BOOK_UNIT.long
    ask_price, bid_price, ask_size, bid_size = names
    units = [
        {ask_price: ask[0], bid_price: bid[0], ask_size: ask[1], bid_size: bid[1]}
        for ask, bid in zip_longest(book.asks[:depth], book.bids[:depth], fillvalue=_EMPTY)
    ]
    values = ("orderbook", book.code, book.changed_ms, *total_sizes(book), units, float(book.level), state)
    return write(_BOOK.fill(form, values), form)


def total_sizes(book: Book) -> tuple[float, float]:
    """The total sizes of all asks and of all bids, also of levels that are not shown."""
    return round(sum([size for _, size in book.asks], 0.0), 8), round(sum([size for _, size in book.bids], 0.0), 8)


def candle_frame(candle: Candle, stream_type: str, form: Format, state: StreamState) -> bytes:
    """A `candle.*` frame; `stream_type` is the wire's name of the unit's stream."""
    start = utc(candle.start_ms)
    values = (
        stream_type,
        candle.code,
        f"{start:%Y-%m-%dT%H:%M:%S}",
        f"{start + KST:%Y-%m-%dT%H:%M:%S}",
        candle.opening,
        candle.high,
        candle.low,
        candle.close,
        candle.volume,
        candle.turnover,
        candle.last_trade_ms,
        state,
    )
    return write(_CANDLE.fill(form, values), form)


def list_frame(ticket: str, streams: Iterable[Listed], form: Format) -> bytes:
    """The answer to `LIST_SUBSCRIPTIONS`."""
    rows = [_LISTED_STREAM.fill(form, takewhile(lambda value: value is not None, stream)) for stream in streams]
    return write(_LIST_REPLY.fill(form, ("LIST_SUBSCRIPTIONS", rows, ticket)), form)


def error_frame(name: str, message: str) -> bytes:
    """An error, written the same in every format."""
    return msgspec.json.encode({"error": {"name": name, "message": message}})
