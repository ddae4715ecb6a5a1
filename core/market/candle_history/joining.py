"""The newest pages of a history: they close the gap between the stream's candles and those that were known before."""

from __future__ import annotations

from enum import Enum
from typing import Final

MAX_JOINING_PAGES: Final = 10
"""Maximum number of pages to close the gap after a lost connection. For a longer gap the older candles are dropped and
loaded again when the user scrolls there, so that today's candles are not delayed.
"""

NO_END: Final = 1 << 40
"""A number greater than every slot."""


class Outcome(Enum):
    """What a page has done to the gap."""

    OPEN = "open"
    """Another page is needed."""
    CLOSED = "closed"
    """The pages reach the known candles, or there were none."""
    GIVEN_UP = "given up"
    """The gap is too long: what was known before it must be dropped."""


class Joining:
    """Which page of the gap is needed next. A gap that a reconnect finds open is closed from its beginning."""

    def __init__(self) -> None:
        self.is_under_way = True
        """Whether pages are still missing."""
        self.before: int | None = None
        """The slot before which the next page ends; None for the newest page."""
        self._known_up_to: int | None = None
        self._pages = 0

    @property
    def stop(self) -> int:
        """The slot before which the next page ends, as a number."""
        return NO_END if self.before is None else self.before

    @property
    def gap(self) -> tuple[int, int] | None:
        """The last slot before the gap, and the one after it; None if there is no gap."""
        if not self.is_under_way or self._known_up_to is None:
            return None
        return self._known_up_to, self.stop

    def begin(self, last_known: int | None) -> None:
        """Ask for the newest page again: candles may be missing.

        Args:
            last_known: the slot of the newest candle that is settled; None if there is none.
        """
        if self._known_up_to is None or not self.is_under_way:
            self._known_up_to = last_known
        self.is_under_way, self.before, self._pages = True, None, 0

    def reach_to(self, last_known: int | None) -> None:
        """Let the gap begin at another slot: what was known has been added, or dropped."""
        self._known_up_to = last_known

    def arrived(self, oldest: int | None) -> Outcome:
        """Take one page.

        Args:
            oldest: the slot of its oldest candle; None if it has none.
        """
        self._pages += 1
        is_closed = oldest is None or self._known_up_to is None or oldest <= self._known_up_to
        if not is_closed and self._pages < MAX_JOINING_PAGES:
            self.before = oldest
            return Outcome.OPEN
        self.is_under_way, self.before, self._known_up_to = False, None, None
        return Outcome.CLOSED if is_closed else Outcome.GIVEN_UP
