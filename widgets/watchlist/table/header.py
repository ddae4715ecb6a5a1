"""The titles of the watchlist: dragged into another order, the name always first; Qt's header sorts by a click."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from core.market.watchlist import SortKey
from widgets.watchlist.table.column_choice import ColumnChoice
from widgets.watchlist.table.columns import COLUMNS, PLACE_OF


class WatchlistHeader(QHeaderView):
    """The titles.

    Signals:
        reordered: the user dragged a title to another place.
    """

    reordered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._is_placing = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.sectionMoved.connect(self._on_moved)

    def place(self, choice: ColumnChoice) -> None:
        """Place all columns in the order of a choice."""
        self._is_placing = True
        try:
            for place, key in enumerate(choice.all_keys):
                self.moveSection(self.visualIndex(PLACE_OF[key]), place)
        finally:
            self._is_placing = False

    def keys(self) -> list[SortKey]:
        """Return all columns from the left, also hidden ones."""
        return [COLUMNS[self.logicalIndex(place)].key for place in range(len(COLUMNS))]

    def visible_keys(self) -> list[SortKey]:
        """Return the columns that are shown, from the left."""
        return [key for key in self.keys() if not self.isSectionHidden(PLACE_OF[key])]

    def _on_moved(self) -> None:
        if not self._is_placing:
            self.reordered.emit()
