"""Amounts of a currency that somebody holds, orders or trades."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

LARGEST_AMOUNT: Final = 10**24
"""Nobody has or trades more of any currency: the busiest month of the cheapest coin reaches about 1e15. Sums of many
are still written out in full."""


def is_amount(number: float | Decimal | None) -> bool:
    """Whether this can be an amount: nobody has less than nothing."""
    return number is not None and 0 <= number <= LARGEST_AMOUNT


class WrittenDecimal(Decimal):
    """A decimal number that is a text on the wire. A JSON number in its place is damage, and is not taken for one."""


def read_written(kind: type, value: object) -> WrittenDecimal:
    """Read a `WrittenDecimal`, as the `dec_hook` of a decoder.

    Raises:
        ValueError: it is no text, or no number.
    """
    if kind is not WrittenDecimal or not isinstance(value, str):
        raise ValueError(f"expected a number as text, got {type(value).__name__}")
    try:
        return WrittenDecimal(value)
    except InvalidOperation as error:
        raise ValueError("not a number") from error
