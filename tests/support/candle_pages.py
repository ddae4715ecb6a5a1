"""Pages of minute candles over a real socket, in the exchange's format."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial

import msgspec
from aiohttp import web

from core.market.candles.units import CandleUnit
from core.model.candle_rows import CANDLE_PATHS
from http_exchange import HttpExchange, error

MINUTE_MS = 60_000
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the exchange writes UTC without saying so


class MinuteHistory:
    """Serves every minute from `first` to `last` except those of `holes`, newest first, 200 per page."""

    def __init__(self, http: HttpExchange, first: int, last: int, holes: frozenset[int] = frozenset()) -> None:
        self.http = http
        self.first = first
        self.last = last
        self.holes = holes
        self.is_refusing = False
        http.replies["/v1/candles/minutes/1"] = self.page

    async def page(self) -> object:
        if self.is_refusing:
            return error(500, "server_error", "점검 중")
        query = self.http.requests[-1].query
        end = minute_of(query["to"]) if "to" in query else self.last + 1
        minutes = [minute for minute in range(end - 1, self.first - 1, -1) if minute not in self.holes]
        return [row(minute) for minute in minutes[: int(query["count"])]]


def row(minute: int, close: float = 0.0, volume: float = 2.0) -> dict[str, object]:
    """One row of REST; the same minute always gives the same row."""
    close = close or 1000.0 + minute % 17
    return {
        "market": "KRW-BTC",
        "candle_date_time_utc": utc(minute),
        "opening_price": 1005.0,
        "high_price": max(1005.0, close) + 2,
        "low_price": min(1005.0, close) - 2,
        "trade_price": close,
        "candle_acc_trade_volume": volume,
        "candle_acc_trade_price": volume * close,
    }


def revision(minute: int, timestamp: int, close: float = 1005.0, volume: float = 1.0) -> dict[str, object]:
    """A frame of the minute stream."""
    reported = row(minute, close, volume)
    return {
        **reported,
        "type": "candle.1m",
        "code": reported.pop("market"),
        "timestamp": timestamp,
        "stream_type": "REALTIME",
    }


def utc(minute: int) -> str:
    return f"{datetime.fromtimestamp(minute * 60, UTC):%Y-%m-%dT%H:%M:%S}"


def minute_of(time: str) -> int:
    return int(datetime.fromisoformat(time).replace(tzinfo=UTC).timestamp()) // 60


class EveryUnit:
    """Serves candles of every unit for the markets in `prices`, from `began` to `now`, at each market's price.

    Each market has its own price, so that tiny prices and other quotes are covered as well.
    """

    def __init__(self, http: HttpExchange, prices: dict[str, float], began_ms: int, now_ms: int) -> None:
        self.http = http
        self.prices = prices
        self.began_ms = began_ms
        self.now_ms = now_ms
        for unit in CandleUnit:
            http.replies[CANDLE_PATHS[unit.rest_name]] = partial(self.page, unit)

    async def page(self, unit: CandleUnit) -> object:
        query = self.http.requests[-1].query
        end = unit.slot(self.now_ms) + 1
        if "to" in query:
            # All candles that start before that time, also if the time lies within a candle.
            end = min(end, unit.slot(minute_of(query["to"]) * MINUTE_MS + int(query["to"][-2:]) * 1000 - 1) + 1)
        first = max(end - int(query["count"]), unit.slot(self.began_ms))
        body = written(query["market"], self.prices[query["market"]], unit, first, end)
        return web.Response(body=body, content_type="application/json")

    def row(self, code: str, unit: CandleUnit, slot: int) -> dict[str, object]:
        """The candle in `slot`; the same slot always gives the same candle."""
        return candle(code, self.prices[code], unit, slot)


@lru_cache(maxsize=2000)
def written(code: str, price: float, unit: CandleUnit, first: int, end: int) -> bytes:
    """A page of the candles from `first` to before `end`, newest first.

    Charts ask for thousands of pages, and every test for the same: each is written once, and by msgspec, ten times as
    fast as by the standard library.
    """
    return msgspec.json.encode([candle(code, price, unit, slot) for slot in range(end - 1, first - 1, -1)])


def candle(code: str, price: float, unit: CandleUnit, slot: int) -> dict[str, object]:
    """A candle in the exchange's format."""
    first, last = price * (1 + slot % 7 / 100), price * (1 + slot % 5 / 100)
    start = (EPOCH + timedelta(milliseconds=unit.start_ms(slot))).isoformat()
    return {
        "market": code,
        "candle_date_time_utc": start,
        "opening_price": first,
        "high_price": max(first, last) * 1.01,
        "low_price": min(first, last) * 0.99,
        "trade_price": last,
        "candle_acc_trade_volume": 1.0 + slot % 11,
        "candle_acc_trade_price": price,
    }
