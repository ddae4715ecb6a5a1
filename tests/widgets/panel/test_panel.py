from __future__ import annotations

import asyncio
import gc
import logging
import re
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from shiboken6 import delete, isValid

from core.engine.deliver.feed import FeedState
from core.market.order_book import OrderBookView
from core.model.link_status import ConnectionState
from core.model.subscription import Scope, StreamType, subscribe
from core.timing.exchange_clock import BELIEVED_AFTER
from desk_in_hand import MARKETS, Desk, book, candle, ticker, trade
from looks import DARK
from paint_count import Paints
from waiting import eventually
from widgets.account.assets_panel import AssetsPanel
from widgets.account.my_orders_panel import MyOrdersPanel
from widgets.chart.panel import ChartPanel
from widgets.depth_chart.panel import DepthChartPanel
from widgets.engine_monitor.panel import EnginePanel
from widgets.guard.error_budget import TOO_MANY
from widgets.guard.guard import guarded_paint
from widgets.market_header.panel import MarketHeaderPanel
from widgets.order_book.panel import OrderBookPanel
from widgets.panel.data_state.data_notice import Notice
from widgets.panel.panel import Panel
from widgets.panel.suspension import SuspensionNotice
from widgets.trades.panel import TradesPanel
from widgets.watchlist.panel import WatchlistPanel
from work import work_for

KINDS = [OrderBookPanel, TradesPanel, WatchlistPanel]
OF_A_MARKET = [*KINDS, ChartPanel, DepthChartPanel, MarketHeaderPanel]


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
    await desk.requested()
    desk.deliver(ticker(), book())
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
async def test_panels_opened_and_closed_leave_nothing(kind, desk: Desk):
    make(kind, desk)
    widgets = len(QApplication.allWidgets())
    alive = []
    for _ in range(30):
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
    desk.deliver(book())
    assert not desk.clock._beat.isActive()
    assert desk.clock._slow_beat.isActive()
    panel.show()
    desk.clock.stop()
    desk.deliver(book(mid=200.0))
    assert desk.clock._beat.isActive()


async def test_a_hidden_panels_data_stay_right_and_are_there_when_it_is_shown(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book())
    assert not panel.frame(), "nothing to paint where nobody looks"
    assert panel.has_data()
    desk.deliver(book(mid=200.0, timestamp=1_795_144_543_000))
    panel.show()
    assert view_of(panel).asks[0].price == 201.0


@pytest.mark.parametrize("has_news", [True, False])
async def test_a_panel_that_is_shown_is_painted_whole_once_with_and_without_news(desk: Desk, has_news):
    class Counted(OrderBookPanel):
        times = 0

        def refresh(self) -> None:
            self.times += 1
            super().refresh()

    panel = Counted(desk.context, "KRW-BTC")
    if has_news:
        desk.deliver(book())
    panel.show()
    assert panel.times == 1


async def test_status_goes_from_loading_to_live_to_disconnected_on_the_data(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    panel.show()
    assert panel.status_text == "불러오는 중"
    await desk.requested()
    desk.deliver(ticker())
    panel.frame()
    assert panel.status_text == "불러오는 중", "a ticker is no order book"
    desk.deliver(book())
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
    await desk.requested()
    desk.deliver(ticker(), book())
    panel.frame()
    desk.deliver(book(mid=300.0))
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
    panel.market_chosen.connect(panel.set_market)  # as the desk does, for all panels linked to it
    panel.findChild(QPushButton, "KRW-BTC").click()
    assert panel.code == "KRW-BTC"
    assert desk.wanted == {"orderbook": {"KRW-BTC"}, "ticker": {"KRW-BTC"}, "trade": {"KRW-BTC"}}
    assert titles == ["비트코인 BTC/KRW [주의] · 호가"]
    assert panel.status_text == "불러오는 중"


async def test_a_code_without_an_answer_is_shown_as_silent_with_the_nearest_codes(desk: Desk, monkeypatch):
    monkeypatch.setattr("core.engine.feeds.SILENT_AFTER", 0.0)
    panel = OrderBookPanel(desk.context, "KRW-BTTC")
    panel.show()
    await desk.requested()
    desk.engine._feeds.notify(Scope.PUBLIC)
    panel.frame()
    assert panel.status_text == "응답 없음\n거래소가 데이터를 보내지 않아 다시 요청합니다"  # who knows?
    desk.markets.fill(MARKETS)
    assert panel.status_text == "응답 없음 – 종목 코드를 확인하세요\n알 수 없는 종목: KRW-BTTC"
    assert panel.findChild(QPushButton, "KRW-BTC") is not None


async def test_a_market_that_answered_once_may_be_quiet_for_ever(desk: Desk, monkeypatch):
    monkeypatch.setattr("core.engine.feeds.SILENT_AFTER", 0.0)
    panel = TradesPanel(desk.context, "KRW-BTC")
    panel.show()
    await desk.requested()
    desk.deliver(trade(1, stream_type="SNAPSHOT"))
    desk.engine._feeds.notify(Scope.PUBLIC)
    panel.frame()
    assert panel.status_text == ""


async def test_streams_the_exchange_refused_can_be_requested_again(desk: Desk, monkeypatch):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    panel.show()
    requests = []
    monkeypatch.setattr(type(panel._feed), "retry", lambda feed: requests.append(feed.component_id))
    panel.show_notice(Notice("거래소가 구독을 거절함", can_retry=True))
    next(button for button in panel.findChildren(QPushButton) if button.text() == "다시 시도").click()
    assert requests == [panel.component_id]


async def test_the_title_learns_the_name_when_the_list_comes(desk: Desk):
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    assert panel.panel_title() == "BTC/KRW · 호가"
    titles = []
    panel.title_changed.connect(titles.append)
    desk.markets.fill(MARKETS)
    assert titles == ["비트코인 BTC/KRW [주의] · 호가"]


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


def is_framed(image: QImage) -> bool:
    """Whether the left side of the amber frame is there, in the lower part, where each panel shows its data."""
    y = image.height() * 3 // 4
    return image.pixelColor(0, y) == image.pixelColor(1, y) == DARK.warning != image.pixelColor(2, y)


async def turns(count: int = 4) -> None:
    """Let Qt paint what is to be painted."""
    for _ in range(count):
        await asyncio.sleep(0.02)


async def live(desk: Desk, kind: type[Panel]) -> Panel:
    """A panel that shows live data."""
    panel = make(kind, desk)
    panel.resize(360, 480)
    panel.show()
    await desk.requested()
    desk.deliver(book(depth=15), trade(1, stream_type="SNAPSHOT"), trade(2), candle())
    desk.deliver(*(ticker(code, price=110.0) for code in (market.code for market in MARKETS)))
    await turns()
    assert panel.status_text == ""
    return panel


class TestDataThatAreNotLive:
    async def test_look_like_it_at_once_and_say_since_when_and_come_back_at_once(self, kind, desk: Desk):
        panel = await live(desk, kind)
        assert not is_framed(panel.grab().toImage())
        desk.sockets[-1].abort()
        await eventually(lambda: panel.status_text.startswith("연결 끊김"))
        await turns()
        assert re.search(r"마지막 수신 \d\d:\d\d:\d\d", panel.status_text)
        assert is_framed(panel.grab().toImage())
        await eventually(lambda: len(desk.sockets) == 2 and desk.sockets[-1].heard)
        await eventually(lambda: panel.status_text.startswith("다시 불러오는 중"))
        desk.deliver(book(timestamp=1_795_144_543_000), trade(3), ticker(price=111.0))
        await eventually(lambda: panel.status_text == "")
        assert not is_framed(panel.grab().toImage())

    @pytest.mark.parametrize("of_market", OF_A_MARKET, ids=lambda kind: kind.kind)
    async def test_look_like_it_in_every_panel_also_while_the_first_connection_is_made_again(
        self, of_market: type[Panel], desk: Desk
    ):
        """As after a restart of the exchange: chart and tape, which load their past, looked live for seconds."""
        panel = await live(desk, of_market)
        await desk.engine.set_dial(Scope.PUBLIC, asyncio.get_running_loop().create_future)
        await eventually(lambda: desk.engine.link_status(Scope.PUBLIC).state is ConnectionState.CONNECTING)
        await turns()
        assert re.search(r"다시 불러오는 중 · 마지막 수신 \d\d:\d\d:\d\d", panel.status_text)
        await desk.engine.set_dial(Scope.PUBLIC, desk._dial)
        await eventually(lambda: len(desk.sockets) == 2 and desk.sockets[-1].heard)
        desk.deliver(book(timestamp=1_795_144_543_000), trade(3), ticker(price=111.0), candle(price=111.0))
        await eventually(lambda: panel.status_text == "")

    async def test_are_repainted_once_when_that_begins_and_once_when_it_ends(self, desk: Desk):
        panel = await live(desk, OrderBookPanel)
        await eventually(lambda: not panel._canvas._flash_end.isActive())  # of the trade: a repaint of its own
        await turns()
        paints = Paints(panel._canvas)
        desk.sockets[-1].abort()
        await eventually(lambda: panel.status_text.startswith("연결 끊김"))
        await turns()
        assert paints.count == 1
        await eventually(lambda: len(desk.sockets) == 2 and desk.sockets[-1].heard)
        await eventually(lambda: panel.status_text.startswith("다시 불러오는 중"))
        await turns()
        paints.count = 0
        desk.deliver(book(timestamp=1_795_144_543_000), ticker(price=111.0))
        await eventually(lambda: panel.status_text == "")
        await turns()
        assert paints.count == 1

    async def test_are_shown_as_late_while_an_answer_is_overdue(self, desk: Desk):
        panel = await live(desk, OrderBookPanel)
        desk.engine._scopes[next(iter(desk.engine._scopes))].link._doubt(True)
        await eventually(lambda: panel.status_text.startswith("응답 지연 · 마지막 수신"))

    async def test_an_order_book_is_not_live_because_its_ticker_is(self, desk: Desk):
        panel = await live(desk, OrderBookPanel)
        desk.sockets[-1].abort()
        await eventually(lambda: len(desk.sockets) == 2 and desk.sockets[-1].heard)
        desk.deliver(ticker(price=111.0))
        await turns()
        assert panel.status_text.startswith("다시 불러오는 중")
        desk.deliver(book(timestamp=1_795_144_543_000))
        await eventually(lambda: panel.status_text == "")


class Picture(QWidget):
    """A canvas that its panel controls."""

    def __init__(self, panel: Moody) -> None:
        super().__init__(panel)
        self.panel = weakref.ref(panel)

    @guarded_paint
    def paintEvent(self, event) -> None:
        self.panel().painted += 1
        self.panel().on_paint()


class Moody(Panel):
    """Takes tickers, and then does what the test has set."""

    kind = "moody"

    def __init__(self, context, code: str = "KRW-BTC") -> None:
        super().__init__(context, code)
        self.taken = 0
        self.newest = None
        self.painted = 0
        self.on_mail = lambda: None
        self.on_paint = lambda: None
        self.canvas = Picture(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.canvas)
        self.subscribe((subscribe(StreamType.TICKER, code),))

    def consume(self, messages) -> bool:
        self.taken += len(messages)
        self.newest = messages[-1] if messages else self.newest
        self.on_mail()
        return bool(messages)

    def refresh(self) -> None:
        self.canvas.update()


def fail() -> None:
    raise KeyError("trade_price")


@pytest.mark.fails_on_purpose
class TestOneBadPanelOfTwenty:
    @pytest.fixture
    async def panels(self, desk: Desk) -> list[Moody]:
        desk.markets.fill(MARKETS)
        panels = [Moody(desk.context) for _ in range(20)]
        for panel in panels:
            panel.resize(120, 80)
            panel.show()
        await desk.requested()
        await turns()
        return panels

    async def feed(self, desk: Desk, times: int, first: int = 0) -> None:
        for number in range(first, first + times):
            desk.deliver(ticker(price=100.0 + number, timestamp=1_795_144_542_000 + number))
            await turns(2)

    def figures(self, desk: Desk) -> list[tuple[int, int]]:
        return [(row.errors, row.slow) for row in desk.engine.component_report()]

    @pytest.mark.parametrize("place", ["on_mail", "on_paint"])
    async def test_it_is_counted_stopped_and_says_why_and_the_others_never_notice(
        self, desk: Desk, panels, place: str, caplog
    ):
        bad, *good = panels
        caplog.clear()
        before = [panel.taken for panel in good]
        setattr(bad, place, fail)
        await self.feed(desk, 12)
        assert bad.suspension_reason == "KeyError: 'trade_price'"
        assert bad.findChild(SuspensionNotice).isVisible()
        assert self.figures(desk) == [(TOO_MANY, 0)] + [(0, 0)] * 19
        assert [panel.taken - taken for panel, taken in zip(good, before, strict=True)] == [12] * 19
        assert not any(panel.suspension_reason for panel in good)
        errors = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert len(errors) <= 3, "a line a second, and one for the end of it"

    async def test_a_dawdler_is_counted_and_stopped_too(self, desk: Desk, panels):
        bad, *good = panels
        bad.on_mail = lambda: work_for(0.21)
        await self.feed(desk, 8)
        assert bad.suspension_reason.startswith("화면을 그리는 데 너무 오래 걸립니다")
        ((_, slow), *others) = self.figures(desk)
        assert slow == TOO_MANY
        assert all(errors == 0 for errors, _ in others)
        assert not any(panel.suspension_reason for panel in good)

    async def test_stopped_it_takes_and_paints_nothing(self, desk: Desk, panels):
        bad, *_ = panels
        bad.on_mail = fail
        await self.feed(desk, 8)
        await turns()
        taken, painted = bad.taken, bad.painted
        await self.feed(desk, 4, first=8)
        bad.hide()
        bad.show()
        await turns()
        assert (bad.taken, bad.painted) == (taken, painted)

    async def test_the_retry_button_starts_it_over_with_the_last_value_and_no_request(self, desk: Desk, panels):
        bad, *_ = panels
        bad.on_mail = fail
        await self.feed(desk, 8)
        await turns()
        taken, heard = bad.taken, len(desk.sockets[-1].heard)
        bad.on_mail = lambda: None
        bad.findChild(SuspensionNotice).findChild(QPushButton).click()
        await eventually(lambda: bad.taken > taken)
        assert not bad.suspension_reason
        assert len(desk.sockets[-1].heard) == heard
        await self.feed(desk, 2, first=8)
        assert bad.taken == taken + 3


class TestInsideItsOwnCallback:
    """No exception, no late call: an exception in a Qt callback fails these tests by itself."""

    @pytest.fixture
    async def panel(self, desk: Desk) -> Moody:
        panel = Moody(desk.context)
        panel.show()
        await desk.requested()
        await turns()
        return panel

    async def say(self, desk: Desk, price: float = 100.0) -> None:
        desk.deliver(ticker(price=price, timestamp=1_795_144_542_000 + int(price)))
        await turns()
        assert desk.clock.failures == 0

    async def test_closed(self, desk: Desk, panel, caplog):
        panel.on_mail = panel.release
        await self.say(desk)
        taken = panel.taken
        await self.say(desk, 200.0)
        assert panel.taken == taken
        assert not desk.wanted
        assert not caplog.records

    async def test_deleted_by_qt(self, desk: Desk, panel, caplog):
        panel.on_mail = lambda: delete(panel)
        await self.say(desk)
        taken = panel.taken
        await self.say(desk, 200.0)
        assert not isValid(panel)
        assert panel.taken == taken
        assert not desk.wanted
        assert desk.engine.component_report() == []
        assert not caplog.records
        panel.release()

    async def test_deleted_by_qt_during_on_mail(self, desk: Desk, panel, caplog):
        class Fragile(Moody):
            def _request_frame(self) -> None:
                if self.taken:
                    delete(self)
                else:
                    super()._request_frame()

        fragile = Fragile(desk.context)
        fragile.show()
        await self.say(desk)
        assert fragile.taken
        await self.say(desk, 200.0)
        assert not isValid(fragile)
        assert len(desk.engine.component_report()) == 1
        assert not caplog.records

    async def test_deleted_with_its_tasks(self, desk: Desk, panel):
        task = panel.spawn(asyncio.Event().wait(), "a task without an end")
        await asyncio.sleep(0)
        delete(panel)
        await asyncio.wait({task})
        assert task.cancelled()

    async def test_moved_to_another_market(self, desk: Desk, panel, caplog):
        panel.on_mail = lambda: panel.subscribe((subscribe(StreamType.TICKER, "KRW-ETH"),))
        await self.say(desk)
        assert desk.wanted == {"ticker": {"KRW-ETH"}}
        taken = panel.taken
        await self.say(desk, 200.0)
        assert panel.taken == taken
        desk.deliver(ticker("KRW-ETH"))
        await turns()
        assert panel.taken == taken + 1
        assert not caplog.records

    async def test_another_panel_opened_and_one_closed(self, desk: Desk, panel, caplog):
        victim, born = Moody(desk.context), []
        victim.show()
        await turns()

        def act() -> None:
            panel.on_mail = lambda: None
            born.append(Moody(desk.context))
            victim.release()

        panel.on_mail = act
        await self.say(desk)
        await self.say(desk, 200.0)
        assert len(desk.engine.component_report()) == 2
        born[0].frame()
        # Both prices, or the newer one alone: hidden, it takes its mail by itself too, once a second.
        assert 1 <= born[0].taken <= 2
        assert born[0].newest.trade_price == 200.0
        assert not caplog.records


async def test_what_could_not_be_read_is_shown_on_live_data_and_fades(desk: Desk, monkeypatch):
    monkeypatch.setattr("core.engine.deliver.left_out.RUN_ENDS_AFTER", 0.3)
    panel = make(OrderBookPanel, desk)
    panel.show()
    await desk.requested()
    desk.deliver(book())
    await eventually(lambda: panel.has_data() and not panel.status_text)
    desk.deliver(book() | {"orderbook_units": {}})
    await eventually(lambda: panel.status_text == "손상된 데이터 1건 제외")
    assert not panel._overlay._is_veiled
    await eventually(lambda: panel.status_text == "")


async def test_a_message_from_the_future_is_reported_on_live_data_and_not_shown(desk: Desk, monkeypatch):
    monkeypatch.setattr("core.engine.deliver.left_out.RUN_ENDS_AFTER", 0.3)
    panel = make(OrderBookPanel, desk)
    panel.show()
    await desk.requested()
    stamp = 1_795_144_500_000
    for late in range(BELIEVED_AFTER):
        desk.deliver(book() | {"timestamp": stamp + late, "stream_type": "REALTIME"})
    await eventually(lambda: panel.has_data() and not panel.status_text)
    assert panel._view.spread == 2.0
    empty = {"orderbook_units": [], "stream_type": "REALTIME"}
    desk.deliver(book() | empty | {"timestamp": stamp + 86_400_000})
    await eventually(lambda: panel.status_text == "거래소 시각 오류 1건")
    assert panel._view.spread == 2.0
    assert not panel._overlay._is_veiled
    await eventually(lambda: panel.status_text == "")
    desk.deliver(book() | empty | {"timestamp": stamp + 500})
    await eventually(lambda: panel._view.spread is None)


@pytest.mark.fails_on_purpose
async def test_a_panel_that_watches_nothing_has_a_name_in_the_log(desk: Desk, caplog):
    panel = EnginePanel(desk.context)
    panel.failed(ValueError("broken"))
    assert "engine failed" in caplog.text
    panel.release()


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        (OrderBookPanel, (340, 480)),
        (TradesPanel, (340, 480)),
        (ChartPanel, (860, 560)),
        (WatchlistPanel, (514, 640)),
        (AssetsPanel, (640, 320)),
        (MyOrdersPanel, (640, 260)),
        (EnginePanel, (840, 460)),
    ],
)
async def test_each_kind_asks_for_the_room_it_reads_well_in(kind, size, desk: Desk):
    panel = make(kind, desk)
    assert panel.sizeHint().toTuple() == size
    panel.release()
