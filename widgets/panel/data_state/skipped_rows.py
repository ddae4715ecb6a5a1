"""Count of unreadable rows in REST replies, shown for some seconds together with the stream's own count. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus

SHOWN_FOR: Final = 10.0
"""Seconds for which the count is shown after the last skipped row."""


class SkippedRows:
    """Number of rows skipped recently."""

    def __init__(self) -> None:
        self._count = 0
        self._until = 0.0

    def add(self, count: int, now: float) -> None:
        """Add `count` skipped rows."""
        self._count = self._at(now) + count
        self._until = now + SHOWN_FOR

    def counted_in(self, status: FeedStatus, now: float) -> FeedStatus:
        """Return `status` with the skipped rows added to its count."""
        count = self._at(now)
        return status._replace(spoiled=status.spoiled + count) if count else status

    def _at(self, now: float) -> int:
        return self._count if now < self._until else 0
