"""Every feed of a connection says how late its data come, whatever streams there are, and when they no longer do."""

from __future__ import annotations

import asyncio

import pytest

from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import Scope, StreamType, subscribe
from embedded import EPOCH_MS, EmbeddedExchange, EngineFactory, quiet_source
from steady_source import SteadySource

pytestmark = pytest.mark.virtual_time

STREAMS = [StreamType.TICKER, StreamType.TRADE, StreamType.ORDERBOOK]


async def changes(engine: WebSocketManager, seconds: int) -> list[float]:
    """Return how late the data were said to be, each time that this changed."""
    seen = [engine.flow_status(Scope.PUBLIC).late_ms]
    for _ in range(seconds * 2):
        await asyncio.sleep(0.5)
        if (late_ms := engine.flow_status(Scope.PUBLIC).late_ms) != seen[-1]:
            seen.append(late_ms)
    return seen


@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("by", [2.0, 8.0])
async def test_late_frames_are_late_as_long_as_they_are(
    make_engine: EngineFactory, stream: StreamType, by: float
) -> None:
    began = asyncio.get_running_loop().time()
    exchange = EmbeddedExchange(SteadySource(EPOCH_MS))
    engine = make_engine(exchange)
    told = []
    feed = engine.attach("a", [subscribe(stream, "KRW-BTC")], on_status=lambda: told.append(feed.status().flow.late_ms))
    assert await changes(engine, 20) == [0.0]
    loop = asyncio.get_running_loop()
    exchange.faults.set("delay", loop.time(), by=by)
    assert await changes(engine, 300) == [0.0, by * 1_000], "the clock takes them for its own after two minutes"
    assert engine.pulse().delay_ms == pytest.approx(by * 1_000, abs=10)
    assert engine.exchange_time().ms == pytest.approx(EPOCH_MS + (loop.time() - began) * 1_000, abs=10)
    assert feed.status().flow.late_ms == told[-1] == by * 1_000
    exchange.faults.clear(loop.time(), "delay")
    assert (await changes(engine, 20))[-1] == feed.status().flow.late_ms == told[-1] == 0.0
    exchange.clock.stop()


async def test_a_quiet_market_and_a_new_connection_are_in_time(make_engine: EngineFactory) -> None:
    exchange = EmbeddedExchange(quiet_source())
    engine = make_engine(exchange)
    feed = engine.attach("a", [subscribe(stream, "KRW-BTC") for stream in STREAMS])
    assert await changes(engine, 100) == [0.0]
    exchange.faults.set("drop", asyncio.get_running_loop().time())
    assert await changes(engine, 100) == [0.0]
    assert feed.status().flow.late_ms == 0.0
    exchange.clock.stop()
