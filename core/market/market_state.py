"""Whether a market can be traded, from its tickers: preview, active, suspended, to be delisted, or delisted.

Source: Upbit WebSocket page of the ticker (September 2026): `market_state`, `is_trading_suspended`, `delisting_date`. A
field of unknown form counts as a problem and is shown as one.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from core.model.messages import Ticker


class Phase(Enum):
    """The stage of a market's life."""

    ACTIVE = "ACTIVE"
    PREVIEW = "PREVIEW"
    """Deposits only; trading has not begun."""
    SUSPENDED = "SUSPENDED"
    """Trading is stopped temporarily. Our own word: the exchange has a flag for it."""
    DELISTED = "DELISTED"
    OTHER = "OTHER"
    """A state that is new at the exchange."""


class MarketState(NamedTuple):
    """The state of a market besides its figures."""

    phase: Phase = Phase.ACTIVE
    is_ending: bool = False
    """Its delisting has been announced."""
    ends_on: date | None = None
    """The Korean date of the delisting; None if unreadable."""


USUAL: Final = MarketState()
"""The state of nearly every market."""

_PHASES: Final = {phase.value: phase for phase in (Phase.ACTIVE, Phase.PREVIEW, Phase.DELISTED)}
_NO_DATE: Final[tuple[object, ...]] = (None, "", 0, {}, [], False)
_TRUE: Final[tuple[object, ...]] = (True, "true", "TRUE", "Y")


def state_of(ticker: Ticker) -> MarketState:
    """The state of a market from its ticker; missing fields count as usual."""
    state, ending = ticker.market_state, ticker.delisting_date
    if (state is None or state == "ACTIVE") and not ending and not ticker.is_trading_suspended:
        return USUAL  # the common case, up to a thousand times a second
    phase = Phase.ACTIVE if state is None else _PHASES.get(state, Phase.OTHER)
    if phase is Phase.ACTIVE and ticker.is_trading_suspended in _TRUE:
        phase = Phase.SUSPENDED
    is_ending = ending not in _NO_DATE
    return MarketState(phase, is_ending, _day(ending) if is_ending else None)


def _day(written: object) -> date | None:
    try:
        if isinstance(written, dict):
            return date(int(written["year"]), int(written["month"]), int(written["day"]))
        if isinstance(written, str):
            return date.fromisoformat(written[:10] if "-" in written else written[:8])
    except (KeyError, TypeError, ValueError, OverflowError):
        pass
    return None
