"""How much one reply of REST may hold. Past it something else than the exchange is talking, or it has gone wrong.

Measured at the exchange (upbit-api.md 4): the market list has 236 KB, all tickers 227 KB, all order books 2.3 MB, of
which one request here asks for a quarter. Each limit leaves room for several times what was ever seen.
"""

from __future__ import annotations

from typing import Final

_KB: Final = 1024

USUAL: Final = 1024 * _KB
"""Bytes, decompressed; a page of 200 candles has 80 KB, one of 500 trades 150 KB."""
LARGE: Final = 2 * 1024 * _KB
REFUSAL: Final = 64 * _KB
"""Of an answer that is no success: the exchange's has a line, and a page of something in between nobody reads."""

_LARGE: Final = frozenset({"/v1/market/all", "/v1/ticker", "/v1/ticker/all", "/v1/orderbook"})

MOST_ROWS: Final = 10_000
"""Rows one reply may hold: the exchange has 855 markets, and no page has more than 500 rows."""


def limit_of(path: str, status: int) -> int:
    """Bytes the body of a reply to `path` may have."""
    if status >= 400:
        return REFUSAL
    return LARGE if path.rstrip("/") in _LARGE else USUAL
