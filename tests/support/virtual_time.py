"""An event loop on a virtual clock: when no work is left, the clock jumps to the next timer.

The same engine code runs on it as on the real one; a test of 40 s takes milliseconds and sees every wake-up at its
exact time.
"""

from __future__ import annotations

import asyncio
import selectors

START = 2.0**-10
"""The start of a test's clock: not 0.0, which code might use for "never", but so near that a test may write its times
as if it were 0.0. `test_engine_model` tries other starts.
"""


BUSY_TURNS = 64
"""While there is work at every turn, what threads report is looked for at one of so many turns: each look is a system
call, and most turns have work. Before the clock advances there is always one.
"""


class Deadlock(RuntimeError):
    """Every task waits and no timer is set: the test would hang for ever."""


class _JumpingSelector(selectors.SelectSelector):
    """Instead of sleeping until the next timer, advances the clock to it."""

    def __init__(self, start: float) -> None:
        super().__init__()
        self.now = start
        self._turns = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self._turns += 1
        if timeout == 0 and self._turns % BUSY_TURNS:
            return []
        ready = super().select(0)
        if ready:
            return ready
        if timeout is None:
            # A thread may still report (an executor's result); no other event can come.
            ready = super().select(1.0)
            if not ready:
                raise Deadlock("every task waits and no timer is set")
            return ready
        self.now += max(timeout, 0.0)
        return []


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """A selector loop whose `time()` starts at `start` and is advanced by its selector."""

    def __init__(self, start: float = START) -> None:
        self.start = start
        self._jumping = _JumpingSelector(start)
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now

    def spend(self, seconds: float) -> None:
        """Let time pass within a step, as work does that takes long."""
        self._jumping.now += seconds


async def until(time: float) -> None:
    """Sleep until the running loop's clock shows `time`."""
    await asyncio.sleep(max(0.0, time - asyncio.get_running_loop().time()))


def elapsed() -> float:
    """Seconds since the running loop's clock began."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    return loop.time() - loop.start
