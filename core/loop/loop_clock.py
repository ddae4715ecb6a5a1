"""The time of the loop the engine runs on, told to whoever asks, inside that loop or not."""

from __future__ import annotations

import asyncio
import contextlib
import time


class LoopClock:
    """Seconds as the running loop counts them; where none runs, as the last one that ran here counts them.

    A window is painted, and asks for the state of its data, whenever Qt says so: before the loop runs and after it has
    stopped, too.
    """

    def __init__(self) -> None:
        self._time = time.monotonic  # what loops count by, unless they are made to do otherwise

    def __call__(self) -> float:
        """The time now."""
        with contextlib.suppress(RuntimeError):
            self._time = asyncio.get_running_loop().time
        return self._time()
