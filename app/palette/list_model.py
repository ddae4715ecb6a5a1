"""The list of the palette as a Qt model: headings and entries, of which only what can be done can be selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.palette.entry import Entry
from widgets.guard.guard import guarded_or
from widgets.text.language import wording

if TYPE_CHECKING:
    from app.palette.finder import Found

Index = QModelIndex | QPersistentModelIndex

ItemFlag = Qt.ItemFlag

Row = Entry | str
"""An entry, or a heading or note in the language of the window."""


class PaletteModel(QAbstractListModel):
    """The rows found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def fill(self, found: Sequence[Found], note: str) -> None:
        """Show what was found.

        Args:
            found: the groups.
            note: shown where nothing was found.
        """
        self.beginResetModel()
        self._rows = [] if found else [note]
        for heading, entries, count in found:
            more = f" · {len(entries)} / {count:,}" if count > len(entries) else ""
            self._rows += [wording(heading) + more, *entries]
        self.endResetModel()

    def row(self, index: Index) -> Row:
        """Return the entry or heading of a row."""
        return self._rows[index.row()]

    def entry(self, index: Index) -> Entry | None:
        """Return the entry of a row that can be chosen."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Entry) and row.is_enabled else None

    def selectable(self) -> list[int]:
        """Return the rows that can be chosen, from the top."""
        return [number for number, row in enumerate(self._rows) if isinstance(row, Entry) and row.is_enabled]

    @guarded_or(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    @guarded_or(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row as text, for screen readers; the delegate paints from `row`."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            row = self.row(index)
            return row if isinstance(row, str) else " ".join(filter(None, (row.title, row.detail, row.keys)))
        return None

    @guarded_or(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> ItemFlag:
        """Return that headings, and what cannot be done now, cannot be selected."""
        if self.entry(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
