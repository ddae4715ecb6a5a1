"""How a run ends: who asked first, with which status, and how long it may take."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Final

LATEST: Final = 2.5
"""Seconds from the wish to leave to the end of the process, come what may."""


class Leaving:
    """The wish to leave. Asking twice is asking once; the gravest status counts.

    Args:
        on_requested: called once, when somebody asks for the first time.
    """

    def __init__(self, on_requested: Callable[[Leaving], object] | None = None) -> None:
        self._requested = asyncio.Event()
        self._on_requested = on_requested
        self.status = 0

    def request(self, status: int = 0) -> None:
        """End the run with `status`."""
        self.status = max(self.status, status)
        if self.is_requested:
            return
        self._requested.set()
        if self._on_requested is not None:
            self._on_requested(self)

    def fault(self, status: int) -> None:
        """Let the run go on, and end with `status` when it does."""
        self.status = max(self.status, status)

    @property
    def is_requested(self) -> bool:
        """Whether the run is to end."""
        return self._requested.is_set()

    async def wait(self) -> None:
        """Return when somebody has asked."""
        await self._requested.wait()

    def on_signals(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take Ctrl+C and a polite kill as the wish to leave."""
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, self.request)
            except NotImplementedError:  # Windows
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self.request))


def end_at_latest(status: Callable[[], int], seconds: float = LATEST) -> None:
    """End the process in `seconds` if it has not ended by then: a hung look-up or driver must not keep it.

    What had to be written has been written by then, and the kernel closes the rest.
    """

    def end() -> None:
        time.sleep(seconds)
        os._exit(status())

    threading.Thread(target=end, name="end at latest", daemon=True).start()
