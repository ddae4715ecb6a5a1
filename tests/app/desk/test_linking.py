"""Linked panels on a real desk: what moves together, and what goes to the exchange for it."""

from __future__ import annotations

import gc

import pytest
import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.panels.links import Links
from app.panels.spec import PanelSpec
from core.model.markets import Market, MarketList
from waiting import eventually

ALL_FIVE = ("KRW-ETH", "KRW-XRP", "KRW-DOGE", "KRW-SOL", "KRW-ADA")
MARKETS = MarketList([Market(code) for code in ("KRW-BTC", *ALL_FIVE)])


def words(hand):
    return [str(dock.spec) for dock in hand.desk.docks()]


def groups(hand):
    return [dock.links.market for dock in hand.desk.docks()]


@pytest_asyncio.fixture
async def linked(hand):
    """The default desk, with markets in its watchlist."""
    hand.markets.fill(MARKETS)
    hand.desk.open_all([PanelSpec("watchlist"), PanelSpec("chart"), PanelSpec("orderbook"), PanelSpec("trades")])
    hand.window.activateWindow()
    return hand


def click(hand, code, times=1):
    """Click the row of a market in the first watchlist, as a user does."""
    table = hand.desk.find(PanelSpec("watchlist")).panel._table
    place = table.visualRect(table._model.index(table._model.position(code), 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if times == 2:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def of(code):
    return {f"{stream} {code}" for stream in ("candle.1m", "orderbook", "ticker", "trade")}


def tickers():
    return {f"ticker {market.code}" for market in MARKETS}


async def at_rest(hand, code):
    await eventually(lambda: hand.wanted == of(code) | tickers(), within=5.0)
    await hand.settled()


async def test_five_clicks_through_five_markets_are_five_requests_and_leave_nothing_behind(linked):
    await at_rest(linked, "KRW-BTC")
    gc.collect()
    before, components = len(linked.exchange.requests), len(linked.engine.component_report())
    widgets = len(linked.window.findChildren(object))
    for number, code in enumerate(ALL_FIVE, 1):
        click(linked, code)
        assert words(linked)[1:] == [f"chart:{code}:1m", f"orderbook:{code}", f"trades:{code}"]
        await at_rest(linked, code)
        assert len(linked.exchange.requests) == before + number
    assert len(linked.engine.component_report()) == components
    assert len(linked.window.findChildren(object)) <= widgets
    assert len(linked.desk.docks()) == 4


async def test_a_click_is_one_change_for_the_engine_however_many_panels_move(linked, monkeypatch):
    await at_rest(linked, "KRW-BTC")
    announced = []
    manager = linked.engine._subscription_manager
    listener = manager.listener
    monkeypatch.setattr(manager, "listener", lambda changes: announced.append(changes) or listener(changes))
    click(linked, "KRW-ETH")
    assert len(announced) == 1


async def test_five_quick_clicks_end_at_the_last_market(linked):
    await at_rest(linked, "KRW-BTC")
    for code in ALL_FIVE:
        click(linked, code)
    await at_rest(linked, ALL_FIVE[-1])


async def test_enter_in_the_watchlist_moves_the_linked_panels_and_the_arrows_alone_do_not(linked):
    table = linked.desk.find(PanelSpec("watchlist")).panel._table
    table.setCurrentIndex(table._model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert words(linked)[2] == "orderbook:KRW-BTC"
    code = table.current_code
    assert code != "KRW-BTC"
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert words(linked)[1:] == [f"chart:{code}:1m", f"orderbook:{code}", f"trades:{code}"]


async def test_a_double_click_opens_one_more_chart_which_keeps_its_market(linked):
    click(linked, "KRW-ETH", times=2)
    assert words(linked)[1:] == ["chart:KRW-ETH:1m", "orderbook:KRW-ETH", "trades:KRW-ETH", "chart:KRW-ETH:1m"]
    click(linked, "KRW-XRP")
    assert words(linked)[1:] == ["chart:KRW-XRP:1m", "orderbook:KRW-XRP", "trades:KRW-XRP", "chart:KRW-ETH:1m"]


async def test_a_click_where_no_panel_is_linked_opens_none_and_enter_opens_a_chart(hand):
    hand.markets.fill(MARKETS)
    hand.open("watchlist")
    click(hand, "KRW-ETH")
    assert words(hand) == ["watchlist"]
    QTest.keyClick(hand.desk.docks()[0].panel._table, Qt.Key.Key_Return)
    assert words(hand) == ["watchlist", "chart:KRW-ETH:1m"]
    click(hand, "KRW-XRP")
    assert words(hand) == ["watchlist", "chart:KRW-XRP:1m"], "the first chart follows"


async def test_a_market_chosen_in_one_panel_moves_its_group_and_no_other(hand):
    hand.open("chart:KRW-BTC", "orderbook:KRW-BTC", "chart:KRW-ETH", "trades:KRW-ETH")
    linking = hand.desk.linking
    chart, book, other, trades = hand.desk.docks()
    linking.link(other, "B")
    linking.link(trades, "B")
    assert groups(hand) == ["A", "A", "B", "B"]
    trades.panel.market_chosen.emit("KRW-XRP")
    assert words(hand) == ["chart:KRW-BTC:1m", "orderbook:KRW-BTC", "chart:KRW-XRP:1m", "trades:KRW-XRP"]
    book.panel.market_chosen.emit("KRW-ETH")
    assert words(hand) == ["chart:KRW-ETH:1m", "orderbook:KRW-ETH", "chart:KRW-XRP:1m", "trades:KRW-XRP"]
    linking.link(book, "")
    chart.panel.market_chosen.emit("KRW-BTC")
    assert words(hand)[:2] == ["chart:KRW-BTC:1m", "orderbook:KRW-ETH"]


async def test_a_panel_that_joins_a_group_shows_its_market_and_the_first_one_gives_its_own(hand):
    chart, book = hand.open("chart:KRW-BTC", "orderbook:KRW-ETH")
    hand.desk.linking.link(book, "C")
    assert words(hand) == ["chart:KRW-BTC:1m", "orderbook:KRW-ETH"]
    hand.desk.linking.link(chart, "C")
    assert words(hand) == ["chart:KRW-ETH:1m", "orderbook:KRW-ETH"]


async def test_a_pinned_panel_keeps_its_market_until_it_is_unpinned(linked):
    _, _, book, _ = linked.desk.docks()
    linked.desk.linking.pin(book, is_pinned=True)
    click(linked, "KRW-ETH")
    assert words(linked)[1:] == ["chart:KRW-ETH:1m", "orderbook:KRW-BTC", "trades:KRW-ETH"]
    book.panel.market_chosen.emit("KRW-XRP")
    assert words(linked)[1:] == ["chart:KRW-ETH:1m", "orderbook:KRW-XRP", "trades:KRW-ETH"], "it moves alone"
    linked.desk.linking.pin(book, is_pinned=False)
    assert words(linked)[2] == "orderbook:KRW-ETH"


async def test_charts_of_one_group_of_units_change_theirs_together(hand):
    first, second, _ = hand.open("chart:KRW-BTC:1m", "chart:KRW-ETH:5m", "chart:KRW-XRP:15m")
    hand.desk.linking.link_unit(first, "1")
    hand.desk.linking.link_unit(second, "1")
    assert second.panel.header.unit == "1m"
    await hand.settled()
    before = len(hand.exchange.requests)
    second.panel.set_unit("day")
    assert words(hand) == ["chart:KRW-BTC:day", "chart:KRW-ETH:day", "chart:KRW-XRP:15m"]
    await hand.settled()
    assert len(hand.exchange.requests) <= before + 1
    hand.desk.linking.link_unit(first, "")
    second.panel.set_unit("1m")
    assert words(hand) == ["chart:KRW-BTC:day", "chart:KRW-ETH:1m", "chart:KRW-XRP:15m"]


async def test_a_market_from_a_search_goes_to_the_active_group_and_past_a_pinned_panel(linked):
    (other,) = linked.open("trades:KRW-XRP")
    linked.desk.bring_forward(other)
    linked.desk.linking.show_market("KRW-ETH")
    assert words(linked)[1:] == ["chart:KRW-BTC:1m", "orderbook:KRW-BTC", "trades:KRW-BTC", "trades:KRW-ETH"]
    linked.desk.linking.pin(other, is_pinned=True)
    linked.desk.linking.show_market("KRW-XRP")
    assert words(linked)[1:] == ["chart:KRW-XRP:1m", "orderbook:KRW-XRP", "trades:KRW-XRP", "trades:KRW-ETH"]


async def test_one_panel_that_fails_does_not_keep_the_others_back(linked, monkeypatch):
    def broken(_panel):
        raise ZeroDivisionError

    monkeypatch.setattr("widgets.order_book.panel.OrderBookPanel.market_changed", broken)
    with pytest.raises(ZeroDivisionError):
        linked.desk.linking.show_market("KRW-ETH")
    assert [words(linked)[1], words(linked)[3]] == ["chart:KRW-ETH:1m", "trades:KRW-ETH"]


async def test_links_come_back_with_a_closed_panel(hand):
    chart, book = hand.open("chart:KRW-BTC", "orderbook:KRW-ETH")
    hand.desk.linking.link(book, "B")
    hand.desk.linking.pin(book, is_pinned=True)
    hand.desk.linking.link_unit(chart, "3")
    hand.desk.close_all()
    hand.desk.reopen()
    assert [dock.links for dock in hand.desk.docks()] == [Links("A", "3"), Links("B", "", is_pinned=True)]


async def test_a_panel_that_comes_back_shows_what_its_groups_show_by_now(hand):
    chart, book, other = hand.open("chart:KRW-BTC:1m", "orderbook:KRW-BTC", "chart:KRW-XRP:1m")
    hand.desk.linking.link_unit(chart, "1")
    hand.desk.linking.link_unit(other, "1")
    book.close()
    other.close()
    hand.desk.linking.choose_market(chart, "KRW-ETH")
    chart.panel.set_unit("5m")
    hand.desk.reopen()
    hand.desk.reopen()
    assert words(hand) == ["chart:KRW-ETH:5m", "chart:KRW-XRP:5m", "orderbook:KRW-ETH"]


async def test_what_is_no_link_is_left_out(hand):
    kept = {"links": {"market": "Ω", "unit": ["1"], "pinned": "yes"}}
    assert hand.desk.open(PanelSpec("chart", "KRW-BTC"), state=kept).links == Links()
    assert hand.desk.open(PanelSpec("trades", "KRW-BTC"), state={"links": 7}).links == Links("A")


async def test_linked_charts_share_their_crosshair_and_its_price_only_for_the_same_market(hand):
    one, other, stranger = hand.open("chart:KRW-BTC:1m", "chart:KRW-BTC:5m", "chart:KRW-ETH:1m")
    hand.desk.linking.link(one, "B")
    hand.desk.linking.link(other, "B")
    one.panel.view.pointed.emit(60_000, 5.0)
    assert (followed(other), followed(stranger)) == ((60_000, 5.0), None)
    one.panel.view.pointed.emit(None, None)
    assert followed(other) is None
    hand.desk.linking.link_unit(one, "1")
    hand.desk.linking.link_unit(stranger, "1")
    one.panel.view.pointed.emit(60_000, 5.0)
    assert followed(stranger) == (60_000, None)


def followed(dock):
    return dock.panel.view._followed
