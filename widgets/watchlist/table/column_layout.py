"""Which columns of the table are visible, in which order and how wide."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTableView

from core.market.watchlist import SortKey
from widgets.look.look import Look
from widgets.watchlist.table.column_choice import ColumnChoice
from widgets.watchlist.table.column_widths import fitted_widths
from widgets.watchlist.table.columns import COLUMNS
from widgets.watchlist.table.header import WatchlistHeader
from widgets.watchlist.table.model import WatchlistModel


class ColumnLayout(QObject):
    """Gives a table its header, and shows as many of the chosen columns as fit.

    Args:
        table: the table; it owns the layout.
        model: what the table shows.
        look: the size of the font.

    Signals:
        chosen: the user chose other columns, or another order of them.
    """

    chosen = Signal()

    def __init__(self, table: QTableView, model: WatchlistModel, look: Look) -> None:
        super().__init__(table)
        self._model = model
        self._look = look
        self.choice = ColumnChoice()
        """The columns that the user chose; changed by `choose`."""
        self.header = WatchlistHeader(look, table)
        table.setHorizontalHeader(self.header)
        self.header.setFirstSectionMovable(False)  # Qt allows it again when a table takes its header
        self.header.place(self.choice)
        self.header.reordered.connect(self._on_reordered)

    def choose(self, choice: ColumnChoice) -> None:
        """Show other columns, or in another order."""
        if choice == self.choice:
            return
        self.choice = choice
        self.header.place(choice)
        self._model.count_turnover_in(choice.unit)
        self.chosen.emit()

    def fit(self, table: QTableView) -> frozenset[SortKey]:
        """Show the columns that fit into the present width, and return them; the name takes the spare width.

        Args:
            table: the table whose columns these are.
        """
        key, _ = self._model.sorting
        room = table.viewport().width()
        keys = [each for each in self.choice.keys if each is not SortKey.WON or self._model.is_converted]
        fitted = fitted_widths(room * 100 // self._look.percent, keys)
        widths = {shown: self._look.px(width) for shown, width in fitted.items()}
        widths[SortKey.NAME] += room - sum(widths.values())
        for position, column in enumerate(COLUMNS):
            table.setColumnHidden(position, column.key not in widths)
            if column.key in widths:
                table.setColumnWidth(position, widths[column.key])
        self._model.tell_order_over_names(key not in widths)
        return frozenset(widths)

    @property
    def unseen(self) -> frozenset[SortKey]:
        """The chosen columns that are not shown: for want of room, or because they have nothing to show."""
        return frozenset(self.choice.keys).difference(self.header.visible_keys())

    def _on_reordered(self) -> None:
        self.choose(self.choice.ordered(self.header.keys()))
        self.header.place(self.choice)  # also where the user dragged a title before the name
