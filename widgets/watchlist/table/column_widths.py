"""Which of the chosen columns have room, and how wide each is. Pure.

The order does not matter: a click on a title must neither hide a column nor move one from under the pointer.
"""

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

LEAST_ROOM: Final = ARROW + column_of(SortKey.NAME).least + column_of(SortKey.PRICE).least
"""Width in pixels of the columns that are always shown."""

_SHORT_NAME: Final = 80
"""Pixels that a name gives way to before a column of weight goes: four syllables, without the market."""

_WITH_CHANGE: Final = {SortKey.NAME: 65, SortKey.PRICE: 89}
"""Pixels that name and price give way to before the change goes: a symbol, and a price without its left margin."""

_WEIGHTY: Final = (SortKey.CHANGE, SortKey.WON, SortKey.TURNOVER)
"""What goes last where room is short, the most important first; all others go before, from the right."""

_PAIR: Final = frozenset({SortKey.HIGH, SortKey.LOW})
"""One without the other says little."""


def fitted_widths(room: int, keys: Sequence[SortKey]) -> dict[SortKey, int]:
    """Return the widths of the visible columns, which fill `room` or are at their minimum.

    What is shown at a width is shown at every greater one.

    Args:
        room: in pixels at a font size of 100 %.
        keys: the chosen columns from the left, the name first.
    """
    least = _fitted(room, keys)
    wide = {key: max(column_of(key).width, width) for key, width in least.items()}
    name, arrow = least.pop(SortKey.NAME), 0 if SortKey.CHANGE in least else ARROW
    left = room - sum(wide[key] for key in least) - arrow
    spare = sum(wide[key] - least[key] for key in least)
    given = min(max(NAME_WITH_PAIR - left, 0), spare)
    others = {key: wide[key] - (ceil((wide[key] - least[key]) * given / spare) if spare else 0) for key in least}
    others[SortKey.PRICE] += arrow
    return {SortKey.NAME: max(room - sum(others.values()), name), **others}


def _fitted(room: int, keys: Sequence[SortKey]) -> dict[SortKey, int]:
    """Return the least widths of the columns that have room, the name's for those beside it."""
    shown = {SortKey.NAME: column_of(SortKey.NAME).least, SortKey.PRICE: column_of(SortKey.PRICE).least}
    for key in importance(keys)[2:]:
        if key in shown:
            continue
        together = _PAIR & set(keys) if key in _PAIR else {key}
        more = {each: column_of(each).least for each in {*shown, *together}} | _beside(key)
        if sum(more.values()) + (0 if SortKey.CHANGE in more else ARROW) > room:
            break
        shown = more
    return {key: shown[key] for key in keys if key in shown}


def _beside(last: SortKey) -> dict[SortKey, int]:
    """Return the width that a name has at least beside the columns up to the least important one; also of a price."""
    if last is SortKey.CHANGE:
        return _WITH_CHANGE
    return {SortKey.NAME: _SHORT_NAME if last in _WEIGHTY else NAME_WITH_PAIR}


def importance(keys: Sequence[SortKey]) -> list[SortKey]:
    """Return the chosen columns, the most important first; the least important goes first where room is short."""
    first = (SortKey.NAME, SortKey.PRICE, *_WEIGHTY)
    return [*(key for key in first if key in keys), *(key for key in keys if key not in first)]
