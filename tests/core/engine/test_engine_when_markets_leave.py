"""The engine while markets are delisted, suspended and listed again beside others that flow."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import Scope, StreamKey, StreamType, subscribe
from core.upbit.upbit import Upbit
from embedded import CODES, LATE_SNAPSHOTS, EmbeddedExchange
from engine_life import lively
from virtual_time import until

pytestmark = pytest.mark.virtual_time

BTC, ETH, XRP = CODES
TIMES = [(0.2, 130.0), (5.0, 230.0), (45.0, 400.0)]
"""Seconds of the connection's life at which a market leaves, and for which it is gone."""
DESK = (StreamType.TICKER, StreamType.TRADE, StreamType.ORDERBOOK, StreamType.CANDLE_1M)
TICKER_ONLY = (StreamType.TICKER,)


class Scene:
    """A desk of one market, and a watchlist of three that trade once a second."""

    def __init__(self) -> None:
        self.exchange = EmbeddedExchange(lively(), LATE_SNAPSHOTS)
        self.engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: self.exchange.dial})
        self.engine.set_markets(set(CODES))

    def open(self, types: tuple[StreamType, ...]) -> None:
        """Open panels of these streams for the first market, and tickers of all."""
        self.panels = [subscribe(each, BTC) for each in types]
        self.desk = self.engine.attach("desk", self.panels)
        self.other = self.engine.attach("other", [subscribe(StreamType.TICKER, XRP)])
        self.watchlist = self.engine.attach("watchlist", [subscribe(StreamType.TICKER, *CODES)])

    @property
    def streams(self) -> set[StreamKey]:
        """The streams of the desk."""
        return {key for subscription in self.panels for key in subscription.streams()}

    async def assert_undisturbed(self, seconds: float) -> None:
        """Check each second that the connection stays, and that the market that did not leave flows on it."""
        now = self.exchange.clock.now
        for step in range(1, round(seconds) + 1):
            await until(now + step)
            assert len(self.exchange.dials) == 1, f"a new connection {step} s after the market left"
            status = self.other.status()
            assert not status.doubted
            assert not status.flow.is_silent
            if step % 3 == 0:
                assert self.other.take(), f"no data {step} s after the market left"

    async def assert_all_flows_within(self, seconds: float) -> None:
        """Check that every stream delivers again."""
        await until(self.exchange.clock.now + seconds)
        self.desk.take(), self.watchlist.take()
        await until(self.exchange.clock.now + 3.0)
        came = {(mail.type, mail.code, mail.level) for mail in self.desk.take()}
        assert came == self.streams
        assert {mail.code for mail in self.watchlist.take()} == set(CODES)
        assert not self.desk.status().silent


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene()
    yield scene
    await scene.engine.stop()
    scene.exchange.clock.stop()


@pytest.mark.parametrize("is_one_of_two", [False, True])
@pytest.mark.parametrize("types", [DESK, TICKER_ONLY])
@pytest.mark.parametrize("reloaded_after", [0.0, 20.0, None])
@pytest.mark.parametrize(("moment", "gone_for"), TIMES)
async def test_a_market_that_leaves_costs_no_connection_whether_the_list_is_loaded_again_or_not(
    scene: Scene,
    moment: float,
    gone_for: float,
    reloaded_after: float | None,
    types: tuple[StreamType, ...],
    is_one_of_two: bool,
) -> None:
    scene.open(types)
    await until(moment)
    scene.exchange.faults.set("delisting", moment, code=BTC, days=0)
    if is_one_of_two:
        scene.exchange.faults.set("lost_subscription", moment, code=ETH, reach="all")
    if reloaded_after is not None:
        await scene.assert_undisturbed(reloaded_after)
        scene.engine.set_markets({ETH, XRP} - ({ETH} if is_one_of_two else set()))
    await scene.assert_undisturbed(gone_for)
    assert scene.desk.status().silent >= set(subscribe(StreamType.TICKER, BTC).streams())
    assert bool(scene.desk.status().doubted) is (reloaded_after is None)

    scene.exchange.faults.clear(scene.exchange.clock.now)
    scene.engine.set_markets(set(CODES))
    await scene.assert_all_flows_within(70.0)
    assert len(scene.exchange.dials) == 1


@pytest.mark.parametrize(("fault", "given"), [("delisting", {"days": 14}), ("suspension", {})])
@pytest.mark.parametrize(("moment", "gone_for"), TIMES)
async def test_one_that_will_leave_or_is_suspended_costs_none_either(
    scene: Scene, moment: float, gone_for: float, fault: str, given: dict[str, object]
) -> None:
    scene.open(DESK)
    await until(moment)
    scene.exchange.faults.set(fault, moment, code=BTC, **given)
    await scene.assert_undisturbed(gone_for)
    assert not scene.desk.status().silent


async def test_the_only_market_of_a_desk_costs_a_few_connections_once_the_list_tells_that_it_left(
    scene: Scene,
) -> None:
    """Nothing comes any more, as if the feed had died; but it is not dialled again for ever."""
    scene.engine.attach("desk", [subscribe(each, BTC) for each in DESK])
    await until(45.0)
    scene.exchange.faults.set("delisting", 45.0, code=BTC, days=0)
    scene.engine.set_markets({ETH, XRP})
    await until(3600.0)
    assert len(scene.exchange.dials) <= 3
