"""The model of a table of values: it changes in place, so that the reader's row and selection stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from widgets.guard.guard import guarded_or
from widgets.text.value_table import ValueRow, ValueTable

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_ROLE: Final = Qt.ItemDataRole
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


class ValuesModel(QAbstractTableModel):
    """Shows a `ValueTable`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._words: frozenset[int] = frozenset()
        self._rows: list[ValueRow] = []

    @property
    def rows(self) -> Sequence[ValueRow]:
        """The rows shown."""
        return self._rows

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the columns."""
        return self._titles

    def show_values(self, values: ValueTable) -> None:
        """Show other values: rows leave and come where their keys do, and only cells that differ change."""
        rows = list(values.rows)
        if len(values.titles) != len(self._titles) or not self._can_follow(rows):
            self.beginResetModel()
            self._titles, self._words, self._rows = values.titles, values.words, rows
            self.endResetModel()
            return
        if values.titles != self._titles:  # another language
            self._titles = values.titles
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._titles) - 1)
        self._remove_missing({row.key for row in rows})
        self._reorder([row.key for row in rows])
        self._insert_new(rows)
        changed = [place for place, row in enumerate(rows) if row != self._rows[place]]
        self._rows = rows
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(self._titles) - 1))

    def _can_follow(self, rows: Sequence[ValueRow]) -> bool:
        """Return whether each key is there once, now and before."""
        return all(len({row.key for row in each}) == len(each) for each in (rows, self._rows))

    def _remove_missing(self, kept: set[object]) -> None:
        for first, last in reversed(list(_runs([row.key not in kept for row in self._rows]))):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _reorder(self, keys: Sequence[object]) -> None:
        """Bring the rows that stay into their new order."""
        places = {row.key: place for place, row in enumerate(self._rows)}
        order = [places[key] for key in keys if key in places]
        if order == sorted(order):
            return
        self.layoutAboutToBeChanged.emit()
        self._rows = [self._rows[place] for place in order]
        moved = {place: new for new, place in enumerate(order)}
        before = self.persistentIndexList()
        after = [self.index(moved[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert_new(self, rows: Sequence[ValueRow]) -> None:
        known = {row.key for row in self._rows}
        for first, last in _runs([row.key not in known for row in rows]):
            self.beginInsertRows(_NOWHERE, first, last)
            self._rows[first:first] = rows[first : last + 1]
            self.endInsertRows()

    @guarded_or(0)
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    @guarded_or(0)
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    @guarded_or(None)
    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Return a cell's text or alignment."""
        if role in {_ROLE.DisplayRole, _ROLE.AccessibleTextRole}:
            return self._rows[index.row()].texts[index.column()]
        return self._alignment(index.column()) if role == _ROLE.TextAlignmentRole else None

    @guarded_or(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Return a column's title or alignment; rows have none."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role in {_ROLE.DisplayRole, _ROLE.AccessibleTextRole}:
            return self._titles[section]
        return self._alignment(section) if role == _ROLE.TextAlignmentRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return (Qt.AlignmentFlag.AlignLeft if column in self._words else Qt.AlignmentFlag.AlignRight) | _MIDDLE


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each run of true flags."""
    first = None
    for place, flag in enumerate((*flags, False)):
        if flag and first is None:
            first = place
        elif not flag and first is not None:
            yield first, place - 1
            first = None
