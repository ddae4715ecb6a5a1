"""Which numbers can be a price, a size or a sum of a market, whoever told them."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 1e24
"""No market has a larger figure; products of two of these, and sums of many, stay numbers that can be written."""


def known_figure(number: float | None) -> float | None:
    """The number, if it can be one of a market's; None for what is missing, negative, endless or past all reason."""
    return number if number is not None and 0 <= number <= LARGEST else None


def known_change(number: float | None) -> float | None:
    """Likewise for a change, which may be negative."""
    return number if number is not None and -LARGEST <= number <= LARGEST else None
