"""The engine under test, and a check of its report after each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from core.engine.websocket_manager import WebSocketManager
from embedded import EmbeddedExchange, EngineFactory, assert_identities, engine_on


@pytest_asyncio.fixture
async def exchange() -> AsyncIterator[EmbeddedExchange]:
    """An exchange with three lively markets and immediate snapshots."""
    embedded = EmbeddedExchange()
    yield embedded
    embedded.clock.stop()


@pytest_asyncio.fixture
async def make_engine() -> AsyncIterator[EngineFactory]:
    """Engines whose identities are checked when the test ends, and which are stopped then."""
    engines: list[WebSocketManager] = []

    def make(exchange: EmbeddedExchange | None = None, **settings: object) -> WebSocketManager:
        engine = engine_on(exchange, **settings)
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        assert_identities(engine)
        await engine.stop()
        assert_identities(engine)
