"""When a list is asked for again of which rows could not be read: soon, but ever later while they are the same. Pure.

A bad moment of the exchange may soon be over. A row that it sends again and again as it was is no such moment: it may
stay unreadable for days.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.timing.backoff import Backoff


class UnreadRows:
    """The rows of one list that could not be read the last time.

    Args:
        soon: seconds at most until the next request after rows have changed and others cannot be read.
    """

    def __init__(self, soon: float) -> None:
        self._soon = soon
        self._rows: list[int] = []
        self._backoff = Backoff()

    def delay_after(self, rows: Iterable[int]) -> float:
        """Seconds until the next request: longer after each answer that lacks the same rows, up to the usual maximum.

        Args:
            rows: of each row that could not be read a number, the same for the same text.
        """
        before, self._rows = self._rows, sorted(rows)
        if self._rows != before:
            # Other rows each time are a bad moment that lasts: no reason to ask ever more often.
            self._backoff = Backoff(initial=self._soon) if before else Backoff()
        return self._backoff.next_delay()

    def forget(self) -> None:
        """Begin anew: every row could be read, or the list is another one."""
        self._rows = []
