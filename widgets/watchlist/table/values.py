"""The markets listed as a table of text, to be copied."""

from __future__ import annotations

from typing import Final

from core.market.watchlist import SortKey, WatchRow
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.value_table import ValueRow, ValueTable
from widgets.watchlist.table.columns import COLUMNS
from widgets.watchlist.table.model import WatchlistModel

_WORDS: Final = frozenset({0})


def watchlist_values(model: WatchlistModel) -> ValueTable:
    """Return the rows that the model shows, with all columns, also those that are not chosen or have no room.

    Volumes are exact here.
    """
    rows = [model.watch_row(model.index(place, 0)) for place in range(model.rowCount())]
    return ValueTable(
        translate("WatchlistPanel", "{count}종목").format(count=f"{len(rows):,}") if rows else "",
        tuple(model.title_with_unit(column.key) for column in COLUMNS),
        [ValueRow(row.code, tuple(_text(model, row, column.key) for column in COLUMNS)) for row in rows],
        _WORDS,
    )


def _text(model: WatchlistModel, row: WatchRow, key: SortKey) -> str:
    return formats.exact_size(row.volume) if key is SortKey.VOLUME else model.cell_text(row, key)
