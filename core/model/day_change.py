"""How far a price is from the close of the day before. Pure.

The exchange states the change beside the two prices it follows from. A damaged one would contradict them, so it is
derived, and what the exchange states is used only where one of the prices is missing, and only if it can be true.
"""

from __future__ import annotations

from math import isclose
from typing import Final, NamedTuple

from core.model.messages import Ticker
from core.model.price import LARGEST_PRICE, LEAST_PRICE, is_price

_ROUNDING: Final = 1e-6
"""By how much a stated rate may differ from the exact one: the exchange writes ten decimals."""


class DayChange(NamedTuple):
    """The change; None for what is unknown."""

    amount: float | None = None
    """In the quote currency."""
    rate: float | None = None
    """As a ratio of the close of the day before."""


UNKNOWN: Final = DayChange()


def day_change(ticker: Ticker) -> DayChange:
    """Return the change of the last price from the close of the day before."""
    price, close = ticker.trade_price, ticker.prev_closing_price
    if price and close and LEAST_PRICE <= price <= LARGEST_PRICE and LEAST_PRICE <= close <= LARGEST_PRICE:  # no calls
        amount = price - close
        return DayChange(amount, amount / close)
    return _stated(ticker) or UNKNOWN


def is_change_damaged(ticker: Ticker) -> bool:
    """Whether the change would have to be taken from the exchange, and cannot be true."""
    return not (ticker.trade_price and ticker.prev_closing_price) and _stated(ticker) is None


def _stated(ticker: Ticker) -> DayChange | None:
    """Return the change that the exchange states; None if it is impossible."""
    price, amount, rate = ticker.trade_price, ticker.signed_change_price, ticker.signed_change_rate
    if (rate is not None and not -1 < rate <= LARGEST_PRICE) or (amount and not is_price(abs(amount))):
        return None
    if amount is None or price is None or not is_price(price):
        return None if _differ_in_sign(amount, rate) else DayChange(amount, rate)
    close = price - amount
    if close == 0:  # a new market has no close of the day before: nothing is damaged, and no change is known
        return UNKNOWN
    if not is_price(close):
        return None
    exact = amount / close
    is_true = rate is None or isclose(rate, exact, rel_tol=_ROUNDING, abs_tol=_ROUNDING)
    return DayChange(amount, exact) if is_true else None


def _differ_in_sign(amount: float | None, rate: float | None) -> bool:
    if amount is None or rate is None:
        return False
    return (amount > 0, amount < 0) != (rate > 0, rate < 0)
