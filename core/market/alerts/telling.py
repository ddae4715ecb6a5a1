"""Decides how a true alert is told: always in the window, and unless it is quiet also by desktop and sound.

A falling market may make a hundred alerts true within a second. The window lists them all; desktop and sound are kept
to one every few seconds, and the next one says how many there were meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from core.market.alerts.alert import AlertKind
from core.market.alerts.firing import Firing
from core.market.alerts.quiet_hours import QuietHours

PAUSE: Final = 3.0
"""Seconds between two notices of the desktop, and between two sounds."""


class Ways(NamedTuple):
    """The ways to tell the alerts of one kind, besides the window."""

    by_desktop: bool = True
    by_sound: bool = True
    volume: int = 70
    """Of the sound, in percent."""


def read_ways(written: object) -> dict[AlertKind, Ways]:
    """Read the ways of each kind from a file; what makes no sense is as usual."""
    entries = written if isinstance(written, dict) else {}
    return {kind: _read_way(entries[kind.value]) for kind in AlertKind if isinstance(entries.get(kind.value), dict)}


def _read_way(entry: Mapping[str, object]) -> Ways:
    usual, volume = Ways(), entry.get("volume")
    is_volume = isinstance(volume, int) and not isinstance(volume, bool) and 0 <= volume <= 100
    return Ways(
        entry.get("by_desktop", usual.by_desktop) is True,
        entry.get("by_sound", usual.by_sound) is True,
        volume if is_volume and isinstance(volume, int) else usual.volume,
    )


def read_quiet(written: object) -> QuietHours:
    """Read the quiet hours from a file: a pair of minutes of the day; anything else is never."""
    if not isinstance(written, list) or len(written) != 2:
        return QuietHours()
    if any(isinstance(each, bool) or not isinstance(each, int) or not 0 <= each < 24 * 60 for each in written):
        return QuietHours()
    return QuietHours(*written)


class Told(NamedTuple):
    """What to tell outside the window now."""

    firing: Firing
    others: int = 0
    """How many more have come true since the last time."""
    by_desktop: bool = False
    volume: int = 0
    """Of the sound, in percent; 0 for none."""


class Telling:
    """Collects true alerts and says what to tell outside the window."""

    def __init__(self) -> None:
        self.ways: Mapping[AlertKind, Ways] = {}
        self.quiet = QuietHours()
        self._waiting: list[Firing] = []
        self._told_at = float("-inf")

    def add(self, firing: Firing, minute: int) -> None:
        """Add a true alert; during the quiet hours it is told in the window alone.

        Args:
            firing: what came true.
            minute: of the day, on the clock that the user reads.
        """
        ways = self._ways_of(firing)
        if not self.quiet.contain(minute) and (ways.by_desktop or ways.by_sound):
            self._waiting.append(firing)

    def due(self, now: float) -> Told | None:
        """Return what to tell now, if anything waits and the pause is over; `now` in seconds of a steady clock."""
        if not self._waiting or now - self._told_at < PAUSE:
            return None
        waiting, self._waiting = self._waiting, []
        self._told_at = now
        ways = [self._ways_of(firing) for firing in waiting]
        volume = max((each.volume for each in ways if each.by_sound), default=0)
        shown = [firing for firing, each in zip(waiting, ways, strict=True) if each.by_desktop]
        return Told((shown or waiting)[-1], max(len(shown) - 1, 0), by_desktop=bool(shown), volume=volume)

    @property
    def due_at(self) -> float | None:
        """The time of the steady clock at which `due` returns something; None while nothing waits."""
        return self._told_at + PAUSE if self._waiting else None

    def _ways_of(self, firing: Firing) -> Ways:
        return self.ways.get(firing.alert.kind, Ways())
