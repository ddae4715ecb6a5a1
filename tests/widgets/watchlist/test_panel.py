from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QEnterEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from account_in_hand import ACCOUNTS, account_of, held
from core.engine.deliver.feed import FeedState, FeedStatus
from core.market.watchlist import ListFilter, SortKey, Watchlist
from core.model.flow_status import FlowStatus
from core.model.link_status import ConnectionState, LinkStatus
from core.model.markets import Market, MarketList
from core.model.messages import Ticker
from core.model.subscription import Scope
from desk_in_hand import MARKETS, Desk, ticker
from places import place
from waiting import eventually
from widgets.markets.favourites import FavouriteMarkets
from widgets.watchlist.panel import FIRST_RESORT_MS, RESORT_INTERVAL_MS, WatchlistPanel
from widgets.watchlist.tabs import FAVOURITES, HELD

CODES = {market.code for market in MARKETS}


@pytest.fixture
async def panel(desk: Desk) -> WatchlistPanel:
    desk.markets.fill(MARKETS)
    made = WatchlistPanel(desk.context)
    made.resize(620, 400)
    made.show()
    return made


def shown(panel: WatchlistPanel) -> list[str]:
    model = panel._model
    return [model.watch_row(model.index(row, 0)).code for row in range(model.rowCount())]


async def test_it_waits_for_the_market_list_and_then_watches_all_of_it(desk: Desk):
    panel = WatchlistPanel(desk.context)
    assert panel.status_text == "불러오는 중"
    assert desk.wanted == {}
    desk.markets.fill(MARKETS)
    assert desk.wanted == {"ticker": CODES}
    assert panel.status_text == "불러오는 중"


async def test_figures_take_the_veil_away(desk: Desk, panel: WatchlistPanel):
    await desk.requested()
    desk.deliver(ticker())
    assert panel.frame()
    assert panel.status_text == ""
    assert not panel.frame()


async def test_it_tells_others_whether_the_price_of_a_market_is_of_now(desk: Desk, panel: WatchlistPanel):
    await desk.requested()
    assert desk.markets.known_price("KRW-BTC") is None
    desk.deliver(ticker(price=100.0))
    panel.frame()
    assert desk.markets.known_price("KRW-BTC") == (100.0, True)
    desk.sockets[0].abort()
    await eventually(lambda: not desk.markets.known_price("KRW-BTC").is_current)
    await eventually(lambda: len(desk.sockets) > 1)
    await desk.requested()
    desk.deliver(ticker(code="KRW-ETH"))
    panel.frame()
    assert desk.markets.known_price("KRW-BTC") == (100.0, False), "it has not been heard since"
    assert desk.markets.known_price("KRW-ETH") == (100.0, True)
    panel.release()
    assert not desk.markets.known_price("KRW-ETH").is_current


async def test_a_tab_for_each_quote_won_first(panel: WatchlistPanel):
    tabs = panel._tabs
    assert [tabs.tabText(index) for index in range(tabs.count())] == ["관심", "보유", "원화", "BTC", "USDT"]
    assert all(code.startswith("KRW-") for code in shown(panel))
    tabs.setCurrentIndex(4)
    assert shown(panel) == ["USDT-BTC"]


async def test_typing_searches_and_enter_chooses_the_first(panel: WatchlistPanel, qtbot):
    chosen = []
    panel.market_chosen.connect(chosen.append)
    QTest.keyClick(panel._search, Qt.Key.Key_Return)
    assert chosen == [], "nothing is typed, and no row is marked"
    QTest.keyClicks(panel._search, "shib")
    assert shown(panel) == ["KRW-SHIB"]
    QTest.keyClick(panel._search, Qt.Key.Key_Return)
    assert chosen == ["KRW-SHIB"]


@pytest.mark.parametrize("selected", ["", "KRW-USDT"])
async def test_enter_opens_what_was_meant_and_not_what_happens_to_stand_first(desk: Desk, selected):
    meant = [Market("KRW-USDT", "테더", "Tether"), Market("KRW-ETH", "이더리움", "Ethereum")]
    desk.markets.fill(MarketList(meant))
    panel = WatchlistPanel(desk.context)
    panel._table.sort_by(SortKey.NAME, is_descending=True)
    panel._table.select(selected)
    chosen = []
    panel.market_chosen.connect(chosen.append)
    QTest.keyClicks(panel._search, "eth")
    assert shown(panel) == ["KRW-USDT", "KRW-ETH"]
    QTest.keyClick(panel._search, Qt.Key.Key_Return)
    assert chosen == ["KRW-ETH"]


async def test_a_search_that_finds_nothing_says_so_until_it_finds_something(desk: Desk, panel: WatchlistPanel):
    await desk.requested()
    desk.deliver(ticker())
    panel.frame()
    panel._search.setText("zzz")
    assert panel.status_text == "'zzz'에 맞는 종목이 없습니다"
    panel._search.setText("btc")
    assert panel.status_text == ""


async def test_the_selected_market_stays_selected_through_search_and_sorting(desk: Desk, panel: WatchlistPanel):
    panel._table.select("KRW-ETH")
    panel._search.setText("ㅇㄷ")
    panel._search.clear()
    desk.deliver(ticker("KRW-ETH", 5.0), ticker("KRW-BTC", 100.0))
    panel.frame()
    panel._model.resort()
    assert panel._table.current_code == "KRW-ETH"


async def test_rows_change_places_a_second_later_and_only_if_something_came(desk: Desk, panel: WatchlistPanel):
    assert not panel._resort.isActive()
    desk.deliver(ticker("KRW-XRP", 100.0))
    panel.frame()
    assert panel._resort.isActive()
    panel._on_resort_due()
    assert shown(panel)[0] == "KRW-XRP"


async def test_rows_that_get_their_first_figures_take_their_places_soon_and_others_once_a_second(
    desk: Desk, panel: WatchlistPanel
):
    for code, turnover in (("KRW-XRP", 100.0), ("KRW-ETH", 200.0), ("KRW-BTC", 300.0)):
        desk.deliver(ticker(code, turnover))
        panel.frame()
        assert panel._resort.interval() == FIRST_RESORT_MS
        await eventually(lambda code=code: shown(panel)[0] == code, within=RESORT_INTERVAL_MS / 2000)
    desk.deliver(ticker("KRW-ETH", 400.0))
    panel.frame()
    assert panel._resort.interval() == RESORT_INTERVAL_MS, "known rows do not dance"
    point(panel, 30)
    desk.deliver(ticker("KRW-SHIB", 500.0))
    panel.frame()
    await eventually(lambda: panel._resort.interval() == RESORT_INTERVAL_MS)
    assert shown(panel)[0] == "KRW-BTC", "nor does any row below a moving pointer"


class TestUnderThePointer:
    """A row must not become another market between the look and the click, and the title must match it."""

    @pytest.fixture
    async def unsorted(self, desk: Desk, panel: WatchlistPanel) -> WatchlistPanel:
        desk.deliver(ticker("KRW-XRP", 100.0))
        panel.frame()
        return panel

    @staticmethod
    def title(panel: WatchlistPanel) -> str:
        header = panel._table.horizontalHeader()
        return panel._model.headerData(header.sortIndicatorSection(), Qt.Orientation.Horizontal)

    async def test_while_the_mouse_moves_rows_stay_and_the_title_says_that_they_are_behind(self, unsorted):
        assert self.title(unsorted) == "대금(억) ▼"
        point(unsorted, 30)
        unsorted._on_resort_due()
        assert shown(unsorted)[0] == "KRW-BTC"
        assert self.title(unsorted) == "대금(억) ▽"
        assert unsorted._resort.isActive(), "it is tried again"
        leave(unsorted)
        unsorted._on_resort_due()
        assert shown(unsorted)[0] == "KRW-XRP"
        assert self.title(unsorted) == "대금(억) ▼"

    async def test_a_pointer_that_rests_where_the_window_opened_holds_nothing(self, unsorted):
        QApplication.sendEvent(unsorted._table.viewport(), entered(30))
        assert unsorted._table.viewport().underMouse()
        unsorted._on_resort_due()
        assert shown(unsorted)[0] == "KRW-XRP"

    async def test_rows_that_move_below_it_are_no_movement_of_the_pointer(self, unsorted, monkeypatch):
        point(unsorted, 30)
        monkeypatch.setattr("widgets.watchlist.table.row_view.HELD_SECONDS", 0.05)
        await asyncio.sleep(0.06)
        point(unsorted, 30)
        unsorted._on_resort_due()
        assert shown(unsorted)[0] == "KRW-XRP"

    async def test_a_pointer_left_lying_is_forgotten_and_one_that_moves_again_is_not(self, unsorted, monkeypatch):
        point(unsorted, 30)
        unsorted._on_resort_due()
        assert shown(unsorted)[0] == "KRW-BTC"
        monkeypatch.setattr("widgets.watchlist.table.row_view.HELD_SECONDS", 0.0)
        unsorted._on_resort_due()
        assert shown(unsorted)[0] == "KRW-XRP"

    @pytest.mark.parametrize("angle", [120, -120])
    async def test_a_turned_wheel_is_a_hand_too(self, unsorted, angle):
        viewport = unsorted._table.viewport()
        QApplication.sendEvent(viewport, entered(30))
        at, none = QPointF(30, 30), (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
        phase = Qt.ScrollPhase.NoScrollPhase
        QApplication.sendEvent(viewport, QWheelEvent(at, at, QPoint(), QPoint(0, angle), *none, phase, False))
        unsorted._on_resort_due()
        assert shown(unsorted)[0] == "KRW-BTC"

    async def test_rows_in_order_are_not_marked_as_behind(self, unsorted):
        unsorted._model.resort()
        point(unsorted, 30)
        unsorted._on_resort_due()
        assert self.title(unsorted) == "대금(억) ▼"

    @pytest.mark.parametrize(("is_descending", "arrow"), [(True, "▽"), (False, "△")])
    async def test_the_arrow_points_where_the_largest_is(self, desk, unsorted, is_descending, arrow):
        unsorted._table.sort_by(SortKey.PRICE, is_descending=is_descending)
        desk.deliver(ticker("KRW-ETH", 5.0), ticker("KRW-BTC", 7.0), ticker("KRW-XRP", 6.0))
        unsorted.frame()
        unsorted._model.keep_order()
        assert self.title(unsorted) == f"현재가 {arrow}"
        unsorted._tabs.setCurrentIndex(3)
        assert self.title(unsorted)[-1] in "▼▲", "another tab is sorted from the start"


def entered(y: int) -> QEnterEvent:
    at = QPointF(30, y)
    return QEnterEvent(at, at, at)


def point(panel: WatchlistPanel, y: int) -> None:
    viewport, none = panel._table.viewport(), Qt.MouseButton.NoButton
    QApplication.sendEvent(viewport, entered(y))
    at = QPointF(30, y)
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, moved)


def leave(panel: WatchlistPanel) -> None:
    QApplication.sendEvent(panel._table.viewport(), QEvent(QEvent.Type.Leave))


async def test_a_new_list_keeps_figures_and_watches_what_is_new(desk: Desk, panel: WatchlistPanel):
    desk.deliver(ticker("KRW-BTC", 100.0))
    panel.frame()
    desk.markets.fill(MarketList([*MARKETS, Market("KRW-NEW", "새것", "New")]))
    assert desk.wanted == {"ticker": CODES | {"KRW-NEW"}}
    assert panel._model.watchlist.row("KRW-BTC").price == 100.0


async def test_tab_and_sorting_are_kept_and_taken_back_even_before_the_list_is_there(desk: Desk, panel: WatchlistPanel):
    panel._tabs.setCurrentIndex(3)
    panel._table.sort_by(SortKey.CHANGE, is_descending=False)
    state = panel.state()
    own = {"own_sort": "own", "own_descending": False}
    columns = ["name", "price", "won", "change", "turnover", "high", "low"]
    own |= {"columns": columns, "turnover_unit": "eok", "filter": "all"}
    assert state == {"quote": "BTC", "sort": "change", "descending": False, **own}
    desk.markets.markets = None
    later = WatchlistPanel(desk.context)
    later.restore_state(state)
    desk.markets.fill(MARKETS)
    assert later.state() == state
    assert shown(later) == ["BTC-ETH"]


@pytest.mark.parametrize("state", [{}, {"quote": "EUR", "sort": "nonsense"}, {"sort": None}])
async def test_a_state_that_makes_no_sense_changes_nothing(panel: WatchlistPanel, state):
    before = panel.state()
    panel.restore_state(state)
    assert panel.state() == before


async def test_after_a_loss_each_row_is_old_until_its_own_market_is_heard_of(desk: Desk, panel: WatchlistPanel):
    await desk.requested()
    desk.deliver(ticker("KRW-BTC"), ticker("KRW-ETH"))
    panel.frame()
    desk.sockets[-1].abort()
    await eventually(lambda: len(desk.sockets) == 2 and desk.sockets[-1].heard)
    desk.deliver(ticker("KRW-ETH", price=101.0, timestamp=1_795_144_543_000))
    panel.frame()
    assert panel.status_text == ""
    stale = {code for code in panel._model.watchlist.codes if panel._model.is_stale(panel._model.watchlist.row(code))}
    assert "KRW-BTC" in stale
    assert "KRW-ETH" not in stale


@pytest.mark.parametrize(
    "status",
    [
        FeedStatus(FeedState.DISCONNECTED, LinkStatus(ConnectionState.RECONNECTING)),
        FeedStatus(FeedState.STOPPED, LinkStatus(ConnectionState.STOPPED)),
        FeedStatus(FeedState.LIVE, LinkStatus(ConnectionState.STALE)),
        FeedStatus(FeedState.LIVE, LinkStatus(ConnectionState.LIVE), flow=FlowStatus(is_silent=True)),
        FeedStatus(FeedState.LIVE, LinkStatus(ConnectionState.LIVE), flow=FlowStatus(is_losing_messages=True)),
        FeedStatus(FeedState.LIVE, LinkStatus(ConnectionState.LIVE), flow=FlowStatus(late_ms=8000.0)),
    ],
)
async def test_all_rows_are_old_while_quotes_do_not_come_in_whole_and_in_time(
    desk: Desk, panel: WatchlistPanel, status: FeedStatus
):
    await desk.requested()
    desk.deliver(*(ticker(code) for code in panel._model.watchlist.codes))
    panel.frame()
    rows = [panel._model.watchlist.row(code) for code in panel._model.watchlist.codes]
    assert not any(panel._model.is_stale(row) for row in rows)
    panel.status_changed(status)
    assert all(panel._model.is_stale(row) for row in rows)
    panel.status_changed(FeedStatus(FeedState.LIVE, LinkStatus(ConnectionState.LIVE)))
    assert not any(panel._model.is_stale(row) for row in rows)


async def test_a_market_that_never_answers_is_marked_in_its_row(desk: Desk, panel: WatchlistPanel, monkeypatch):
    monkeypatch.setattr("core.engine.feeds.SILENT_AFTER", 0.0)
    await desk.requested()
    desk.deliver(ticker("KRW-BTC"))
    panel.frame()
    desk.engine._feeds.notify(Scope.PUBLIC)
    panel.frame()
    assert panel._model.is_silent(panel._model.watchlist.row("KRW-SHIB"))
    assert not panel._model.is_silent(panel._model.watchlist.row("KRW-BTC"))
    assert panel.status_text == ""


def listed(*more: Market, without: str = "") -> MarketList:
    return MarketList([*(market for market in MARKETS if market.code != without), *more])


async def test_a_new_listing_appears_where_the_user_was_looking(desk: Desk, panel: WatchlistPanel):
    desk.markets.fill(listed(*(Market(f"KRW-C{number}", f"코인{number}") for number in range(60))))
    bar = panel._table.verticalScrollBar()
    panel._table.select("KRW-ETH")
    bar.setValue(20)
    desk.markets.fill(listed(*(Market(f"KRW-C{number}", f"코인{number}") for number in range(61))))
    assert (panel._table.current_code, bar.value()) == ("KRW-ETH", 20)
    assert "KRW-C60" in shown(panel)
    assert "KRW-C60" in desk.wanted["ticker"]


async def test_a_delisted_market_stays_marked_and_is_watched_no_more(desk: Desk, panel: WatchlistPanel):
    await desk.requested()
    desk.deliver(ticker("KRW-ETH", 5.0))
    panel.frame()
    desk.markets.fill(listed(without="KRW-ETH"))
    assert "KRW-ETH" in shown(panel)
    assert "KRW-ETH" not in desk.wanted["ticker"]
    row = panel._model.watchlist.row("KRW-ETH")
    assert (row.is_gone, row.price, panel._model.is_stale(row)) == (True, 5.0, True)
    index = panel._model.index(panel._model.position("KRW-ETH"), 0)
    assert "거래지원 종료" in index.data(Qt.ItemDataRole.ToolTipRole)


async def test_a_designation_is_shown_with_the_next_list(desk: Desk, panel: WatchlistPanel):
    desk.markets.fill(listed(Market("KRW-ETH", "이더리움", warning=True), without="KRW-ETH"))
    assert panel._model.watchlist.row("KRW-ETH").market.warning


@pytest.mark.parametrize(
    ("reported", "mark", "badge"),
    [
        ({"market_state": "PREVIEW"}, "거래 시작 전", "준비"),
        ({"is_trading_suspended": True}, "거래 정지", "정지"),
        ({"delisting_date": {"year": 2026, "month": 12, "day": 1}}, "거래지원 종료 2026-12-01", "종료 12/01"),
    ],
)
async def test_what_tickers_tell_of_a_market_stands_on_its_row_and_in_every_title(desk, panel, reported, mark, badge):
    await desk.requested()
    desk.deliver(ticker("KRW-ETH", 5.0, **reported))
    panel.frame()
    index = panel._model.index(panel._model.position("KRW-ETH"), 0)
    row = panel._model.watchlist.row("KRW-ETH")
    assert mark in index.data(Qt.ItemDataRole.ToolTipRole)
    assert badge in [each.words for each in panel._table._cells._badges(row, is_silent=False)]
    assert mark in desk.markets.titled("KRW-ETH")
    desk.deliver(ticker("KRW-ETH", 5.0, timestamp=1_795_144_543_000))
    panel.frame()
    assert desk.markets.titled("KRW-ETH") == "이더리움 ETH/KRW"


async def test_a_list_that_does_not_come_is_shown_with_a_way_to_try_again(desk: Desk, qtbot):
    panel = WatchlistPanel(desk.context)
    panel.show()
    desk.markets.set_trouble("종목 목록을 불러오지 못함\n서버에 연결할 수 없습니다")
    assert panel.status_text == "종목 목록을 불러오지 못함\n서버에 연결할 수 없습니다"
    with qtbot.waitSignal(desk.markets.reload_requested):
        panel._overlay.retried.emit()
    desk.markets.fill(MARKETS)
    assert panel.status_text == "불러오는 중"


async def test_an_old_list_is_reported_beside_the_figures(desk: Desk, panel: WatchlistPanel):
    await desk.requested()
    desk.deliver(*(ticker(code) for code in CODES))
    panel.frame()
    action = QAction(panel)
    action.setObjectName("reload-markets")
    action.setShortcut("Ctrl+R")
    desk.markets.set_trouble("종목 목록을 새로 고치지 못함")
    assert panel.status_text == "종목 목록을 새로 고치지 못함\nCtrl+R 키로 지금 다시 시도"
    assert panel._overlay.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert not panel._overlay._is_veiled
    desk.markets.set_trouble("")
    assert panel.status_text == ""


async def test_rows_that_could_not_be_read_are_counted(desk: Desk, panel: WatchlistPanel):
    await desk.requested()
    desk.deliver(*(ticker(code) for code in CODES))
    panel.frame()
    desk.markets.fill(MarketList([*MARKETS, Market("KRW-NEW", "새코인")], spoiled=3))
    await desk.requested()
    desk.deliver(*(ticker(code) for code in (*CODES, "KRW-NEW")))
    panel.frame()
    panel._update_status()
    assert panel.status_text == "종목 목록에서 손상된 3건 제외"


async def test_tabs_and_search_stand_in_a_line_above_the_table(panel: WatchlistPanel):
    await asyncio.sleep(0)
    tabs, search, table = (place(part, panel) for part in (panel._tabs, panel._search, panel._table))
    assert tabs[0] == 4
    kinds = place(panel._filter, panel)
    assert kinds[0] + kinds[2] == 620 - 4
    assert search[2] > 620 - 8 - tabs[2] - kinds[2] - 40, "the search takes what tabs and filter leave"
    below = max(part[1] + part[3] for part in (tabs, search, kinds)) + 4
    assert min(tabs[1], search[1], kinds[1]) == 4
    assert table == (0, below, 620, 400 - below)


async def test_the_panel_hands_its_focus_to_the_table(panel: WatchlistPanel):
    panel.activateWindow()
    panel._search.setFocus()
    panel.setFocus()
    assert panel._table.hasFocus()
    assert not panel._tabs.expanding()
    assert not panel._tabs.drawBase()
    assert panel._search.isClearButtonEnabled()
    assert panel._search.placeholderText() == "이름, 심볼, 초성 검색"


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown])
async def test_from_the_search_box_the_list_is_walked_through_and_enter_is_about_the_row(panel: WatchlistPanel, key):
    panel.activateWindow()
    panel._search.setFocus()
    QTest.keyClick(panel._search, key)
    assert panel._table.current_code in {shown(panel)[0], shown(panel)[-1]}
    assert panel.focusWidget() is panel._table
    chosen = []
    panel.market_chosen.connect(chosen.append)
    QTest.keyClick(panel._table, Qt.Key.Key_Return)
    assert chosen == [panel._table.current_code]


def choose(panel: WatchlistPanel, name: str) -> None:
    panel._tabs.setCurrentIndex(panel._tabs.names.index(name))


def star_of(panel: WatchlistPanel, code: str) -> QPoint:
    """The middle of the star of a row, in the viewport."""
    row = panel._table.visualRect(panel._model.index(panel._model.position(code), 0))
    return QPoint(row.left() + 8, row.center().y())


def row_of(panel: WatchlistPanel, code: str) -> QPoint:
    return panel._table.visualRect(panel._model.index(panel._model.position(code), 0)).center()


class TestFavourites:
    """One list for all watchlists, in the user's own order."""

    @pytest.fixture
    async def favourites(self, desk: Desk, panel: WatchlistPanel) -> FavouriteMarkets:
        return desk.context.favourites

    @pytest.fixture
    async def starred(self, favourites: FavouriteMarkets, panel: WatchlistPanel) -> WatchlistPanel:
        favourites.set_codes(["KRW-XRP", "USDT-BTC", "KRW-NONE", "KRW-BTC"])
        choose(panel, FAVOURITES)
        return panel

    async def test_a_click_on_the_star_adds_and_removes_and_moves_no_panel(self, favourites, panel):
        pointed, selected = [], panel._table.current_code
        panel.market_pointed.connect(pointed.append)
        view, at = panel._table.viewport(), star_of(panel, "KRW-ETH")
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
        assert favourites.codes == ("KRW-ETH",)
        assert panel._model.is_starred(panel._model.watchlist.row("KRW-ETH"))
        assert panel._table.current_code == selected != "KRW-ETH"
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
        assert favourites.codes == ()
        assert pointed == []
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=row_of(panel, "KRW-ETH"))
        assert (favourites.codes, pointed) == ((), ["KRW-ETH"])

    async def test_a_double_click_is_two_and_opens_nothing(self, favourites, panel):
        opened = []
        panel.chart_wanted.connect(opened.append)
        view, at = panel._table.viewport(), star_of(panel, "KRW-ETH")
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=at)
        assert (favourites.codes, opened) == ((), [])

    async def test_a_press_that_leaves_the_star_does_nothing(self, favourites, panel):
        view = panel._table.viewport()
        for start, end in (
            (star_of(panel, "KRW-ETH"), star_of(panel, "KRW-XRP")),
            (star_of(panel, "KRW-ETH"), row_of(panel, "KRW-ETH")),
            (row_of(panel, "KRW-ETH"), star_of(panel, "KRW-ETH")),
        ):
            QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
            QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
            assert favourites.codes == ()

    async def test_space_stars_the_selected_row(self, favourites, panel):
        panel._table.select("KRW-XRP")
        QTest.keyClick(panel._table, Qt.Key.Key_Space)
        assert favourites.codes == ("KRW-XRP",)
        assert panel._table.current_code == "KRW-XRP"

    async def test_a_space_in_the_search_is_a_space(self, favourites, panel):
        panel._table.select("KRW-XRP")
        QTest.keyClicks(panel._search, "a b")
        assert (panel._search.text(), favourites.codes) == ("a b", ())

    async def test_the_tab_has_the_users_order_and_only_what_is_traded_here(self, starred):
        assert shown(starred) == ["KRW-XRP", "USDT-BTC", "KRW-BTC"]

    async def test_a_search_there_finds_every_market(self, starred):
        starred._search.setText("이더")
        assert set(shown(starred)) == {"KRW-ETH", "BTC-ETH"}
        sums = {"KRW-SHIB": 9.0, "KRW-ETH": 5.0}
        starred.consume([Ticker(code=code, acc_trade_price_24h=turnover) for code, turnover in sums.items()])
        starred._search.setText("krw")
        assert shown(starred)[:2] == ["KRW-SHIB", "KRW-ETH"], "what is found is sorted by turnover"
        starred._search.clear()
        assert shown(starred) == ["KRW-XRP", "USDT-BTC", "KRW-BTC"]

    async def test_alt_and_arrows_move_the_row_and_keep_it_selected(self, favourites, starred):
        starred._table.select("KRW-BTC")
        QTest.keyClick(starred._table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert shown(starred) == ["KRW-XRP", "KRW-BTC", "USDT-BTC"]
        for _ in range(3):
            QTest.keyClick(starred._table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert shown(starred)[0] == starred._table.current_code == "KRW-BTC"
        for _ in range(4):
            QTest.keyClick(starred._table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert shown(starred) == ["KRW-XRP", "USDT-BTC", "KRW-BTC"]
        assert "KRW-NONE" in favourites.codes

    async def test_a_row_is_dragged_to_its_place_and_the_release_is_no_click(self, starred):
        pointed = []
        starred.market_pointed.connect(pointed.append)
        view = starred._table.viewport()
        start, end = row_of(starred, "KRW-BTC"), row_of(starred, "KRW-XRP")
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
        for y in range(start.y(), end.y() - 1, -5):
            at = QPointF(start.x(), y)
            move = QMouseEvent(
                QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QApplication.sendEvent(view, move)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
        assert shown(starred) == ["KRW-BTC", "KRW-XRP", "USDT-BTC"]
        assert starred._table.current_code == "KRW-BTC"
        assert pointed == []
        assert starred._table.cursor().shape() is Qt.CursorShape.ArrowCursor

    async def test_a_drag_inside_its_own_row_is_no_click_either(self, starred):
        pointed = []
        starred.market_pointed.connect(pointed.append)
        view, start = starred._table.viewport(), row_of(starred, "KRW-BTC")
        for distance, expected in ((QApplication.startDragDistance() + 2, []), (0, ["KRW-BTC"])):
            QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
            at = QPointF(start.x() + distance, start.y())
            move = QMouseEvent(
                QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QApplication.sendEvent(view, move)
            QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at.toPoint())
            assert pointed == expected

    async def test_a_third_click_on_a_title_returns_to_the_own_order(self, desk, starred):
        desk.deliver(ticker("KRW-BTC", 3.0), ticker("KRW-XRP", 2.0), ticker("USDT-BTC", 5.0))
        starred.frame()
        header = starred._table.horizontalHeader()
        at = QPoint(header.sectionViewportPosition(1) + 20, 10)
        orders = []
        for _ in range(3):
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
            orders.append(shown(starred))
        assert orders[0] == ["KRW-BTC", "KRW-XRP", "USDT-BTC"]
        assert orders[1] == ["KRW-XRP", "KRW-BTC", "USDT-BTC"]
        assert orders[2] == ["KRW-XRP", "USDT-BTC", "KRW-BTC"]
        assert starred._model.is_own_order

    async def test_each_has_its_own_sorting_which_is_kept(self, desk, starred):
        starred._table.sort_by(SortKey.PRICE, is_descending=True)
        choose(starred, "KRW")
        assert starred._model.sorting == (SortKey.TURNOVER, True)
        starred._table.sort_by(SortKey.NAME, is_descending=False)
        choose(starred, FAVOURITES)
        assert starred._model.sorting == (SortKey.PRICE, True)
        later = WatchlistPanel(desk.context)
        later.restore_state(starred.state())
        assert later._model.sorting == (SortKey.PRICE, True)
        choose(later, "KRW")
        assert later._model.sorting == (SortKey.NAME, False)

    async def test_another_watchlist_shows_the_same_at_once(self, desk, favourites, starred):
        other = WatchlistPanel(desk.context)
        choose(other, FAVOURITES)
        favourites.toggle("KRW-XRP")
        assert shown(other) == shown(starred) == ["USDT-BTC", "KRW-BTC"]

    async def test_an_empty_list_says_how_it_gets_rows(self, desk, favourites, panel):
        desk.deliver(ticker())
        panel.frame()
        choose(panel, FAVOURITES)
        assert panel.status_text.startswith("관심 종목이 없습니다")
        favourites.toggle("KRW-NONE")
        assert panel.status_text == "이 거래소에 있는 관심 종목이 없습니다"
        favourites.toggle("KRW-BTC")
        assert panel.status_text == ""

    async def test_a_released_panel_follows_no_more(self, favourites, starred):
        starred.release()
        favourites.toggle("KRW-ETH")
        assert "KRW-ETH" not in shown(starred)


class TestHeld:
    """The markets of the user's own assets."""

    async def test_without_a_key_it_says_so_and_leads_to_the_form(self, desk: Desk, panel: WatchlistPanel):
        requests = []
        desk.context.private.form_requested.connect(lambda: requests.append(True))
        desk.deliver(ticker())
        panel.frame()
        assert panel._keys.isHidden()
        choose(panel, HELD)
        assert panel.status_text == "API 키를 입력하면 보유 종목이 나옵니다"
        assert not panel._keys.isHidden()
        panel._keys.click()
        assert requests == [True]
        choose(panel, "KRW")
        assert panel._keys.isHidden()

    async def test_the_markets_held_are_shown_and_followed(self, desk: Desk):
        desk.markets.fill(MARKETS)
        async with account_of(desk) as account:
            account.http.replies[ACCOUNTS] = [held("KRW", "1000"), held("ETH", "3", "6100000"), held("APENFT", "1")]
            panel = WatchlistPanel(account.context)
            desk.deliver(ticker())
            panel.frame()
            choose(panel, HELD)
            assert shown(panel) == []
            assert panel._keys.text() == "자산 패널에서 모의 계정 열기…"
            await account.unlock()
            await eventually(lambda: shown(panel) == ["KRW-ETH"])
            assert panel._keys.isHidden()
            assert desk.engine.get_private_subscriptions()
            panel.release()
            assert desk.engine.get_private_subscriptions() == {}


class TestFilters:
    @pytest.fixture
    async def moved(self, desk: Desk, panel: WatchlistPanel) -> WatchlistPanel:
        desk.deliver(ticker("KRW-BTC", 102.0), ticker("KRW-ETH", 90.0), ticker("KRW-XRP", 110.0), ticker("KRW-SHIB"))
        panel.frame()
        return panel

    async def test_gainers_and_losers_stand_by_their_change(self, moved):
        moved._filter.choose(ListFilter.RISING)
        assert shown(moved) == ["KRW-XRP", "KRW-BTC"]
        moved._filter.choose(ListFilter.FALLING)
        assert shown(moved) == ["KRW-ETH"]
        moved._filter.choose(ListFilter.ALL)
        assert len(shown(moved)) == 4

    async def test_who_passes_is_looked_at_once_a_second_and_never_under_the_pointer(self, desk, moved):
        moved._filter.choose(ListFilter.RISING)
        moved._table.select("KRW-BTC")
        desk.deliver(ticker("KRW-XRP", 95.0), ticker("KRW-SHIB", 101.0))
        moved.frame()
        assert shown(moved) == ["KRW-XRP", "KRW-BTC"]
        point(moved, 30)
        moved._on_resort_due()
        assert shown(moved) == ["KRW-XRP", "KRW-BTC"]
        assert moved._model.headerData(0, Qt.Orientation.Horizontal) == "순서 멈춤"
        leave(moved)
        moved._on_resort_due()
        assert shown(moved) == ["KRW-BTC", "KRW-SHIB"]
        assert moved._table.current_code == "KRW-BTC"

    async def test_that_a_market_would_join_at_the_end_is_said_too(self, desk, moved):
        moved._filter.choose(ListFilter.RISING)
        desk.deliver(ticker("KRW-SHIB", 100.5))
        moved.frame()
        point(moved, 30)
        moved._on_resort_due()
        assert shown(moved) == ["KRW-XRP", "KRW-BTC"]
        assert moved._model.headerData(0, Qt.Orientation.Horizontal) == "순서 멈춤"
        leave(moved)

    async def test_a_market_listed_later_is_new_and_a_search_finds_the_others_too(self, desk, moved):
        moved._filter.choose(ListFilter.NEW)
        assert shown(moved) == []
        assert moved.status_text == "최근 7일 안에 새로 나온 종목이 없습니다"
        desk.markets.fill(MarketList([*MARKETS, Market("KRW-NEW", "새것", "New")]))
        assert shown(moved) == ["KRW-NEW"]
        moved._search.setText("eth")
        assert "KRW-ETH" in shown(moved)

    async def test_filter_and_columns_are_kept_with_the_panel(self, desk, moved):
        moved._filter.choose(ListFilter.FALLING)
        moved._table.choose_columns(moved._table.choice.toggled(SortKey.VOLUME))
        moved._table.sort_by(SortKey.VOLUME, is_descending=False)
        later = WatchlistPanel(desk.context)
        later.restore_state(moved.state())
        assert later.state() == moved.state()
        later.restore_state({"filter": ["rising"], "columns": "all"})
        assert later._filter.kind is ListFilter.FALLING


async def test_a_price_that_changes_is_tinted_and_its_first_one_is_not(desk: Desk, panel: WatchlistPanel, qtbot):
    desk.deliver(ticker("KRW-BTC", 100.0))
    panel.frame()
    tints = panel._model.tints
    assert tints.strength("KRW-BTC") == 0
    desk.deliver(ticker("KRW-BTC", 101.0))
    panel.frame()
    assert tints.strength("KRW-BTC") > 0
    qtbot.waitUntil(lambda: not tints, timeout=3000)
    assert not panel._table._repaint.fading.isActive()


async def test_won_values_come_within_the_second_and_follow_the_rate(desk: Desk, panel: WatchlistPanel):
    panel._tabs.setCurrentIndex(4)
    desk.deliver(ticker("USDT-BTC", 100_000.0), ticker("KRW-USDT", 1500.0))
    panel.frame()
    assert panel._model.cell_text(panel._model.watchlist.row("USDT-BTC"), SortKey.WON) == "–", "there is no such market"
    assert SortKey.WON not in panel._table._columns.header.visible_keys()


@pytest.mark.parametrize("frame", [None, {"error": {"name": "Too Many Requests", "message": "요청 수 제한을 초과"}}])
async def test_a_watchlist_opened_again_shows_the_last_figures_until_its_own_come(desk: Desk, panel, frame):
    """Its request may have to wait for a connection, or for the exchange's rate limit of a minute."""
    await desk.requested()
    desk.deliver(ticker(price=100.0), ticker(code="KRW-ETH", price=7.0))
    panel.frame()
    panel.release()
    if frame is not None:
        desk.deliver(frame)
    desk.sockets[-1].abort()
    await eventually(lambda: desk.engine.link_status(Scope.PUBLIC).state is not ConnectionState.LIVE)
    panel.deleteLater()
    again = WatchlistPanel(desk.context)
    again.show()
    if frame is not None:
        await eventually(lambda: "요청 한도" in again.status_text)
    row = again._model.watchlist.row("KRW-BTC")
    assert (row.price, again._model.cell_text(row, SortKey.PRICE)) == (100.0, "100")
    assert again._model.is_stale(row), "it is not of now"
    assert again._overlay._is_aside, "the last figures are worth reading"
    assert not desk.markets.known_price("KRW-BTC").is_current
    if frame is None:
        await desk.requested()
        desk.deliver(ticker(price=101.0))
        again.frame()
        assert row.price == 101.0
        assert not again._model.is_stale(row)
        assert again._model.watchlist.row("KRW-ETH").price == 7.0
    again.release()


async def test_the_figures_kept_are_the_newest_of_each_market(desk: Desk, panel):
    await desk.requested()
    desk.deliver(ticker(price=100.0), ticker(code="KRW-ETH", price=7.0))
    panel.frame()
    panel.release()
    panel.release()
    other = Watchlist(MARKETS)
    other.row("KRW-ETH").apply(Ticker(code="KRW-ETH", timestamp=1, trade_price=8.0))
    desk.markets.keep_figures(other)
    kept = desk.markets.last_figures
    assert [kept.row(code).price for code in ("KRW-BTC", "KRW-ETH", "KRW-XRP")] == [100.0, 8.0, None]
