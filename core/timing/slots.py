"""When may a message go out? Pure: time is an argument.

A slot is reserved when it is granted, so two waiters never share one, and is given back when it is not used.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

BURST = 3
SPACING = 0.7
"""Upbit allows 5 requests per second and 100 per minute on a connection, and 5 connects per second (rate limit page,
October 2026). A burst of three and then one every 0.7 s stays within both limits wherever the exchange's windows begin,
with room for jitter: at most 4 in any second, 88 in any minute."""

CONNECT_SPACING = 3.5
"""Seconds between connects after the burst: at most 20 per minute, although 300 would be allowed, whatever the servers
do."""

_WINDOW = 60.0


class SlotLedger:
    """Grants the times at which messages may be sent: `burst` at once, then at least `spacing` seconds apart."""

    def __init__(self, burst: int = BURST, spacing: float = SPACING) -> None:
        self._tolerance = (burst - 1) * spacing
        self._spacing = spacing
        self._closed_until = float("-inf")
        self._granted: list[float] = []

    def close_until(self, time: float) -> None:
        """Grant nothing before `time`, as after a 418; never shortens an earlier closing."""
        self._closed_until = max(self._closed_until, time)

    @property
    def closed_until(self) -> float:
        """Until when nothing is granted; in the past if the gate is open."""
        return self._closed_until

    def reopen(self) -> None:
        """End the closing; the spacing still applies."""
        self._closed_until = float("-inf")

    def next_slot(self, now: float) -> float:
        """The earliest time, `now` or later, at which one more message may be sent."""
        return self._earliest(now, self._granted)

    def reserve(self, now: float) -> float:
        """Take the earliest slot and return its time."""
        self._forget(now)
        slot = self.next_slot(now)
        insort(self._granted, slot)
        return slot

    def settle(self, slot: float, now: float) -> float:
        """The slot, or a later one if the gate was closed meanwhile or earlier messages were late."""
        self._granted.remove(slot)
        settled = self._earliest(slot, [granted for granted in self._granted if granted <= max(slot, now)])
        insort(self._granted, settled)
        return settled

    def move(self, slot: float, time: float) -> float:
        """Record the actual send time, so later slots are spaced from it."""
        self._granted.remove(slot)
        insort(self._granted, time)
        return time

    def give_back(self, slot: float) -> None:
        """Return an unused slot."""
        self._granted.remove(slot)

    def used_within(self, seconds: float, now: float) -> int:
        """How many slots lie in the last `seconds` (at most 60)."""
        return sum(now - seconds < granted <= now for granted in self._granted)

    def _earliest(self, time: float, granted: Iterable[float]) -> float:
        due = float("-inf")  # when all of these would have passed with even spacing
        for slot in granted:
            due = max(due, slot) + self._spacing
        return max(time, due - self._tolerance, self._closed_until)

    def _forget(self, now: float) -> None:
        # Slots older than the spacing no longer matter; they are kept a minute for `used_within`.
        self._granted = [granted for granted in self._granted if granted > now - _WINDOW]
