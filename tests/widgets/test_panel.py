from __future__ import annotations

import asyncio
import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from core.feed import FeedState
from core.market.order_book import OrderBookView
from desk_in_hand import MARKETS, Desk, book, ticker
from waiting import eventually
from widgets.order_book_panel import OrderBookPanel
from widgets.panel import Panel
from widgets.trades_panel import TradesPanel
from widgets.watchlist_panel import WatchlistPanel

KINDS = [OrderBookPanel, TradesPanel, WatchlistPanel]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.kind)
def kind(request) -> type[Panel]:
    return request.param


@pytest.fixture
def without_gc():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def make(kind: type[Panel], desk: Desk) -> Panel:
    if desk.markets.markets is None:
        desk.markets.fill(MARKETS)
    return kind(desk.context, "" if kind is WatchlistPanel else "KRW-BTC")


async def test_a_panel_is_wanted_for_as_long_as_it_lives(kind, desk: Desk):
    panel = make(kind, desk)
    assert desk.wanted
    panel.release()
    assert not desk.wanted
    panel.release()


@pytest.mark.usefixtures("without_gc")
async def test_dropping_the_last_reference_releases_at_once(kind, desk: Desk):
    panel = make(kind, desk)
    gone = weakref.ref(panel)
    del panel
    assert gone() is None
    assert not desk.wanted


@pytest.mark.usefixtures("without_gc")
async def test_a_panel_that_was_shown_and_painted_dies_just_the_same(kind, desk: Desk):
    panel = make(kind, desk)
    panel.show()
    await desk.asked()
    desk.say(ticker(), book())
    panel.frame()
    panel.grab()
    desk.clock.request(panel)
    gone = weakref.ref(panel)
    del panel
    assert gone() is None
    assert not desk.wanted


async def test_deleting_its_parent_releases_though_somebody_holds_the_panel(kind, desk: Desk):
    parent = QWidget()
    panel = make(kind, desk)
    panel.setParent(parent)
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not desk.wanted
    assert panel is not None


@pytest.mark.usefixtures("without_gc")
async def test_a_hundred_panels_opened_and_closed_leave_nothing(kind, desk: Desk):
    make(kind, desk)
    widgets = len(QApplication.allWidgets())
    alive = []
    for _ in range(100):
        panel = make(kind, desk)
        alive.append(weakref.ref(panel))
        panel.show()
        panel.release()
        panel.deleteLater()
        del panel
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sum(ref() is not None for ref in alive) == 0
    assert len(QApplication.allWidgets()) == widgets
    assert not desk.wanted


async def test_a_released_panel_asks_for_nothing_any_more(kind, desk: Desk):
    panel = make(kind, desk)
    panel.release()
    panel.set_market("KRW-ETH")
    desk.markets.fill(MARKETS)
    assert not panel.frame()
    assert not desk.wanted


async def test_mail_asks_the_clock_for_a_frame_if_the_panel_is_seen(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.clock.stop()
    desk.say(book())
    assert not desk.clock._beat.isActive()
    assert desk.clock._slow_beat.isActive()
    panel.show()
    desk.clock.stop()
    desk.say(book(mid=200.0))
    assert desk.clock._beat.isActive()


async def test_a_hidden_panels_data_stay_right_and_are_there_when_it_is_shown(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.say(book())
    assert not panel.frame(), "nothing to paint where nobody looks"
    assert panel.has_data()
    desk.say(book(mid=200.0, timestamp=1_795_144_543_000))
    panel.show()
    assert view_of(panel).asks[0].price == 201.0


async def test_status_goes_from_loading_to_live_to_disconnected_on_the_data(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    panel.show()
    assert panel.status_text == "불러오는 중"
    await desk.asked()
    desk.say(ticker())
    panel.frame()
    assert panel.status_text == "불러오는 중", "a ticker is no order book"
    desk.say(book())
    panel.frame()
    assert panel.status_text == ""
    desk.sockets[-1].abort()
    await eventually(lambda: panel._feed.status().state is FeedState.DISCONNECTED)
    panel.frame()
    assert panel.status_text.startswith("연결 끊김")
    assert panel.has_data(), "what was there is still readable"


async def test_a_loss_of_the_link_is_seen_though_mail_was_waiting(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    panel.show()
    await desk.asked()
    desk.say(ticker(), book())
    panel.frame()
    desk.say(book(mid=300.0))
    desk.sockets[-1].abort()
    await eventually(lambda: panel._feed.status().state is FeedState.DISCONNECTED)
    panel.frame()
    assert panel.status_text.startswith("연결 끊김")


async def test_an_unknown_market_says_so_offers_the_nearest_and_takes_one(desk: Desk, qtbot):
    panel = OrderBookPanel(desk.context, "KRW-BTTC")
    panel.show()
    assert panel.status_text == "불러오는 중", "subscribing never waits for the market list"
    desk.markets.fill(MARKETS)
    assert panel.status_text == "알 수 없는 종목: KRW-BTTC"
    titles = []
    panel.title_changed.connect(titles.append)
    panel.findChild(QPushButton, "KRW-BTC").click()
    assert panel.code == "KRW-BTC"
    assert desk.wanted == {"orderbook": {"KRW-BTC"}, "ticker": {"KRW-BTC"}}
    assert titles == ["비트코인 BTC/KRW · 호가"]
    assert panel.status_text == "불러오는 중"


async def test_the_title_learns_the_name_when_the_list_comes(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    assert panel.panel_title() == "BTC/KRW · 호가"
    titles = []
    panel.title_changed.connect(titles.append)
    desk.markets.fill(MARKETS)
    assert titles == ["비트코인 BTC/KRW · 호가"]


async def test_its_tasks_end_with_it(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    task = panel.spawn(asyncio.Event().wait(), "a task without an end")
    await asyncio.sleep(0)
    panel.release()
    await asyncio.wait({task})
    assert task.cancelled()


async def test_two_panels_of_one_kind_and_market_are_two_components(desk: Desk):
    first, second = (OrderBookPanel(desk.context, "KRW-BTC") for _ in range(2))
    first.release()
    assert desk.wanted
    second.release()
    assert not desk.wanted


def view_of(panel: OrderBookPanel) -> OrderBookView:
    return panel._view
