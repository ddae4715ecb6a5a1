"""The data and user actions for the picture of each panel; always the same."""

from __future__ import annotations

import dataclasses
from typing import Final

from PySide6.QtCore import QPoint, Qt
from screen.chart_scenario import LAST, MINUTE, NOW_MS, candles, reported
from screen.drawing_scenario import opened, restyle

from account_in_hand import ACCOUNTS, ORDERS, account_of, held, my_order, placed
from alert_messages import alert
from candle_pages import EveryUnit
from core.engine.pending_task import PendingStage
from core.engine.report import EngineReport, StreamReport
from core.market.alerts.alert import AlertKind, Direction
from core.market.alerts.firing import Firing
from core.market.candles.units import CandleUnit
from core.market.chart.bar_kind import BarKind
from core.market.drawings.drawing import ANCHORS, Kind
from core.market.market_state import MarketState, Phase
from core.market.order_book import Side
from core.model.link_status import ConnectionState
from core.model.subscription import StreamKey, StreamType
from core.simulator.serve.server import serve
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.faults import FaultControl
from core.upbit.rest.quotation import RestClient
from desk_in_hand import MARKETS, book, ticker, trade
from engine_figures import with_scope
from http_exchange import HttpExchange, error, served
from pictures import Camera
from scripted_source import ScriptedSource
from waiting import eventually, steady
from widgets.account.assets_panel import AssetsPanel
from widgets.account.my_orders_panel import MyOrdersPanel
from widgets.alerts.panel import AlertsPanel
from widgets.chart.panel import ChartPanel
from widgets.depth_chart.panel import DepthChartPanel
from widgets.engine_monitor.panel import EnginePanel
from widgets.engine_monitor.pipeline import lanes
from widgets.faults.panel import FaultsPanel
from widgets.market_header.panel import MarketHeaderPanel
from widgets.markets.alerts import Trouble
from widgets.order_book.marks import mark_of_average, mark_of_order
from widgets.order_book.panel import OrderBookPanel
from widgets.panel.data_state.data_notice import Notice
from widgets.trades.panel import TradesPanel
from widgets.watchlist.panel import WatchlistPanel

PRICE = 158_320_000.0
TICK = 1_000.0

LOST: Final = Notice("연결 끊김 · 마지막 수신 12:15:42\n서버에 연결할 수 없습니다", is_aside=True, can_retry=True)


def _book(mid: float = PRICE, depth: int = 15, **more: object) -> dict[str, object]:
    """A realistic book: some levels large, some nearly empty, sizes with and without decimals."""
    units = [
        {
            "ask_price": mid + n * TICK, "bid_price": mid - (n - 1) * TICK,
            "ask_size": (0.05, 1.2345, 0.3, 2.0, 0.00071)[n % 5] * (1 + n / 9),
            "bid_size": (1.1, 0.02, 0.75, 0.0042, 3.0)[n % 5] * (1 + n / 7),
        }
        for n in range(1, depth + 1)
    ]  # fmt: skip
    sums = {f"total_{side}_size": sum(unit[f"{side}_size"] for unit in units) for side in ("ask", "bid")}
    return book(depth=1, orderbook_units=units, **sums, **more)


def _last(price: float = PRICE, **more: object) -> dict[str, object]:
    return ticker(price=price, prev=157_000_000.0, **more)


async def order_book(camera: Camera) -> None:
    camera.desk.markets.fill(MARKETS)
    panel = OrderBookPanel(camera.desk.context, "KRW-BTC")
    await camera.open(panel, 370, 430)
    await camera.shoot("order_book-loading")
    await camera.desk.requested()
    camera.desk.deliver(_last(), _book())
    await camera.shoot("order_book", is_scaled=True)
    await camera.move(panel._canvas, 60, 120)
    await camera.shoot("order_book-pointer")
    await camera.wheel(panel._canvas, -480)
    await camera.leave()
    await camera.shoot("order_book-followed")
    await camera.key(panel._canvas, Qt.Key.Key_PageUp)
    await camera.shoot("order_book-scrolled")
    await camera.resize(560, 330)
    await camera.do("both sides, in amounts", lambda: (panel.switch_layout(), panel.switch_amount()))
    own = [mark_of_average(PRICE - 3 * TICK), mark_of_order(PRICE + 4 * TICK, Side.ASK)]
    await camera.do("own prices", lambda: panel._canvas.show_own_marks(own))
    await camera.do("the middle", panel._canvas.to_spread)
    await camera.shoot("order_book-two_sided", is_scaled=True)
    await camera.do("one side, in sizes", lambda: (panel.switch_layout(), panel.switch_amount()))
    await camera.resize(230, 260)
    await camera.shoot("order_book-narrow")
    panel.show_notice(Notice("알 수 없는 종목: KRW-BTCC", ("KRW-BTC", "BTC-ETH")))
    await camera.shoot("order_book-choice")
    panel.show_notice(LOST)
    await camera.shoot("order_book-aside", is_scaled=True)


async def depth_chart(camera: Camera) -> None:
    camera.desk.markets.fill(MARKETS)
    panel = DepthChartPanel(camera.desk.context, "KRW-BTC")
    await camera.open(panel, 460, 260)
    await camera.desk.requested()
    camera.desk.deliver(_last(), _book(depth=30))
    await camera.shoot("depth_chart", is_scaled=True)
    await camera.move(panel.view.viewport(), 320, 120)
    await camera.shoot("depth_chart-pointer")
    await camera.wheel(panel.view.viewport(), 600)
    await camera.leave()
    await camera.resize(240, 150)
    await camera.shoot("depth_chart-narrow")


async def market_header(camera: Camera) -> None:
    camera.desk.markets.fill(MARKETS)
    panel = MarketHeaderPanel(camera.desk.context, "KRW-BTC")
    await camera.open(panel, 900, 46)
    await camera.shoot("market_header-loading")
    await camera.desk.requested()
    year = {"highest_52_week_price": 171_500_000.0, "lowest_52_week_price": 98_120_000.0}
    figures = {"signed_change_price": 1_320_000.0, "acc_trade_volume_24h": 1203.88120417, **year}
    camera.desk.deliver(_last(**figures))
    for number in range(8):  # so many make the exchange's clock known
        camera.desk.deliver(_last(**figures, stream_type="REALTIME", timestamp=1_795_144_542_000 + number))
    await camera.shoot("market_header", is_scaled=True)
    await camera.resize(560, 46)
    await camera.shoot("market_header-folded")
    await camera.resize(230, 150)
    await camera.shoot("market_header-high")
    await camera.resize(560, 46)
    panel.show_notice(LOST)
    await camera.shoot("market_header-aside")
    panel.show_notice(None)
    state = MarketState(Phase.SUSPENDED)
    await camera.do("suspended", lambda: camera.desk.markets.update_state("KRW-BTC", state))
    await camera.shoot("market_header-suspended")


async def trades(camera: Camera) -> None:
    camera.desk.markets.fill(MARKETS)
    panel = TradesPanel(camera.desk.context, "KRW-BTC")
    await camera.open(panel, 400, 330)
    await camera.desk.requested()
    camera.desk.deliver(
        *(
            trade(
                1 + n, ask_bid=("BID", "ASK", "BID")[n % 3], trade_price=PRICE + n % 7 * TICK,
                trade_volume=(0.00012, 1.5, 0.25, 12.0, 0.04, 0.00831)[n % 6],
                trade_timestamp=1_795_144_542_000 + n * 370, prev_closing_price=PRICE + 2 * TICK,
            )
            for n in range(60)
        )
    )  # fmt: skip
    await camera.shoot("trades", is_scaled=True)
    await camera.wheel(panel._canvas, -360)
    await camera.move(panel._canvas, 50, 120)
    await camera.shoot("trades-scrolled")
    await camera.leave()
    camera.desk.deliver(
        _last(acc_bid_volume=412.5, acc_ask_volume=380.25),
        *(
            trade(
                61 + n, trade_price=PRICE + n // 3 * TICK, trade_volume=0.01 * 4**n, prev_closing_price=PRICE,
                ask_bid=("BID", "ASK")[n // 3 % 2], trade_timestamp=1_795_144_565_000 + n // 3,
            )
            for n in range(9)
        ),
    )  # fmt: skip
    await camera.do("merged", panel.toggle_merging)
    await camera.do("to the millisecond", panel.toggle_precise)
    await camera.do("figures", panel._show_figures)
    await camera.shoot("trades-merged", is_scaled=True)
    await camera.do("filtered", lambda: panel.show_from(1))
    await camera.do("paused", panel._canvas.toggle_stop)
    await camera.shoot("trades-filtered")
    await camera.do("all", lambda: panel.restore_state({}))
    await camera.resize(230, 200)
    await camera.shoot("trades-narrow")


async def watchlist(camera: Camera) -> None:
    panel = WatchlistPanel(camera.desk.context)
    await camera.open(panel, 460, 260)
    camera.desk.markets.fill(MARKETS)
    await camera.desk.requested()
    await camera.shoot("watchlist-waiting")
    prices = {"KRW-BTC": (PRICE, 157e6), "KRW-ETH": (5_321_000.0, 5_400_000.0), "KRW-XRP": (3_120.0, 3_120.0)}
    for code, (price, prev) in prices.items():
        camera.desk.deliver(ticker(code, price, prev, acc_trade_price_24h=price * 4321))
    camera.desk.deliver(ticker("BTC-ETH", 0.03361, 0.0341, acc_trade_price_24h=3.2))
    await camera.do("sorted", panel._on_resort_due)
    await camera.shoot("watchlist", is_scaled=True)
    await camera.click(panel._table.viewport(), 60, 36)
    await camera.leave()
    await camera.do("told", lambda: panel._model.show_unheard({"KRW-SHIB"}, {"KRW-SHIB"}))
    await camera.shoot("watchlist-chosen")
    header = panel._table.horizontalHeader()
    await camera.click(header.viewport(), header.sectionViewportPosition(1) + 20, 10)
    await camera.do("typed", lambda: panel._search.insert("이"))
    await camera.leave()
    await camera.shoot("watchlist-search")
    await camera.do("cleared", panel._search.clear)
    await camera.do("other", lambda: panel._tabs.setCurrentIndex(3))
    await camera.resize(300, 200)
    await camera.shoot("watchlist-narrow")


async def assets(camera: Camera) -> None:
    camera.desk.markets.fill(MARKETS)
    async with account_of(camera.desk) as account:
        account.http.replies[ACCOUNTS] = [
            held("KRW", "12345678.9", locked="500000"),
            held("BTC", "0.51234567", "120000000", locked="0.1"),
            held("ETH", "3.5", "6100000"),
            held("APENFT", "12.3"),
        ]
        panel = AssetsPanel(account.context)
        await camera.open(panel, 700, 260)
        await camera.do("asked for a key", lambda: panel._form._access.setText("abc"))
        await camera.shoot("assets-form")
        await account.lock("키 저장소를 열 수 없습니다")
        await camera.resize(360, 330)
        await camera.shoot("assets-form-narrow")
        await camera.resize(700, 230)
        await account.unlock()
        await account.listening(panel)
        camera.desk.deliver(_last(), ticker("KRW-ETH", 5_321_000.0, 5_400_000.0))
        await camera.shoot("assets")
        await camera.resize(420, 200)
        await camera.shoot("assets-narrow")
        account.http.replies[ACCOUNTS] = error(401, "jwt_verification", "검증에 실패했습니다")
        account.access.changed.emit()
        await eventually(lambda: panel._pages.currentWidget() is panel._stop)
        await camera.resize(560, 220)
        await camera.shoot("assets-refused")
        panel.release()


async def my_orders(camera: Camera) -> None:
    camera.desk.markets.fill(MARKETS)
    async with account_of(camera.desk) as account:
        account.http.replies[ORDERS] = [
            placed(f"u{n}", ("bid", "ask")[n % 2], str(158_000_000 + n * 1000), str(0.5 + n), str(n / 4))
            for n in range(6)
        ]
        panel = MyOrdersPanel(account.context)
        await camera.open(panel, 700, 190)
        await account.unlock()
        await account.listening(panel)
        account.deliver(my_order("u3", "trade", 5.0, ask_bid="ASK", price=158_003_000))
        await camera.shoot("my_orders")
        await camera.move(panel._table.viewport(), 50, 60)
        await camera.resize(380, 120)
        await camera.shoot("my_orders-narrow")
        panel.release()


async def chart(camera: Camera) -> None:
    async with candles(camera, PRICE) as (rest, pages):
        await _charted(camera, rest, pages)


async def _charted(camera: Camera, rest: RestClient, pages: EveryUnit) -> None:
    camera.desk.markets.fill(MARKETS)
    panel = ChartPanel(dataclasses.replace(camera.desk.context, rest=rest), "KRW-BTC", "1m")
    await camera.open(panel, 560, 340)
    below = panel.view.viewport()

    async def loaded() -> None:
        await eventually(lambda: len(panel.history.series) and panel.history.pending is None)

    async def shoot(name: str, *, is_scaled: bool = False) -> None:
        for _ in range(2):  # the previous action is painted first, which requests the missing page
            await camera.check("painted")
            await loaded()
        await camera.shoot(name, is_scaled=is_scaled)

    await loaded()
    await camera.desk.requested()
    camera.desk.deliver(reported(pages, LAST, PRICE * 1.02, NOW_MS))
    await shoot("chart")
    await camera.move(below, 300, 100)
    await shoot("chart-crosshair", is_scaled=True)
    await camera.move(below, 350, 205)
    await shoot("chart-crosshair-volume")
    await camera.leave()
    await camera.drag(below, QPoint(100, 60), QPoint(300, 61))
    await camera.leave()
    await shoot("chart-past")
    await camera.key(panel.view, Qt.Key.Key_End)
    await camera.wheel(below, 960, round(panel.view.window_of_time.width) - 5, 90)  # at the live edge
    await camera.leave()
    await shoot("chart-large")
    await camera.wheel(below, -2400, 400, 90)
    await loaded()
    await camera.leave()
    await shoot("chart-small")
    await camera.resize(420, 240)
    await camera.move(below, 60, 80)
    await shoot("chart-narrow")
    await camera.leave()
    await camera.resize(560, 340)
    await camera.do("five minutes", lambda: panel.set_unit("5m"))
    await loaded()
    slot = CandleUnit.MINUTE_5.slot(NOW_MS)
    row = pages.row("KRW-BTC", CandleUnit.MINUTE_5, slot)
    camera.desk.deliver(
        {**row, "type": "candle.5m", "code": row.pop("market"), "stream_type": "REALTIME", "timestamp": NOW_MS}
    )
    await eventually(lambda: panel.history.series.settled_last.revision_ms == NOW_MS)
    await eventually(lambda: panel.history.is_at_beginning)
    await shoot("chart-minutes")
    pages.http.replies["/v1/candles/minutes/3"] = error(404, "not_found", "없는 마켓입니다")
    await camera.do("3m", lambda: panel.set_unit("3m"))
    await eventually(lambda: panel.requests.notice.text)
    panel._loading._retrying.stop()  # the text counts seconds
    await camera.do("a notice", panel.requests.show_progress)
    await camera.shoot("chart-notice")


async def drawings(camera: Camera) -> None:
    async with candles(camera, PRICE) as (rest, pages):
        panel = await opened(camera, rest, 560, 330)
        await camera.desk.requested()
        camera.desk.deliver(reported(pages, LAST, PRICE * 1.02, NOW_MS), ticker(price=PRICE * 1.02))
        await camera.do("without volumes", lambda: panel.view.show_volumes(is_shown=False))
        tools, below = panel.drawing_tools, panel.view.viewport()
        for number, kind in enumerate(sorted(Kind, key=Kind.FIBONACCI.__eq__)):  # whose words need room
            at = QPoint(40 + 100 * (number % 4), 60 + 66 * (number // 4))
            await camera.do("a tool", lambda kind=kind: tools.choose(kind))
            for place in (at, at + QPoint(75, 60), at + QPoint(30, 0))[: ANCHORS[kind]]:
                await camera.click(below, place.x(), place.y())
            if kind is Kind.TEXT:
                tools.field.setText("돌파")
                await camera.key(tools.field, Qt.Key.Key_Return)
        tools.drawings.select(None)
        await camera.leave()
        await camera.shoot("drawings")
        restyle(tools.drawings)
        tools.drawings.select(tools.drawings.market.drawings[5].id)
        await camera.shoot("drawings-styled")


async def chart_bars(camera: Camera) -> None:
    """Each kind of bars, the marks and a compared market, in little room."""
    pages = EveryUnit(HttpExchange(), {"KRW-BTC": PRICE, "KRW-ETH": 5.3e6}, MINUTE.start_ms(LAST - 250), NOW_MS)
    async with account_of(camera.desk) as account, served(pages.http) as url:
        account.http.replies[ACCOUNTS] = [held("BTC", "0.51234567", "159000000")]
        account.http.replies[ORDERS] = [
            placed("u1", "bid", "157500000", "0.25"),
            placed("u2", "ask", "168000000", "0.5"),
        ]
        camera.desk.markets.fill(MARKETS)
        rest = RestClient(endpoints_for("simulated", url))
        panel = ChartPanel(dataclasses.replace(account.context, rest=rest), "KRW-BTC", "1m")
        panel.restore_state({"indicators": [], "has_volumes": False, "bar_width": 11.0})
        await camera.open(panel, 440, 280)
        await eventually(lambda: len(panel.history.series) and panel.history.pending is None)
        await camera.desk.requested()
        for number, slot in enumerate((LAST - 1, LAST, LAST + 4), 1):
            camera.desk.deliver(reported(pages, slot, PRICE + number * 1_234_000, NOW_MS + number))
        for kind in BarKind:
            await camera.do(kind, lambda kind=kind: panel.bars.choose(kind))
            await camera.shoot(f"chart_bars-{kind}", is_scaled=kind is BarKind.AREA)
        await camera.do("holes left out", panel.bars.turn_holes)
        await camera.shoot("chart_bars-holes")
        await camera.do("candles", lambda: panel.bars.choose(BarKind.CANDLES))
        camera.desk.deliver(_last(prev_closing_price=161_000_000.0))
        await account.unlock()
        await eventually(lambda: len(panel.marks.overlay.levels) == 4)
        await camera.shoot("chart_bars-levels")
        for name in ("previous_close", "own"):
            panel.marks.turn(name)
        await camera.do("compared", lambda: panel.comparing.compare("KRW-ETH"))
        await eventually(lambda: panel.comparing.layer.base is not None)
        await camera.shoot("chart_bars-compared", is_scaled=True)
        await camera.do("alone again", panel.comparing.remove)
        await camera.desk.requested()
        camera.desk.deliver(reported(pages, LAST + 4, PRICE + 4_000_000, NOW_MS + 9))
        # How far one can zoom out depends on how much is loaded.
        await steady(lambda: (len(panel.history.series), panel.history.pending), for_seconds=0.3)
        await camera.wheel(panel.view.viewport(), -2160, 300, 90)
        await eventually(lambda: panel.history.is_at_beginning)
        await camera.leave()
        await camera.shoot("chart_bars-days")
        panel.release()
        await camera.desk.tasks.cancel()
        await rest.close()


def _stream(kind: StreamType, code: str, *components: str, is_silent: bool = False, age: float = 0.4) -> StreamReport:
    return StreamReport(StreamKey(kind, code, 0), 0, components, True, True, not is_silent, is_silent, age, 1234)


def _reported(at_rest: EngineReport) -> EngineReport:
    report = at_rest._replace(
        streams=[
            _stream(StreamType.TICKER, "KRW-BTC", "watchlist::#1", "orderbook:KRW-BTC:#2"),
            _stream(StreamType.TRADE, "KRW-ETH", "trades:KRW-ETH:#3", age=75.0),
            _stream(StreamType.ORDERBOOK, "KRW-XRP", "orderbook:KRW-XRP:#4", is_silent=True),
        ]
    )
    return with_scope(
        report,
        link={
            "state": ConnectionState.LIVE, "epoch": 2, "messages": 48_213, "bytes": 9_876_543, "last_frame_age": 0.2,
            "round_trip_ms": 12.0, "clock_ahead_ms": -31.0, "reconnects": 1,
        },
        gate={"messages": 5, "slots_used_second": 2, "slots_used_minute": 5, "waits": 1, "wait_seconds": 0.4},
        subscriptions={"streams": 3, "revision": 6, "changes": 17, "duplicates_prevented": 2},
        pending={
            "changes": 17, "duplicate_requests_prevented": 2, "pending_task_created": 5, "pending_task_skipped": 12,
            "total_messages": 5,
        },
        stage=PendingStage.DEBOUNCING,
    )  # fmt: skip


async def engine(camera: Camera) -> None:
    panel = EnginePanel(camera.desk.context)
    await camera.open(panel, 840, 400)
    panel._timer.setInterval(1_000_000)
    report = _reported(camera.desk.engine.report())

    def show() -> None:
        panel.picture.show_lanes(lanes(report))
        panel.page.show_report(report)

    await camera.do("read", show)
    await camera.shoot("engine")
    await camera.move(panel.page.streams, 30, panel.page.streams._top(1) + 5)
    await camera.resize(560, 330)
    await camera.do("read", show)
    await camera.shoot("engine-middle")
    await camera.leave()
    await camera.resize(400, 300)
    await camera.do("read", show)
    await camera.shoot("engine-narrow")


async def alerts(camera: Camera) -> None:
    camera.desk.markets.fill(MARKETS)
    listed = camera.desk.context.alerts
    listed.put(alert(level=100_000_000.0, direction=Direction.UP, note="절반 매도"))
    listed.put(alert(AlertKind.CHANGE, "change", code="KRW-ETH", seconds=300.0, is_once=True))
    listed.put(alert(AlertKind.FILL, "fill"))
    listed.put(alert(AlertKind.LISTING, "listing", is_enabled=False))
    listed.set_troubles({"fill": Trouble.NO_KEY})
    rang_ms = 1_795_144_500_000
    listed.tell(Firing(alert(), "KRW-BTC", rang_ms, Direction.UP, 100_010_000.0), rang_ms)
    panel = AlertsPanel(camera.desk.context)
    await camera.open(panel, 620, 300)
    await camera.shoot("alerts", is_scaled=True)
    await camera.resize(380, 170)
    await camera.do("empty", lambda: [listed.remove(each.id) for each in list(listed)])
    await camera.shoot("alerts-empty", is_scaled=True)
    panel.release()


async def faults(camera: Camera) -> None:
    async with serve(ScriptedSource()) as server:
        panel = FaultsPanel(dataclasses.replace(camera.desk.context, faults=FaultControl(server.rest_url)))
        await camera.open(panel, 410, 330)
        await eventually(lambda: panel.rows)
        await camera.shoot("faults")
        row = next(row for row in panel.rows.values() if row.editors)
        await camera.click(row.fold, 8, 8, "unfolded")
        await camera.leave()
        await camera.shoot("faults-unfolded")
        panel.release()
