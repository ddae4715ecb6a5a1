"""Rows of REST replies that could not be read, told beside the stream's for as long as it takes to read it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus

SHOWN_FOR: Final = 10.0
"""Seconds after the last of them."""


class SkippedRows:
    """How many there were of late."""

    def __init__(self) -> None:
        self._count = 0
        self._until = 0.0

    def add(self, count: int, now: float) -> None:
        """So many more."""
        self._count = self._at(now) + count
        self._until = now + SHOWN_FOR

    def counted_in(self, status: FeedStatus, now: float) -> FeedStatus:
        """How the streams stand, with these counted in."""
        count = self._at(now)
        return status._replace(spoiled=status.spoiled + count) if count else status

    def _at(self, now: float) -> int:
        return self._count if now < self._until else 0
