"""The product as it runs: its loop on an offscreen QApplication, its garbage collection, its window and wiring."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine
from functools import partial
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication

from app.command_line.options import DeskOptions
from app.process.application import make_application
from app.process.garbage import GarbageCollection
from app.process.qt_loop import QtLoop
from app.settings.store import Settings
from app.start.wiring import Parts, wire
from app.window.main_window import MainWindow
from core.engine.websocket_manager import WebSocketManager
from core.upbit.endpoints import endpoints_for

Result = TypeVar("Result")


def on_the_desks_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Run `work` on the desk's loop."""
    logging.disable(logging.CRITICAL)
    app = QApplication.instance() or make_application()
    with asyncio.Runner(loop_factory=partial(QtLoop, app)) as runner:
        return runner.run(_collected(app, work))


async def _collected(app: Any, work: Coroutine[Any, Any, Result]) -> Result:
    garbage = GarbageCollection(app)
    try:
        return await work
    finally:
        garbage.stop()


@contextlib.asynccontextmanager
async def desk(rest_url: str, ws_url: str | None = None) -> AsyncIterator[tuple[MainWindow, Parts]]:
    """A desk in its window, with no panel open."""
    window = MainWindow()
    window.show()
    endpoints = endpoints_for("simulated", rest_url, ws_url)
    parts = wire(DeskOptions(), Settings(), endpoints, window, hide=lambda *_: None)
    try:
        yield window, parts
    finally:
        parts.clock.stop()
        parts.desk.close_all()
        await parts.tasks.cancel()
        await parts.engine.stop()
        await parts.rest.close()
        window.hide()


def frames_received(engine: WebSocketManager) -> int:
    """Return the number of frames received over the public link."""
    return int(engine.get_connection_metrics()["links"]["public"]["messages"])


async def eventually(condition: Any, within: float = 20.0) -> None:
    """Return once `condition` holds, or fail."""
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 - the conditions have no event to wait for
            await asyncio.sleep(0.02)
