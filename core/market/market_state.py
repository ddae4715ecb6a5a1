"""Whether a market can be traded, from its tickers: preview, active, suspended, to be delisted, or delisted.

Source: Upbit WebSocket page of the ticker (September 2026): `market_state`, `is_trading_suspended`, `delisting_date`. A
state or a date that cannot be read is no delisting: such a market's state is unknown, and said to be.
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
    """Unknown: a state that is new at the exchange, or a date of delisting that cannot be read."""


class MarketState(NamedTuple):
    """The state of a market besides its figures."""

    phase: Phase = Phase.ACTIVE
    ends_on: date | None = None
    """The Korean date of the delisting; None if none has been announced."""


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
    ends_on = _day(ending)
    if ends_on is None and phase is Phase.ACTIVE and ending not in _NO_DATE:
        phase = Phase.OTHER
    return MarketState(phase, ends_on)


def _day(written: object) -> date | None:
    try:
        if isinstance(written, dict):
            return date(int(written["year"]), int(written["month"]), int(written["day"]))
        if isinstance(written, str):
            return date.fromisoformat(written[:10] if "-" in written else written[:8])
    except (KeyError, TypeError, ValueError, OverflowError):
        pass
    return None
