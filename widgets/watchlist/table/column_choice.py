"""Which columns the user wants and in what order. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from core.market.watchlist import SortKey
from widgets.watchlist.table.columns import COLUMNS, TurnoverUnit

ALWAYS: Final = (SortKey.NAME, SortKey.PRICE)
"""A market and its price are what the list is for."""

_USUAL: Final = (
    SortKey.NAME,
    SortKey.PRICE,
    SortKey.WON,
    SortKey.CHANGE,
    SortKey.TURNOVER,
    SortKey.HIGH,
    SortKey.LOW,
)


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """The chosen columns from the left; the name is always the first.

    Attributes:
        keys: the columns, each once.
        unit: of the turnover of won markets.
    """

    keys: tuple[SortKey, ...] = _USUAL
    unit: TurnoverUnit = TurnoverUnit.HUNDRED_MILLION

    @property
    def all_keys(self) -> tuple[SortKey, ...]:
        """All columns: the chosen ones in their order, then the others."""
        return (*self.keys, *(column.key for column in COLUMNS if column.key not in self.keys))

    def toggled(self, key: SortKey) -> ColumnChoice:
        """Return the choice with a column more, at its usual place, or less; those of `ALWAYS` stay."""
        if key in ALWAYS:
            return self
        if key in self.keys:
            return replace(self, keys=tuple(each for each in self.keys if each is not key))
        usual = [column.key for column in COLUMNS]
        before = set(usual[: usual.index(key)])
        place = max(at for at, each in enumerate(self.keys) if each in before) + 1
        return replace(self, keys=(*self.keys[:place], key, *self.keys[place:]))

    def ordered(self, keys: Iterable[SortKey]) -> ColumnChoice:
        """Return the same columns in the order of `keys`, which may name others too."""
        return replace(self, keys=_valid(each for each in keys if each in self.keys))

    def moved(self, key: SortKey, step: int) -> ColumnChoice:
        """Return the choice with a column one place further left (-1) or right (1), if it can go there."""
        place = self.keys.index(key) if key in self.keys else 0
        to = place + step
        if place == 0 or not 1 <= to < len(self.keys):
            return self
        keys = list(self.keys)
        keys[place], keys[to] = keys[to], keys[place]
        return replace(self, keys=tuple(keys))

    def counted_in(self, unit: TurnoverUnit) -> ColumnChoice:
        """Return the same columns with another unit of the turnover."""
        return replace(self, unit=unit)

    def state(self) -> dict[str, Any]:
        """Return the choice to be kept."""
        return {"columns": [key.value for key in self.keys], "turnover_unit": self.unit.value}


def choice_of(state: dict[str, Any]) -> ColumnChoice:
    """Return a kept choice; each part without sense is the usual one, unknown and doubled columns are left out."""
    kept, unit = state.get("columns"), state.get("turnover_unit")
    keys = [each for each in kept if each in _VALUES] if isinstance(kept, list) else []
    choice = ColumnChoice(_valid(SortKey(each) for each in keys)) if keys else ColumnChoice()
    return replace(choice, unit=TurnoverUnit(unit)) if unit in list(TurnoverUnit) else choice


def _valid(keys: Iterable[SortKey]) -> tuple[SortKey, ...]:
    found = dict.fromkeys(key for key in keys if key is not SortKey.NAME)
    if SortKey.PRICE not in found:
        found = {SortKey.PRICE: None, **found}
    return (SortKey.NAME, *found)


_VALUES: Final = [column.key.value for column in COLUMNS]
"""A list: what is kept may be of a kind that no set can be asked for."""
