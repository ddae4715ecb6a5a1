"""The reactions of a scope to its connection and to the exchange, beyond those shown in the engine's own tests."""

from __future__ import annotations

import logging

import pytest

from core.engine.deliver.feed import FeedState
from core.model.link_status import ConnectionState
from core.model.subscription import ALL, Scope, StreamType, subscribe
from embedded import EmbeddedExchange, EngineFactory
from sample_subscriptions import TICKER_BTC
from virtual_time import until

pytestmark = pytest.mark.virtual_time


async def test_refused_for_its_pace_it_stays_away_from_the_gate_for_a_minute(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    engine.attach("A", [TICKER_BTC])
    await until(5.0)
    exchange.faults.set("error", 5.0, error="Too Many Requests")
    await until(60.0)
    assert len(exchange.requests) == 1
    await until(70.0)
    assert len(exchange.requests) == 2
    assert not engine._scopes[Scope.PUBLIC].trials.quarantine.suspects([])


async def test_refused_for_its_key_it_stops_until_the_user_acts(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(dials={Scope.PRIVATE: exchange.dial})
    engine.attach("A", [subscribe(StreamType.MY_ORDER, ALL)])  # the public endpoint refuses it for want of a key
    await until(300.0)
    assert engine.link_status(Scope.PRIVATE).state is ConnectionState.STOPPED
    assert engine.link_status(Scope.PRIVATE).reason
    assert len(exchange.dials) == 1
    engine.network_changed()
    await until(305.0)
    assert len(exchange.dials) == 1
    engine.reconnect(Scope.PRIVATE)
    await until(310.0)
    assert len(exchange.dials) == 2


async def test_without_a_key_no_key_is_refused_and_the_public_side_goes_on(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    feed = engine.attach("A", [TICKER_BTC])
    await until(5.0)
    exchange.faults.set("error", 5.0, error="INVALID_AUTH")
    await until(10.0)
    assert exchange.wanted == set(TICKER_BTC.streams())
    assert feed.status().state is FeedState.LIVE


@pytest.mark.parametrize("status", [401, 403])
async def test_a_public_refusal_in_passing_is_got_over_without_a_hand(
    exchange: EmbeddedExchange, make_engine: EngineFactory, status: int
) -> None:
    engine = make_engine(exchange)
    exchange.faults.set("handshake", 0.0, status=status, count=3)
    feed = engine.attach("A", [TICKER_BTC])
    await until(5.0)
    assert engine.link_status(Scope.PUBLIC).state is ConnectionState.RECONNECTING
    assert feed.status().state is not FeedState.STOPPED
    await until(120.0)
    assert feed.status().state is FeedState.LIVE
    assert len(exchange.dials) == 4


async def test_during_a_long_block_the_user_may_try_at_once_and_the_gate_still_spaces(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    exchange.faults.set("handshake", 0.0, status=418, wait=50_000.0)
    engine.attach("A", [TICKER_BTC])
    await until(5.0)
    assert 3000.0 < engine.link_status(Scope.PUBLIC).next_in <= 3600.0
    for press in range(50):
        engine.reconnect(Scope.PUBLIC)
        await until(5.0 + 0.1 * (press + 1))
    assert all(sum(t <= other < t + 1.0 for other in exchange.dials) <= 4 for t in exchange.dials)
    assert 3 <= len(exchange.dials) <= 6
    exchange.faults.clear(10.0)
    await until(20.0)
    engine.reconnect(Scope.PUBLIC)
    await until(25.0)
    assert engine.link_status(Scope.PUBLIC).state is ConnectionState.LIVE


async def test_a_block_of_one_scope_is_shown_and_kept_by_the_other(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(dials={Scope.PUBLIC: exchange.dial, Scope.PRIVATE: exchange.dial})
    exchange.faults.set("handshake", 0.0, status=418, wait=600.0)
    engine.attach("A", [TICKER_BTC])
    await until(5.0)
    engine.attach("B", [subscribe(StreamType.MY_ORDER, ALL)])
    await until(10.0)
    assert engine.link_status(Scope.PRIVATE).next_in == pytest.approx(590.0, abs=1.0)
    assert len(exchange.dials) == 1


async def test_an_error_about_nothing_that_is_in_doubt_is_a_lost_connection(
    exchange: EmbeddedExchange, make_engine: EngineFactory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    engine = make_engine(exchange)
    feed = engine.attach("A", [TICKER_BTC])
    await until(5.0)
    exchange.faults.set("error", 5.0, error="WRONG_FORMAT")
    await until(10.0)
    assert exchange.wanted == set(TICKER_BTC.streams())
    assert feed.status().silent == frozenset()
    assert [record.name for record in caplog.records] == ["core.engine.scope_connection"]


async def test_the_sent_state_counts_for_its_own_connection_only(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    state = engine._scopes[Scope.PUBLIC]
    engine.attach("A", [TICKER_BTC])
    await until(5.0)
    assert state.sent
    exchange.is_refusing = True
    exchange.faults.set("drop", 5.0)
    await until(5.1)
    assert state.sent == {}


async def test_a_stopped_engine_is_kept_by_no_timer(exchange: EmbeddedExchange, make_engine: EngineFactory) -> None:
    engine = make_engine(exchange)
    engine.attach("A", [TICKER_BTC])
    await until(5.0)
    timers = engine._scopes[Scope.PUBLIC]._timers
    assert [timer.cancelled() for timer in timers] == [False]
    kept = [*timers]
    await engine.stop()
    assert [timer.cancelled() for timer in kept] == [True]


async def test_timers_of_requests_long_ago_are_forgotten(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    for number in range(20):
        engine.attach(f"{number}", [TICKER_BTC if number % 2 else subscribe(StreamType.TRADE, f"KRW-A{number}")])
        await until(6.0 * (number + 1))
    assert 0 < len(engine._scopes[Scope.PUBLIC]._timers) <= 3
