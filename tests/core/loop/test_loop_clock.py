"""LoopClock: the running loop's time, or without one that of the last loop."""

import asyncio
import time

import pytest

from core.loop.loop_clock import LoopClock
from virtual_time import VirtualTimeLoop


def test_inside_a_loop_it_is_that_loops_time():
    async def ask() -> None:
        await asyncio.sleep(1000.0)
        assert clock() == asyncio.get_running_loop().time()

    clock = LoopClock()
    for _ in range(2):
        with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
            runner.run(ask())


def test_after_the_loop_has_stopped_it_is_that_loops_time_still():
    clock = LoopClock()

    async def ask() -> float:
        await asyncio.sleep(1000.0)
        return clock()

    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        last = runner.run(ask())
    assert clock() == pytest.approx(last, abs=0.01)


def test_before_any_loop_has_run_it_uses_the_default_clock_of_loops():
    before = time.monotonic()
    assert before <= LoopClock()() <= time.monotonic()
    with asyncio.Runner() as runner:
        assert runner.get_loop().time() == pytest.approx(LoopClock()(), abs=1.0)
