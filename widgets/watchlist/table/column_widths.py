"""Which of the chosen columns have room, and how wide each is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from core.market.watchlist import SortKey
from widgets.watchlist.table.columns import column_of

NAME_WITH_PAIR: Final = 134
"""Pixels for a short name and its market; other columns shrink to leave them, and those of less weight give way."""

ARROW: Final = 12
"""Pixels for the arrow of a price, which it has where the change has no room."""

LEAST_SORTED: Final = 82
"""Pixels for the title of a column with the arrow that tells the order."""

LEAST_ROOM: Final = ARROW + column_of(SortKey.NAME).least + column_of(SortKey.PRICE).least
"""Width in pixels of the columns that are always shown."""

_SHORT_NAME: Final = 80
"""Pixels that a name gives way to before a column of weight goes: four syllables, without the market."""

_WEIGHTY: Final = (SortKey.CHANGE, SortKey.WON, SortKey.TURNOVER)
"""What goes last where room is short, the most important first; all others go before, from the right."""

_PAIR: Final = frozenset({SortKey.HIGH, SortKey.LOW})
"""One without the other says little."""


def fitted_widths(room: int, keys: Sequence[SortKey], sorted_by: SortKey) -> dict[SortKey, int]:
    """Return the widths of the visible columns, which fill `room` or are at their minimum.

    A sorted column goes after all others but the price: an order without its figures looks random. Only the
    turnover goes before the change, which says more; the title of the names then tells the order.

    Args:
        room: in pixels at a font size of 100 %.
        keys: the chosen columns from the left, the name first.
        sorted_by: the sorted column.
    """
    least = _fitted(room, keys, sorted_by, _SHORT_NAME)
    if sorted_by is SortKey.NAME or sorted_by not in least:  # its title also tells the order, which takes room
        least = _fitted(room, keys, sorted_by, column_of(SortKey.NAME).least)
    wide = {key: max(column_of(key).width, width) for key, width in least.items()}
    name, arrow = least.pop(SortKey.NAME), 0 if SortKey.CHANGE in least else ARROW
    left = room - sum(wide[key] for key in least) - arrow
    spare = sum(wide[key] - least[key] for key in least)
    given = min(max(NAME_WITH_PAIR - left, 0), spare)
    others = {key: wide[key] - (ceil((wide[key] - least[key]) * given / spare) if spare else 0) for key in least}
    others[SortKey.PRICE] += arrow
    return {SortKey.NAME: max(room - sum(others.values()), name), **others}


def _fitted(room: int, keys: Sequence[SortKey], sorted_by: SortKey, name: int) -> dict[SortKey, int]:
    """Return the least widths of the columns that have room beside a name of at least `name`."""
    least = {key: column_of(key).least for key in keys} | {SortKey.NAME: name}
    if sorted_by in least:
        least[sorted_by] = max(least[sorted_by], LEAST_SORTED)
    for key in _order_of_leaving(keys, sorted_by):
        is_weighty = key in _WEIGHTY or key is sorted_by
        spare = 0 if is_weighty else NAME_WITH_PAIR - name
        arrow = 0 if SortKey.CHANGE in least else ARROW
        if key not in least or sum(least.values()) + arrow + spare <= room:
            continue
        for each in (_PAIR if key in _PAIR and sorted_by not in _PAIR else {key}) & least.keys():
            del least[each]
    return least


def _order_of_leaving(keys: Sequence[SortKey], sorted_by: SortKey) -> list[SortKey]:
    """Return the columns in the order in which they go where room is short; names and prices never do."""
    light = [key for key in reversed(keys) if key not in (SortKey.NAME, SortKey.PRICE, *_WEIGHTY)]
    order = [*light, *(key for key in reversed(_WEIGHTY) if key in keys)]
    return order if sorted_by is SortKey.TURNOVER else sorted(order, key=lambda key: key is sorted_by)
