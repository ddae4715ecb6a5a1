"""An alert that has come true, with the figures that decided it."""

from __future__ import annotations

from typing import NamedTuple

from core.market.alerts.alert import Alert, Direction


class Firing(NamedTuple):
    """One alert that has come true."""

    alert: Alert
    code: str
    """The market; empty for a connection."""
    time_ms: int
    """When the exchange says it happened; of the connection and of the list of markets when it was noticed. Unix ms."""
    direction: Direction = Direction.EITHER
    """The direction in which the price went; EITHER for kinds without a direction."""
    price: float | None = None
    """The price seen."""
    figure: float | None = None
    """What was compared with the level: percent of change or spread, how many times the turnover; of a fill its volume,
    of a lost connection the seconds."""
    words: tuple[str, ...] = ()
    """What else the exchange said, in its own words: the cautions, the side of a fill; and whether it was
    found late."""
