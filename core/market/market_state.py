"""Whether a market can be traded, as its tickers tell: not yet, now, suspended, for how long still, or no more.

Source: Upbit WebSocket page of the ticker (September 2026): `market_state`, `is_trading_suspended`, `delisting_date`. A
field of a shape nobody knows says that something is the matter, and is told as such.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from core.model.messages import Ticker


class Phase(Enum):
    """Where in its life a market is."""

    ACTIVE = "ACTIVE"
    PREVIEW = "PREVIEW"
    """Deposits only; trading has not begun."""
    SUSPENDED = "SUSPENDED"
    """Trading is stopped for the time being. Our own word: the exchange has a flag for it."""
    DELISTED = "DELISTED"
    OTHER = "OTHER"
    """One the exchange has invented since."""


class MarketState(NamedTuple):
    """What is known of a market besides its figures."""

    phase: Phase = Phase.ACTIVE
    is_ending: bool = False
    """Its delisting has been announced."""
    ends_on: date | None = None
    """The day of that, of Korea; None where the day cannot be read."""


USUAL: Final = MarketState()
"""What nearly every market is in."""

_TOLD: Final = {phase.value: phase for phase in (Phase.ACTIVE, Phase.PREVIEW, Phase.DELISTED)}
_NO_DATE: Final[tuple[object, ...]] = (None, "", 0, {}, [], False)
_TRUE: Final[tuple[object, ...]] = (True, "true", "TRUE", "Y")


def state_of(ticker: Ticker) -> MarketState:
    """What a ticker says of its market; what it does not say is as usual."""
    told, ending = ticker.market_state, ticker.delisting_date
    if (told is None or told == "ACTIVE") and not ending and not ticker.is_trading_suspended:
        return USUAL  # all but a few of a thousand a second
    phase = Phase.ACTIVE if told is None else _TOLD.get(told, Phase.OTHER)
    if phase is Phase.ACTIVE and ticker.is_trading_suspended in _TRUE:
        phase = Phase.SUSPENDED
    is_ending = ending not in _NO_DATE
    return MarketState(phase, is_ending, _day(ending) if is_ending else None)


def _day(told: object) -> date | None:
    try:
        if isinstance(told, dict):
            return date(int(told["year"]), int(told["month"]), int(told["day"]))
        if isinstance(told, str):
            return date.fromisoformat(told[:10] if "-" in told else told[:8])
    except (KeyError, TypeError, ValueError, OverflowError):
        pass
    return None
