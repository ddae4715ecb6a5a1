"""All indicators, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.market.indicators.below.adx import ADX
from core.market.indicators.below.atr import ATR
from core.market.indicators.below.cci import CCI
from core.market.indicators.below.macd import MACD
from core.market.indicators.below.mfi import MFI
from core.market.indicators.below.obv import OBV
from core.market.indicators.below.rsi import RSI
from core.market.indicators.below.stochastic import STOCHASTIC
from core.market.indicators.declaration import Indicator
from core.market.indicators.over_prices.bollinger import BOLLINGER
from core.market.indicators.over_prices.donchian import DONCHIAN
from core.market.indicators.over_prices.ema import EMA
from core.market.indicators.over_prices.ichimoku import ICHIMOKU
from core.market.indicators.over_prices.parabolic_sar import PARABOLIC_SAR
from core.market.indicators.over_prices.sma import SMA
from core.market.indicators.over_prices.supertrend import SUPERTREND
from core.market.indicators.over_prices.volume_profile import VOLUME_PROFILE
from core.market.indicators.over_prices.vwap import VWAP
from core.market.indicators.over_prices.wma import WMA

_OVER_PRICES: Final = (
    SMA,
    EMA,
    WMA,
    BOLLINGER,
    ICHIMOKU,
    VWAP,
    SUPERTREND,
    PARABOLIC_SAR,
    DONCHIAN,
    VOLUME_PROFILE,
)
_BELOW: Final = (RSI, MACD, STOCHASTIC, ATR, OBV, CCI, ADX, MFI)

CATALOGUE: Final[Mapping[str, Indicator]] = {indicator.id: indicator for indicator in (*_OVER_PRICES, *_BELOW)}
"""Each indicator by its id."""
