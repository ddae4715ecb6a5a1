"""Size limits of REST replies. A larger reply does not come from the exchange, or something is wrong with it.

Measured at the exchange (upbit-api.md 4): the market list has 236 KB, the tickers of all markets 227 KB. Each limit is
several times the largest reply ever seen.
"""

from __future__ import annotations

from typing import Final

_KB: Final = 1024

USUAL: Final = 1024 * _KB
"""Bytes, decompressed; a page of 200 candles has 80 KB, one of 500 trades 150 KB."""
LARGE: Final = 2 * 1024 * _KB
REFUSAL: Final = 64 * _KB
"""For a reply that is not a success: the exchange's is one line, and the page of a proxy is not read."""

_LARGE: Final = frozenset({"/v1/market/all", "/v1/ticker"})

MOST_ROWS: Final = 10_000
"""Maximum number of rows of one reply: the exchange has 855 markets, and no page has more than 500 rows."""


def limit_of(path: str, status: int) -> int:
    """Maximum number of bytes of the body of a reply to `path`."""
    if status >= 400:
        return REFUSAL
    return LARGE if path.rstrip("/") in _LARGE else USUAL
