"""User actions on each panel; the screen is compared after each."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QScrollBar, QStyle, QStyleOptionSlider

from account_in_hand import ACCOUNTS, ORDERS, account_of, held, my_asset, my_order, placed
from app.status_bar.line import Part, StatusLine
from core.market.watchlist import ListFilter, SortKey
from core.model.markets import Market, MarketList
from core.simulator.serve.server import serve
from core.upbit.rest.faults import FaultControl
from desk_in_hand import MARKETS, book, ticker, trade
from scripted_source import ScriptedSource
from waiting import eventually
from whole_repaint import Hand
from widgets.account.assets_panel import AssetsPanel
from widgets.account.my_orders_panel import MyOrdersPanel
from widgets.depth_chart.panel import DepthChartPanel
from widgets.engine_monitor.panel import EnginePanel
from widgets.faults.panel import FaultsPanel
from widgets.look.theme import Ink
from widgets.market_header.panel import MarketHeaderPanel
from widgets.order_book.panel import OrderBookPanel
from widgets.trades.panel import TradesPanel
from widgets.watchlist.panel import WatchlistPanel

SIZES = ((331, 423), (288, 300), (403, 517))
MANY = [
    Market(f"{quote}-C{n}", f"코인{n}", f"Coin {n}", warning=n % 5 == 1) for quote in ("KRW", "BTC") for n in range(30)
]


async def _lost_and_back(hand: Hand, *again: dict[str, object]) -> None:
    """The connection is lost, which marks the data, and comes back with `again`; then the look is switched."""
    hand.desk.sockets[-1].abort()
    await eventually(lambda: hand.panel.status_text)
    await hand.check("the connection lost")
    await hand.desk.requested()
    hand.desk.deliver(*again)
    await hand.check("the connection back")
    await hand.switch_look()


async def order_book(hand: Hand) -> None:
    hand.desk.markets.fill(MARKETS)
    panel = OrderBookPanel(hand.desk.context, "KRW-BTC")
    await hand.open(panel, 371, 437)
    canvas = panel._canvas
    await hand.desk.requested()
    hand.desk.deliver(ticker(price=99.0), book(depth=30))
    await hand.check("a first book")
    for y in (31, 52, 93, *range(160, 281, 20), 181):
        await hand.move(canvas, 40, y)
    hand.desk.deliver(book(mid=103.0, depth=30), ticker(price=104.0))
    await hand.check("news under the pointer")
    for angle in (120, 360, -120, -840, 40, 40):
        await hand.wheel(canvas, angle)
    await hand.key(canvas, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home)
    for y in (110, 131, 92):
        await hand.move(canvas, 200, y)
    for mid in (104.0, 131.0, 180.0):
        hand.desk.deliver(book(mid=mid, depth=30), trade(int(mid), price=mid + 1))
        await hand.check("the market runs away under the pointer")
    await hand.click(panel._controls, 20, 10, "back to the spread")
    for choose in (panel.switch_amount, panel.switch_layout, panel.switch_amount, panel.switch_layout):
        await hand.do("another choice", choose)
        hand.desk.deliver(book(mid=181.0, depth=30), ticker(price=182.0))
        await hand.check("news")
        hand.desk.deliver(book(mid=180.0, depth=15), trade(int(canvas.width()), price=181.0))
        await hand.check("other news")
        resized = book(mid=180.0, depth=15)
        for unit in resized["orderbook_units"]:
            unit["ask_size"] *= 1.37
            unit["bid_size"] *= 0.81
        hand.desk.deliver(resized)
        await hand.check("other sizes alone")
    await hand.do("fewer rows", lambda: panel.set_option("5"))
    await hand.leave()
    hand.desk.deliver(book(mid=100.0, depth=30), ticker(price=99.0))
    await hand.check("the spread is followed")
    for size in SIZES:
        await hand.resize(*size)
        await hand.move(canvas, 50, 100)
        await hand.move(canvas, 50, 121)
    await _lost_and_back(hand, book(depth=15), ticker(price=101.0))
    await hand.do("another market", lambda: panel.set_market("KRW-ETH"))


async def depth_chart(hand: Hand) -> None:
    hand.desk.markets.fill(MARKETS)
    panel = DepthChartPanel(hand.desk.context, "KRW-BTC")
    await hand.open(panel, 461, 263)
    plot, below = panel.view, panel.view.viewport()
    await hand.desk.requested()
    hand.desk.deliver(ticker(price=99.0), book(depth=30))
    await hand.check("a first book")
    for x, y in ((31, 40), (200, 93), (333, 120), (455, 20), (180, 258)):
        await hand.move(below, x, y)
    hand.desk.deliver(book(mid=103.0, depth=30))
    await hand.check("news under the pointer")
    for angle in (120, 360, -240):
        await hand.wheel(below, angle)
    await hand.key(plot, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Home)
    await hand.leave()
    for size in SIZES:
        await hand.resize(*size)
    await _lost_and_back(hand, book(depth=15))
    await hand.do("another market", lambda: panel.set_market("KRW-ETH"))


async def market_header(hand: Hand) -> None:
    hand.desk.markets.fill(MARKETS)
    panel = MarketHeaderPanel(hand.desk.context, "KRW-BTC")
    await hand.open(panel, 711, 47)
    await hand.desk.requested()
    year = {"highest_52_week_price": 170.0, "lowest_52_week_price": 90.0, "acc_trade_volume_24h": 12.5}
    for number, price in enumerate((100.0, 101.0, 99.0, 112.0, 1_120.0, 100.0)):
        hand.desk.deliver(
            ticker(price=price, **year, signed_change_price=price - 100, timestamp=1_795_144_542_000 + number)
        )
        await hand.check(f"price {price}")
    for width, height in ((643, 46), (409, 46), (311, 93), (203, 181), (131, 47), (901, 61)):
        await hand.resize(width, height)
        stamp = 1_795_144_543_000 + width
        hand.desk.deliver(ticker(price=100.0 + width, **year, signed_change_price=float(width), timestamp=stamp))
        await hand.check("another price")
    await _lost_and_back(hand, ticker(price=101.0))
    await hand.do("another market", lambda: panel.set_market("KRW-ETH"))


async def trades(hand: Hand) -> None:
    hand.desk.markets.fill(MARKETS)
    panel = TradesPanel(hand.desk.context, "KRW-BTC")
    await hand.open(panel, 409, 391)
    canvas = panel._canvas
    await hand.desk.requested()
    for first in (1, 31):
        hand.desk.deliver(
            *(trade(n, ask_bid=("BID", "ASK")[n % 2], trade_price=100.0 + n % 7) for n in range(first, first + 30))
        )
        await hand.check("trades")
    await hand.move(canvas, 50, 100)
    hand.desk.deliver(trade(61), trade(62, price=107.0))
    await hand.check("trades under the pointer")
    for angle in (-120, -360, 120, -40):
        await hand.wheel(canvas, angle)
    keys = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Home)
    await hand.key(canvas, *keys)
    bar = panel._bar
    await _dragged(hand, bar)
    await hand.click(canvas, 50, 9, "the header pressed")
    await hand.do("thresholds", lambda: panel._on_tiers_changed("KRW", (101.0, 103.0, 105.0)))
    await hand.key(canvas, Qt.Key.Key_M, Qt.Key.Key_T, Qt.Key.Key_2)
    hand.desk.deliver(
        *(trade(n, trade_price=100.0 + n % 9, trade_timestamp=1_795_144_600_000 + n // 3) for n in range(63, 90))
    )
    await hand.check("large trades alone")
    await hand.key(canvas, Qt.Key.Key_0, Qt.Key.Key_Space)
    hand.desk.deliver(trade(92), ticker(price=105.0, acc_bid_volume=3.0, acc_ask_volume=2.0))
    await hand.check("all, and paused")
    await hand.key(canvas, Qt.Key.Key_Space, Qt.Key.Key_M)
    await hand.leave()
    for size in SIZES:
        await hand.resize(*size)
    await _lost_and_back(hand, trade(93), trade(94))


async def watchlist(hand: Hand) -> None:
    panel = WatchlistPanel(hand.desk.context)
    await hand.open(panel, 643, 403)
    hand.desk.markets.fill(MarketList(MANY))
    await hand.check("the list")
    await hand.desk.requested()
    hand.desk.deliver(*(ticker(market.code, 100.0 + number, 110.0) for number, market in enumerate(MANY)))
    await hand.check("first figures")
    table, model = panel._table, panel._model
    await hand.do("sorted", model.resort)
    for number in (3, 4, 9, 20):
        hand.desk.deliver(ticker(MANY[number].code, 130.0 + number), ticker(MANY[number + 7].code, 90.0))
        await hand.check("two rows changed")
    view = table.viewport()
    for y in (10, 36, 62, 141):
        await hand.move(view, 60, y)
        await hand.click(view, 60, y)
    for angle in (-120, -120, 240, -360, -37, 11):
        await hand.wheel(view, angle)
        hand.desk.deliver(ticker(MANY[12].code, 100.0 - angle))
        await hand.check("a row changed")
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Home)
    await hand.key(table, *keys)
    header = table.horizontalHeader().viewport()
    for section in range(4):
        x = table.horizontalHeader().sectionViewportPosition(section) + 20
        await hand.move(header, x, 10)
        await hand.click(header, x, 10, f"sorted by column {section}")
    bar = table.verticalScrollBar()
    await _dragged(hand, bar)
    tabs = panel._tabs
    for index in (3, 0, 2):
        place = tabs.tabRect(index).center()
        await hand.move(tabs, place.x(), place.y())
        await hand.click(tabs, place.x(), place.y(), f"tab {index}")
    await hand.click(panel._search, 40, 10, "search")
    for letter in "코인 1":
        await hand.do(f"typed {letter}", lambda letter=letter: panel._search.insert(letter))
    await hand.key(panel._search, Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Down)
    await hand.do("search given up", panel._search.clear)
    await hand.leave()
    for size in (*SIZES, (707, 351)):
        await hand.resize(*size)
    await _columns_and_filters(hand, panel)
    await hand.do("two are silent", lambda: model.show_unheard({MANY[0].code, MANY[1].code}, {MANY[0].code}))
    await _lost_and_back(hand, ticker(MANY[2].code, 77.0))


async def _columns_and_filters(hand: Hand, panel: WatchlistPanel) -> None:
    table = panel._table
    for key in (SortKey.VOLUME, SortKey.YEAR, SortKey.CAUTION, SortKey.DAY, SortKey.CHANGE_PRICE):
        await hand.do(f"column {key}", lambda key=key: table.choose_columns(table.choice.toggled(key)))
    await hand.resize(1403, 351)
    for price in (120.0, 119.0):
        hand.desk.deliver(ticker(MANY[2].code, price), ticker(MANY[3].code, price, opening_price=101.0))
        await hand.check("tinted")
        await hand.do("faded", table._repaint.fade)
    await hand.do("a title dragged", lambda: table.horizontalHeader().moveSection(3, 1))
    await hand.key(table, Qt.Key.Key_Right, Qt.Key.Key_Slash, Qt.Key.Key_Left)
    for kind in ListFilter:
        await hand.do(f"filter {kind}", lambda kind=kind: panel._filter.choose(kind))
    await hand.do("all again", lambda: panel._filter.choose(ListFilter.ALL))


class _Line(StatusLine):
    def release(self) -> None: ...


async def status_line(hand: Hand) -> None:
    line = _Line(hand.desk.context.look)
    await hand.open(line, 611, 103)
    texts = ("● 연결됨", "33 ms", "1,204건/초", "60 fps", "10:37:53")
    for number in range(12):
        texts = tuple(text if place != number % 5 else text[:-1] + str(number % 10) for place, text in enumerate(texts))
        inks = (Ink.TEXT, Ink.WARNING) if number % 7 == 0 else (Ink.DIM, Ink.DIM)
        parts = [Part(text, place, text, inks[place % 2], "1,204건/초") for place, text in enumerate(texts)]
        await hand.do(f"part {number % 5} changed", lambda parts=parts: line.show_parts(parts, ""))
    await hand.move(line, 580, 10)
    await hand.leave()
    for width in (503, 389, 611):
        await hand.resize(width, 103)


async def assets(hand: Hand) -> None:
    hand.desk.markets.fill(MARKETS)
    async with account_of(hand.desk) as account:
        account.http.replies[ACCOUNTS] = [
            held("KRW", "1000"),
            held("BTC", "2", "40", locked="1"),
            *(held(f"A{n}", str(n), str(n * 3)) for n in range(30)),
        ]
        panel = AssetsPanel(account.context)
        await hand.open(panel, 703, 307)
        await account.unlock()
        await account.listening(panel)
        await hand.check("loaded")
        for price in (50.0, 30.0, 41.5):
            hand.desk.deliver(ticker("KRW-BTC", price))
            await hand.check("a price")
        account.deliver(my_asset(1, KRW=900.0))
        await hand.check("a balance")
        await _scrolled(hand, panel)
        for size in SIZES:
            await hand.resize(*size)
            hand.desk.deliver(ticker("KRW-BTC", 40.0 + size[0]))
            await hand.check("a price")
        await account.lock("키가 지워졌습니다")
        await hand.check("without a key")
        await _typed_into(hand, panel)
        panel.release()


async def my_orders(hand: Hand) -> None:
    hand.desk.markets.fill(MARKETS)
    async with account_of(hand.desk) as account:
        account.http.replies[ORDERS] = [placed(f"u{n}", ("bid", "ask")[n % 2], str(100 + n)) for n in range(30)]
        panel = MyOrdersPanel(account.context)
        await hand.open(panel, 703, 307)
        await account.unlock()
        await account.listening(panel)
        await hand.check("loaded")
        account.deliver(my_order("u3", "trade", 5.0), my_order("u8", "trade", 7.0))
        await hand.check("two executed in part")
        account.deliver(my_order("u5", "cancel"))
        await hand.check("one cancelled")
        await _scrolled(hand, panel)
        for size in SIZES:
            await hand.resize(*size)
        panel.release()


async def engine(hand: Hand) -> None:
    hand.desk.markets.fill(MarketList(MANY))
    watched = WatchlistPanel(hand.desk.context)
    other = OrderBookPanel(hand.desk.context, MANY[0].code)
    panel = EnginePanel(hand.desk.context)
    await hand.open(panel, 851, 419)
    await hand.desk.requested()
    for number, market in enumerate(MANY):
        hand.desk.deliver(ticker(market.code))
        if number % 10 == 0:
            await hand.do("read", panel.refresh)
    streams = panel.page.streams
    for index, row in enumerate(streams.rows):
        await hand.move(streams, 30, streams._top(index) + 5)
        if row.name:
            await hand.click(streams, 30, streams._top(index) + 5, "unfolded")
            break
    for angle in (-120, -240, 120, -37):
        await hand.wheel(streams, angle)
        hand.desk.deliver(book(MANY[0].code), ticker(MANY[1].code))
        await hand.do("read", panel.refresh)
    for width, height in ((713, 403), (533, 391), (391, 377)):
        await hand.resize(width, height)
        hand.desk.deliver(book(MANY[0].code))
        await hand.do("read", panel.refresh)
    hand.desk.sockets[-1].abort()
    await hand.do("the connection lost", panel.refresh)
    await hand.leave()
    await hand.switch_look()
    for panel in (watched, other):
        panel.release()
        panel.deleteLater()


async def faults(hand: Hand) -> None:
    async with serve(ScriptedSource()) as server:
        panel = FaultsPanel(dataclasses.replace(hand.desk.context, faults=FaultControl(server.rest_url)))
        await hand.open(panel, 413, 471)
        await eventually(lambda: panel.rows)
        await hand.check("the list")
        rows = [row for row in panel.rows.values() if row.editors]
        for row in rows[:3]:
            await hand.move(row.fold, 8, 8)
            await hand.click(row.fold, 8, 8, "unfolded")
        area = panel.findChild(QScrollArea)
        for row in [row for row in panel.rows.values() if not row.fault.is_momentary][:2]:
            await hand.do("scrolled to it", lambda row=row: area.ensureWidgetVisible(row))
            await hand.click(row.switch, 8, 8, "switched on")
            await eventually(lambda row=row: row.note.text())
            await hand.check("on")
        for angle in (-120, -360, 120, -37):
            await hand.wheel(panel._page, angle)
        for size in SIZES:
            await hand.resize(*size)
        await hand.switch_look()
        await hand.key(panel, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space)
        await hand.click(panel.clear_button, 10, 8, "all lifted")
        await eventually(lambda: not panel._is_asking)
        await hand.check("none on")
        panel.release()


async def _dragged(hand: Hand, bar: QScrollBar) -> None:
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    part = QStyle.SubControl.SC_ScrollBarSlider
    handle = bar.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, bar).center()
    await hand.move(bar, handle.x(), handle.y())
    await hand.drag(bar, handle, handle + QPoint(0, 27), handle + QPoint(0, 68), what="the bar")


async def _scrolled(hand: Hand, panel: AssetsPanel | MyOrdersPanel) -> None:
    table = panel._table
    for angle in (-120, -360, 120, -40):
        await hand.wheel(table.viewport(), angle)
    bar = table.verticalScrollBar()
    await _dragged(hand, bar)
    await hand.move(table.viewport(), 50, 100)
    await hand.leave()
    await hand.switch_look()


async def _typed_into(hand: Hand, panel: AssetsPanel) -> None:
    for field in (panel._form._access, panel._form._secret):
        await hand.click(field, 20, 8, "a field")
        await hand.key(field, Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_Left)
