"""The titles of the watchlist's columns, with the arrow that shows the order, and the tips of the titles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from core.market.watchlist import SortKey
from widgets.text.language import translate
from widgets.watchlist.table.columns import ListContext, names, tip_of, title_of

SOLID: Final = "▼▲"
HOLLOW: Final = "▽△"
"""The marks of an order behind a title: descending and ascending, hollow if the order is outdated."""
DOWNWARDS: Final = SOLID[0] + HOLLOW[0]


class Titles:
    """The titles in the language of the screen.

    Attributes:
        is_behind: whether the rows do not stand in the sorted order at the moment.
        is_order_over_names: whether the title of the names shows the order, because the sorted column is hidden.
    """

    def __init__(self) -> None:
        self.is_behind = False
        self.is_order_over_names = False
        self._names = names()

    def set_texts(self) -> None:
        """Name the columns in the language of the screen."""
        self._names = names()

    def name_of(self, key: SortKey) -> str:
        """Return the name of a column, without unit and sort arrow."""
        return self._names[key]

    def with_unit(self, key: SortKey, context: ListContext) -> str:
        """Return the title of a column, without the sort arrow."""
        return title_of(key, self._names[key], context)

    def title(self, key: SortKey, context: ListContext, sorting: tuple[SortKey, bool]) -> str:
        """Return the title with the sort arrow, hollow if the order is outdated; the style's arrow would cover text.

        Args:
            key: the column.
            context: of the rows shown.
            sorting: the sorted column, and whether the largest value comes first.
        """
        sorted_by, is_descending = sorting
        arrow = (HOLLOW if self.is_behind else SOLID)[0 if is_descending else 1]
        is_over_names = key is SortKey.NAME and self.is_order_over_names and sorted_by is not SortKey.OWN
        title = self.with_unit(key, context)
        if key is SortKey.NAME and self.is_behind:
            title = translate("WatchlistModel", "순서 멈춤")
        elif is_over_names:
            title = translate("WatchlistModel", "{column}순").format(column=self._names[sorted_by])
        return f"{title} {arrow}" if key is sorted_by or is_over_names else title

    def tip(self, key: SortKey, context: ListContext, sorted_by: SortKey) -> str:
        """Return what the pointer is told over a title; empty for nothing."""
        return "\n".join(self._tips(key, context, sorted_by))

    def _tips(self, key: SortKey, context: ListContext, sorted_by: SortKey) -> Iterator[str]:
        if explained := tip_of(key, context):
            yield explained
        if key in {sorted_by, SortKey.NAME} and self.is_behind:
            yield translate("WatchlistModel", "마우스로 보고 있는 동안 순서를 바꾸지 않습니다")
