"""The engine against feeds that stop although their socket answers, at every moment, and against quiet ones."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.feed import FeedState, FeedStatus
from core.engine.websocket_manager import WebSocketManager
from core.model.link_status import ConnectionState
from core.model.subscription import ALL, Scope, StreamKey, StreamType, Subscription, subscribe
from core.upbit.upbit import Upbit
from embedded import EPOCH_MS, LATE_SNAPSHOTS, EmbeddedExchange, quiet_source
from engine_life import UnreliableExchange, lively, quiet
from scripted_source import ScriptedSource, book, trade
from thorough import thorough
from virtual_time import until

pytestmark = pytest.mark.virtual_time

MOMENTS = [0.2, 1.2, 5.0, 18.0, 29.0, 31.0, 45.0]
"""Seconds of a connection's life; at 0.2 the request was sent, but no snapshot has come."""
EPOCHS = [1, 2]
HOUR = 3600.0

TICKER = subscribe(StreamType.TICKER, "KRW-BTC")
DESK = [TICKER, subscribe(StreamType.TRADE, "KRW-BTC"), subscribe(StreamType.ORDERBOOK, "KRW-BTC")]
UNKNOWN = subscribe(StreamType.TICKER, "KRW-NOPE")


class Scene:
    """A desk on an exchange whose markets trade once a second."""

    def __init__(self, exchange: EmbeddedExchange) -> None:
        self.exchange = exchange
        self.engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: exchange.dial})
        self.engine.set_markets({"KRW-BTC"})
        self.feed = self.engine.attach("desk", DESK)

    async def in_epoch(self, number: int) -> float:
        """Return when the connection with that number began."""
        now = 0.0
        for _ in range(number - 1):
            await until(now + 60.0)
            self.exchange.faults.set("drop", now + 60.0)
            while self.engine.link_status(Scope.PUBLIC).state is not ConnectionState.LIVE:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            now = asyncio.get_running_loop().time()
        return now

    async def assert_alive_within(self, seconds: float) -> None:
        """Check that every stream delivers data again."""
        await asyncio.sleep(seconds)
        self.feed.take()
        await asyncio.sleep(2.5)
        came = {(mail.type, mail.code, mail.level) for mail in self.feed.take()}
        assert came == {key for subscription in DESK for key in subscription.streams()}
        assert self.feed.status().silent == frozenset()


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene(EmbeddedExchange(lively(), LATE_SNAPSHOTS))
    yield scene
    await scene.engine.stop()
    scene.exchange.clock.stop()


@pytest.mark.parametrize("epoch", EPOCHS)
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(
    ("reach", "reply"),
    [("request", "asked"), ("open", "asked"), ("request", "streamed"), ("open", "empty"), ("open", "none")],
)
async def test_a_feed_that_dies_is_noticed_whenever_it_does(
    scene: Scene, epoch: int, moment: float, reach: str, reply: str
) -> None:
    began = await scene.in_epoch(epoch)
    await until(began + moment)
    scene.exchange.faults.set("lost_subscription", began + moment, reach=reach)
    scene.exchange.faults.set("list_reply", began + moment, reply=reply)
    await scene.assert_alive_within(30.0)


@pytest.mark.parametrize("reach", ["request", "open"])
@pytest.mark.parametrize("flow", ["first", "after a drop", "after a second request", "after two"])
async def test_silence_is_noticed_in_every_second_of_a_flows_first_minute(flow: str, reach: str) -> None:
    """A feed that was cured by a second request looked live for ever if it died in its next half minute."""
    unnoticed = []
    for second in range(1, 61, 2 if reach == "open" else 1):
        scene = Scene(EmbeddedExchange(lively(), LATE_SNAPSHOTS))
        faults, clock = scene.exchange.faults, scene.exchange.clock
        began = asyncio.get_running_loop().time()
        for _ in range({"after a second request": 1, "after two": 2}.get(flow, 0)):
            await asyncio.sleep(40.0)
            requests = len(scene.exchange.requests)
            faults.set("lost_subscription", clock.now, reach="request")
            while len(scene.exchange.requests) == requests:  # noqa: ASYNC110
                await asyncio.sleep(0.25)
        if flow == "after a drop":
            await until(began + 60.0)
            faults.set("drop", clock.now)
            while scene.engine.link_status(Scope.PUBLIC).epoch == 1:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await asyncio.sleep(second)
        faults.set("lost_subscription", clock.now, reach=reach)
        silent_at = None
        died = asyncio.get_running_loop().time()
        while silent_at is None and asyncio.get_running_loop().time() < died + 20.0:
            await asyncio.sleep(0.5)
            status = scene.feed.status()
            if status.flow.is_silent or status.doubted or status.state is not FeedState.LIVE:
                silent_at = asyncio.get_running_loop().time() - died
        if silent_at is None:
            unnoticed.append(second)
        await scene.engine.stop()
        clock.stop()
    assert unnoticed == []


@pytest.mark.parametrize("epoch", EPOCHS)
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("by", [2.0, 4.0])
async def test_a_late_answer_delays_that_by_no_more_than_it_is_waited_for(
    scene: Scene, epoch: int, moment: float, by: float
) -> None:
    began = await scene.in_epoch(epoch)
    await until(began + moment)
    scene.exchange.faults.set("lost_subscription", began + moment, reach="open")
    scene.exchange.faults.set("list_reply", began + moment, reply="asked", by=by)
    await scene.assert_alive_within(32.0)


TOLD_BY_THE_LIST = [("trade", "streamed", "request"), ("orderbook", "streamed", "open")]
UNTOLD = [
    ("ticker", "asked", "open"),
    ("orderbook", "asked", "request"),
    ("ticker", "none", "request"),
    ("trade", "none", "open"),
]
"""After that, a stream that had its snapshot and a frame or two counts as quiet."""


@pytest.mark.parametrize(
    ("moment", "stream", "reply", "reach"),
    [
        (moment, *lost)
        for moment in MOMENTS
        for lost in (TOLD_BY_THE_LIST if 0.2 < moment < 5.0 else [*TOLD_BY_THE_LIST, *UNTOLD])
    ],
)
@pytest.mark.parametrize("epoch", EPOCHS)
async def test_one_stream_of_three_that_dies_is_noticed(
    scene: Scene, epoch: int, moment: float, stream: str, reply: str, reach: str
) -> None:
    began = await scene.in_epoch(epoch)
    await until(began + moment)
    scene.exchange.faults.set("lost_subscription", began + moment, reach=reach, stream=stream)
    scene.exchange.faults.set("list_reply", began + moment, reply=reply)
    await scene.assert_alive_within(60.0)


@pytest.mark.parametrize("moment", [5.0, 18.0, 29.0, 31.0, 45.0, 100.0])
@pytest.mark.parametrize("reach", ["request", "open"])
async def test_a_feed_of_a_frame_each_second_and_a_half_is_one_too(moment: float, reach: str) -> None:
    times = [EPOCH_MS - 1_000 + 1_500 * n for n in range(400)]
    exchange = EmbeddedExchange(
        ScriptedSource(trades=[trade("KRW-BTC", time) for time in times], books=[book("KRW-BTC", times[0])])
    )
    engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: exchange.dial})
    feed = engine.attach("desk", [TICKER])
    await until(moment)
    exchange.faults.set("lost_subscription", moment, reach=reach)
    await until(moment + 20.0)
    feed.take()
    await until(moment + 25.0)
    assert feed.has_mail
    await engine.stop()
    exchange.clock.stop()


@pytest.mark.parametrize(("lost", "pauses"), [(64.0, []), (66.5, []), (100.0, []), (118.0, [40, 100])])
async def test_a_lively_book_that_stops_alone_is_requested_again_within_thirteen_seconds(
    lost: float, pauses: list[int]
) -> None:
    """Also while another market, which pauses for 20 s now and then, may not be requested again."""
    times = [EPOCH_MS - 1_000 + 250 * n for n in range(800)]
    others = [second for second in range(160) if not any(pause <= second < pause + 20 for pause in pauses)]
    exchange = EmbeddedExchange(
        ScriptedSource(
            trades=[
                *(trade("KRW-BTC", each) for each in times),
                *(trade("KRW-ETH", EPOCH_MS + 1_000 * second) for second in others),
            ],
            books=[book("KRW-BTC", each) for each in times],
        )
    )
    engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: exchange.dial})
    feed = engine.attach("desk", DESK)
    engine.attach("other", [subscribe(StreamType.TRADE, "KRW-ETH")])
    await until(lost)
    exchange.faults.set("lost_subscription", lost, stream="orderbook")
    feed.take()
    await until(lost + 13.0)
    feed.take()
    await until(lost + 15.0)
    assert StreamType.ORDERBOOK in {mail.type for mail in feed.take()}
    await engine.stop()
    exchange.clock.stop()


def said_of(status: FeedStatus) -> tuple[bool, bool]:
    return status.flow.is_silent, bool(status.doubted)


async def test_a_panel_can_show_that_the_connection_and_not_its_code_is_at_fault(scene: Scene) -> None:
    await until(40.0)
    assert said_of(scene.feed.status()) == (False, False)
    scene.exchange.faults.set("lost_subscription", 40.0, reach="open")
    await until(47.0)
    assert scene.feed.status().flow.is_silent
    assert scene.engine.flow_status(Scope.PUBLIC).is_silent
    assert [link["is_connection_silent"] for link in scene.engine.get_connection_metrics()["links"].values()] == [
        True,
        False,
    ]
    await until(70.0)
    assert said_of(scene.feed.status()) == (False, False)
    scene.exchange.faults.set("lost_subscription", 70.0, reach="all")
    scene.exchange.faults.set("drop", 70.0)
    await until(84.0)
    assert scene.feed.status().doubted == {key for subscription in DESK for key in subscription.streams()}


class TestQuietMarkets:
    @pytest.mark.parametrize("reply", ["asked", "streamed", "empty", "none", "short", "more"])
    async def test_for_an_hour_nothing_is_requested_again_with_any_list(self, reply: str) -> None:
        scene = Scene(EmbeddedExchange(quiet()))
        scene.exchange.faults.set("list_reply", 0.0, reply=reply)
        await until(HOUR)
        assert len(scene.exchange.dials) == 1
        is_contradicted = reply in {"empty", "short", "more"}
        assert len(scene.exchange.requests) <= 1 + is_contradicted
        assert scene.exchange.violations == 0
        assert scene.feed.status().state is FeedState.LIVE
        assert said_of(scene.feed.status()) == (False, False)
        await scene.engine.stop()
        scene.exchange.clock.stop()

    @pytest.mark.parametrize("every", [4, 7, 20, 61, 600])
    async def test_now_and_then_a_trade_is_nothing_to_worry_about(self, every: int) -> None:
        times = [EPOCH_MS - 60_000, *(EPOCH_MS + 1000 * second for second in range(every, 3600, every))]
        exchange = EmbeddedExchange(ScriptedSource(trades=[trade("KRW-BTC", time) for time in times]))
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: exchange.dial})
        engine.attach("desk", [TICKER])
        await until(HOUR)
        assert (len(exchange.dials), len(exchange.requests)) == (1, 1)
        await engine.stop()
        exchange.clock.stop()

    async def test_a_market_that_falls_asleep_is_requested_once(self) -> None:
        source = ScriptedSource(trades=[trade("KRW-BTC", EPOCH_MS + 1000 * n) for n in range(-1, 60)])
        exchange = EmbeddedExchange(source)
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: exchange.dial})
        engine.attach("desk", [TICKER])
        await until(HOUR)
        assert (len(exchange.dials), len(exchange.requests)) == (1, 2)
        await engine.stop()
        exchange.clock.stop()

    async def test_the_list_is_requested_at_every_heartbeat(self) -> None:
        scene = Scene(EmbeddedExchange(quiet()))
        await until(600.0)
        assert 50 <= scene.exchange.questions <= 100
        await scene.engine.stop()
        scene.exchange.clock.stop()


class TestWrongCodes:
    @pytest.mark.parametrize("reply", ["asked", "none"])
    @pytest.mark.parametrize("others", [[], DESK])
    @pytest.mark.parametrize("knows_markets", [True, False])
    async def test_unknown_codes_cost_almost_nothing_and_are_recognised(
        self, reply: str, others: list[object], knows_markets: bool
    ) -> None:
        exchange = EmbeddedExchange(quiet_source())
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: exchange.dial})
        if knows_markets:
            engine.set_markets({"KRW-BTC", "KRW-ETH"})
        exchange.faults.set("list_reply", 0.0, reply=reply)
        wrong, right = engine.attach("wrong", [UNKNOWN]), engine.attach("right", others)
        await until(HOUR)
        alone_and_unknown = not others and not knows_markets
        assert len(exchange.dials) <= (3 if alone_and_unknown else 1)
        assert len(exchange.requests) <= (50 if alone_and_unknown else 2)  # one in two minutes
        assert wrong.status().silent == set(UNKNOWN.streams())
        assert bool(wrong.status().doubted) is alone_and_unknown
        assert not right.status().silent
        await engine.stop()
        exchange.clock.stop()


@pytest.mark.parametrize("knows_markets", [True, False])
@pytest.mark.parametrize("heard", [[], DESK])
@pytest.mark.parametrize("reply", ["asked", "empty"])
async def test_all_streams_are_gone_through_about_as_often_however_many_are_silent(
    reply: str, heard: list[Subscription], knows_markets: bool
) -> None:
    """Asked for each silent stream, whether any was heard took seconds of a desk with all markets."""
    few, many = [await _looks_at_all(count, reply, heard, knows_markets=knows_markets) for count in (3, 60)]
    assert 60 <= few <= many < 1.2 * few


async def _looks_at_all(count: int, reply: str, heard: list[Subscription], *, knows_markets: bool) -> int:
    """How often an engine whose exchange never sends `count` of its streams went through all of them in a minute."""
    exchange = EmbeddedExchange(lively())
    exchange.faults.set("list_reply", 0.0, reply=reply)
    engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: exchange.dial})
    codes = [f"KRW-NOT{number}" for number in range(count)]
    if knows_markets:
        engine.set_markets({"KRW-BTC", *codes})
    engine.attach("heard", heard)
    feed = engine.attach("silent", [subscribe(StreamType.TICKER, *codes)])
    awaited, looks = Dispatcher.awaited, 0

    def looked(dispatcher: Dispatcher, scope: Scope, now: float) -> dict[StreamKey, float]:
        nonlocal looks
        looks += 1
        return awaited(dispatcher, scope, now)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Dispatcher, "awaited", looked)
        for _ in range(60):
            await asyncio.sleep(1.0)
            feed.status()
    assert len(feed.status().silent) == count
    await engine.stop()
    exchange.clock.stop()
    return looks


LATE_FOR = thorough([600.0, 200.0], [200.0])[0]
"""Seconds of late pongs: at a ping in ten seconds, several of even the latest."""


class TestLatePongs:
    @pytest.mark.parametrize("by", [0.5, 1.9, 2.0, 2.1, 4.0, 4.9, 5.0, 5.1, 6.0, 7.0, 20.0, 29.0, 30.0, 31.0, 60.0])
    @pytest.mark.parametrize("since", [0.0, 18.0])
    async def test_a_connection_on_which_data_flow_is_kept(self, scene: Scene, by: float, since: float) -> None:
        await until(since)
        scene.exchange.faults.set("late_pong", since, by=by)
        await until(LATE_FOR)
        assert len(scene.exchange.dials) == 1
        assert scene.engine.link_status(Scope.PUBLIC).state is ConnectionState.LIVE

    @pytest.mark.parametrize("moment", [0.5, 5.0, 18.0, 29.0, 31.0, 61.0])
    async def test_a_half_open_one_is_noticed_within_12_s(self, scene: Scene, moment: float) -> None:
        await until(moment)
        scene.exchange.faults.set("half_open", moment)
        await until(moment + 12.0)
        status = scene.engine.link_status(Scope.PUBLIC)
        assert status.state is not ConnectionState.LIVE or status.epoch > 1


class TestPrivateSide:
    """Own orders and balances may be rare and have no snapshots: only the list shows their loss."""

    @pytest.mark.parametrize("reply", ["asked", "streamed", "empty", "none", "short", "more"])
    async def test_for_an_hour_it_costs_one_connection_at_most(self, reply: str) -> None:
        exchange = UnreliableExchange(quiet())
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PRIVATE: exchange.dial_private})
        exchange.faults.set("list_reply", 0.0, reply=reply)
        engine.attach("orders", [subscribe(StreamType.MY_ORDER, ALL), subscribe(StreamType.MY_ASSET, ALL)])
        await until(HOUR)
        assert len(exchange.dials) <= (2 if reply in {"empty", "short"} else 1)
        assert len(exchange.requests) <= (4 if reply in {"empty", "short"} else 2)
        await engine.stop()
        exchange.clock.stop()

    @pytest.mark.parametrize("moment", [1.0, 31.0, 100.0])
    @pytest.mark.parametrize("reach", ["request", "open"])
    async def test_a_lost_stream_is_requested_again(self, moment: float, reach: str) -> None:
        exchange = UnreliableExchange(quiet())
        engine = WebSocketManager(exchange=Upbit(), dials={Scope.PRIVATE: exchange.dial_private})
        feed = engine.attach("orders", [subscribe(StreamType.MY_ORDER, ALL)])
        await until(moment)
        exchange.faults.set("lost_subscription", moment, reach=reach)
        exchange.faults.set("list_reply", moment, reply="empty")
        while len(exchange.requests) == 1:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        assert asyncio.get_running_loop().time() < moment + 8.0
        if reach == "request":
            exchange.faults.clear(exchange.clock.now)
        await until(moment + 20.0)
        exchange.faults.clear(exchange.clock.now)
        await until(moment + 30.0)
        assert len(exchange.dials) == (1 if reach == "request" else 2)
        assert StreamKey(StreamType.MY_ORDER, ALL) not in feed.status().silent
        await engine.stop()
        exchange.clock.stop()


async def test_a_list_request_that_is_refused_is_not_repeated() -> None:
    scene = Scene(EmbeddedExchange(quiet()))
    await until(3.0)
    link = scene.engine._scopes[Scope.PUBLIC].link
    send = link.send

    async def refused(text: str) -> None:
        if "LIST_SUBSCRIPTIONS" in text:
            scene.exchange.faults.set("error", asyncio.get_running_loop().time(), error="WRONG_FORMAT")
        await send(text)

    link.send = refused  # type: ignore[method-assign] # an exchange that does not know the method
    await until(600.0)
    assert len(scene.exchange.dials) == 2
    assert scene.exchange.questions <= 1
    await scene.engine.stop()
    scene.exchange.clock.stop()


async def test_a_known_stream_that_stays_silent_beside_others_costs_one_connection_and_no_more(scene: Scene) -> None:
    await until(40.0)
    scene.exchange.faults.set("lost_subscription", 40.0, reach="all", stream="trade")
    await until(HOUR)
    assert scene.engine.link_status(Scope.PUBLIC).epoch == 2
    assert len(scene.feed.status().doubted) == 1
