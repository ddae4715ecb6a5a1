"""The whole engine against the whole exchange: random lives of a desk, and earlier bugs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.engine.deliver.feed import Feed, FeedState
from core.engine.subscription_manager import SubscriptionManager
from core.engine.websocket_manager import WebSocketManager
from core.errors import ConnectionLost
from core.model.subscription import Scope, StreamKey, StreamType, Subscription, depths_by_key, subscribe
from core.simulator.streams.session import DROPPED
from embedded import (
    AT_ONCE,
    LATE_SNAPSHOTS,
    EmbeddedExchange,
    EngineFactory,
    assert_identities,
    quiet_source,
)
from engine_life import SUBSCRIPTIONS, Life, UnreliableExchange, lively, quiet, reproducible
from sample_subscriptions import BOOK_XRP, TICKER_BTC, TICKER_ETH
from thorough import examples
from virtual_time import elapsed, until


def public(engine: WebSocketManager) -> dict[str, float]:
    return engine.get_connection_metrics()["scopes"]["public"]


@pytest.mark.virtual_time
class TestPastBugs:
    """Each of these failed before its bug was fixed."""

    async def test_a_link_that_comes_up_at_once_does_not_cut_the_debounce_short(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        for n, subscription in enumerate([TICKER_BTC, TICKER_ETH, BOOK_XRP]):
            await until(0.02 * n)
            engine.attach(f"panel {n}", [subscription])
        await until(0.09)
        assert exchange.requests == []
        await until(5.0)
        assert len(exchange.requests) == 1

    async def test_a_reconnection_during_the_linger_resubscribes_without_waiting_for_it(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange, linger=60.0)
        engine.attach("A", [TICKER_BTC])
        feed = engine.attach("B", [TICKER_ETH])
        await until(3.0)
        feed.close()
        await until(3.1)
        exchange.session.end(DROPPED)
        await until(5.0)
        assert exchange.wanted == {StreamKey(StreamType.TICKER, "KRW-BTC")}

    async def test_the_debounce_holds_for_the_next_burst_after_a_task_that_had_nowhere_to_send(
        self, make_engine: EngineFactory
    ) -> None:
        engine = make_engine()
        engine.attach("A", [TICKER_BTC])
        await until(5.0)
        assert engine._pending_subscription_task is None
        engine.attach("B", [TICKER_ETH])
        await until(5.05)
        assert engine._pending_subscription_task is not None
        engine.attach("C", [BOOK_XRP])
        await until(6.0)
        assert (public(engine)["pending_task_created"], public(engine)["pending_task_skipped"]) == (2, 1)

    async def test_changes_of_a_failed_request_go_out_with_the_next_one(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = make_engine(exchange)
        link = engine._scopes[Scope.PUBLIC].link
        send, failures = link.send, iter([ConnectionLost(1006, "on purpose")])

        async def failing(text: str) -> None:
            for failure in failures:
                raise failure
            await send(text)

        monkeypatch.setattr(link, "send", failing)
        engine.attach("A", [TICKER_BTC])
        engine.attach("B", [TICKER_ETH])
        await until(5.0)
        assert public(engine)["total_messages"] == 1
        assert public(engine)["avg_batch_size"] == 2

    async def test_a_slot_is_not_spent_on_a_connection_that_was_lost_at_the_gate(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        gate = engine._scopes[Scope.PUBLIC].gate
        gate.ledger.close_until(10.0)
        engine.attach("A", [TICKER_BTC])
        await until(9.9)
        exchange.is_refusing = True
        exchange.session.end(DROPPED)
        await until(20.0)
        exchange.is_refusing = False
        await until(60.0)
        assert public(engine)["total_messages"] == gate.metrics.messages - exchange.questions == 1

    async def test_a_component_that_leaves_and_returns_during_a_slow_send_still_gets_the_snapshot(
        self, make_engine: EngineFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        exchange = EmbeddedExchange(quiet_source())
        engine = make_engine(exchange)
        link = engine._scopes[Scope.PUBLIC].link
        send = link.send

        async def slow_send(text: str) -> None:
            await send(text)
            await asyncio.sleep(0.5)

        monkeypatch.setattr(link, "send", slow_send)
        engine.attach("A", [TICKER_BTC])
        feed = engine.attach("B", [TICKER_ETH])
        await until(0.3)
        feed.close()
        await until(1.0)
        feed = engine.attach("B", [TICKER_ETH])
        await until(10.0)
        assert [message.code for message in feed.take()] == ["KRW-ETH"]

    async def test_a_component_is_notified_when_its_stream_counts_as_silent(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        reported: list[tuple[float, bool]] = []
        clock = asyncio.get_running_loop().time
        feed: Feed = engine.attach(
            "A",
            [subscribe(StreamType.TICKER, "KRW-NOPE")],
            on_status=lambda: reported.append((clock(), bool(status()))),
        )

        def status() -> frozenset[StreamKey]:
            return feed.status().silent

        await until(30.0)
        silent_at = [when for when, is_silent in reported if is_silent]
        assert silent_at
        assert 10.0 < silent_at[0] < 11.0

    async def test_a_registration_made_directly_at_the_subscription_manager_is_served_and_may_end(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        subscriptions = SubscriptionManager()
        make_engine(exchange, subscription_manager=subscriptions)
        await subscriptions.register_component("A", [TICKER_BTC])
        await until(3.0)
        assert exchange.wanted == {StreamKey(StreamType.TICKER, "KRW-BTC")}
        await subscriptions.unregister_component("A")
        await until(6.0)
        assert exchange.exchange.sessions == []

    async def test_a_closed_feed_still_has_a_status(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        feed = engine.attach("B", [TICKER_ETH])
        await until(3.0)
        feed.close()
        await until(6.0)
        assert feed.status().state is FeedState.LOADING


@pytest.mark.virtual_time
@pytest.mark.parametrize(
    ("before", "during"),
    [
        ([TICKER_BTC], [TICKER_BTC, TICKER_ETH]),
        ([TICKER_BTC, TICKER_ETH], [TICKER_BTC]),
        ([subscribe(StreamType.ORDERBOOK, "KRW-XRP", depth=5)], [BOOK_XRP]),
        ([BOOK_XRP], [subscribe(StreamType.ORDERBOOK, "KRW-XRP", depth=5)]),
        ([TICKER_BTC], []),
    ],
)
async def test_a_change_during_a_send_goes_out_in_the_next_round(
    make_engine: EngineFactory, before: list[Subscription], during: list[Subscription]
) -> None:
    exchange = UnreliableExchange(lively())
    exchange.send_takes = 0.4
    engine = make_engine(exchange)
    feed = engine.attach("A", before)
    await until(0.3)
    feed.replace(during)
    await until(10.0)
    assert {
        StreamKey(StreamType(topic.type), topic.code, topic.level): topic.depth
        for session in exchange.exchange.sessions
        for topic in session.wanted
    } == depths_by_key(during)


SETTLING = 45.0
"""Maximum seconds until everything is at rest: the longest reconnect delay, the gate, the snapshots."""


class QuietLife(Life):
    """A desk whose exchange has no faults: only the network fails."""

    def check_at_rest(self) -> None:
        super().check_at_rest()
        assert self.engine._scopes[Scope.PUBLIC].sent == self.wanted
        assert self.engine._dispatcher.answered(Scope.PUBLIC) == self.wanted.keys()
        requests = self.engine.get_rate_limiter_status()["public"]["messages"] - self.exchange.questions
        sent = public(self.engine)["total_messages"]
        assert sent <= requests <= sent + self.exchange.failed_sends


ON_THE_DESK = ("attach", "replace", "close", "drop", "hold", "flip")
ON_THE_NETWORK = ("cut", "fail_sends", "slow_sends", "slow_dials", "slow_closes", "refuse", "shut_gate")
NUDGES = ("attach", "attach", "replace", "close", "drop", "flip")

STEPS = st.lists(
    st.tuples(
        st.sampled_from([*ON_THE_DESK, *ON_THE_NETWORK, *NUDGES]),
        st.integers(0, 3),
        st.lists(st.sampled_from(SUBSCRIPTIONS), max_size=3),
        st.one_of(st.just(0.0), st.floats(0.0, 0.2), st.floats(0.0, 3.0)),
    ),
    max_size=25,
)


@pytest.mark.timeout(300)  # a failure is shrunk before it is reported
@settings(max_examples=examples(250), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, st.booleans(), st.booleans(), st.booleans())
def test_after_any_sequence_of_events_the_law_holds_again(
    steps: list[tuple[str, int, list[Subscription], float]],
    is_lively: bool,
    has_late_snapshots: bool,
    has_slow_sends: bool,
) -> None:
    async def main() -> None:
        life = QuietLife(lively() if is_lively else quiet(), LATE_SNAPSHOTS if has_late_snapshots else AT_ONCE)
        life.slow_sends(2 * has_slow_sends)
        for do, who, subscriptions, pause in steps:
            getattr(life.desk if do in ON_THE_DESK else life, do)(who, subscriptions)
            life.check()
            await asyncio.sleep(pause)
            life.check()
            if pause > 0.01:
                life.check_law()
        life.calm()
        await asyncio.sleep(SETTLING)
        life.check_at_rest()
        for who in list(life.desk.panels):
            life.desk.close(who)
        await asyncio.sleep(SETTLING)
        life.check_at_rest()
        assert not life.engine._dispatcher.routes
        life.exchange.clock.stop()
        await life.engine.stop()
        assert_identities(life.engine)

    with reproducible() as runner:
        runner.run(main())


async def _account_of_a_day(reported: list[tuple[float, str]]) -> None:
    """The events of a day as the exchange and a panel see them, each with its time."""
    life = Life(lively(), scopes=tuple(Scope))
    exchange, faults = life.exchange, life.exchange.faults

    def tell(what: str) -> None:
        reported.append((round(elapsed(), 3), what))

    def wake() -> None:
        tell(f"{feed.status().state}, silent {len(feed.status().silent)}, link {feed.status().link.state}")

    feed = life.engine.attach(
        "panel", [TICKER_BTC, subscribe(StreamType.TICKER, "KRW-NOPE")], on_data=wake, on_status=wake
    )
    steps: list[tuple[float, Callable[[], object]]] = [
        (3.0, lambda: life.engine.attach("orders", [SUBSCRIPTIONS[-1]])),
        (5.0, lambda: faults.set("drop", exchange.clock.now)),
        (20.0, lambda: faults.set("refuse", exchange.clock.now, seconds=20.0)),
        (20.1, lambda: faults.set("drop", exchange.clock.now)),
        (60.0, lambda: faults.set("reject_code", exchange.clock.now, code="KRW-XRP", seconds=20.0)),
        (60.1, lambda: life.engine.attach("guilty", [BOOK_XRP])),
        (120.0, lambda: faults.set("clock_shift", exchange.clock.now, by=3600.0, seconds=5.0)),
        (140.0, lambda: faults.set("mute", exchange.clock.now, reach="open")),
        (170.0, lambda: faults.set("half_open", exchange.clock.now, reach="open")),
        (200.0, lambda: faults.set("handshake", exchange.clock.now, status=418, wait=30.0, count=1)),
        (200.1, lambda: faults.set("drop", exchange.clock.now)),
        (260.0, feed.close),
    ]
    for time, step in steps:
        await asyncio.sleep(time - elapsed())
        step()
        tell(f"spoiled {feed.status().spoiled}, misdated {feed.status().misdated}")
    await asyncio.sleep(40.0)
    start = asyncio.get_running_loop().start
    reported += [(round(dial - start, 2), "dial") for dial in exchange.dials]
    reported += [(0.0, request.partition("}")[2]) for session in exchange.ever for request in session.request_log]
    metrics = life.engine.get_connection_metrics()
    reported += [
        (0.0, f"{name} {metrics[name]}") for name in ("total_messages", "changes", "resubscriptions", "failures")
    ]
    await life.engine.stop()
    exchange.clock.stop()


@pytest.mark.parametrize("start", [0.0, 3.0, 2.0**20])
def test_whenever_the_loops_clock_began_the_same_things_happen_at_the_same_times(start: float) -> None:
    """No time means "never": neither one long ago nor the first one."""
    accounts: list[list[tuple[float, str]]] = []
    for began in (start, 2.0**10):
        accounts.append([])
        with reproducible(start=began) as runner:
            runner.run(_account_of_a_day(accounts[-1]))
    assert len(accounts[0]) > 60
    assert accounts[0] == accounts[1]
