"""The price grid of the exchange shown: tick sizes as it states them, or by the table until it has.

One window shows one exchange at a time, so this is kept like the language: `app` says which grids hold.
"""

from __future__ import annotations

from core.upbit.price_steps import PriceSteps


class _Present:
    """The grids in use."""

    steps = PriceSteps()


def use_steps(steps: PriceSteps) -> None:
    """Use the grids of this exchange from now on."""
    _Present.steps = steps


def present_steps() -> PriceSteps:
    """Return the grids in use."""
    return _Present.steps


def stated_tick(code: str) -> float | None:
    """Return the tick of a market where the table does not hold; another one means another grid of its prices."""
    return _Present.steps.stated_tick(code)


def tick_size(code: str, price: float) -> float:
    """Return the distance from `price` to the next higher price of the market."""
    return _Present.steps.tick_size(code, price)


def price_decimals(code: str, price: float) -> int:
    """Return how many decimals show a price of this size without loss and without trailing zeros."""
    return _Present.steps.price_decimals(code, price)


def tick_above(code: str, price: float) -> float:
    """Return the lowest price on the grid above `price`."""
    return _Present.steps.tick_above(code, price)


def tick_below(code: str, price: float) -> float:
    """Return the highest price on the grid below `price`, or the lowest price there is."""
    return _Present.steps.tick_below(code, price)


def book_levels(code: str) -> tuple[float, ...]:
    """Return the steps by which the exchange groups the order book of a market, finest first."""
    return _Present.steps.levels(code)
