"""When the watch asks, and how it acts on the answer; whole lives are in `test_engine_when_feeds_die`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import pytest_asyncio

from core.engine.websocket_manager import WebSocketManager
from core.model.control import ListedSubscription, SubscriptionList
from core.model.subscription import Scope, StreamType, Subscription, subscribe
from core.timing.silence import ANSWER_WITHIN, LAST_CHANCE, SILENT_FOR
from core.upbit.upbit import Upbit
from embedded import EmbeddedExchange
from engine_life import lively
from virtual_time import until

pytestmark = pytest.mark.virtual_time

DIES = 40.5
SUSPICIOUS = 40.0 + SILENT_FOR
TICKER = subscribe(StreamType.TICKER, "KRW-BTC")


class Scene:
    """A desk with one ticker, which arrives once a second."""

    def __init__(self) -> None:
        self.exchange = EmbeddedExchange(lively())
        self.engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: self.exchange.dial})
        self.feed = self.engine.attach("desk", [TICKER])

    @property
    def state(self) -> object:
        return self.engine._scopes[Scope.PUBLIC]

    async def dies(self, reach: str = "open", **reply: object) -> None:
        await until(DIES)
        self.exchange.faults.set("lost_subscription", DIES, reach=reach)
        if reply:
            self.exchange.faults.set("list_reply", DIES, **reply)


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene()
    yield scene
    await scene.engine.stop()
    scene.exchange.clock.stop()


async def test_the_list_is_requested_in_the_current_format_six_seconds_after_the_last_frame(scene: Scene) -> None:
    await scene.dies()
    before = scene.exchange.questions
    await until(SUSPICIOUS - 0.1)
    assert scene.exchange.questions == before
    await until(SUSPICIOUS + 0.1)
    assert scene.exchange.questions == before + 1
    assert '"format":"SIMPLE"' in scene.exchange.session.request_log[-1]


async def test_after_an_answer_everything_is_requested_again_with_snapshots(scene: Scene) -> None:
    await scene.dies("request")
    await until(SUSPICIOUS + 1.0)
    assert len(scene.exchange.requests) == 2
    assert "is_only_realtime" not in scene.exchange.requests[-1]
    await until(SUSPICIOUS + 60.0)
    assert (len(scene.exchange.requests), len(scene.exchange.dials)) == (2, 1)


async def test_no_answer_is_a_lost_connection(scene: Scene) -> None:
    await scene.dies(reply="none")
    await until(SUSPICIOUS + ANSWER_WITHIN - 0.1)
    assert len(scene.exchange.dials) == 1
    await until(SUSPICIOUS + ANSWER_WITHIN + 0.1)
    assert scene.engine.link_status(Scope.PUBLIC).reason == "데이터가 오지 않아 다시 연결합니다"
    await until(SUSPICIOUS + ANSWER_WITHIN + 1.0)
    assert len(scene.exchange.dials) == 2


async def test_an_answer_that_never_came_before_is_not_missed(scene: Scene) -> None:
    scene.exchange.faults.set("list_reply", 0.0, reply="none")
    await scene.dies("request")
    await until(SUSPICIOUS + 60.0)
    assert (len(scene.exchange.requests), len(scene.exchange.dials)) == (2, 1)


async def test_an_answer_and_then_nothing_is_a_lost_connection_too(scene: Scene) -> None:
    await scene.dies()
    await until(SUSPICIOUS + LAST_CHANCE - 0.1)
    assert len(scene.exchange.dials) == 1
    await until(SUSPICIOUS + LAST_CHANCE + 1.0)
    assert len(scene.exchange.dials) == 2


async def test_a_feed_that_delivers_during_the_check_is_not_requested_again(scene: Scene) -> None:
    await scene.dies(reply="asked", by=2.0)
    await until(SUSPICIOUS + 0.5)
    scene.exchange.faults.clear(SUSPICIOUS + 0.5, "lost_subscription")
    await until(SUSPICIOUS + 60.0)
    assert (len(scene.exchange.requests), len(scene.exchange.dials)) == (1, 1)


async def test_an_answer_to_another_question_is_none(scene: Scene) -> None:
    await scene.dies(reply="none")
    await until(SUSPICIOUS + 0.5)
    everything = (ListedSubscription("ticker", ("KRW-BTC",)),)
    scene.state._question.answered(SubscriptionList("somebody else's", everything))
    await until(SUSPICIOUS + ANSWER_WITHIN + 1.0)
    assert len(scene.exchange.dials) == 2


TRADES = subscribe(StreamType.TRADE, "KRW-BTC")


@pytest.mark.parametrize(("before", "after"), [([TICKER], [TICKER, TRADES]), ([TICKER, TRADES], [TICKER])])
async def test_changes_during_a_question_are_not_differences_in_its_answer(
    scene: Scene, before: list[Subscription], after: list[Subscription]
) -> None:
    await until(5.0)
    scene.feed.replace(before)
    await until(40.0)
    requests = len(scene.exchange.requests)
    scene.exchange.faults.set("list_reply", 40.0, reply="asked", by=2.0)
    while not scene.state._question.is_pending:  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    scene.feed.replace(after)
    await asyncio.sleep(5.0)
    assert len(scene.exchange.requests) == requests + 1


async def test_an_unrequested_stream_is_acted_on_once(scene: Scene) -> None:
    scene.exchange.faults.set("list_reply", 0.0, reply="more")
    await until(300.0)
    assert (len(scene.exchange.requests), len(scene.exchange.dials)) == (2, 1)
    assert "is_only_realtime" in scene.exchange.requests[-1]


async def test_a_question_waits_at_the_gate_like_any_request(scene: Scene) -> None:
    await scene.dies()
    scene.state.gate.ledger.close_until(100.0)
    before = scene.exchange.questions
    await until(99.9)
    assert scene.exchange.questions == before
    await until(100.5)
    assert scene.exchange.questions == before + 1


async def test_an_error_in_the_watch_leaves_the_feed_watched(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await until(10.0)
    original, faults = scene.state._dispatcher.awaited, iter([ValueError("on purpose")])

    def failing(*args: object) -> object:
        for fault in faults:
            raise fault
        return original(*args)

    monkeypatch.setattr(scene.state._dispatcher, "awaited", failing)
    await scene.dies()
    await until(SUSPICIOUS + LAST_CHANCE + 2.0)
    assert len(scene.exchange.dials) == 2


@pytest.mark.parametrize("pause", [3.0, 10.0])
async def test_the_pauses_of_a_slow_feed_are_no_silence(scene: Scene, pause: float) -> None:
    scene.exchange.faults.set("slow_feed", 0.0, every=pause)
    await until(600.0)
    assert (len(scene.exchange.requests), len(scene.exchange.dials)) == (1, 1)


@pytest.mark.parametrize("dies", [2.2, 3.2, 4.2, 6.2])
async def test_a_young_feed_of_a_frame_each_second_and_a_half_is_busy_whatever_its_snapshots(
    scene: Scene, dies: float
) -> None:
    """Only seconds with flow and seconds with nothing count: the snapshots came in a second without flow."""
    scene.exchange.faults.set("slow_feed", 0.0, every=1.5)
    await until(dies)
    scene.exchange.faults.set("lost_subscription", dies, reach="open")
    await until(dies + 1.5 + SILENT_FOR + LAST_CHANCE + 2.0)
    assert len(scene.exchange.dials) == 2


@pytest.mark.parametrize("last", range(52, 64))
async def test_a_question_without_an_answer_does_not_hide_that_the_feed_has_stopped(scene: Scene, last: int) -> None:
    await until(last + 0.5)  # some seconds before the second heartbeat, or after it
    scene.exchange.faults.set("mute", last + 0.5)
    await until(last + SILENT_FOR - 0.1)
    assert not scene.engine.flow_status(Scope.PUBLIC).is_silent
    await until(last + SILENT_FOR + 0.1)
    assert scene.engine.flow_status(Scope.PUBLIC).is_silent
    await until(last + SILENT_FOR + ANSWER_WITHIN + 1.0)
    assert len(scene.exchange.dials) == 2


async def test_a_connection_of_which_nothing_comes_is_barren_after_six_seconds_until_data_come(scene: Scene) -> None:
    scene.exchange.faults.set("delay", 0.0, by=7.0)
    await until(SILENT_FOR - 0.1)
    assert not scene.engine.flow_status(Scope.PUBLIC).is_barren
    await until(SILENT_FOR + 0.2)
    assert scene.engine.flow_status(Scope.PUBLIC).is_barren
    with ThreadPoolExecutor(1) as thread:  # Qt may paint while no loop runs
        assert thread.submit(scene.engine.flow_status, Scope.PUBLIC).result().is_barren
    await until(8.0)
    assert not scene.engine.flow_status(Scope.PUBLIC).is_barren
