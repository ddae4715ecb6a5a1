"""The watchlist as a Qt table model: rows in view order, one changed span per frame, sorted on request only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.market.watchlist import SortKey, Watchlist, WatchRow, keep_listed, sort_rows
from core.model.markets import Market
from core.model.messages import Ticker
from widgets.guard.guard import guarded, guarded_or
from widgets.paint.untrusted_text import tip
from widgets.text import formats
from widgets.text.language import is_korean, market_name
from widgets.text.market_words import designations, marks

Index = QModelIndex | QPersistentModelIndex


class WatchColumn(NamedTuple):
    """One column: sort key, width and minimum width in pixels."""

    key: SortKey
    width: int
    least: int


COLUMNS: Final = (
    WatchColumn(SortKey.NAME, 206, 96),
    WatchColumn(SortKey.PRICE, 100, 91),
    WatchColumn(SortKey.CHANGE, 92, 63),
    WatchColumn(SortKey.TURNOVER, 96, 82),
    WatchColumn(SortKey.HIGH, 100, 92),
    WatchColumn(SortKey.LOW, 100, 92),
)


class WatchlistModel(QAbstractTableModel):
    """The rows of a `Watchlist` selected by quote currency and search."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.watchlist = Watchlist()
        self.changed: list[int] = []
        """The rows of the last announced span that really changed."""
        self._unheard: frozenset[str] = frozenset()
        self._silent: frozenset[str] = frozenset()
        self._shown: list[WatchRow] = []
        self._position: dict[str, int] = {}
        self._quote = ""
        self._typed = ""
        self._only: tuple[str, ...] | None = None
        self._starred: frozenset[str] = frozenset()
        self._is_mixed = False
        self._sort_key = SortKey.TURNOVER
        self._is_descending = True
        self._is_behind = False
        self._is_order_over_names = False
        self._titles: dict[SortKey, str] = {}
        self._set_titles()

    # Content

    def fill(self, watchlist: Watchlist) -> None:
        """Replace the list of markets."""
        self.watchlist = watchlist
        watchlist.name_rows(market_name)
        self._reset()

    def language_changed(self) -> None:
        """Name columns and markets in the new language, and keep order and selection."""
        self._set_titles()
        self.watchlist.name_rows(market_name)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.changed = list(range(len(self._shown)))
        self._announce()
        if self._sort_key is SortKey.NAME:
            self.resort()

    def choose(self, quote: str, typed: str, only: tuple[str, ...] | None = None) -> None:
        """Show the markets of one quote currency that match the search text; a search includes all markets.

        Args:
            quote: the currency; empty for all.
            typed: the search text.
            only: the markets to show without a search, in their own order; None for all.
        """
        if (quote, typed, only) != (self._quote, self._typed, self._only):
            self._quote, self._typed, self._only = quote, typed, only
            self._reset()

    def star(self, codes: Iterable[str]) -> None:
        """Mark these markets as the user's favourites."""
        before, self._starred = self._starred, frozenset(codes)
        if others := before ^ self._starred:
            self.changed = [at for code in others if (at := self._position.get(code)) is not None]
            self._announce()

    def is_starred(self, row: WatchRow) -> bool:
        """Return whether a market is one of the user's favourites."""
        return row.code in self._starred

    @property
    def is_own_order(self) -> bool:
        """Whether the rows stand in the order that the user gave them."""
        return self._sort_key is SortKey.OWN and self._only is not None and not self._typed.strip()

    @property
    def markets(self) -> list[Market]:
        """The markets shown, from the top."""
        return [row.market for row in self._shown]

    @property
    def quote(self) -> str:
        """The chosen quote currency; empty for all."""
        return self._quote

    @property
    def is_mixed(self) -> bool:
        """Whether markets of several quote currencies are shown."""
        return self._is_mixed

    def apply(self, tickers: Iterable[Ticker]) -> bool:
        """Take new figures and announce the changed rows as one span; return whether any of them is shown."""
        changed = self.changed = []
        for ticker in tickers:
            row = self.watchlist.row(ticker.code)
            if row is not None and row.apply(ticker) and (position := self._position.get(ticker.code)) is not None:
                changed.append(position)
        self._announce()
        return bool(changed)

    def show_unheard(self, unheard: Set[str], silent: Set[str]) -> None:
        """Mark the markets without data on this connection, and those that do not answer."""
        others = (self._unheard ^ unheard) | (self._silent ^ silent)
        self._unheard, self._silent = frozenset(unheard), frozenset(silent)
        if others:
            self.changed = [at for code in others if (at := self._position.get(code)) is not None]
            self._announce()

    def is_stale(self, row: WatchRow) -> bool:
        """Return whether a market's figures are older than the connection, or final."""
        return row.is_gone or row.code in self._unheard

    def is_silent(self, row: WatchRow) -> bool:
        """Return whether the exchange sent nothing for a requested market."""
        return row.code in self._silent

    def keep_order(self) -> None:
        """Keep the rows in place for now; the title shows it if the order is outdated."""
        self._tell_behind(self._sorted(self._shown) != self._shown)

    def tell_order_over_names(self, is_wanted: bool) -> None:
        """Set whether the title of the names shows the order, because the sorted column is hidden."""
        if is_wanted != self._is_order_over_names:
            self._is_order_over_names = is_wanted
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    def resort(self) -> bool:
        """Sort the rows by their newest figures and keep the selection; return whether a row moved."""
        self._tell_behind(False)
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

    def position(self, code: str) -> int | None:
        """Return the row of a market."""
        return self._position.get(code)

    @property
    def sorting(self) -> tuple[SortKey, bool]:
        """The sort column, and whether the largest value comes first."""
        return self._sort_key, self._is_descending

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
            return self._title(key)
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            return Qt.SortOrder.AscendingOrder if key is SortKey.NAME else Qt.SortOrder.DescendingOrder
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if key is SortKey.NAME else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self._tips(key)) or None
        return None

    @guarded_or(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell as text, for screen readers and tool tips; the delegate paints from `watch_row`."""
        row = self.watch_row(index)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return cell_text(row, COLUMNS[index.column()].key)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.column() == 0:
            return self._said_of(row) or None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            names = f"{row.market.korean_name} {row.market.english_name}" if is_korean() else row.name
            name = f"{names} {row.code}".strip()
            return tip("\n".join(filter(None, (name, self._said_of(row)))))
        return None

    @guarded
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by another column, numbers numerically."""
        self._sort_key = COLUMNS[column].key if column >= 0 else SortKey.OWN
        self._is_descending = order is Qt.SortOrder.DescendingOrder
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._sort_key is SortKey.OWN:
            self._reset()
        else:
            self.resort()

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of all columns, without the sort arrow."""
        return tuple(self._titles[column.key] for column in COLUMNS)

    def _set_titles(self) -> None:
        self._titles = {
            SortKey.NAME: self.tr("종목"),
            SortKey.PRICE: self.tr("현재가"),
            SortKey.CHANGE: self.tr("전일대비"),
            SortKey.TURNOVER: self.tr("거래대금"),
            SortKey.HIGH: self.tr("고가"),
            SortKey.LOW: self.tr("저가"),
        }

    def _title(self, key: SortKey) -> str:
        """Return the title with the sort arrow, hollow if the order is outdated; the style's arrow would cover text."""
        arrow = ("▽" if self._is_behind else "▼") if self._is_descending else ("△" if self._is_behind else "▲")
        if key is self._sort_key:
            return f"{self._titles[key]} {arrow}"
        if key is SortKey.NAME and self._is_order_over_names and self._sort_key is not SortKey.OWN:
            return self.tr("{column}순 {arrow}").format(column=self._titles[self._sort_key], arrow=arrow)
        return self._titles[key]

    def _tips(self, key: SortKey) -> Iterator[str]:
        if key is SortKey.TURNOVER:
            yield self.tr("최근 24시간 거래대금 (원화 시장은 백만 원)")
        if key is self._sort_key and self._is_behind:
            yield self.tr("마우스로 보고 있는 동안 순서를 바꾸지 않습니다")

    def _tell_behind(self, is_behind: bool) -> None:
        if is_behind != self._is_behind:
            self._is_behind = is_behind
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _said_of(self, row: WatchRow) -> str:
        """Return the badges in full; a narrow column shows only their abbreviations."""
        said = [*marks(row.state, is_gone=row.is_gone), *designations(row.market)]
        if self.is_silent(row):
            said.append(self.tr("응답 없음"))
        return " · ".join(said)

    def _announce(self) -> None:
        if self.changed:
            last = self.index(max(self.changed), len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(min(self.changed), 0), last)

    def _reset(self) -> None:
        self.beginResetModel()
        is_search = bool(self._typed.strip())
        if self._only is not None and not is_search:
            rows = keep_listed(self.watchlist, self._only)
        else:
            rows = self.watchlist.select("" if is_search else self._quote, self._typed)
        self._lay_out(self._sorted(rows))
        self.endResetModel()
        self._tell_behind(False)

    def _sorted(self, rows: Iterable[WatchRow]) -> list[WatchRow]:
        """Return the sorted rows: the chosen quote currency first, then each other; their values do not compare."""
        if self.is_own_order:
            return list(rows)
        ranks = {quote: rank for rank, quote in enumerate(self.watchlist.quotes, start=1)} | {self._quote: 0}
        key, is_descending = self.sorting
        if key is SortKey.OWN:  # what a search finds has no order of the user's
            key, is_descending = SortKey.TURNOVER, True
        ordered = sort_rows(rows, key, is_descending)
        return sorted(ordered, key=lambda row: ranks[row.market.quote])

    def _lay_out(self, rows: list[WatchRow]) -> None:
        self._shown = rows
        self._is_mixed = len({row.market.quote for row in rows}) > 1
        self._position = {row.code: position for position, row in enumerate(rows)}


def cell_text(row: WatchRow, key: SortKey) -> str:
    """Return the text of a cell."""
    match key:
        case SortKey.NAME:
            return f"{row.name} {row.market.symbol}/{row.market.quote}"
        case SortKey.PRICE:
            return formats.price(row.code, row.price)
        case SortKey.CHANGE:
            return formats.change(row.change)
        case SortKey.TURNOVER:
            return formats.turnover(row.code, row.turnover)
        case SortKey.HIGH:
            return formats.price(row.code, row.high)
        case _:
            return formats.price(row.code, row.low)
