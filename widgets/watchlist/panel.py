"""The watchlist panel: every market of the exchange in one live table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from core.engine.deliver.feed import FeedState
from core.market.market_search import best_market
from core.market.watchlist import ListFilter, SortKey, Watchlist
from core.model.link_status import ConnectionState
from core.model.messages import Ticker
from core.model.subscription import StreamKey, StreamType, subscribe
from widgets.guard.guard import guarded_or
from widgets.panel.command_keys import command_keys
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.panel import Panel
from widgets.watchlist.filter_box import FilterBox, filter_names
from widgets.watchlist.held_markets import HeldMarkets
from widgets.watchlist.list_notice import ListState, list_notice
from widgets.watchlist.search import WatchlistSearch
from widgets.watchlist.table.column_choice import choice_of
from widgets.watchlist.table.columns import column_of
from widgets.watchlist.table.menu import list_entries
from widgets.watchlist.table.model import WatchlistModel
from widgets.watchlist.table.table import WatchlistTable
from widgets.watchlist.table.values import watchlist_values
from widgets.watchlist.tabs import FAVOURITES, HELD, ListTabs
from widgets.watchlist.top import WatchlistTop

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.engine.deliver.feed import FeedStatus
    from core.engine.deliver.mailbox import Mail
    from widgets.panel.context import PanelContext
    from widgets.text.value_table import ValueTable

RESORT_INTERVAL_MS: Final = 1000
"""How often rows may move: often enough to be correct, seldom enough to be readable."""
FIRST_RESORT_MS: Final = 100
"""How soon rows move that have got their first figures: until then their order says nothing, and misleads."""


class WatchlistPanel(Panel):
    """Tabs of the user's favourites, of the markets held, and of each quote currency; a search in all; the table.

    Enter chooses a market, a click shows it in the linked panels, a double click opens a chart of it. The option is the
    first quote currency.
    """

    kind: ClassVar[str] = "watchlist"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._model = WatchlistModel(self)
        self._has_figures = False
        self._quote = option
        self._sortings = {True: (SortKey.OWN, False), False: self._model.sorting}
        """How favourites and other markets are sorted."""
        self._has_favourites = False
        self._held = HeldMarkets(self)
        self._tabs = ListTabs()
        self._tabs.chosen.connect(self._on_tab)
        self._search = WatchlistSearch()
        self._search.searched.connect(self._choose)
        self._filter = FilterBox()
        self._filter.chosen.connect(self._on_filter)
        self._table = WatchlistTable(context.look, self._model)
        self._keys = QPushButton()
        self._set_texts()
        self._table.starred.connect(context.favourites.toggle)
        self._table.moved.connect(context.favourites.move)
        context.favourites.changed.connect(self._on_favourites_changed)
        self._held.changed.connect(self._on_held_changed)
        self._keys.hide()
        self._keys.clicked.connect(context.private.form_requested)
        self._table.chosen.connect(self.market_chosen)
        self._table.pointed.connect(self.market_pointed)
        self._table.opened.connect(self.chart_wanted)
        self._search.returnPressed.connect(self._on_found)
        self._search.walked.connect(self._on_walked)
        self._search.escaped.connect(self._on_escape)
        self._search.left_downwards.connect(self._on_down)
        self._top = WatchlistTop(context.look, self._tabs, self._search, self._filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addWidget(self._keys)
        layout.addWidget(self._table, 1)
        self.cover(self._table)
        self.setFocusProxy(self._table)
        # Tab comes to a panel at its proxy, and would pass over what lies before that.
        for before, after in pairwise((self._table, self._tabs, self._search, self._filter)):
            self.setTabOrder(before, after)
        self._resort = QTimer(self)
        self._resort.setSingleShot(True)
        self._resort.timeout.connect(self._on_resort_due)
        context.markets.trouble_changed.connect(self._update_status)
        self.markets_changed()
        self._update_status()

    def consume(self, messages: list[Mail]) -> bool:
        """Take the newest figures; the changed rows repaint themselves."""
        tickers = [message for message in messages if isinstance(message, Ticker)]
        self._has_figures |= bool(tickers)
        is_changed = self._model.apply(tickers)
        if tickers and not self._resort.isActive():
            self._resort.start(RESORT_INTERVAL_MS)
        if self._model.is_order_early and self._resort.interval() > FIRST_RESORT_MS:
            self._resort.start(FIRST_RESORT_MS)
        markets = self.context.markets
        for ticker in tickers:
            if (row := self._model.watchlist.row(ticker.code)) is not None and row.state is not markets.state(row.code):
                markets.update_state(row.code, row.state)
        return is_changed

    def refresh(self) -> None:
        """Do nothing: the model has announced the changed rows, and the table repaints those."""

    def has_data(self) -> bool:
        """Return whether any figures were received."""
        return self._has_figures

    def status_changed(self, status: FeedStatus) -> None:
        """Mark on each row whether its figures are current, and whether its market sends none."""
        unheard, silent = ({key.code for key in keys} for keys in (status.unheard, status.silent))
        self._model.show_unheard(unheard if _is_flowing(status) else set(self._model.watchlist.codes), silent)

    def current_markets(self, codes: Iterable[str]) -> set[str]:
        """Return the markets whose quotes come in now, and in time; asked for many at once, as it goes through all."""
        if self._feed is None or not self._is_alive or self.suspension_reason:
            return set()
        status = self._feed.status()
        if not _is_flowing(status):
            return set()
        return {code for code in codes if StreamKey(StreamType.TICKER, code) not in status.unheard}

    def market_at(self, place: QPoint | None) -> str:
        """Return the market of a row."""
        if place is None:
            return self._table.current_code
        return self._table.code_at(self._table.viewport().mapFrom(self, place))

    def menu_entries(self) -> list[MenuEntry]:
        """Return how the list is sorted and filtered, and its columns."""
        kinds = [
            MenuEntry(name, partial(self._filter.choose, kind), is_checked=kind is self._filter.kind)
            for kind, name in filter_names().items()
        ]
        return [*list_entries(self._table, self._model), MenuEntry(self.tr("거르기"), entries=kinds)]

    def shown_values(self) -> ValueTable:
        """Return the rows listed."""
        return watchlist_values(self._model)

    def panel_title(self) -> str:
        """Return `관심종목`, without a market."""
        return self.tr("관심종목")

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for the columns of prices in won up to turnover."""
        keys = (SortKey.NAME, SortKey.PRICE, SortKey.CHANGE, SortKey.TURNOVER)
        return QSize(self.context.look.px(sum(column_of(key).width for key in keys)) + 12, 640)

    def state(self) -> dict[str, Any]:
        """Return tab, sorting and columns; a search is not saved."""
        self._sortings[self._has_favourites] = self._model.sorting
        (key, is_descending), (own, is_own_descending) = self._sortings[False], self._sortings[True]
        kept = {"filter": self._filter.kind.value, "quote": self._quote, "sort": key.value, "descending": is_descending}
        kept |= {"own_sort": own.value, "own_descending": is_own_descending}
        return kept | self._table.choice.state()

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore tab, sorting and columns; ignore missing or unknown values."""
        self._table.choose_columns(choice_of(state))
        for is_own, prefix in ((False, ""), (True, "own_")):
            sort = state.get(f"{prefix}sort")
            if isinstance(sort, str) and sort in (*self._table.choice.keys, *((SortKey.OWN,) if is_own else ())):
                self._sortings[is_own] = SortKey(sort), bool(state.get(f"{prefix}descending", True))
        sortings = dict(self._sortings)
        if (kind := state.get("filter")) in list(ListFilter):
            self._filter.choose(ListFilter(str(kind)))
        for is_own in (False, True):  # the filter has changed one of them
            self._sortings[is_own] = sortings[is_own]
        self._sort_by(self._sortings[self._has_favourites])
        self._choose_quote(str(state.get("quote", "")))

    def release(self) -> None:
        """Release the panel, stop sorting and following the balances, and leave the figures to the next watchlist.

        What that requests may have to wait for the exchange for a minute.
        """
        if not self._is_released:
            self.context.markets.keep_figures(self._model.watchlist)
        self._resort.stop()
        self._held.stop()
        super().release()

    def start_search(self) -> None:
        """Give the keyboard to the search box, and select its text to be typed over."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def language_changed(self) -> None:
        """Name the tabs, the columns and the markets in the new language."""
        self._set_texts()
        self._top.arrange()
        self._table.language_changed()

    def _set_texts(self) -> None:
        self._filter.set_texts()
        self._search.setPlaceholderText(self.tr("이름, 심볼, 초성 검색"))
        self._search.setAccessibleName(self.tr("종목 검색"))
        self._tabs.set_texts()
        self._table.setAccessibleName(self.panel_title())
        is_simulated = self.context.private.is_simulated
        self._keys.setText(
            self.tr("자산 패널에서 모의 계정 열기…") if is_simulated else self.tr("자산 패널에서 API 키 입력…")
        )

    def markets_changed(self) -> None:
        """Show the new list, keep the scroll position, and subscribe to all of it."""
        directory = self.context.markets
        if (markets := directory.markets) is None:
            return
        selected, scrolled = self._table.current_code, self._table.verticalScrollBar().value()
        watchlist = Watchlist(markets, directory.last_figures, directory.gone, directory.new)
        watchlist.take(self._model.watchlist)
        self._has_figures |= watchlist.has_figures
        self._model.fill(watchlist)
        directory.offer_figures(self._model.watchlist, self.current_markets)
        self._model.star(self.context.favourites.codes)
        self._tabs.fill(self._model.watchlist.quotes)
        self._top.arrange()
        self._choose_quote(self._quote)
        self._table.select(selected)
        self._table.verticalScrollBar().setValue(scrolled)
        if codes := self._model.watchlist.codes:
            self.subscribe((subscribe(StreamType.TICKER, *codes),))

    # Status of the list

    def _update_status(self) -> None:
        super()._update_status()
        directory = self.context.markets
        if self._is_released or self.suspension_reason or (self.status_text and directory.markets is not None):
            return
        keys = command_keys(self, "reload-markets") if directory.trouble else ""
        shown = ListState(self._quote, self._search.typed, self._model.rowCount(), keys, self._filter.kind)
        if (notice := list_notice(shown, self._held, self.context)) is not None:
            self.show_notice(notice)

    def _on_retried(self) -> None:
        super()._on_retried()
        self.context.markets.reload_requested.emit()

    # User actions

    def _choose_quote(self, quote: str) -> None:
        names = self._tabs.names
        self._quote = quote if quote in names or not names else self._model.watchlist.quotes[0]
        self._tabs.choose(self._quote)
        self._choose()

    def _choose(self) -> None:
        selected = self._table.current_code
        is_own, only = self._quote == FAVOURITES, None
        if is_own is not self._has_favourites:
            self._sortings[self._has_favourites] = self._model.sorting
            self._has_favourites = is_own
            self._table.allow_own_order(is_allowed=is_own)
            self._sort_by(self._sortings[is_own])
        if is_own:
            only = self.context.favourites.codes
        elif self._quote == HELD:
            self._held.want()
            only = self._held.codes
        self._keys.setVisible(self._quote == HELD and self._held.needs_key)
        self._model.choose("" if only is not None else self._quote, self._search.typed, only)
        self._table.select(selected)
        self._update_status()

    def _on_tab(self, name: str) -> None:
        self._quote = name
        self._choose()

    def _on_filter(self) -> None:
        """Show what passes the filter, the largest change first."""
        kind = self._filter.kind
        if kind in {ListFilter.RISING, ListFilter.FALLING}:
            self._sort_by((SortKey.CHANGE, kind is ListFilter.RISING))
        self._refilter(partial(self._model.filter, kind))

    def _refilter(self, change: Callable[[], None]) -> None:
        """Show other markets of the list, and keep selection and scroll position where they can be kept."""
        selected, scrolled = self._table.current_code, self._table.verticalScrollBar().value()
        change()
        self._table.select(selected)
        self._table.verticalScrollBar().setValue(scrolled)
        self._update_status()

    def _sort_by(self, sorting: tuple[SortKey, bool]) -> None:
        key, is_descending = sorting
        self._table.sort_by(key, is_descending=is_descending)

    def _on_favourites_changed(self) -> None:
        if self._is_alive:
            self._model.star(self.context.favourites.codes)
            self._choose()

    def _on_held_changed(self) -> None:
        if self._is_alive and self._quote == HELD:
            self._choose()

    def _on_found(self) -> None:
        """Open the best match on Enter, in any sort order: `eth` finds Ethereum before Tether."""
        if market := best_market(self._model.markets, self._search.typed):
            self._table.select(market.code)
        elif self._search.typed:
            self._select_first()
        self._table.choose_current()

    def _on_escape(self) -> None:
        self._search.clear()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_down(self) -> None:
        self._select_first()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _select_first(self) -> None:
        """Mark the first row, unless one is marked."""
        if not self._table.current_code and self._model.rowCount():
            self._table.setCurrentIndex(self._model.index(0, 0))

    def _on_walked(self, key: int) -> None:
        """Move through the list from the search box; Enter then chooses the row."""
        self._table.walk(key)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_resort_due(self) -> None:
        if self._table.is_in_hand:
            self._model.keep_order()  # a row must not change between looking and clicking
            self._resort.start(RESORT_INTERVAL_MS)
        elif self._model.is_filter_behind():
            self._refilter(self._model.refilter)
        else:
            self._model.resort()
        self._model.convert()


def _is_flowing(status: FeedStatus) -> bool:
    """Whether quotes come in, all of them and in time."""
    is_live = status.state is FeedState.LIVE and status.link.state is ConnectionState.LIVE
    return is_live and not status.flow.is_doubted
