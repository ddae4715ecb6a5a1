"""The engine against the exchange, each as a whole: random lives of a desk, and what was once wrong with them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import ConnectionLost
from core.feed import Feed, FeedState
from core.link import ConnectionState
from core.mailbox import Loss
from core.simulator.session import DROPPED, Ended
from core.subscription import ALL, Scope, StreamKey, StreamType, Subscription, depths_by_key, subscribe
from core.subscription_manager import SubscriptionManager
from core.websocket_manager import WebSocketManager
from embedded import (
    AT_ONCE,
    LATE_SNAPSHOTS,
    EmbeddedExchange,
    EngineFactory,
    PipeSocket,
    assert_identities,
    lively_source,
    quiet_source,
)
from virtual_time import VirtualTimeLoop, until

TICKER_BTC = subscribe(StreamType.TICKER, "KRW-BTC")
TICKER_ETH = subscribe(StreamType.TICKER, "KRW-ETH")
BOOK_XRP = subscribe(StreamType.ORDERBOOK, "KRW-XRP")


def public(engine: WebSocketManager) -> dict[str, float]:
    return engine.get_connection_metrics()["scopes"]["public"]


@pytest.mark.virtual_time
class TestWhatWasOnceWrong:
    """Each of these failed before its cure."""

    async def test_a_link_that_comes_up_at_once_does_not_cut_the_debounce_short(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        for n, wish in enumerate([TICKER_BTC, TICKER_ETH, BOOK_XRP]):
            await until(0.02 * n)
            engine.attach(f"panel {n}", [wish])
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

    async def test_changes_whose_request_failed_are_carried_by_the_next_one(
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
        assert public(engine)["total_messages"] == gate.metrics.messages == 1

    async def test_who_leaves_and_comes_back_around_a_slow_send_still_gets_the_snapshot(
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

    async def test_a_component_is_told_when_its_stream_turns_out_silent(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        told: list[tuple[float, bool]] = []
        clock = asyncio.get_running_loop().time
        feed: Feed = engine.attach(
            "A", [subscribe(StreamType.TICKER, "KRW-NOPE")], on_mail=lambda: told.append((clock(), bool(status())))
        )

        def status() -> frozenset[StreamKey]:
            return feed.status().silent

        await until(30.0)
        silent_at = [when for when, is_silent in told if is_silent]
        assert silent_at
        assert 10.0 < silent_at[0] < 11.0

    async def test_a_wish_stated_to_the_subscription_manager_itself_is_served_and_may_end(
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

    async def test_a_closed_feed_may_still_be_asked_how_it_stands(
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
async def test_what_changes_during_a_send_goes_out_in_the_next_round(
    make_engine: EngineFactory, before: list[Subscription], during: list[Subscription]
) -> None:
    exchange = UnreliableExchange()
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


WISHES = [
    TICKER_BTC,
    TICKER_ETH,
    BOOK_XRP,
    subscribe(StreamType.TRADE, "KRW-BTC", "KRW-ETH"),
    subscribe(StreamType.ORDERBOOK, "KRW-XRP", depth=5),
    subscribe(StreamType.ORDERBOOK, "KRW-XRP", depth=15),
    subscribe(StreamType.CANDLE_1M, "KRW-BTC"),
    subscribe(StreamType.MY_ORDER, ALL),
]
SETTLING = 45.0
"""Seconds after which everything must be at rest: the longest reconnect delay, the gate, the snapshots."""

LIVELY, QUIET = cache(lively_source), cache(quiet_source)


class Panel:
    """Registers itself as owner and component; remembers what it was shown."""

    def __init__(self, engine: WebSocketManager, name: str, wishes: Sequence[Subscription], owner: object) -> None:
        self.wishes = wishes
        self.shown: dict[StreamKey, object] = {}
        self.feed = engine.attach(name, wishes, owner)

    def replace(self, wishes: Sequence[Subscription]) -> None:
        self.look()
        self.wishes = wishes
        self.feed.replace(wishes)
        self.shown = {key: message for key, message in self.shown.items() if key in depths_by_key(wishes)}

    def look(self) -> None:
        for message in self.feed.take():
            assert not isinstance(message, Loss)
            self.shown[StreamKey(message.type, message.code, message.level)] = message


class Owner:
    """What dies with a panel."""


class UnreliableExchange(EmbeddedExchange):
    """One whose network fails sends, and takes its time over them and over dials, when told to."""

    failing_sends = 0
    failed_sends = 0
    send_takes = 0.0
    dial_takes = 0.0

    async def dial(self) -> PipeSocket:
        if self.dial_takes:
            await asyncio.sleep(self.dial_takes)
        socket, send = await super().dial(), PipeSocket.send

        async def unreliable(text: str) -> None:
            if self.failing_sends:
                self.failing_sends -= 1
                self.failed_sends += 1
                socket.abort()
            await send(socket, text)
            if self.send_takes:
                await asyncio.sleep(self.send_takes)

        socket.send = unreliable
        return socket


class Life:
    """A desk, the exchange, and what should be true of them."""

    def __init__(self, *, is_lively: bool, has_late_snapshots: bool, has_slow_sends: bool) -> None:
        source = LIVELY() if is_lively else QUIET()
        self.exchange = UnreliableExchange(source, LATE_SNAPSHOTS if has_late_snapshots else AT_ONCE)
        self.exchange.send_takes = 0.4 if has_slow_sends else 0.0
        self.engine = WebSocketManager(dials={Scope.PUBLIC: self.exchange.dial})
        self.panels: dict[int, Panel] = {}
        self.owners: dict[int, Owner] = {}

    @property
    def wanted(self) -> dict[StreamKey, int]:
        return depths_by_key(wish for panel in self.panels.values() for wish in panel.wishes)

    @property
    def wanted_publicly(self) -> dict[StreamKey, int]:
        return {key: depth for key, depth in self.wanted.items() if key.type.scope is Scope.PUBLIC}

    def attach(self, who: int, wishes: Sequence[Subscription]) -> None:
        self.owners[who] = Owner()
        self.panels[who] = Panel(self.engine, f"panel {who}", wishes, self.owners[who])

    def replace(self, who: int, wishes: Sequence[Subscription]) -> None:
        if who in self.panels:
            self.panels[who].replace(wishes)

    def close(self, who: int, _: object) -> None:
        if who in self.panels:
            self.owners.pop(who)
            self.panels.pop(who).feed.close()

    def drop(self, who: int, _: object) -> None:
        self.panels.pop(who, None)
        self.owners.pop(who, None)

    def hold(self, who: int, wishes: Sequence[Subscription]) -> None:
        with self.engine.hold():
            self.close(who, None)
            for other, wish in enumerate(wishes):
                self.attach(other, [wish])
            self.drop(who + 1, None)

    def flip(self, who: int, _: object) -> None:
        if who in self.panels:
            wishes = self.panels[who].wishes
            self.close(who, None)
            self.attach(who, wishes)

    def cut(self, who: int, _: object) -> None:
        for session in self.exchange.exchange.sessions:
            session.end(DROPPED if who % 2 else Ended(1000 + who))

    def fail_sends(self, who: int, _: object) -> None:
        self.exchange.failing_sends = who

    def slow_sends(self, who: int, _: object) -> None:
        self.exchange.send_takes = 0.2 * who

    def slow_dials(self, who: int, _: object) -> None:
        self.exchange.dial_takes = 0.6 * who

    def refuse(self, who: int, _: object) -> None:
        self.exchange.is_refusing = bool(who % 2)

    def shut_gate(self, who: int, _: object) -> None:
        now = asyncio.get_running_loop().time()
        self.engine._scopes[Scope.PUBLIC].gate.ledger.close_until(now + who)

    def check(self) -> None:
        for panel in self.panels.values():
            panel.look()
        getters = {**self.engine.get_public_subscriptions(), **self.engine.get_private_subscriptions()}
        assert {(kind, code) for kind, codes in getters.items() for code in codes} == {
            (key.type, key.code) for key in self.wanted
        }
        assert self.engine.get_subscription_stats()["components"] == len(self.panels)
        assert_identities(self.engine)
        assert self.exchange.violations == 0

    def check_law(self) -> None:
        """Once the loop had a few turns: a loss of connection is not noticed in the moment it happens."""
        link = self.engine._scopes[Scope.PUBLIC].link
        if self.engine._pending_subscription_task is None and (link.is_up or link.is_idle):
            assert self.exchange.wanted == self.wanted_publicly.keys()

    def check_at_rest(self) -> None:
        self.check()
        assert self.engine._pending_subscription_task is None
        assert self.engine.get_connection_metrics()["pending_task"] == {"public": "none", "private": "none"}
        assert self.exchange.wanted == self.wanted_publicly.keys()
        assert self.engine._scopes[Scope.PUBLIC].sent == self.wanted_publicly
        assert len(self.exchange.exchange.sessions) == bool(self.wanted_publicly)
        expected = ConnectionState.LIVE if self.wanted_publicly else ConnectionState.IDLE
        assert self.engine.link_status(Scope.PUBLIC).state is expected
        assert self.engine._dispatcher.live(Scope.PUBLIC) == self.wanted_publicly.keys()
        assert self.engine.get_connection_metrics()["failures"] == 0
        slots_used = self.engine.get_rate_limiter_status()["public"]["messages"]
        assert slots_used == public(self.engine)["total_messages"] + self.exchange.failed_sends
        assert public(self.engine)["changes_carried"] <= public(self.engine)["changes"]
        dials = self.exchange.dials
        assert all(sum(t <= other < t + 1.0 for other in dials) <= 5 for t in dials)
        for panel in self.panels.values():
            for key in depths_by_key(panel.wishes):
                if key.type.scope is Scope.PUBLIC:
                    assert key in panel.shown, f"{key} was never shown"
                    if key.type is StreamType.ORDERBOOK:
                        assert len(panel.shown[key].orderbook_units) == self.wanted_publicly[key]


ACTIONS: dict[str, Callable[[Life, int, Sequence[Subscription]], None]] = {
    name: getattr(Life, name)
    for name in (
        "attach", "replace", "close", "drop", "hold", "flip",
        "cut", "fail_sends", "slow_sends", "slow_dials", "refuse", "shut_gate",
    )
}  # fmt: skip
NUDGES = ["attach", "attach", "replace", "close", "drop", "flip"]

STEPS = st.lists(
    st.tuples(
        st.sampled_from([*ACTIONS, *NUDGES]),
        st.integers(0, 3),
        st.lists(st.sampled_from(WISHES), max_size=3),
        st.one_of(st.just(0.0), st.floats(0.0, 0.2), st.floats(0.0, 3.0)),
    ),
    max_size=25,
)


@pytest.mark.timeout(300)  # a failure is shrunk before it is told
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, st.booleans(), st.booleans(), st.booleans())
def test_whatever_happens_to_a_desk_the_law_holds_again(
    steps: list[tuple[str, int, list[Subscription], float]],
    is_lively: bool,
    has_late_snapshots: bool,
    has_slow_sends: bool,
) -> None:
    async def main() -> None:
        life = Life(is_lively=is_lively, has_late_snapshots=has_late_snapshots, has_slow_sends=has_slow_sends)
        for do, who, wishes, pause in steps:
            ACTIONS[do](life, who, wishes)
            life.check()
            await asyncio.sleep(pause)
            life.check()
            if pause > 0.01:
                life.check_law()
        life.exchange.is_refusing = False
        life.exchange.failing_sends = 0
        await asyncio.sleep(SETTLING)
        life.check_at_rest()
        for who in list(life.panels):
            life.close(who, None)
        await asyncio.sleep(SETTLING)
        life.check_at_rest()
        assert not life.engine._dispatcher.routes
        life.exchange.clock.stop()
        await life.engine.stop()
        assert_identities(life.engine)

    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        runner.run(main())
