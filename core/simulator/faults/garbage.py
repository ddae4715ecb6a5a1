"""Invalid frames: each kind of damage that a client must survive, one after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

DEPTH: Final = 100_000
"""Nested brackets: deeper than any recursive parser can follow."""

DIGITS: Final = 5_000

_KINDS: Final[tuple[Callable[[bytes], bytes], ...]] = (
    lambda frame: frame[: len(frame) // 2],
    lambda _frame: b"",
    lambda _frame: b"<html><body>502 Bad Gateway</body></html>",
    lambda frame: b"\xef\xbb\xbf" + frame[:-1],
    lambda frame: frame[:-1] + b"\xff\xfe}",
    lambda _frame: b"[" * DEPTH + b"]" * DEPTH,
    lambda _frame: b'{"type":"ticker","code":"KRW-BTC","trade_price":NaN}',
    lambda _frame: b'{"type":"ticker","code":"KRW-BTC","trade_price":1e999}',
    lambda _frame: b'{"type":"ticker","code":"\\ud800","trade_price":1.0}',
    lambda _frame: b'{"type":"ticker","code":"KRW-BTC","timestamp":' + b"9" * DIGITS + b"}",
    lambda _frame: b'{"type":"ticker","code":"KRW-BTC","trade_price":"a lot"}',
    lambda _frame: b'{"type":"orderbook","code":"KRW-BTC","orderbook_units":null}',
    lambda _frame: b'{"type":"horoscope","code":"KRW-BTC"}',
    lambda _frame: b"null",
)

KINDS: Final = len(_KINDS)
"""How many kinds there are."""


def garbage(number: int, frame: bytes) -> bytes:
    """The `number`-th invalid frame, some of them made from a good `frame`."""
    return _KINDS[number % KINDS](frame)
