"""The end of a run: requests to quit, the exit status, and a time limit."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Final

LATEST: Final = 2.5
"""Seconds from the request to quit until the process ends in any case."""


class Shutdown:
    """A request to quit. Idempotent; the highest exit status wins.

    Args:
        on_requested: called once, at the first request.
    """

    def __init__(self, on_requested: Callable[[Shutdown], object] | None = None) -> None:
        self._requested = asyncio.Event()
        self._on_requested = on_requested
        self.status = 0

    def request(self, status: int = 0) -> None:
        """Request the end of the run with exit status `status`."""
        self.status = max(self.status, status)
        if self.is_requested:
            return
        self._requested.set()
        if self._on_requested is not None:
            self._on_requested(self)

    def fault(self, status: int) -> None:
        """Record exit status `status` without ending the run."""
        self.status = max(self.status, status)

    @property
    def is_requested(self) -> bool:
        """Whether the end of the run was requested."""
        return self._requested.is_set()

    async def wait(self) -> None:
        """Return when the end of the run is requested."""
        await self._requested.wait()

    def on_signals(self, loop: asyncio.AbstractEventLoop) -> None:
        """Treat SIGINT (Ctrl+C) and SIGTERM as a request to quit."""
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, self.request)
            except NotImplementedError:  # Windows
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self.request))


def end_at_latest(status: Callable[[], int], seconds: float = LATEST) -> None:
    """End the process after `seconds` if it still runs: a hung look-up or driver must not keep it alive.

    All files have been written by then; the kernel releases the rest.
    """

    def end() -> None:
        time.sleep(seconds)
        os._exit(status())

    threading.Thread(target=end, name="end at latest", daemon=True).start()
