"""Pages of a list that changes while it is read.

The exchange gives page `number` of `limit` rows from the row `(number - 1) * limit` on, newest first. If rows before a
page end between two requests, the later rows move up, and the next page begins behind some that no page has shown. So
each page begins some rows before the end of the one before it: if it has a row that was read already, none is missing
between the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

MOST_ROWS: Final = 100
"""Most rows of a page (the documentation's limit for open orders)."""

OVERLAP: Final = 5
"""Least number of rows that a page has in common with the one before, if nothing changes meanwhile."""


class Page(NamedTuple):
    """What to request."""

    number: int
    limit: int


class OverlappingPages:
    """The pages of one reading.

    Attributes:
        page: the one to request next; None when all are read.
        is_torn: whether rows may be missing, because too many ended between two requests. Then the list is to be read
            again.
    """

    def __init__(self) -> None:
        self.page: Page | None = Page(1, MOST_ROWS)
        self.is_torn = False
        self._read: set[str] = set()

    def took(self, ids: Iterable[str], received: int) -> None:
        """Go on after the answer to `page`.

        Args:
            ids: of its readable rows.
            received: the number of all its rows.
        """
        if (page := self.page) is None:
            return
        before, rows = len(self._read), set(ids)
        if before and len(rows) == received:  # an unreadable one may be the common one
            self.is_torn |= self._read.isdisjoint(rows)
        self._read |= rows
        is_last = received < page.limit or (before > 0 and len(self._read) == before)
        covered = (page.number - 1) * page.limit + received
        self.page = None if is_last else _page_over(covered - OVERLAP)


def _page_over(row: int) -> Page:
    """Return the page that begins at this row or before it, and reaches furthest."""
    limit = max(range(1, MOST_ROWS + 1), key=lambda limit: row // limit * limit + limit)
    return Page(row // limit + 1, limit)
