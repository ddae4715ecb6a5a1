"""The engine under faults; afterwards its report must be correct and no task may be left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PySide6.QtWidgets import QApplication

from desk_in_hand import Desk
from embedded import EmbeddedExchange, EngineFactory, engines_in_hand
from signing import ACCESS_KEY, SECRET_KEY
from whole_application import whole_application
from widgets.panel.panel import Panel


@pytest_asyncio.fixture
async def exchange() -> AsyncIterator[EmbeddedExchange]:
    """An exchange with three lively markets; the engine must keep its limits."""
    embedded = EmbeddedExchange()
    yield embedded
    embedded.clock.stop()
    assert embedded.violations == 0


@pytest_asyncio.fixture
async def make_engine() -> AsyncIterator[EngineFactory]:
    """Engines that are stopped when the test ends; no task of theirs may be left."""
    others = asyncio.all_tasks()
    async with engines_in_hand() as make:
        yield make
    await asyncio.sleep(0)
    left = {task.get_name() for task in asyncio.all_tasks() - others}
    assert not {name for name in left if name.startswith(("public", "private", "resume"))}


@pytest.fixture(scope="session")
def application() -> QApplication:
    """Tests that use this fixture, or a desk, run on Qt's loop."""
    return whole_application()


@pytest_asyncio.fixture
async def desk(application: QApplication) -> AsyncIterator[Desk]:
    """Panels on the engine, whose socket the test controls; on Qt's loop."""
    made = Desk()
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Panel):
            widget.release()
        widget.deleteLater()
    await made.stop()


@pytest.fixture
def key_of_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOGA_ACCESS_KEY", ACCESS_KEY)
    monkeypatch.setenv("HOGA_SECRET_KEY", SECRET_KEY)


@pytest.fixture
def short_delays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dial and ask again within a second: how delays grow and how connects are spaced is tested elsewhere.

    Six losses of both connections in a row would take a minute here, and on a busy machine one more would put off the
    next dial by as long as `LONGEST_WAIT`. An exchange that says "too many requests" on a connection, which is live or
    not at that moment, is left alone for a minute.
    """
    monkeypatch.setattr("core.timing.backoff.MAXIMUM", 1.0)
    monkeypatch.setattr("app.start.limits.CONNECT_SPACING", 0.2)
    monkeypatch.setattr("app.start.market_loading.CONTRADICTED", 1.0)
    for user in ("core.upbit.upbit", "core.upbit.refusal.retry_after", "core.timing.redial"):
        monkeypatch.setattr(f"{user}.BLOCKED_FOR", 1.0)


@pytest.fixture
def few_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the panels of a lively desk 10 frames a second, not 60: frames are most of what it computes all the time.

    For tests of what panels show in the end; how often they show it is tested elsewhere.
    """
    monkeypatch.setattr("widgets.panel.frame_clock.FRAME_INTERVAL_MS", 100)


@pytest.fixture
def few_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the other client of the account make 10 requests a second, not 50, which are a fifth of what is computed.

    For tests whose faults last long enough for several.
    """
    monkeypatch.setattr("odd_desk.REQUESTS_EVERY", 0.1)
