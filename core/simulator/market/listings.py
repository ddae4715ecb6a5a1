"""The market list of the synthetic exchange: which assets are traded in which currency, since when and how actively."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zlib import crc32

from core.simulator.market.assets import ASSETS, STABLE, Asset
from core.simulator.market.source import CAUTIONS, Market

_BTC_QUOTED: Final = (
    *("ETH", "XRP", "SOL", "DOGE", "ADA", "XLM", "LINK", "DOT", "AVAX", "ATOM", "NEAR", "ALGO"),
    *("TRX", "UNI", "AAVE", "INJ", "RENDER", "SUI", "APT", "HBAR", "FIL", "STX", "SEI", "ARB"),
)
_USDT_QUOTED: Final = ("BTC", "ETH", "XRP", "SOL", "DOGE", "ADA", "TRX", "SUI", "LINK", "XLM")
_WARNED: Final = frozenset({"AHT", "MOC", "FCT2", "TT", "ACS", "GAME2", "MBL", "BOUNTY"})
_CROSS_ACTIVITY: Final = {"KRW": 1.0, "USDT": 0.02, "BTC": 0.01}

OPENED: Final = 17_434
"""2017-09-25, in days since 1970: the day the exchange opened. Source: the first candle of KRW-BTC on the wire."""
LISTED_BY: Final = 19_358
"""2023-01-01: all markets were listed before this day."""
_OLDEST: Final = frozenset(
    ("BTC", "ETH", "XRP", "ADA", "XLM", "BCH", "ETC", "NEO", "QTUM", "WAVES", "STEEM", "SNT", "POWR", "ARK")
)


@dataclass(frozen=True, slots=True)
class Listing:
    """One market: an asset priced in a quote currency."""

    market: Market
    asset: Asset
    quote: Asset | None
    """The quote currency as an asset; None for KRW."""
    activity: float
    """Weight in the exchange's trades; only ratios matter."""
    first_day: int
    """The day it was listed, counted since 1970."""


def _listed_on(quote: str, symbol: str) -> int:
    """The day of a listing: the majors opened with the exchange, the others followed until the end of 2022."""
    if quote == "KRW" and symbol in _OLDEST:
        return OPENED
    return OPENED + 1 + crc32(f"{quote}-{symbol}".encode()) % (LISTED_BY - OPENED - 1)


def _cautions(rank: int, symbol: str) -> frozenset[str]:
    """Some of the five kinds; the most common is the price difference with foreign exchanges."""
    kinds = {CAUTIONS[3]} if rank % 3 == 1 and symbol not in STABLE else set()
    if rank % 29 == 17:
        kinds.add(CAUTIONS[rank % 3])
    if symbol in _WARNED:
        kinds.add(CAUTIONS[4])
    return frozenset(kinds)


def listings(count: int | None = None) -> tuple[Listing, ...]:
    """The first `count` markets, all of them by default: KRW markets by activity, then those in BTC and USDT."""
    rank_of = {asset.symbol: rank for rank, asset in enumerate(ASSETS)}
    codes = [("KRW", asset.symbol) for asset in ASSETS]
    codes += [("BTC", symbol) for symbol in _BTC_QUOTED] + [("USDT", symbol) for symbol in _USDT_QUOTED]
    return tuple(_listing(quote, rank_of[symbol], rank_of) for quote, symbol in codes[:count])


def _listing(quote: str, rank: int, rank_of: dict[str, int]) -> Listing:
    asset = ASSETS[rank]
    krw = quote == "KRW"
    return Listing(
        market=Market(
            code=f"{quote}-{asset.symbol}",
            korean_name=asset.korean_name,
            english_name=asset.english_name,
            warning=krw and asset.symbol in _WARNED,
            caution=_cautions(rank, asset.symbol) if krw else frozenset(),
        ),
        asset=asset,
        quote=None if krw else ASSETS[rank_of[quote]],
        activity=_CROSS_ACTIVITY[quote] * (rank + 2.5) ** -1.35,
        first_day=_listed_on(quote, asset.symbol),
    )
