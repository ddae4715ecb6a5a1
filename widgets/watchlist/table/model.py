"""The watchlist as a Qt table model: rows in view order, one changed span per frame, sorted on request only."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.market.watchlist import ListFilter, SortKey, Watchlist, WatchRow
from core.model.markets import Market
from core.model.messages import Ticker
from widgets.controls.untrusted_text import tip
from widgets.guard.guard import guarded, guarded_or
from widgets.text.language import is_korean, market_name
from widgets.text.market_words import designations, marks
from widgets.watchlist.table.columns import COLUMNS, ListContext, TurnoverUnit, cell_tip, column_of
from widgets.watchlist.table.selection import Selection
from widgets.watchlist.table.tints import Tints
from widgets.watchlist.table.titles import Titles

Index = QModelIndex | QPersistentModelIndex


class WatchlistModel(QAbstractTableModel):
    """The rows of a `Watchlist` selected by quote currency and search."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.watchlist = Watchlist()
        self.changed: list[int] = []
        """The rows of the last announced span that really changed."""
        self.changed_names: Set[int] = frozenset()
        """Those of them whose name or marks look different too."""
        self._unheard: frozenset[str] = frozenset()
        self._silent: frozenset[str] = frozenset()
        self._shown: list[WatchRow] = []
        self._position: dict[str, int] = {}
        self._selection = Selection()
        self._starred: frozenset[str] = frozenset()
        self._context = ListContext()
        self._titles = Titles()
        self.tints = Tints()
        self.is_order_early = False
        """Whether rows shown got their first figures after they were sorted, so that the order misleads."""

    # Content

    def fill(self, watchlist: Watchlist) -> None:
        """Replace the list of markets."""
        self.watchlist = watchlist
        watchlist.name_rows(market_name)
        self._reset()

    def language_changed(self) -> None:
        """Name columns and markets in the new language, and keep order and selection."""
        self._titles.set_texts()
        self.watchlist.name_rows(market_name)
        self._titles_changed()
        self._announce_all()
        if self._selection.key is SortKey.NAME:
            self.resort()

    def choose(self, quote: str, typed: str, only: tuple[str, ...] | None = None) -> None:
        """Show the markets of one quote currency that match the search text; a search includes all markets.

        Args:
            quote: the currency; empty for all.
            typed: the search text.
            only: the markets to show without a search, in their own order; None for all.
        """
        self._select(replace(self._selection, quote=quote, typed=typed, only=only))

    def filter(self, kind: ListFilter) -> None:
        """Show only some markets of the list; a search finds the others too."""
        self._select(replace(self._selection, kind=kind))

    def is_filter_behind(self) -> bool:
        """Whether other markets than those shown pass the filter now."""
        selection = self._selection
        return selection.kind is not ListFilter.ALL and set(selection.rows(self.watchlist)) != set(self._shown)

    def refilter(self) -> None:
        """Show the markets that pass the filter now."""
        self._reset()

    def star(self, codes: Iterable[str]) -> None:
        """Mark these markets as the user's favourites."""
        before, self._starred = self._starred, frozenset(codes)
        if others := before ^ self._starred:
            self._announce_rows(others)

    def is_starred(self, row: WatchRow) -> bool:
        """Return whether a market is one of the user's favourites."""
        return row.code in self._starred

    @property
    def is_own_order(self) -> bool:
        """Whether the rows stand in the order that the user gave them."""
        return self._selection.is_own_order

    @property
    def markets(self) -> list[Market]:
        """The markets shown, from the top."""
        return [row.market for row in self._shown]

    @property
    def quote(self) -> str:
        """The chosen quote currency; empty for all."""
        return self._selection.quote

    @property
    def is_mixed(self) -> bool:
        """Whether markets of several quote currencies are shown."""
        return len(self._context.quotes) > 1

    @property
    def is_converted(self) -> bool:
        """Whether markets are shown whose prices are converted to won."""
        return bool(self._context.quotes & self.watchlist.converted)

    def count_turnover_in(self, unit: TurnoverUnit) -> None:
        """Count the turnover of won markets in another unit."""
        if unit is not self._context.unit:
            self._context = self._context._replace(unit=unit)
            self._titles_changed()
            self._announce_all()

    def convert(self) -> None:
        """Convert prices to won at the present rates, and announce what is shown of them."""
        changed = self.watchlist.convert()
        if self.is_converted:
            self._announce_rows(changed)

    def apply(self, tickers: Iterable[Ticker]) -> bool:
        """Take new figures and announce the changed rows as one span; return whether any of them is shown."""
        changed = self.changed = []
        renamed = self.changed_names = set()
        for ticker in tickers:
            if (row := self.watchlist.row(ticker.code)) is None:
                continue
            before, state, is_known = row.price, row.state, bool(row.figures)
            if row.apply(ticker) and (position := self._position.get(ticker.code)) is not None:
                changed.append(position)
                self.is_order_early |= not is_known
                if row.state is not state:
                    renamed.add(position)
                if before is not None and row.price is not None and row.price != before:
                    self.tints.add(row.code, is_rise=row.price > before)
        self._announce()
        return bool(changed)

    def show_unheard(self, unheard: Set[str], silent: Set[str]) -> None:
        """Mark the markets without data on this connection, and those that do not answer."""
        others = (self._unheard ^ unheard) | (self._silent ^ silent)
        self._unheard, self._silent = frozenset(unheard), frozenset(silent)
        if others:
            self._announce_rows(others)

    def is_stale(self, row: WatchRow) -> bool:
        """Return whether a market's figures are older than the connection, or final."""
        return row.is_gone or row.code in self._unheard

    def is_silent(self, row: WatchRow) -> bool:
        """Return whether the exchange sent nothing for a requested market."""
        return row.code in self._silent

    def keep_order(self) -> None:
        """Keep the rows in place for now; the title shows it if the order is outdated."""
        self._tell_behind(self.is_filter_behind() or self._sorted(self._shown) != self._shown)

    def tell_order_over_names(self, is_wanted: bool) -> None:
        """Set whether the title of the names shows the order, because the sorted column is hidden."""
        if is_wanted != self._titles.is_order_over_names:
            self._titles.is_order_over_names = is_wanted
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    def cell_text(self, row: WatchRow, key: SortKey) -> str:
        """Return the text of a cell."""
        return column_of(key).text(row, self._context)

    def name_of(self, key: SortKey) -> str:
        """Return the name of a column, without unit and sort arrow."""
        return self._titles.name_of(key)

    def title_with_unit(self, key: SortKey) -> str:
        """Return the title of a column, without the sort arrow."""
        return self._titles.with_unit(key, self._context)

    def resort(self) -> bool:
        """Sort the rows by their newest figures and keep the selection; return whether a row moved."""
        self._tell_behind(False)
        self.is_order_early = False
        rows = self._sorted(self._shown)
        if rows == self._shown:
            return False
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        codes = [self._shown[index.row()].code for index in before]
        self._lay_out(rows)
        after = [self.index(self._position[code], index.column()) for code, index in zip(codes, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        return True

    def watch_row(self, index: Index) -> WatchRow:
        """Return the market of a row."""
        return self._shown[index.row()]

    def row_at(self, position: int) -> WatchRow:
        """Return the market at a place of the list."""
        return self._shown[position]

    def position(self, code: str) -> int | None:
        """Return the row of a market."""
        return self._position.get(code)

    @property
    def sorting(self) -> tuple[SortKey, bool]:
        """The sort column, and whether the largest value comes first."""
        return self._selection.key, self._selection.is_descending

    # Methods Qt calls

    @guarded_or(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of markets shown."""
        return 0 if parent.isValid() else len(self._shown)

    @guarded_or(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    @guarded_or(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the column titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        key = COLUMNS[section].key
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles.title(key, self._context, self.sorting)
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            return Qt.SortOrder.AscendingOrder if key is SortKey.NAME else Qt.SortOrder.DescendingOrder
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if key is SortKey.NAME else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._titles.tip(key, self._context, self._selection.key) or None
        return None

    @guarded_or(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell as text, for screen readers and tool tips; `cells` paints from the rows."""
        row = self.watch_row(index)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.cell_text(row, COLUMNS[index.column()].key)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.column() == 0:
            return self._said_of(row) or None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            names = f"{row.market.korean_name} {row.market.english_name}" if is_korean() else row.name
            name = f"{names} {row.code}".strip()
            return tip("\n".join(filter(None, (name, self._said_of(row)))))
        if role == Qt.ItemDataRole.ToolTipRole and (said := cell_tip(COLUMNS[index.column()].key, row)):
            return tip(said)
        return None

    @guarded
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by another column, numbers numerically."""
        key = COLUMNS[column].key if column >= 0 else SortKey.OWN
        self._selection = replace(self._selection, key=key, is_descending=order is Qt.SortOrder.DescendingOrder)
        self._titles_changed()
        if key is SortKey.OWN:
            self._reset()
        else:
            self.resort()

    def _tell_behind(self, is_behind: bool) -> None:
        if is_behind != self._titles.is_behind:
            self._titles.is_behind = is_behind
            self._titles_changed()

    def _titles_changed(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _said_of(self, row: WatchRow) -> str:
        """Return the badges in full; a narrow column shows only their abbreviations."""
        said = [*marks(row.state, is_gone=row.is_gone), *designations(row.market)]
        if self.is_silent(row):
            said.append(self.tr("응답 없음"))
        return " · ".join(said)

    def _announce_rows(self, codes: Iterable[str]) -> None:
        """Announce that these markets look different now."""
        self.changed = [at for code in codes if (at := self._position.get(code)) is not None]
        self.changed_names = frozenset(self.changed)
        self._announce()

    def _announce_all(self) -> None:
        self.changed = list(range(len(self._shown)))
        self.changed_names = frozenset(self.changed)
        self._announce()

    def _announce(self) -> None:
        if self.changed:
            last = self.index(max(self.changed), len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(min(self.changed), 0), last)

    def _reset(self) -> None:
        self.beginResetModel()
        self.tints.clear()
        self._lay_out(self._sorted(self._selection.rows(self.watchlist)))
        self.endResetModel()
        self._titles.is_behind = False
        self._titles_changed()

    def _select(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self._reset()

    def _sorted(self, rows: Iterable[WatchRow]) -> list[WatchRow]:
        return self._selection.ordered(rows, self.watchlist)

    def _lay_out(self, rows: list[WatchRow]) -> None:
        self._shown = rows
        self._context = self._context._replace(quotes=frozenset(row.market.quote for row in rows))
        self._position = {row.code: position for position, row in enumerate(rows)}
        self.is_order_early = False
