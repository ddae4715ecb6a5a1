"""The parts of a history whose pages came with damaged rows: candles may be missing there, and are requested again."""

from __future__ import annotations

from typing import NamedTuple


class DamagedPart(NamedTuple):
    """The slots from `first` up to `stop`, of which a page told all candles but for damaged ones."""

    first: int
    stop: int
    damaged: int
    """How many of its rows could not be used."""


class DamagedPages:
    """Which pages are requested again: each once after `allow`, the newest first."""

    def __init__(self) -> None:
        self._parts: list[DamagedPart] = []
        self._due: list[int] = []
        """The ends of the parts that are requested next, oldest first."""

    @property
    def count(self) -> int:
        """How many candles are missing because their rows could not be used."""
        return sum(part.damaged for part in self._parts)

    @property
    def span(self) -> tuple[int, int] | None:
        """The first slot of the oldest part, and the slot after the newest; None if there is none."""
        if not self._parts:
            return None
        return min(part.first for part in self._parts), max(part.stop for part in self._parts)

    def note(self, part: DamagedPart) -> None:
        """Note a page with damaged rows, instead of what was known of its slots."""
        self._cut(*part)
        self._parts.append(part)

    def repaired(self, first: int, stop: int) -> list[DamagedPart]:
        """Note that a page told all candles of these slots; returns the parts that are whole now.

        Of a part that begins before them its beginning is left: newer candles may have come into the page.
        """
        return self._cut(first, stop, 0)

    def drop_before(self, slot: int) -> None:
        """Forget the parts before a slot: their candles were dropped."""
        self._parts = [part for part in self._parts if part.stop > slot]

    def allow(self) -> None:
        """Let each part be requested once more."""
        self._due = sorted(part.stop for part in self._parts)

    def next(self) -> int | None:
        """Return the slot before which the next page ends; None if none is due."""
        while self._due:
            stop = self._due.pop()
            if any(part.stop == stop for part in self._parts):
                return stop
        return None

    def _cut(self, first: int, stop: int, damaged: int) -> list[DamagedPart]:
        """Take these slots, of which so many are damaged, out of the parts; returns the parts that lie in them."""
        inside, others = [], []
        for part in self._parts:
            left = part.damaged - damaged
            if first <= part.first and part.stop <= stop:
                inside.append(part)
            elif not part.first < first < part.stop <= stop:
                others.append(part)
            elif left > 0:
                others.append(DamagedPart(part.first, first, left))
        self._parts = others
        return inside
