"""A deadline never ends early, whatever its timer does, and can only be moved earlier."""

from __future__ import annotations

import asyncio

import pytest

from core.loop.deadline import Deadline, sleep_until
from virtual_time import VirtualTimeLoop, elapsed, until


class EarlyLoop(VirtualTimeLoop):
    """Timers fire 5 % early, as Qt's do."""

    def call_later(self, delay, callback, *args, context=None):  # type: ignore[no-untyped-def]
        return super().call_later(delay * 0.95 if delay > 1e-3 else delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):  # type: ignore[no-untyped-def]
        early = self.time() + (when - self.time()) * 0.95
        return super().call_at(early if when - self.time() > 1e-3 else when, callback, *args, context=context)


def on_an_early_loop(main: object) -> None:
    with asyncio.Runner(loop_factory=EarlyLoop) as runner:
        runner.run(main)


def test_a_sleep_ends_at_its_time_on_a_loop_that_wakes_early() -> None:
    async def main() -> None:
        await sleep_until(10.0)
        assert asyncio.get_running_loop().time() >= 10.0 - 1e-6

    on_an_early_loop(main())


def test_a_deadline_is_reached_at_its_time_on_a_loop_that_wakes_early() -> None:
    async def main() -> None:
        deadline = Deadline()
        deadline.bring_forward(10.0)
        await deadline.reached()
        assert asyncio.get_running_loop().time() >= 10.0 - 1e-6

    on_an_early_loop(main())


@pytest.mark.virtual_time
class TestDeadline:
    async def test_a_deadline_that_was_never_set_is_reached_at_once(self) -> None:
        await Deadline().reached()
        assert elapsed() == 0.0

    async def test_one_long_past_is_reached_at_once(self) -> None:
        await until(5.0)
        deadline = Deadline()
        deadline.bring_forward(1.0)
        await deadline.reached()
        assert asyncio.get_running_loop().time() == 5.0

    async def test_brought_forward_while_waited_for_it_comes_sooner(self) -> None:
        deadline = Deadline()
        deadline.bring_forward(10.0)
        waiter = asyncio.ensure_future(deadline.reached())
        await until(1.0)
        deadline.bring_forward(3.0)
        await waiter
        assert asyncio.get_running_loop().time() == 3.0

    async def test_it_is_never_put_off(self) -> None:
        deadline = Deadline()
        deadline.bring_forward(3.0)
        deadline.bring_forward(10.0)
        await deadline.reached()
        assert asyncio.get_running_loop().time() == 3.0

    async def test_a_sleep_until_a_time_past_returns_at_once(self) -> None:
        await until(5.0)
        await sleep_until(4.0)
        assert asyncio.get_running_loop().time() == 5.0
