"""The watchlist as a Qt table: rows in view order, one changed span a frame, sorted when told and not before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.market.watchlist import SortKey, Watchlist, WatchRow, sort_rows
from core.model.markets import Market
from core.model.messages import Ticker
from widgets.paint import formats
from widgets.paint.guard import guarded, guarded_or
from widgets.paint.market_words import marks
from widgets.paint.untrusted_text import tip

Index = QModelIndex | QPersistentModelIndex


class WatchColumn(NamedTuple):
    """One column: what it sorts by, how wide it is, and how narrow it may become, in pixels."""

    key: SortKey
    width: int
    least: int


COLUMNS: Final = (
    WatchColumn(SortKey.NAME, 190, 80),
    WatchColumn(SortKey.PRICE, 100, 92),
    WatchColumn(SortKey.CHANGE, 92, 62),
    WatchColumn(SortKey.TURNOVER, 96, 82),
    WatchColumn(SortKey.HIGH, 100, 92),
    WatchColumn(SortKey.LOW, 100, 92),
)


class WatchlistModel(QAbstractTableModel):
    """The rows of a `Watchlist` that are chosen by quote currency and search."""

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
        self._is_mixed = False
        self._sort_key = SortKey.TURNOVER
        self._is_descending = True
        self._is_behind = False
        self._is_order_over_names = False
        self._titles = {
            SortKey.NAME: self.tr("종목"),
            SortKey.PRICE: self.tr("현재가"),
            SortKey.CHANGE: self.tr("전일대비"),
            SortKey.TURNOVER: self.tr("거래대금"),
            SortKey.HIGH: self.tr("고가"),
            SortKey.LOW: self.tr("저가"),
        }

    # What is shown

    def fill(self, watchlist: Watchlist) -> None:
        """Take another list of markets."""
        self.watchlist = watchlist
        self._reset()

    def choose(self, quote: str, typed: str) -> None:
        """Show the markets of one quote currency that go by what was typed; a search looks through all of them."""
        if (quote, typed) != (self._quote, self._typed):
            self._quote, self._typed = quote, typed
            self._reset()

    @property
    def markets(self) -> list[Market]:
        """The markets that are shown, from the top."""
        return [row.market for row in self._shown]

    @property
    def is_mixed(self) -> bool:
        """Whether markets of several quote currencies are shown."""
        return self._is_mixed

    def apply(self, tickers: Iterable[Ticker]) -> bool:
        """Take new figures and announce the rows they changed, as one span; True if any of them is shown."""
        changed = self.changed = []
        for ticker in tickers:
            row = self.watchlist.row(ticker.code)
            if row is not None and row.apply(ticker) and (position := self._position.get(ticker.code)) is not None:
                changed.append(position)
        self._announce()
        return bool(changed)

    def show_unheard(self, unheard: Set[str], silent: Set[str]) -> None:
        """Tell apart the markets that have not been heard of on this connection, and those that do not answer."""
        others = (self._unheard ^ unheard) | (self._silent ^ silent)
        self._unheard, self._silent = frozenset(unheard), frozenset(silent)
        if others:
            self.changed = [at for code in others if (at := self._position.get(code)) is not None]
            self._announce()

    def is_stale(self, row: WatchRow) -> bool:
        """Whether a market's figures are from before the connection was lost, or the last there will be."""
        return row.is_gone or row.code in self._unheard

    def is_silent(self, row: WatchRow) -> bool:
        """Whether the exchange was asked for a market and said nothing."""
        return row.code in self._silent

    def keep_order(self) -> None:
        """Leave the rows where they are for now, and let the title say so where that is not their order any more."""
        self._tell_behind(self._sorted(self._shown) != self._shown)

    def tell_order_over_names(self, is_wanted: bool) -> None:
        """Whether the title of the names tells the order, because the column it goes by is not shown."""
        if is_wanted != self._is_order_over_names:
            self._is_order_over_names = is_wanted
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    def resort(self) -> bool:
        """Put the rows in order of their newest figures, selection and all; True if that moved any."""
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
        """The market of a row."""
        return self._shown[index.row()]

    def position(self, code: str) -> int | None:
        """The row a market is shown in."""
        return self._position.get(code)

    @property
    def sorting(self) -> tuple[SortKey, bool]:
        """What the rows are sorted by, and whether the largest comes first."""
        return self._sort_key, self._is_descending

    # What Qt asks

    @guarded_or(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many markets are shown."""
        return 0 if parent.isValid() else len(self._shown)

    @guarded_or(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many figures a market has."""
        return 0 if parent.isValid() else len(COLUMNS)

    @guarded_or(None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The column titles."""
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
        """A cell as text, for screen readers and tool tips; the delegate paints from `watch_row`."""
        row = self.watch_row(index)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return cell_text(row, COLUMNS[index.column()].key)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            name = f"{row.market.korean_name} {row.market.english_name} {row.code}".strip()
            return tip("\n".join(filter(None, (name, self._said_of(row)))))
        return None

    @guarded
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by another column, numbers as numbers."""
        self._sort_key = COLUMNS[column].key
        self._is_descending = order is Qt.SortOrder.DescendingOrder
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.resort()

    def _title(self, key: SortKey) -> str:
        """The title, and the order after it: hollow while it is not kept. The style would draw its arrow over it."""
        arrow = ("▽" if self._is_behind else "▼") if self._is_descending else ("△" if self._is_behind else "▲")
        if key is self._sort_key:
            return f"{self._titles[key]} {arrow}"
        if key is SortKey.NAME and self._is_order_over_names:
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
        """The badges in full; in a narrow column there is room for their first letters only."""
        said = {
            **dict.fromkeys(marks(row.state, is_gone=row.is_gone), True),
            self.tr("유의 종목"): row.market.warning,
            self.tr("주의 종목"): bool(row.market.cautions),
            self.tr("응답 없음"): self.is_silent(row),
        }
        return " · ".join(words for words, is_so in said.items() if is_so)

    def _announce(self) -> None:
        if self.changed:
            last = self.index(max(self.changed), len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(min(self.changed), 0), last)

    def _reset(self) -> None:
        self.beginResetModel()
        quote = "" if self._typed.strip() else self._quote
        self._lay_out(self._sorted(self.watchlist.select(quote, self._typed)))
        self.endResetModel()
        self._tell_behind(False)

    def _sorted(self, rows: Iterable[WatchRow]) -> list[WatchRow]:
        """Won and bitcoin do not compare: the chosen quote currency comes first, then each other by itself."""
        ranks = {quote: rank for rank, quote in enumerate(self.watchlist.quotes, start=1)} | {self._quote: 0}
        ordered = sort_rows(rows, self._sort_key, self._is_descending)
        return sorted(ordered, key=lambda row: ranks[row.market.quote])

    def _lay_out(self, rows: list[WatchRow]) -> None:
        self._shown = rows
        self._is_mixed = len({row.market.quote for row in rows}) > 1
        self._position = {row.code: position for position, row in enumerate(rows)}


def cell_text(row: WatchRow, key: SortKey) -> str:
    """What a cell says."""
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
        case SortKey.LOW:
            return formats.price(row.code, row.low)
