"""A deadline never ends early, whatever its timer does, and can only be moved earlier."""

from __future__ import annotations

import asyncio

import pytest

from core.loop.deadline import Deadline, awake_for, sleep_until
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
class TestAwakeFor:
    async def test_it_ends_after_its_seconds_on_a_loop_that_wakes_in_time(self) -> None:
        await awake_for(2.0, overslept=0.5)
        assert elapsed() == pytest.approx(2.0)

    @pytest.mark.parametrize("busy", [0.0, 0.9, 1.4, 1.6, 3.0, 60.0])
    async def test_it_begins_again_when_the_loop_was_busy_at_its_end(self, busy: float) -> None:
        jumping = asyncio.get_running_loop()._jumping  # type: ignore[attr-defined]

        def stand_still() -> None:
            jumping.now += busy

        asyncio.get_running_loop().call_later(1.0, stand_still)
        await awake_for(2.0, overslept=0.5)
        woke = max(2.0, 1.0 + busy)
        assert elapsed() == pytest.approx(woke if woke < 2.5 else woke + 2.0)

    async def test_it_begins_again_as_often_as_the_loop_is_busy(self) -> None:
        jumping = asyncio.get_running_loop()._jumping  # type: ignore[attr-defined]

        def stand_still() -> None:
            jumping.now += 3.0

        for second in (1.0, 5.0, 9.0):
            asyncio.get_running_loop().call_later(second, stand_still)
        await awake_for(2.0, overslept=0.5)
        assert elapsed() == pytest.approx(9.0 + 3.0 + 2.0)


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
