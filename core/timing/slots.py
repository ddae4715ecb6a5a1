"""When may a message go out? Pure: time is an argument.

A slot is reserved when it is granted, so two waiters never share one, and is given back when it is not used.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

BURST = 3
SPACING = 0.7
"""Upbit allows 5 requests a second and 100 a minute on a connection, and 5 connects a second (rate limit page, October
2026). Three at once and then one every 0.7 s stays inside both wherever the exchange's windows begin, with room for
jitter on the way: at most 4 in any second, 88 in any minute."""

CONNECT_SPACING = 3.5
"""Seconds between connects past the burst: at most 20 a minute, whatever the servers do, where 300 would be allowed."""

_WINDOW = 60.0


class SlotLedger:
    """Hands out the times at which messages may go: `burst` at once, then at least `spacing` seconds apart."""

    def __init__(self, burst: int = BURST, spacing: float = SPACING) -> None:
        self._tolerance = (burst - 1) * spacing
        self._spacing = spacing
        self._closed_until = float("-inf")
        self._granted: list[float] = []

    def close_until(self, time: float) -> None:
        """Grant nothing before `time`, as after a 418; never brings an earlier closing forward."""
        self._closed_until = max(self._closed_until, time)

    @property
    def closed_until(self) -> float:
        """Until when nothing is granted; long past where it is open."""
        return self._closed_until

    def reopen(self) -> None:
        """Close no longer, whatever was told; the spacing holds all the same."""
        self._closed_until = float("-inf")

    def next_slot(self, now: float) -> float:
        """The earliest time, `now` or later, at which one more message may go."""
        return self._earliest(now, self._granted)

    def reserve(self, now: float) -> float:
        """Take the earliest slot and return its time."""
        self._forget(now)
        slot = self.next_slot(now)
        insort(self._granted, slot)
        return slot

    def settle(self, slot: float, now: float) -> float:
        """The slot itself, or a later one in its place: the gate was closed meanwhile, or those before went late."""
        self._granted.remove(slot)
        settled = self._earliest(slot, [granted for granted in self._granted if granted <= max(slot, now)])
        insort(self._granted, settled)
        return settled

    def move(self, slot: float, time: float) -> float:
        """The message of this slot goes at `time`: what comes after keeps its distance from the real moment."""
        self._granted.remove(slot)
        insort(self._granted, time)
        return time

    def give_back(self, slot: float) -> None:
        """The slot was not used; somebody else may have it."""
        self._granted.remove(slot)

    def used_within(self, seconds: float, now: float) -> int:
        """How many slots lie in the last `seconds` (at most 60)."""
        return sum(now - seconds < granted <= now for granted in self._granted)

    def _earliest(self, time: float, granted: Iterable[float]) -> float:
        due = float("-inf")  # when all these would be through if they had been evenly spaced
        for slot in granted:
            due = max(due, slot) + self._spacing
        return max(time, due - self._tolerance, self._closed_until)

    def _forget(self, now: float) -> None:
        # Slots further back than the spacing can matter no more; they stay a minute for `used_within`.
        self._granted = [granted for granted in self._granted if granted > now - _WINDOW]
