"""Whether the two sums of what was traded, in both currencies of a market, can be true together."""

from __future__ import annotations

from typing import Final

_LEAST: Final = 1e-4
"""An amount of either currency that no rounding makes 0: the exchange writes at least five decimals."""


def contradict(volume: float | None, turnover: float | None, price: float | None) -> bool:
    """Whether one sum says that nothing was traded and the other that something was.

    Both are 0 before a day's first trade.

    Args:
        volume: in the traded currency; None if unknown.
        turnover: in the quote currency; None if unknown.
        price: about that of the trades; None if unknown, and then nothing is contradicted.
    """
    if (volume and turnover) or volume is None or turnover is None or not price:
        return False
    return volume * price >= _LEAST or turnover / price >= _LEAST


def refuse_contradiction(volume: float | None, turnover: float | None, price: float | None) -> None:
    """Refuse a message or row of which one sum is damaged.

    Raises:
        ValueError: they contradict each other.
    """
    if contradict(volume, turnover, price):
        raise ValueError(f"a volume of {volume:g} beside a turnover of {turnover:g}")
