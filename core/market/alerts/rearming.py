"""How far a figure must leave its level before an alert can come true again: without that, noise would ring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from core.market.alerts.alert import Alert, AlertKind, Direction

PRICE_MARGIN: Final = 0.001
"""Share of the level of a price: more than usual noise."""

REARMED_AT: Final[Mapping[AlertKind, float]] = {
    AlertKind.CHANGE: 0.8,
    AlertKind.SPREAD: 0.9,
    AlertKind.VOLUME: 0.6,
}
"""Share of the level to which other figures must fall."""


class Rearming(NamedTuple):
    """What a figure must reach after an alert has come true, before its next crossing of the level counts.

    None for a side that does not count; with both, one of them is enough.
    """

    low: float | None
    high: float | None


def exact(number: float) -> float:
    """Return a number without the last digits, the error of its computing: 99.9 is a price, 99.89999999999999 is none.

    What is said of an alert and what it is judged by are such numbers: a price of its market meets both or none.
    """
    return float(f"{number:.12g}")


def rearming(alert: Alert) -> Rearming | None:
    """Return what must be reached before an alert can come true again; None if nothing, or if it never does."""
    if alert.is_once:
        return None
    if alert.kind in REARMED_AT:
        return Rearming(exact(alert.level * REARMED_AT[alert.kind]), None)
    if alert.kind is not AlertKind.PRICE:
        return None
    margin = alert.level * PRICE_MARGIN
    low, high = exact(alert.level - margin), exact(alert.level + margin)
    return Rearming(
        None if alert.direction is Direction.DOWN else low, None if alert.direction is Direction.UP else high
    )
