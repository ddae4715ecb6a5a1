"""The price grid: the tick size of a market, and how many decimals its prices have.

These tables are the fallback: `price_steps` prefers what the exchange states.

Source: Upbit's pages of the KRW market (table in force since 2025-07-31), the USDT market (2024-08-19) and the BTC
market.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import ceil, floor
from typing import Final, NamedTuple


class Band(NamedTuple):
    """A range of prices on one grid."""

    start: float
    """The lowest price of the band; it reaches up to the start of the next."""
    tick: float
    decimals: int
    """How many decimals every price on this grid can be written with."""


_KRW: Final = (
    Band(0, 0.00000001, 8),
    Band(0.00001, 0.0000001, 7),
    Band(0.0001, 0.000001, 6),
    Band(0.001, 0.00001, 5),
    Band(0.01, 0.0001, 4),
    Band(0.1, 0.001, 3),
    Band(1, 0.01, 2),
    Band(10, 0.1, 1),
    Band(100, 1, 0),
    Band(5_000, 5, 0),
    Band(10_000, 10, 0),
    Band(50_000, 50, 0),
    Band(100_000, 100, 0),
    Band(500_000, 500, 0),
    Band(1_000_000, 1_000, 0),
)
_BTC: Final = (Band(0, 0.00000001, 8),)
_USDT: Final = (
    Band(0, 0.00000001, 8),
    Band(0.0001, 0.0000001, 7),
    Band(0.001, 0.000001, 6),
    Band(0.01, 0.00001, 5),
    Band(0.1, 0.0001, 4),
    Band(1, 0.001, 3),
    Band(10, 0.01, 2),
)
# No table is published for the other quotes. SGD and THB use that of the currency nearest in value; IDR uses the won's,
# which is at least as fine as every tick seen there.
_BY_QUOTE: Final = {"KRW": _KRW, "BTC": _BTC, "USDT": _USDT, "IDR": _KRW}

ON_GRID: Final = 1e-4
"""How far from the grid, in ticks, a price may lie and still count as on it: in binary 0.3 / 0.1 is not 3, and a price
of 10**10 ticks is exact to a millionth of one."""


def tick_size(code: str, price: float) -> float:
    """The distance from `price` to the next higher price of the market, in its quote currency."""
    return _band(code, price).tick


def price_decimals(code: str, price: float) -> int:
    """How many decimals show a price of this size without loss and without trailing zeros."""
    return _band(code, price).decimals


def tick_above(code: str, price: float) -> float:
    """The lowest price on the grid above `price`."""
    band = _band(code, price)
    return round((floor(price / band.tick + ON_GRID) + 1) * band.tick, band.decimals)


def tick_below(code: str, price: float) -> float:
    """The highest price on the grid below `price`, or the lowest price there is."""
    bands = _bands(code)
    # The first price of a band steps down on the grid of the band below.
    band = bands[max(bisect_left(bands, price, key=_start) - 1, 0)]
    return round(max(ceil(price / band.tick - ON_GRID) - 1, 1) * band.tick, band.decimals)


def _bands(code: str) -> tuple[Band, ...]:
    return _BY_QUOTE.get(code.partition("-")[0], _USDT)


def _band(code: str, price: float) -> Band:
    bands = _bands(code)
    return bands[max(bisect_right(bands, price, key=_start) - 1, 0)]


def _start(band: Band) -> float:
    return band.start
