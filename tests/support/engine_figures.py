"""What an engine tells of itself, revised where a test wants other figures; no figure can be made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from widgets.engine_monitor.page import Reading


def revised(figures: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """`figures` with `changes` laid over them, level by level.

    Raises:
        KeyError: the engine tells of no such figure.
    """
    return {**figures, **{name: _revised(figures[name], value) for name, value in changes.items()}}


def with_metrics(reading: Reading, **changes: object) -> Reading:
    """`reading` with other connection metrics."""
    return reading._replace(metrics=revised(reading.metrics, changes))


def with_stats(reading: Reading, **changes: object) -> Reading:
    """`reading` with other subscription figures."""
    return reading._replace(stats=revised(reading.stats, changes))


def with_gates(reading: Reading, **changes: object) -> Reading:
    """`reading` with other figures of the rate limiter."""
    return reading._replace(gates=revised(reading.gates, changes))


def _revised(old: object, new: object) -> object:
    return revised(old, new) if isinstance(old, Mapping) and isinstance(new, Mapping) else new
