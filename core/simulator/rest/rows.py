"""Writes the rows of the quotation REST answers.

Field names are defined here separately, like those of `frames`. Numbers are JSON floats even if they are whole; null
fields are omitted. Source: Upbit REST reference, with what was seen on the wire where the two differ.
"""

from __future__ import annotations

from datetime import datetime
from itertools import zip_longest
from typing import Final

from core.simulator.market.source import CAUTIONS, Book, Candle, Level, Market, Ticker, Trade, Unit
from core.simulator.streams.frames import KST, Row, change_of, total_sizes, utc

_EMPTY: Final[Level] = (0.0, 0.0)
_MINUTES: Final = {
    Unit.MINUTE: 1,
    Unit.MINUTES_3: 3,
    Unit.MINUTES_5: 5,
    Unit.MINUTES_10: 10,
    Unit.MINUTES_15: 15,
    Unit.MINUTES_30: 30,
    Unit.HOUR: 60,
    Unit.HOURS_4: 240,
}


def market_row(market: Market, *, details: bool) -> Row:
    """A row of `/v1/market/all`."""
    row: Row = {"market": market.code, "korean_name": market.korean_name, "english_name": market.english_name}
    if details:
        caution = {kind: kind in market.caution for kind in CAUTIONS}
        row["market_event"] = {"warning": market.warning, "caution": caution}
    return row


def candle_row(candle: Candle, unit: Unit, conversion: float | None = None) -> Row:
    """A row of `/v1/candles/...`; `conversion` is the price of the quote currency in the requested one, days only."""
    start = utc(candle.start_ms)
    row: Row = {
        "market": candle.code,
        "candle_date_time_utc": _iso(start),
        "candle_date_time_kst": _iso(start + KST),
        "opening_price": candle.opening,
        "high_price": candle.high,
        "low_price": candle.low,
        "trade_price": candle.close,
        "timestamp": candle.last_trade_ms,
        "candle_acc_trade_price": candle.turnover,
        "candle_acc_trade_volume": candle.volume,
    }
    if unit in _MINUTES:
        row["unit"] = _MINUTES[unit]
    elif unit is Unit.DAY:
        previous = candle.opening if candle.previous_close is None else candle.previous_close
        _, change, rate = change_of(candle.close, previous)
        row |= {"prev_closing_price": previous, "change_price": change, "change_rate": rate}
        if conversion is not None:
            row["converted_trade_price"] = candle.close * conversion
    elif unit is not Unit.SECOND:
        row["first_day_of_period"] = f"{start:%Y-%m-%d}"
    return row


def ticker_row(ticker: Ticker) -> Row:
    """A row of `/v1/ticker`."""
    word, change, rate = change_of(ticker.last, ticker.previous_close)
    traded = utc(ticker.last_trade_ms)
    traded_kst = traded + KST
    return {
        "market": ticker.code,
        "trade_date": f"{traded:%Y%m%d}",
        "trade_time": f"{traded:%H%M%S}",
        "trade_date_kst": f"{traded_kst:%Y%m%d}",
        "trade_time_kst": f"{traded_kst:%H%M%S}",
        "trade_timestamp": ticker.last_trade_ms,
        "opening_price": ticker.opening,
        "high_price": ticker.high,
        "low_price": ticker.low,
        "trade_price": ticker.last,
        "prev_closing_price": ticker.previous_close,
        "change": word,
        "change_price": abs(change),
        "change_rate": abs(rate),
        "signed_change_price": change,
        "signed_change_rate": rate,
        "trade_volume": ticker.last_volume,
        "acc_trade_price": ticker.turnover,
        "acc_trade_price_24h": ticker.turnover_24h,
        "acc_trade_volume": ticker.volume,
        "acc_trade_volume_24h": ticker.volume_24h,
        "highest_52_week_price": ticker.high_52w,
        "highest_52_week_date": ticker.high_52w_date,
        "lowest_52_week_price": ticker.low_52w,
        "lowest_52_week_date": ticker.low_52w_date,
        "timestamp": ticker.changed_ms,
    }


def trade_row(trade: Trade) -> Row:
    """A row of `/v1/trades/ticks`. Its change is signed, unlike the stream's."""
    traded = utc(trade.time_ms)
    return {
        "market": trade.code,
        "trade_date_utc": f"{traded:%Y-%m-%d}",
        "trade_time_utc": f"{traded:%H:%M:%S}",
        "timestamp": trade.time_ms,
        "trade_price": trade.price,
        "trade_volume": trade.volume,
        "prev_closing_price": trade.previous_close,
        "change_price": change_of(trade.price, trade.previous_close)[1],
        "ask_bid": trade.side,
        "sequential_id": trade.sequential_id,
    }


def book_row(book: Book, count: int) -> Row:
    """A row of `/v1/orderbook`."""
    total_ask_size, total_bid_size = total_sizes(book)
    return {
        "market": book.code,
        "timestamp": book.changed_ms,
        "total_ask_size": total_ask_size,
        "total_bid_size": total_bid_size,
        "orderbook_units": [
            {"ask_price": ask[0], "bid_price": bid[0], "ask_size": ask[1], "bid_size": bid[1]}
            for ask, bid in zip_longest(book.asks[:count], book.bids[:count], fillvalue=_EMPTY)
        ],
        "level": float(book.level),
    }


def instrument_row(market: Market, tick_size: float, levels: tuple[float, ...]) -> Row:
    """A row of `/v1/orderbook/instruments`."""
    return {
        "market": market.code,
        "quote_currency": market.quote,
        "tick_size": _plain(tick_size),
        "supported_levels": [_plain(level) for level in levels],
    }


def _iso(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%S}"


def _plain(number: float) -> str:
    """The number without exponent or trailing zeros."""
    return f"{number:.8f}".rstrip("0").rstrip(".")
