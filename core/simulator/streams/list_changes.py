"""The changes of the market list by active faults. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta

from core.simulator.faults.faults import Faults, Switch
from core.simulator.market.listed_source import ListChange, Pause
from core.simulator.streams.frames import utc


def list_changes(faults: Faults, unix_ms: Callable[[float], int]) -> tuple[ListChange, ...]:
    """The current changes.

    Args:
        faults: the active faults.
        unix_ms: converts the moment when a fault was set into the exchange's time.
    """
    changes = []
    for name, read in _READERS.items():
        if (switch := faults.switch(name)) is not None:
            changes.append(read(switch, unix_ms(switch.since)))
    return tuple(changes)


def pauses_ended(before: Iterable[ListChange], after: Collection[ListChange], now_ms: int) -> tuple[Pause, ...]:
    """The pauses that end now with changes that are taken back: also one that is set anew begins again now."""
    return tuple(
        Pause(change.code, change.still_since_ms, now_ms)
        for change in before
        if change.still_since_ms is not None and change.still_since_ms < now_ms and change not in after
    )


def _listing(switch: Switch, _since_ms: int) -> ListChange:
    return ListChange(switch.text("code"), like=switch.text("like"))


def _delisting(switch: Switch, since_ms: int) -> ListChange:
    days = switch.whole("days")
    if not days:
        return ListChange(switch.text("code"), is_gone=True, still_since_ms=since_ms)
    end = utc(since_ms) + timedelta(days=days)
    date: object = {"year": end.year, "month": end.month, "day": end.day}
    if switch.text("shape") == "text":
        date = f"{end:%Y-%m-%d}"
    return ListChange(switch.text("code"), marks={"delisting_date": date})


def _suspension(switch: Switch, since_ms: int) -> ListChange:
    marks = {"is_suspended": True, "state": switch.text("state")}
    return ListChange(switch.text("code"), still_since_ms=since_ms, marks=marks)


def _caution(switch: Switch, _since_ms: int) -> ListChange:
    mark = switch.text("mark")
    caution = frozenset() if mark in {"none", "warning"} else frozenset({mark})
    return ListChange(switch.text("code"), marks={"warning": mark == "warning", "caution": caution})


_READERS = {"listing": _listing, "delisting": _delisting, "suspension": _suspension, "caution": _caution}
