"""Frames no exchange should send, each named after its fault, and real ones to damage further."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from core.simulator.serve.pipe import connect
from embedded import EmbeddedExchange
from virtual_time import VirtualTimeLoop
from wire_spelling import frame

DEPTH = 200_000
DIGITS = 5_000

TICKER: dict[str, Any] = {
    "type": "ticker", "code": "KRW-BTC", "timestamp": 1_795_144_500_000, "stream_type": "REALTIME",
    "opening_price": 100.0, "high_price": 110.0, "low_price": 90.0, "trade_price": 105.0, "prev_closing_price": 99.0,
    "signed_change_rate": 0.06, "acc_trade_volume": 5.0, "acc_trade_price": 500.0, "acc_trade_price_24h": 900.0,
    "trade_timestamp": 1_795_144_500_000,
}  # fmt: skip
TRADE: dict[str, Any] = {
    "type": "trade", "code": "KRW-BTC", "timestamp": 1_795_144_500_000, "stream_type": "REALTIME", "trade_price": 105.0,
    "trade_volume": 0.5, "ask_bid": "BID", "prev_closing_price": 99.0, "trade_timestamp": 1_795_144_500_000,
    "sequential_id": 17_951_445_000_000_000,
}  # fmt: skip
BOOK: dict[str, Any] = {
    "type": "orderbook", "code": "KRW-BTC", "timestamp": 1_795_144_500_000, "stream_type": "REALTIME",
    "total_ask_size": 2.0, "total_bid_size": 2.0, "level": 0,
    "orderbook_units": [{"ask_price": 106.0, "bid_price": 104.0, "ask_size": 1.0, "bid_size": 1.0}] * 2,
}  # fmt: skip
CANDLE: dict[str, Any] = {
    "type": "candle.1m", "code": "KRW-BTC", "timestamp": 1_795_144_500_000, "stream_type": "REALTIME",
    "candle_date_time_utc": "2026-11-20T03:15:00", "opening_price": 100.0, "high_price": 110.0, "low_price": 90.0,
    "trade_price": 105.0, "candle_acc_trade_volume": 5.0, "candle_acc_trade_price": 500.0,
}  # fmt: skip
MESSAGES = (TICKER, TRADE, BOOK, CANDLE)

RAW_VALUES = {
    "NaN": "NaN",
    "infinity": "Infinity",
    "1e999": "1e999",
    "minus 1e999": "-1e999",
    "a huge integer": "9" * DIGITS,
    "a huge exponent": "1e18446744073709551616",
    "one past 64 bits": str(2**63),
    "a lone surrogate": r'"\ud800"',
    "a leading zero": "007",
    "a hexadecimal number": "0x10",
    "true": "true",
    "an object": "{}",
    "a list": "[]",
    "a list of nulls": "[null,null]",
    "a text": '"a lot"',
    "a nest": "[" * 5_000 + "]" * 5_000,
}
"""Values to insert, as JSON text."""


def corpus() -> Iterator[tuple[str, bytes]]:
    """Every damaged frame, by name. None of them is an error, a status or a list of subscriptions."""
    good = frame(TICKER, short=True)
    yield from _broken_text(good)
    yield from _not_a_message()
    for message in MESSAGES:
        for short in (False, True):
            for name in message:
                spelled = json.loads(frame({"type": message["type"], name: message[name]}, short=short))
                key = list(spelled)[-1]
                for damage, value in RAW_VALUES.items():
                    whole = frame(message, short=short)
                    yield f"{message['type']} {key}: {damage}", _with(whole, key, value)


def _broken_text(good: bytes) -> Iterator[tuple[str, bytes]]:
    for share in (0.25, 0.5, 0.75):
        yield f"cut at {share}", good[: int(len(good) * share)]
    yield "without its end", good[:-1]
    yield "without its beginning", good[1:]
    yield "empty", b""
    yield "blank", b" \r\n\t"
    yield "a byte order mark", b"\xef\xbb\xbf" + good
    yield "UTF-16", good.decode().encode("utf-16")
    yield "bad UTF-8 in a text", good.replace(b"KRW-BTC", b"KRW-\xff\xfe")
    yield "an overlong encoding", good.replace(b"KRW-BTC", b"KRW-\xc0\xaf")
    yield "a surrogate in UTF-8", good.replace(b"KRW-BTC", b"KRW-\xed\xa0\x80")
    yield "two at once", good + good
    yield "something behind it", good + b"x"
    yield "a zero byte", good.replace(b"KRW-BTC", b"KRW\0BTC")
    yield "single quotes", good.replace(b'"', b"'")
    yield "a comment", good.replace(b"{", b"{/**/", 1)
    yield "a trailing comma", good.replace(b"}", b",}")
    yield "a web page", b"<html><body><h1>502 Bad Gateway</h1></body></html>"
    yield "the same key twice, the type", good.replace(b"{", b'{"ty":"horoscope",', 1)
    yield "nested lists", b"[" * DEPTH + b"]" * DEPTH
    yield "nested lists without an end", b"[" * DEPTH
    yield "nested objects", b'{"a":' * DEPTH + b"1" + b"}" * DEPTH
    yield "a megabyte of nothing", b" " * (1 << 20)
    yield "a megabyte of text", b'"' + b"x" * (1 << 20) + b'"'


def _not_a_message() -> Iterator[tuple[str, bytes]]:
    for text in ("null", "true", "0", "-1", "1e5", '""', '"ticker"', "{}", "[null]", "[[]]", "[{}]", '["ticker"]'):
        yield f"just {text}", text.encode()
    for text in (
        '{"ty":null}', '{"ty":7}', '{"ty":"horoscope"}', '{"ty":"TICKER","cd":"KRW-BTC"}', '{"ty":"candle.7m"}',
        '{"ty":"ticker"}', '{"ty":"ticker","cd":null}', '{"type":"ticker","ty":"trade"}', '{"ty":"orderbook"}',
        '{"ty":"orderbook","cd":"KRW-BTC","obu":null}', '{"ty":"orderbook","cd":"KRW-BTC","obu":[null]}',
        '{"ty":"candle.1m","cd":"KRW-BTC"}', '{"error":null}', '{"error":5}', '{"error":{"name":null}}',
        '{"error":{"message":"no"}}', '{"status":null}', '{"status":5}', '{"status":["UP"]}', '{"method":null}',
        '{"method":"LIST_SUBSCRIPTIONS","result":null}', '{"method":"LIST_SUBSCRIPTIONS","ticket":5,"result":[]}',
        '{"mthd":"LIST_SUBSCRIPTIONS","tckt":"a","rslt":[null]}',
    ):  # fmt: skip
        yield f"an object {text}", text.encode()


def _with(whole: bytes, key: str, value: str) -> bytes:
    """Return `whole` with another value for one of its keys, as JSON text."""
    message = json.loads(whole)
    message[key] = "@"
    return json.dumps(message).replace('"@"', value, 1).encode()


@cache
def real_frames() -> tuple[bytes, ...]:
    """Return the frames of the embedded exchange in a few seconds, in every format."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return tuple(runner.run(_listen()))


async def _listen() -> list[bytes]:
    exchange = EmbeddedExchange()
    heard: list[bytes] = []
    for written in ("DEFAULT", "SIMPLE", "JSON_LIST", "SIMPLE_LIST"):
        pipe = connect(exchange.clock)
        streams = [{"type": kind, "codes": ["KRW-BTC"]} for kind in ("ticker", "trade", "orderbook", "candle.1m")]
        await pipe.send(json.dumps([{"ticket": "t"}, *streams, {"format": written}]))
        await asyncio.sleep(1.5)
        heard += pipe.session.outbox
        await pipe.close()
    exchange.clock.stop()
    return heard
