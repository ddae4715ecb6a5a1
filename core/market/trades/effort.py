"""How long the trades of one gap are asked for, day by day, and when they are given up. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from core.text import translatable

MAX_PAGES: Final = 20
"""Maximum number of pages for one gap; four full ones already fill the whole tape."""
MAX_ROUNDS: Final = 3
"""How often every day back is asked for before it is believed that none has a trade: the exchange may have had a bad
moment."""
MAX_FAILURES: Final = 4
"""Failures in a row after which the user is offered a retry. None is final: the caller continues to request, with
growing delays."""
MAX_DAYS_AGO: Final = 7
"""How many days back single trades are available. Source: Upbit REST, "recent trades" (October 2026)."""

FILLING: Final = translatable("core", "불러오는 중")
NOT_KEPT: Final = translatable("core", "거래소가 더는 제공하지 않음")
TOO_MANY: Final = translatable("core", "너무 많음")
"""The reason of a gap, for display."""


class Next(Enum):
    """What to do after a page without a trade that was missing."""

    EARLIER_DAY = auto()
    ANOTHER_ROUND = auto()
    """No day had one, which is not believed yet."""
    GIVE_UP = auto()


@dataclass(slots=True)
class Effort:
    """What has been done so far to fill one gap."""

    pages: int = 0
    failures: int = 0
    """In a row."""
    days_ago: int = 0
    """The UTC day that is asked for; 0 for today."""
    rounds: int = 0
    """How often no day had a trade."""
    has_found: bool = False
    """Whether any page had a trade that was missing."""
    is_over: bool = False
    reason: str = FILLING

    @property
    def can_retry(self) -> bool:
        """Whether the user is offered a retry after failures."""
        return self.failures >= MAX_FAILURES

    def page_failed(self, reason: str) -> None:
        """Count a page that failed, and keep why, for display."""
        self.failures, self.reason = self.failures + 1, reason

    def page_arrived(self) -> None:
        """Count a page, whatever it has; the failures before it are forgiven."""
        self.pages, self.failures, self.reason = self.pages + 1, 0, FILLING

    def found(self) -> bool:
        """Note that the page had a trade that was missing; returns whether another page may be requested."""
        self.has_found = True
        return self.pages < MAX_PAGES

    def found_nothing(self) -> Next:
        """Note that the page had none, and choose the day of the next one."""
        if self.days_ago < MAX_DAYS_AGO:
            self.days_ago += 1
            return Next.EARLIER_DAY
        if not self.has_found and self.rounds + 1 < MAX_ROUNDS:
            self.rounds += 1
            self.begin_again()
            return Next.ANOTHER_ROUND
        return Next.GIVE_UP

    def begin_again(self) -> None:
        """Begin with today again: that no day so far had a trade is not believed."""
        self.pages = self.days_ago = 0
