"""The pulse: counts all messages, and tells from their timestamps and half a round trip how late they come."""

from __future__ import annotations

import asyncio

import pytest

from core.engine.delay_watch import RECENT
from core.engine.deliver.delivery import route_for
from core.engine.deliver.route import FrameCounters, Route
from core.engine.pulse import pulse
from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import Scope
from core.timing.exchange_clock import BELIEVED_AFTER, ExchangeClock
from embedded import EmbeddedExchange, EngineFactory
from messages import BTC, ETH, TICKER_BTC, ticker
from sample_subscriptions import TICKER_BTC as TICKERS


def delay(*routes: Route, now: float, engine: WebSocketManager | None = None) -> float | None:
    scopes = (engine or WebSocketManager())._scopes
    return pulse(scopes.values(), scopes[Scope.PUBLIC], routes, now).delay_ms


def routes(*codes: str) -> tuple[Route, ...]:
    clock = ExchangeClock()
    for _ in range(BELIEVED_AFTER):  # as many as it takes to believe them
        clock.believes(100_000, 0.0, "REALTIME")
    return tuple(route_for(TICKER_BTC._replace(code=code), FrameCounters(), clock) for code in codes)


def test_a_message_is_as_late_as_the_fastest_one_was_earlier() -> None:
    (route,) = routes(BTC)
    assert delay(route, now=1.0) is None
    route.receive(ticker(101_000), 1.0)
    assert delay(route, now=1.0) == 0.0
    route.receive(ticker(102_000), 2.25)
    assert delay(route, now=2.25) == 250.0


def test_it_is_the_median_of_all_recent_streams() -> None:
    first, second, third = routes(BTC, ETH, "KRW-XRP")
    first.receive(ticker(101_000), 1.0)
    second.receive(ticker(101_000, code=ETH), 1.1)
    third.receive(ticker(101_000, code="KRW-XRP"), 1.9)
    assert delay(first, second, third, now=2.0) == 100.0
    assert delay(first, second, third, now=1.1 + RECENT + 0.1) == 900.0
    assert delay(first, second, third, now=1.9 + RECENT + 0.1) is None


def test_a_snapshot_or_an_older_message_does_not_tell() -> None:
    (route,) = routes(BTC)
    route.receive(ticker(101_000), 1.0)
    route.receive(ticker(101_000, origin="SNAPSHOT"), 2.0)
    assert delay(route, now=2.0) is None
    (other,) = routes(ETH)
    other.receive(ticker(101_000, code=ETH, origin="SNAPSHOT"), 1.0)
    assert delay(other, now=1.0) is None


def test_half_a_round_trip_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = WebSocketManager()
    monkeypatch.setattr(type(engine._scopes[Scope.PUBLIC].link), "shortest_round_trip", 0.05)
    (route,) = routes(BTC)
    route.receive(ticker(101_000), 1.0)
    assert delay(route, now=1.0, engine=engine) == 25.0


@pytest.mark.virtual_time
async def test_it_counts_what_the_links_received(exchange: EmbeddedExchange, make_engine: EngineFactory) -> None:
    engine = make_engine(exchange)
    assert engine.pulse() == (0, None)
    engine.attach("a", [TICKERS])
    await asyncio.sleep(8.0)
    before = engine.pulse()
    assert before.messages == sum(each.link.messages for each in engine.report().connections.scopes.values())
    assert before.delay_ms is not None
    await asyncio.sleep(10 * RECENT)
    assert engine.pulse().messages > before.messages
