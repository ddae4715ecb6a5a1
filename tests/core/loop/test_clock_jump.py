"""A machine that slept is detected; a slow one is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.loop.clock_jump import watch_for_resume
from virtual_time import START, until

pytestmark = pytest.mark.virtual_time


class Machine:
    """The wall clock shows the loop's time plus the time slept."""

    def __init__(self) -> None:
        self.slept = 0.0
        self.resumes: list[float] = []

    def wall_clock(self) -> float:
        return 1_795_144_500.0 + asyncio.get_running_loop().time() + self.slept

    def resumed(self) -> None:
        self.resumes.append(asyncio.get_running_loop().time())


@pytest_asyncio.fixture
async def machine() -> AsyncIterator[Machine]:
    machine = Machine()
    watch = asyncio.get_running_loop().create_task(watch_for_resume(machine.wall_clock, machine.resumed))
    yield machine
    watch.cancel()


async def test_a_machine_awake_is_left_in_peace(machine: Machine) -> None:
    await until(3600.0)
    assert machine.resumes == []


async def test_one_that_slept_is_noticed_once_and_soon(machine: Machine) -> None:
    await until(100.5)
    machine.slept += 600.0
    await until(200.0)
    assert machine.resumes == [102.0 + START]


@pytest.mark.parametrize("nudge", [-4.0, 4.0])
async def test_a_clock_that_is_nudged_is_not_taken_for_sleep(machine: Machine, nudge: float) -> None:
    await until(10.5)
    machine.slept += nudge
    await until(100.0)
    assert machine.resumes == []
