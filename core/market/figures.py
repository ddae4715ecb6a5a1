"""Which numbers are plausible as a price, a size or a sum of a market, from any source."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 1e24
"""No market has a larger figure; products of two of these, and sums of many, are still finite."""


def known_figure(number: float | None) -> float | None:
    """The number if it is plausible; None if it is missing, negative, infinite or too large."""
    return number if number is not None and 0 <= number <= LARGEST else None


def known_change(number: float | None) -> float | None:
    """The same for a change, which may be negative."""
    return number if number is not None and -LARGEST <= number <= LARGEST else None
