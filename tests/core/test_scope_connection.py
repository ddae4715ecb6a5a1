"""What a scope does when its connection or the exchange moves, beyond what the engine's own tests show."""

from __future__ import annotations

import logging

import pytest

from core.link_status import ConnectionState
from core.subscription import Scope
from embedded import EmbeddedExchange, EngineFactory
from virtual_time import until
from wishes import TICKER_BTC

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
    engine = make_engine(exchange)
    engine.attach("A", [TICKER_BTC])
    await until(5.0)
    exchange.faults.set("error", 5.0, error="INVALID_AUTH")
    await until(300.0)
    assert engine.link_status(Scope.PUBLIC).state is ConnectionState.STOPPED
    assert engine.link_status(Scope.PUBLIC).reason
    assert len(exchange.dials) == 1
    engine.reconnect(Scope.PUBLIC)
    await until(305.0)
    assert exchange.wanted == set(TICKER_BTC.streams())


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
    assert [record.name for record in caplog.records] == ["core.scope_connection"]


async def test_what_was_sent_counts_for_its_own_connection_only(
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
