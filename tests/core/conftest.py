"""The engine under test, and a check of its report after each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from embedded import EmbeddedExchange, EngineFactory, engines_in_hand


@pytest_asyncio.fixture
async def exchange() -> AsyncIterator[EmbeddedExchange]:
    """An exchange with three lively markets and immediate snapshots."""
    embedded = EmbeddedExchange()
    yield embedded
    embedded.clock.stop()


@pytest_asyncio.fixture
async def make_engine() -> AsyncIterator[EngineFactory]:
    """Engines whose identities are checked when the test ends, and which are stopped then."""
    async with engines_in_hand() as make:
        yield make
