"""Ends every test that hangs, also where the plugin's alarm cannot.

The plugin takes its alarm away when a test fails, in case somebody debugs it: what hung afterwards, in the end of a
fixture, hung for good, and the run with it. And its alarm is a signal, which Python handles with its next instruction:
while Qt's loop waits for events there is none.
"""

from __future__ import annotations

import asyncio
import threading
import time
import weakref
from collections.abc import Generator

import pytest
import pytest_timeout

LOOK_EVERY = 0.5
GRACE = 1.0
"""Seconds after the plugin's alarm; a test that executes instructions has ended by then."""


class _Watch:
    """Cancels what runs on Qt's loop after the end of a test's time."""

    def __init__(self) -> None:
        self.ends: float | None = None
        self._loop: weakref.ref[asyncio.AbstractEventLoop] | None = None
        self._thread: threading.Thread | None = None

    def follow(self, loop: asyncio.AbstractEventLoop) -> None:
        """Watch `loop` from now on instead of an earlier one."""
        self._loop = weakref.ref(loop)
        if self._thread is None or not self._thread.is_alive():  # a fork has no threads
            self._thread = threading.Thread(target=self._run, name="alarm", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            time.sleep(LOOK_EVERY)
            loop = self._loop() if self._loop is not None else None
            if self.ends is not None and time.monotonic() > self.ends and loop is not None and loop.is_running():
                # Again and again: the plugin's alarm goes off in the first call, which then does nothing.
                loop.call_soon_threadsafe(self._cancel_tasks, loop)
            del loop

    def _cancel_tasks(self, loop: asyncio.AbstractEventLoop) -> None:
        self.ends = None
        for task in asyncio.all_tasks(loop):
            task.cancel("the test took too long")


_watch = _Watch()


def watched(loop: asyncio.AbstractEventLoop) -> asyncio.AbstractEventLoop:
    """Return `loop`, whose tasks are cancelled from now on when a test takes too long."""
    _watch.follow(loop)
    return loop


@pytest.hookimpl(trylast=True)
def pytest_exception_interact(node: pytest.Item | pytest.Collector) -> None:
    """After the plugin: give the end of the test's fixtures as long as the test had."""
    if not isinstance(node, pytest.Item) or node.config.getoption("usepdb"):
        return
    seconds = float(node.config.getini("timeout"))
    settings = pytest_timeout.Settings(seconds, "signal", func_only=False, disable_debugger_detection=False)
    node.ihook.pytest_timeout_set_timer(item=node, settings=settings)


@pytest.hookimpl(wrapper=True)
def pytest_timeout_set_timer(settings: pytest_timeout.Settings) -> Generator[None, object, object]:
    """The time of a test begins."""
    _watch.ends = time.monotonic() + settings.timeout + GRACE
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_timeout_cancel_timer() -> Generator[None, object, object]:
    """A test has ended, or has failed."""
    _watch.ends = None
    return (yield)
