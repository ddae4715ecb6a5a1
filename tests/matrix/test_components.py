"""The fault matrix, rows 22-25 and 27: components that are slow, raise, die in a callback, or change subscriptions."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QDialog, QPushButton
from websockets.sync.server import Server, ServerConnection, serve

from core.engine.deliver.feed import Feed, FeedState
from core.engine.deliver.mailbox import CAPACITY, Mail
from core.engine.websocket_manager import WebSocketManager
from core.link import pulse
from core.link.websocket_dial import WebSocket
from core.model.messages import Loss
from core.model.subscription import Scope, StreamType, Subscription, subscribe
from core.timing import heartbeat
from core.upbit.upbit import Upbit
from desk_in_hand import Desk, book, ticker
from embedded import EmbeddedExchange, EngineFactory, assert_identities, engine_on
from under_fault import BOOK_XRP, TICKER_BTC, TRADE_ETH, now, public_dial
from virtual_time import VirtualTimeLoop, until
from waiting import eventually
from widgets.guard.error_budget import TOO_MANY
from widgets.order_book.panel import OrderBookPanel
from widgets.panel.panel import Panel
from widgets.panel.suspension import SuspensionNotice

virtual = pytest.mark.virtual_time

CODES = [f"KRW-C{n}" for n in range(6)]


def say(engine: WebSocketManager, code: str, n: int) -> None:
    engine.receive(Scope.PUBLIC, f'{{"ty":"ticker","cd":"{code}","tp":{n}.0,"tms":{n},"st":"REALTIME"}}')


# 22. Too slow


@virtual
async def test_row_22_a_component_that_takes_nothing_keeps_the_newest_and_gets_the_number_lost(
    make_engine: EngineFactory,
) -> None:
    engine = make_engine()
    slow, quick = engine.attach("slow", [TRADE_ETH]), engine.attach("quick", [TRADE_ETH])
    taken = 0
    for n in range(1, CAPACITY + 501):
        engine.receive(Scope.PUBLIC, f'{{"ty":"trade","cd":"KRW-ETH","tp":1.0,"sid":{n},"ttms":{n},"st":"REALTIME"}}')
        taken += len(quick.take())
    mail = slow.take()
    assert taken == CAPACITY + 500
    assert mail[0] == Loss(500)
    assert [message.sequential_id for message in mail[1:]] == list(range(501, CAPACITY + 501))
    assert [report.lost for report in engine.component_report()] == [500, 0]


def _talk(connection: ServerConnection) -> None:
    connection.recv()
    connection.send('{"ty":"ticker","cd":"KRW-BTC","tp":1.0,"tms":1,"st":"SNAPSHOT"}')
    for _ in connection:
        pass


@pytest.fixture
def exchange_elsewhere() -> Iterator[Server]:
    """An exchange on a separate thread, which answers pings even while the desk is busy."""
    with serve(_talk, "127.0.0.1", 0) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield server
        server.shutdown()
    serving.join()


async def _survive_freezes(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Block the loop for longer than PONG_TIMEOUT, just while a pong is awaited."""
    monkeypatch.setattr(heartbeat, "QUIET", 0.05)
    monkeypatch.setattr(pulse, "LAST_LOOK", 0.15)
    monkeypatch.setattr(heartbeat, "PONG_TIMEOUT", 0.2)
    ping, freezes = WebSocket.ping, []

    async def freeze(socket: WebSocket) -> None:
        if len(freezes) < 3:
            freezes.append(asyncio.get_running_loop().call_soon(time.sleep, 0.3))
        await ping(socket)

    monkeypatch.setattr(WebSocket, "ping", freeze)
    engine = WebSocketManager(
        exchange=Upbit(), dials={Scope.PUBLIC: public_dial(server.socket.getsockname()[1])}, debounce_delay=0.0
    )
    feed = engine.attach("panel", [TICKER_BTC])
    await eventually(lambda: len(freezes) == 3)
    await asyncio.sleep(0.2)
    assert engine.link_status(Scope.PUBLIC).epoch == 1
    assert feed.status().state is FeedState.LIVE
    await engine.stop()


async def test_row_22_a_loop_that_stood_still_does_not_take_the_server_for_dead(
    exchange_elsewhere: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _survive_freezes(exchange_elsewhere, monkeypatch)


async def test_row_22_nor_does_the_desks_own_loop(
    exchange_elsewhere: Server, application: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _survive_freezes(exchange_elsewhere, monkeypatch)


# 23. Failing


class BadPanel(OrderBookPanel):
    """A component that raises at every message."""

    def consume(self, messages: list[Mail]) -> bool:
        raise ValueError("always")


@virtual
async def test_row_23_one_of_a_hundred_that_raises_in_its_callback_costs_the_others_nothing_and_the_log_little(
    make_engine: EngineFactory, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("always")

    engine = make_engine()
    feeds = [engine.attach(f"panel {n}", [TICKER_BTC], on_data=fail if n == 50 else None) for n in range(100)]
    for n in range(200):
        say(engine, "KRW-BTC", n)
        assert all(len(feed.take()) == 1 for feed in feeds)
    assert {report.component_id for report in engine.component_report() if report.errors} == {"panel 50"}
    assert len(caplog.records) < 20


@pytest.mark.fails_on_purpose
async def test_row_23_a_panel_that_always_fails_is_taken_out_of_service_until_the_user_tries_it_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = BadPanel(desk.context, "KRW-BTC"), [OrderBookPanel(desk.context, "KRW-BTC") for _ in range(9)]
    for panel in (bad, *good):
        panel.show()
    for n in range(3 * TOO_MANY):
        desk.deliver(book(mid=100.0 + n, timestamp=1_795_144_542_000 + n))
        for panel in (bad, *good):
            desk.clock.give_frame(panel)
    assert bad.suspension_reason == "ValueError: always"
    assert all(panel._view.asks[0].price == 101.0 + 3 * TOO_MANY - 1 for panel in good)
    assert sum("always" in (record.exc_text or record.getMessage()) for record in caplog.records) <= 3
    await eventually(lambda: bad.findChildren(SuspensionNotice))
    bad.findChild(SuspensionNotice).findChild(QPushButton).click()
    assert not bad.suspension_reason


# 24. Dying in a callback


class FallingPanel(OrderBookPanel):
    """A panel that is deleted, or closed, while it takes its mail."""

    frames = 0
    end: Callable[[Panel], None] | None = None

    def consume(self, messages: list[Mail]) -> bool:
        is_changed = super().consume(messages)
        if self.end is not None:
            self.frames += 1
            self.end(self)
        return is_changed


@pytest.mark.parametrize("end", [shiboken6.delete, Panel.release, Panel.deleteLater, Panel.close])
async def test_row_24_a_panel_that_ends_in_its_own_frame_raises_nothing_and_is_never_called_again(
    desk: Desk, caplog: pytest.LogCaptureFixture, end: Callable[[Panel], None]
) -> None:
    panel, other = FallingPanel(desk.context, "KRW-BTC"), OrderBookPanel(desk.context, "KRW-BTC")
    for each in (panel, other):
        each.show()
    panel.end = end
    desk.clock.stop()
    for n in range(5):
        desk.deliver(ticker(price=100.0 + n), book(mid=100.0 + n, timestamp=1_795_144_542_000 + n))
        desk.clock._on_beat()
        await asyncio.sleep(0.001)
    assert other._view.last_price == 104.0
    if end is not Panel.close:  # a closed panel is only hidden: its dock releases it
        assert panel.frames == 1
        assert [each.component_id for each in desk.engine.component_report()] == [other.component_id]
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_row_24_a_mailbox_does_not_call_a_panel_that_is_gone(desk: Desk) -> None:
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    desk.deliver(book())
    shiboken6.delete(panel)
    desk.deliver(book(mid=200.0, timestamp=1_795_144_543_000))
    assert desk.engine.component_report() == []
    assert not desk.wanted


# 25. Changes inside callbacks


class Fickle:
    """Panels that change their subscriptions in callbacks, and the plain model of the result.

    Args:
        plan: the next actions, last first: the act, the panel, the markets.
    """

    def __init__(self, engine: WebSocketManager, plan: list[tuple[str, int, list[int]]]) -> None:
        self.engine = engine
        self.model: dict[int, set[str]] = {}
        self._plan = plan
        self._feeds: dict[int, Feed] = {}

    @property
    def wanted(self) -> set[str]:
        return {code for codes in self.model.values() for code in codes}

    def act(self) -> None:
        if not self._plan:
            return
        act, panel, numbers = self._plan.pop()
        codes = {CODES[number] for number in numbers}
        subscription = [subscribe(StreamType.TICKER, *codes)]
        if act == "attach":
            self._attach(panel, codes, subscription)
        elif panel not in self._feeds:  # its registration is not complete, or has not begun
            return
        elif act == "replace":
            self.model[panel] = codes
            self._feeds[panel].replace(subscription)
        else:
            del self.model[panel]
            self._feeds.pop(panel).close()

    def _attach(self, panel: int, codes: set[str], subscription: list[Subscription]) -> None:
        self._feeds.pop(panel, None)
        self.model[panel] = codes
        feed = self.engine.attach(f"panel {panel}", subscription, on_data=self.act)
        # It may have been called already, and have registered again.
        if self.model.get(panel) is codes:
            self._feeds[panel] = feed

    def take(self) -> None:
        for feed in list(self._feeds.values()):
            feed.take()


async def _change_minds(plan: list[tuple[str, int, list[int]]], drops: set[int]) -> None:
    exchange = EmbeddedExchange()
    engine = engine_on(exchange, debounce_delay=0.02, linger=0.05)
    fickle = Fickle(engine, plan)
    for step in range(12):
        neighbour = engine.attach("neighbour", [subscribe(StreamType.TICKER, *CODES)])
        fickle.act()
        for code in CODES:
            say(engine, code, step + 1)
        assert {message.code for message in neighbour.take()} == set(CODES), "nobody is skipped"
        neighbour.close()
        fickle.take()
        assert engine.get_public_subscriptions().get(StreamType.TICKER, set()) == fickle.wanted
        if step in drops and exchange.exchange.sessions:
            exchange.faults.set("drop", now())
        await asyncio.sleep(0.03)
    await until(now() + 5.0)
    assert {key.code for key in exchange.wanted} == fickle.wanted
    assert all(report.errors == 0 for report in engine.component_report())
    assert_identities(engine)
    await engine.stop()
    exchange.clock.stop()


ACTS = st.tuples(
    st.sampled_from(["attach", "replace", "close"]),
    st.integers(0, 5),
    st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(ACTS, max_size=25), st.sets(st.integers(0, 11), max_size=3))
def test_row_25_changes_made_in_callbacks_apply_once_and_skip_no_component(
    plan: list[tuple[str, int, list[int]]], drops: set[int]
) -> None:
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        runner.run(_change_minds(plan, drops))


@virtual
async def test_row_25_a_subscription_made_during_a_reconnect_is_sent_with_it(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    first = engine.attach("first", [TICKER_BTC])
    await until(5.0)
    exchange.faults.set("drop", now())
    await until(5.05)
    first.replace([BOOK_XRP])
    second = engine.attach("second", [TRADE_ETH])
    await until(8.0)
    assert {(key.type, key.code) for key in exchange.wanted} == {("orderbook", "KRW-XRP"), ("trade", "KRW-ETH")}
    assert len(exchange.requests) == 2
    assert {first.status().state, second.status().state} == {FeedState.LIVE}


# 27. An open modal dialog


async def test_row_27_a_modal_dialog_blocks_no_component(desk: Desk) -> None:
    panel = OrderBookPanel(desk.context, "KRW-BTC")
    panel.show()
    await desk.requested()

    async def deliver_and_see_each_painted(steps: range) -> None:
        for step in steps:
            painted = desk.clock.painted
            desk.deliver(book(mid=100.0 + step, timestamp=1_795_144_542_000 + step))
            await eventually(lambda painted=painted: desk.clock.painted > painted)

    await deliver_and_see_each_painted(range(10))
    dialog = QDialog(panel)
    dialog.setModal(True)
    dialog.open()
    await deliver_and_see_each_painted(range(10, 30))
    assert dialog.isVisible()
    dialog.reject()
    assert dialog.result() == QDialog.DialogCode.Rejected
