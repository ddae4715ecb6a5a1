"""All indicators, in the order in which they are offered; each is loaded when it is first used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Final

from core.market.indicators.declaration import Indicator

_PLACES: Final = {
    "sma": "over_prices.sma:SMA",
    "ema": "over_prices.ema:EMA",
    "wma": "over_prices.wma:WMA",
    "bollinger": "over_prices.bollinger:BOLLINGER",
    "ichimoku": "over_prices.ichimoku:ICHIMOKU",
    "vwap": "over_prices.vwap:VWAP",
    "supertrend": "over_prices.supertrend:SUPERTREND",
    "sar": "over_prices.parabolic_sar:PARABOLIC_SAR",
    "donchian": "over_prices.donchian:DONCHIAN",
    "volume-profile": "over_prices.volume_profile:VOLUME_PROFILE",
    "rsi": "below.rsi:RSI",
    "macd": "below.macd:MACD",
    "stochastic": "below.stochastic:STOCHASTIC",
    "atr": "below.atr:ATR",
    "obv": "below.obv:OBV",
    "cci": "below.cci:CCI",
    "adx": "below.adx:ADX",
    "mfi": "below.mfi:MFI",
}
"""The module and the name of each, by its id. A start needs one of them, and loading all delayed it."""


class _Catalogue(Mapping[str, Indicator]):
    def __getitem__(self, indicator_id: str) -> Indicator:
        return _loaded(_PLACES[indicator_id])

    def __contains__(self, indicator_id: object) -> bool:
        return indicator_id in _PLACES

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


@cache
def _loaded(place: str) -> Indicator:
    module, _, name = place.partition(":")
    found: Indicator = getattr(import_module(f"core.market.indicators.{module}"), name)
    return found


CATALOGUE: Final[Mapping[str, Indicator]] = _Catalogue()
"""Each indicator by its id."""
