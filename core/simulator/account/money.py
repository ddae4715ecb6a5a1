"""Decimal arithmetic without rounding, except where a rule of the exchange demands it. Pure.

Python's default context would round at 28 digits; but a fee has up to 20 decimals, and a balance ten digits before
them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, localcontext
from functools import wraps
from typing import Final, ParamSpec, TypeVar

ZERO: Final = Decimal(0)

_EXACT: Final = Context(prec=100, traps=[Inexact, InvalidOperation, DivisionByZero])
_ROUNDING: Final = Context(prec=100)
_SMALLEST: Final = Decimal("0.00000001")

Given = ParamSpec("Given")
Result = TypeVar("Result")


def exactly(compute: Callable[Given, Result]) -> Callable[Given, Result]:
    """Let `compute` calculate without rounding; rounding would raise `decimal.Inexact`."""

    @wraps(compute)
    def inside(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        with localcontext(_EXACT):
            return compute(*args, **kwargs)

    return inside


def amount(number: float) -> Decimal:
    """A price or size of the market, with at most 8 decimals."""
    return Decimal(f"{number:.8f}")


@exactly
def affordable(funds: Decimal, price: Decimal) -> Decimal:
    """The volume that `funds` buy at `price`, cut to 8 decimals."""
    return (funds / _SMALLEST // price) * _SMALLEST


def average(total: Decimal, volume: Decimal) -> Decimal:
    """`total / volume` to 8 decimals; 0 for no volume."""
    if not volume:
        return ZERO
    return _ROUNDING.divide(total, volume).quantize(_SMALLEST, ROUND_HALF_UP, _ROUNDING)


def plain(number: Decimal) -> str:
    """The number without exponent or trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
