"""Streams of a connection that lives are requested again if their data are known to be wrong: embedded exchange."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio

from core.engine.stream_cure import AGAIN_AFTER
from core.engine.websocket_manager import WebSocketManager
from core.model.link_status import ConnectionState
from core.model.messages import MyAsset, MyOrder
from core.model.subscription import ALL, Scope, StreamType, subscribe
from core.simulator.account.orders import OrderRequest
from core.upbit.upbit import Upbit
from engine_life import UnreliableExchange, lively, quiet
from virtual_time import until

pytestmark = pytest.mark.virtual_time

ORDER, ASSET = StreamType.MY_ORDER, StreamType.MY_ASSET
FAULT = {ORDER: "order", ASSET: "asset"}


class Scene:
    """An engine that follows own orders and balances, and a trader who uses another program."""

    def __init__(self) -> None:
        self.exchange = UnreliableExchange(quiet())
        self.engine = WebSocketManager(exchange=Upbit(), dials={Scope.PRIVATE: self.exchange.dial_private})
        self.feed = self.engine.attach("panel", [subscribe(ORDER, ALL), subscribe(ASSET, ALL)])

    @property
    def epoch(self) -> int:
        return self.engine.link_status(Scope.PRIVATE).epoch

    @property
    def requests(self) -> int:
        return len(self.exchange.requests)

    def place(self) -> None:
        """Place an order elsewhere."""
        private, now = self.exchange.exchange.private, self.exchange.clock.now
        request = OrderRequest("KRW-BTC", "bid", "limit", Decimal(10), Decimal(1000))
        private.desk.place(request, private.play(now))
        private.publish(now)
        self.exchange.clock.wind()

    async def told(self) -> set[StreamType]:
        """Return which streams tell of an order placed now."""
        self.feed.take()
        self.place()
        await asyncio.sleep(0.5)
        return {mail.type for mail in self.feed.take() if isinstance(mail, MyOrder | MyAsset)}

    def lose(self, stream: StreamType, reach: str = "request") -> None:
        self.exchange.faults.set("lost_subscription", self.exchange.clock.now, reach=reach, stream=FAULT[stream])


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    made = Scene()
    await until(10.0)
    yield made
    assert made.exchange.violations == 0
    await made.engine.stop()
    made.exchange.clock.stop()


@pytest.mark.parametrize("stream", [ORDER, ASSET])
async def test_a_stream_that_missed_a_change_is_requested_again(scene: Scene, stream: StreamType) -> None:
    assert await scene.told() == {ORDER, ASSET}
    scene.lose(stream)
    since = scene.engine.time()
    assert await scene.told() == {ORDER, ASSET} - {stream}
    await asyncio.sleep(600.0)
    assert await scene.told() == {ORDER, ASSET} - {stream}, "neither silence nor the list shows it"
    assert scene.requests == 1
    assert scene.engine.report_missed(stream, since)
    await asyncio.sleep(1.0)
    assert await scene.told() == {ORDER, ASSET}
    assert (scene.requests, scene.epoch) == (2, 1)


async def test_what_several_panels_report_of_one_loss_is_one_request(scene: Scene) -> None:
    scene.lose(ORDER)
    since = scene.engine.time()
    assert scene.engine.report_missed(ORDER, since)
    for _ in range(50):
        await asyncio.sleep(0.5)
        assert not scene.engine.report_missed(ORDER, since)
    assert scene.requests == 2


async def test_one_that_stays_lost_costs_one_connection_and_then_a_request_now_and_then(scene: Scene) -> None:
    scene.lose(ORDER, reach="all")
    for _ in range(120):
        since = scene.engine.time()
        await asyncio.sleep(60.0)
        scene.engine.report_missed(ORDER, since)
    assert scene.epoch == 2
    assert scene.requests < 12


async def test_one_that_only_a_new_connection_cures_is_cured_by_it(scene: Scene) -> None:
    scene.lose(ORDER, reach="open")
    while scene.epoch == 1:
        since = scene.engine.time()
        await asyncio.sleep(60.0)
        scene.engine.report_missed(ORDER, since)
        assert scene.engine.time() < 200.0
        await asyncio.sleep(5.0)
    assert scene.engine.link_status(Scope.PRIVATE).state is ConnectionState.LIVE
    assert await scene.told() == {ORDER, ASSET}


async def test_nothing_is_requested_that_nobody_wants_or_that_is_not_connected(scene: Scene) -> None:
    since = scene.engine.time()
    scene.feed.replace([subscribe(ASSET, ALL)])
    await asyncio.sleep(5.0)
    requests = scene.requests
    assert not scene.engine.report_missed(ORDER, since)
    scene.exchange.is_refusing = True
    scene.exchange.session.end(None)
    await asyncio.sleep(1.0)
    assert not scene.engine.report_missed(ASSET, since)
    assert scene.requests == requests


BTC, ETH = (subscribe(StreamType.TICKER, code) for code in ("KRW-BTC", "KRW-ETH"))


STEPS = 40.5
"""When the exchange's clock is set."""


class PublicScene:
    """An engine that follows tickers and trades of two markets."""

    def __init__(self) -> None:
        self.exchange = UnreliableExchange(lively())
        self.engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: self.exchange.dial})
        self.feed = self.engine.attach("desk", [BTC, ETH, subscribe(StreamType.TRADE, "KRW-BTC")])

    @property
    def requests(self) -> int:
        return len(self.exchange.requests)

    def report(self, *codes: str, is_losing: bool = False) -> None:
        self.engine.report_untold(set(codes), is_losing=is_losing)

    def unheard(self) -> set[tuple[StreamType, str]]:
        return {(key.type, key.code) for key in self.feed.status().unheard}


@pytest_asyncio.fixture
async def public() -> AsyncIterator[PublicScene]:
    made = PublicScene()
    await until(10.0)
    yield made
    assert made.exchange.violations == 0
    await made.engine.stop()
    made.exchange.clock.stop()


async def test_the_streams_of_a_market_with_an_untold_trade_are_requested_again_and_no_others(
    public: PublicScene,
) -> None:
    public.report("KRW-BTC")
    assert public.unheard() == {(StreamType.TICKER, "KRW-BTC"), (StreamType.TRADE, "KRW-BTC")}
    assert not public.feed.status().flow.is_losing_messages
    await until(12.0)
    assert (public.requests, public.unheard()) == (2, set())


async def test_however_often_trades_are_untold_a_request_is_made_every_ten_seconds_at_most(public: PublicScene) -> None:
    for second in range(30):
        public.report("KRW-BTC", is_losing=bool(second % 3))
        await until(11.0 + second)
    assert public.requests <= 1 + 30 / 2  # one more for each recovery
    requests = public.requests
    for second in range(30):
        public.report("KRW-BTC", is_losing=True)
        await until(42.0 + second)
    assert public.requests <= requests + 3


async def test_components_are_told_when_a_feed_begins_to_lose_messages_and_when_it_ends(public: PublicScene) -> None:
    told: list[bool] = []
    feed = public.engine.attach("other", [ETH], None, None, lambda: told.append(feed.status().flow.is_losing_messages))
    told.clear()
    for is_losing in (False, True, True, False):
        public.report(is_losing=is_losing)
    await asyncio.sleep(0)
    assert told[:1] == [True]
    assert told[-1:] == [False]


async def test_a_feed_is_doubted_until_it_tells_everything_and_then_all_of_it_is_requested(public: PublicScene) -> None:
    public.report("KRW-BTC", is_losing=True)
    await until(12.0)
    assert public.feed.status().flow.is_losing_messages
    assert public.feed.status().flow.is_doubted
    assert public.engine.get_connection_metrics()["links"]["public"]["is_losing_messages"]
    requests = public.requests
    public.report()
    assert not public.feed.status().flow.is_losing_messages
    assert {code for _, code in public.unheard()} == {"KRW-BTC", "KRW-ETH"}
    await until(14.0)
    assert (public.requests, public.unheard()) == (requests + 1, set())


@pytest.mark.parametrize("by", [60.0, 3_600.0, 86_400.0])
async def test_after_each_step_of_the_exchanges_clock_everything_is_requested_again(
    public: PublicScene, by: float
) -> None:
    """What quiet streams told by the other clock is not known to be so now; snapshots tell it."""
    await until(STEPS)
    assert public.requests == 1
    public.exchange.faults.set("clock_shift", STEPS, by=by)
    await until(STEPS + 20.0)
    assert public.requests == 2
    assert "is_only_realtime" not in public.exchange.requests[-1]
    public.exchange.faults.clear(STEPS + 20.0)
    await until(STEPS + 60.0)
    requests = public.requests
    assert requests > 2
    await until(STEPS + 200.0)
    assert (public.requests, len(public.exchange.dials)) == (requests, 1)


async def test_a_new_connection_requests_nothing_twice_for_the_steps_before_it(public: PublicScene) -> None:
    await until(STEPS)
    public.exchange.faults.set("clock_shift", STEPS, by=60.0)
    await until(STEPS + 4.0)
    public.exchange.faults.set("clock_shift", STEPS + 4.0, by=120.0)
    await until(STEPS + 8.0)
    assert public.requests == 2, "the second step is known, and its request put off"
    public.exchange.faults.set("drop", STEPS + 8.0)
    await until(STEPS + 60.0)
    assert (public.requests, len(public.exchange.dials)) == (3, 2)


async def test_a_clock_that_steps_all_the_time_makes_few_requests(public: PublicScene) -> None:
    await until(STEPS)
    for step in range(10):
        public.exchange.faults.set("clock_shift", STEPS + 6 * step, by=60.0 * (step + 1))
        await until(STEPS + 6 * (step + 1))
    assert 1 < public.requests <= 1 + 60 / AGAIN_AFTER


async def test_neither_another_reason_nor_an_earlier_connection_puts_a_request_off(public: PublicScene) -> None:
    await until(STEPS)
    public.exchange.faults.set("clock_shift", STEPS, by=60.0)
    await until(STEPS + 3.0)
    assert public.requests == 2
    public.report("KRW-BTC")
    await until(STEPS + 4.0)
    assert public.requests == 3
    public.report("KRW-BTC")
    await until(STEPS + 5.0)
    assert public.requests == 3, "it was requested for the same reason a second ago"
    public.exchange.faults.set("drop", STEPS + 5.0)
    await until(STEPS + 6.0)
    assert public.requests == 4
    public.exchange.faults.set("clock_shift", STEPS + 6.0, by=120.0)
    await until(STEPS + 9.0)
    assert public.requests == 5
    public.exchange.faults.set("clock_shift", STEPS + 9.0, by=180.0)
    await until(STEPS + 15.0)
    assert public.requests == 5
    await until(STEPS + 20.0)
    assert public.requests == 6, "the pause puts a request off and does not drop it"


async def test_a_stream_that_does_not_come_after_a_step_is_missed_at_once(public: PublicScene) -> None:
    await until(STEPS)
    public.exchange.faults.set("clock_shift", STEPS, by=60.0)
    public.exchange.faults.set("lost_subscription", STEPS, reach="all", stream="ticker")
    await until(STEPS + 7.0)
    assert {key.type for key in public.feed.status().doubted} == {StreamType.TICKER}


async def test_a_new_connection_loses_nothing_until_that_is_reported_of_it(public: PublicScene) -> None:
    public.report("KRW-BTC", is_losing=True)
    public.exchange.faults.set("drop", 10.0)
    await until(15.0)
    assert public.engine.link_status(Scope.PUBLIC).epoch == 2
    assert not public.feed.status().flow.is_losing_messages
