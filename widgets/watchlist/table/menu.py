"""What can be chosen of a watchlist, as entries of the context menus of its rows and of its titles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from core.market.watchlist import WON, SortKey
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import is_korean, translate
from widgets.watchlist.table.column_choice import ALWAYS, ColumnChoice
from widgets.watchlist.table.columns import COLUMNS, TurnoverUnit

if TYPE_CHECKING:
    from widgets.watchlist.table.model import WatchlistModel
    from widgets.watchlist.table.table import WatchlistTable


def column_entries(table: WatchlistTable, model: WatchlistModel) -> list[MenuEntry]:
    """Return the columns to choose, the unit of the turnover, and the way back to the usual columns.

    A chosen column for which the table is too narrow says so: it is ticked, and nowhere to be seen.
    """
    choice, unseen = table.choice, table.unseen
    entries = [
        MenuEntry(
            _without_room(model.name_of(column.key)) if column.key in unseen else model.name_of(column.key),
            partial(_choose, table, choice.toggled(column.key)),
            is_checked=column.key in choice.keys,
        )
        for column in COLUMNS
        if column.key not in ALWAYS and (column.key is not SortKey.WON or model.is_converted)
    ]
    if WON in model.watchlist.quotes and is_korean():
        entries.append(MenuEntry(translate("WatchlistMenu", "거래대금 단위"), entries=_units(table)))
    usual = partial(_choose, table, ColumnChoice(unit=choice.unit))
    return [*entries, MenuEntry(translate("WatchlistMenu", "기본 열로"), usual)]


def sort_entries(table: WatchlistTable, model: WatchlistModel) -> list[MenuEntry]:
    """Return the columns to sort by, and the other way round."""
    key, _ = model.sorting
    by = [
        MenuEntry(model.name_of(each), partial(table.sort_by_column, each), is_checked=each is key)
        for each in table.choice.keys
        if each is not SortKey.WON or model.is_converted
    ]
    if table.has_own_order:
        own = partial(table.sort_by_column, SortKey.OWN)
        by.insert(0, MenuEntry(translate("WatchlistMenu", "내 순서"), own, is_checked=key is SortKey.OWN))
    return [*by, MenuEntry(translate("WatchlistMenu", "반대 순서로"), table.turn_order)]


def list_entries(table: WatchlistTable, model: WatchlistModel) -> list[MenuEntry]:
    """Return the entries of the panel's menu."""
    return [
        MenuEntry(translate("WatchlistMenu", "정렬"), entries=sort_entries(table, model)),
        MenuEntry(translate("WatchlistMenu", "열"), entries=column_entries(table, model)),
    ]


def _without_room(name: str) -> str:
    return translate("WatchlistMenu", "{column} (자리 부족)").format(column=name)


def _units(table: WatchlistTable) -> list[MenuEntry]:
    names = {
        TurnoverUnit.HUNDRED_MILLION: translate("WatchlistMenu", "억 원"),
        TurnoverUnit.MILLION: translate("WatchlistMenu", "백만 원"),
    }
    return [
        MenuEntry(name, partial(_choose, table, table.choice.counted_in(unit)), is_checked=unit is table.choice.unit)
        for unit, name in names.items()
    ]


def _choose(table: WatchlistTable, choice: ColumnChoice) -> None:
    table.choose_columns(choice)
