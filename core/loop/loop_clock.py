"""The time of the engine's loop, readable inside and outside that loop."""

from __future__ import annotations

import asyncio
import contextlib
import time


class LoopClock:
    """Seconds on the running loop's clock; if none runs, on the clock of the last loop that ran here.

    Qt may paint a window at any time and ask for the state of its data, also before the loop runs and after it has
    stopped.
    """

    def __init__(self) -> None:
        self._time = time.monotonic  # the default clock of event loops

    def __call__(self) -> float:
        """The current time."""
        with contextlib.suppress(RuntimeError):
            self._time = asyncio.get_running_loop().time
        return self._time()
