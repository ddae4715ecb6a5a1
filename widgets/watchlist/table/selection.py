"""Which markets the table shows, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.market.watchlist import ListFilter, SortKey, Watchlist, WatchRow, keep_listed, sort_rows


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user has chosen of all markets.

    Attributes:
        quote: the quote currency; empty for all.
        typed: the search text. A search includes all markets, whatever list and filter are chosen.
        only: the markets of one of the user's own lists, in its order; None for a list of a quote currency.
        kind: which markets of the list are shown.
        key: what the rows are sorted by.
        is_descending: whether the largest value comes first.
    """

    quote: str = ""
    typed: str = ""
    only: tuple[str, ...] | None = None
    kind: ListFilter = ListFilter.ALL
    key: SortKey = SortKey.TURNOVER
    is_descending: bool = True

    @property
    def is_own_order(self) -> bool:
        """Whether the rows stand in the order that the user gave them."""
        return self.key is SortKey.OWN and self.only is not None and not self.typed.strip()

    def rows(self, watchlist: Watchlist) -> list[WatchRow]:
        """Return the rows to show, not sorted yet."""
        if self.typed.strip():
            return watchlist.select("", self.typed)
        only = self.only
        rows = watchlist.select(self.quote) if only is None else keep_listed(watchlist, only)
        return [row for row in rows if row.passes(self.kind)]

    def ordered(self, rows: Iterable[WatchRow], watchlist: Watchlist) -> list[WatchRow]:
        """Return the sorted rows: the chosen quote currency first, then each other; their values do not compare."""
        if self.is_own_order:
            return list(rows)
        ranks = {quote: rank for rank, quote in enumerate(watchlist.quotes, start=1)} | {self.quote: 0}
        key, is_descending = self.key, self.is_descending
        if key is SortKey.OWN:  # what a search finds has no order of the user's
            key, is_descending = SortKey.TURNOVER, True
        ordered = sort_rows(rows, key, is_descending)
        return sorted(ordered, key=lambda row: ranks[row.market.quote])
