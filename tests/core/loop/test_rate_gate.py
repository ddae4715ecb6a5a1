"""The gate keeps the exchange's limits wherever their windows begin, for any tasks and any clock."""

from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.loop.rate_gate import RateGate
from core.timing.slots import BURST, SPACING
from exchange_limits import assert_within_the_limits
from virtual_time import START, VirtualTimeLoop, elapsed, until


class EarlyLoop(VirtualTimeLoop):
    """Timers fire 5 % early, as Qt's do."""

    def call_at(self, when, callback, *args, context=None):  # type: ignore[no-untyped-def]
        delay = when - self.time()
        early = self.time() + delay * 0.95 if delay > 1e-3 else when
        return super().call_at(early, callback, *args, context=context)


class TestRateGateInAnyCase:
    @settings(max_examples=60)
    @given(st.lists(st.floats(0.0, 2.0), min_size=1, max_size=40), st.booleans(), st.floats(0.0, 1e6))
    def test_messages_never_break_a_limit(self, gaps: list[float], is_early: bool, start: float) -> None:
        """Waiting tasks at every alignment, on a loop that wakes them on time or early."""
        loop = EarlyLoop() if is_early else VirtualTimeLoop()
        loop._jumping.now = start

        async def main() -> list[float]:
            gate, went = RateGate(max_wait=1.0), []

            async def send() -> None:
                await gate.acquire()
                went.append(loop.time())

            async with asyncio.TaskGroup() as group:
                for gap in gaps:
                    if gap > 1.0:
                        await asyncio.sleep(gap)
                    group.create_task(send())
            assert gate.metrics.messages == len(gaps)
            return went

        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            assert_within_the_limits(runner.run(main()))


@pytest.mark.virtual_time
class TestRateGate:
    async def test_twenty_at_once_wait_for_twenty_different_slots(self) -> None:
        gate, went = RateGate(), []

        async def send() -> None:
            await gate.acquire()
            went.append(elapsed())

        async with asyncio.TaskGroup() as group:
            for _ in range(20):
                group.create_task(send())
        assert went == pytest.approx([0.0, 0.0, *(SPACING * n for n in range(18))])
        assert gate.metrics.waits == 17
        assert gate.metrics.wait_seconds == pytest.approx(sum(SPACING * n for n in range(18)))

    @pytest.mark.parametrize("hold_up", [lambda gate: gate.ledger.close_until(30.0), None])
    async def test_waiters_held_up_together_do_not_all_go_at_once(self, hold_up: object) -> None:
        """Because the gate was closed, or because the loop stood still for half a minute."""
        gate, went = RateGate(), []
        loop = asyncio.get_running_loop()

        async def send() -> None:
            await gate.acquire()
            went.append(loop.time())

        async with asyncio.TaskGroup() as group:
            for _ in range(20):
                group.create_task(send())
            await until(0.1)
            if hold_up is None:
                loop._jumping.now = 30.0
            else:
                hold_up(gate)
        assert_within_the_limits(sorted(went))
        assert len(went) == 20
        assert max(went) < 30.0 + 20 * SPACING

    async def test_a_slot_given_back_lets_the_next_one_go_at_once(self) -> None:
        gate = RateGate()
        for _ in range(50):
            gate.give_back(await gate.acquire())
        assert elapsed() == 0.0
        assert gate.metrics.messages == 0

    async def test_a_cancelled_wait_gives_its_slot_back(self) -> None:
        gate = RateGate()
        for _ in range(BURST):
            await gate.acquire()
        waiter = asyncio.ensure_future(gate.acquire())
        await until(0.1)
        waiter.cancel()
        await asyncio.wait([waiter])
        await gate.acquire()
        assert elapsed() == pytest.approx(SPACING)
        assert gate.metrics.messages == BURST + 1

    async def test_a_long_wait_is_reported_once_with_its_end_and_goes_on(self) -> None:
        reported: list[tuple[float, float]] = []
        clock = asyncio.get_running_loop().time
        gate = RateGate(max_wait=15.0, on_overdue=lambda end: reported.append((clock(), end)))
        gate.ledger.close_until(40.0)
        waiter = asyncio.ensure_future(gate.acquire())
        await until(20.0)
        assert gate.throttled_until == 40.0
        gate.ledger.close_until(60.0)
        await until(41.0)
        assert gate.throttled_until == 60.0
        await waiter
        assert reported == [(15.0 + START, 40.0)]
        assert clock() == pytest.approx(60.0)
        assert gate.throttled_until is None

    async def test_a_wait_beyond_the_usual_pace_is_told_at_once_with_its_end(self) -> None:
        told: list[tuple[float, float | None]] = []
        clock = asyncio.get_running_loop().time
        gate = RateGate(on_throttled=lambda: told.append((clock(), gate.throttled_until)))
        for _ in range(BURST + 2):
            await gate.acquire()
        assert told == [], "the usual pace is not told"
        began = clock()
        gate.ledger.close_until(began + 10.0)
        await gate.acquire()
        assert told == [(began, began + 10.0)]
        assert gate.throttled_until is None

    async def test_the_end_of_one_wait_does_not_end_another(self) -> None:
        gate = RateGate()
        gate.ledger.close_until(10.0)
        first, second = (asyncio.ensure_future(gate.acquire()) for _ in range(2))
        await until(1.0)
        first.cancel()
        await asyncio.wait([first])
        assert gate.throttled_until is not None
        await second
        assert gate.throttled_until is None

    async def test_a_wait_of_exactly_the_limit_is_not_reported(self) -> None:
        reported: list[float] = []
        gate = RateGate(max_wait=15.0, on_overdue=reported.append)
        gate.ledger.close_until(15.0)
        await gate.acquire()
        assert reported == []

    async def test_a_gate_closed_further_while_one_waits_stays_closed(self) -> None:
        gate = RateGate()
        gate.ledger.close_until(5.0)
        waiter = asyncio.ensure_future(gate.acquire())
        await until(4.0)
        gate.ledger.close_until(50.0)
        await waiter
        assert asyncio.get_running_loop().time() == pytest.approx(50.0)

    @pytest.mark.parametrize("began", [0.1, 0.3, 1.1, 1234.567, 1e6 / 3])
    async def test_rounding_of_the_clock_makes_no_wait_endless(self, began: float) -> None:
        await until(began)
        gate = RateGate(max_wait=0.3)
        gate.ledger.close_until(began + 0.7)
        limit = time.monotonic() + 5.0
        await gate.acquire()
        assert time.monotonic() < limit


@pytest.mark.virtual_time
async def test_a_reopened_gate_passes_waiting_tasks_at_the_usual_pace() -> None:
    gate = RateGate()
    clock = asyncio.get_running_loop().time
    gate.ledger.close_until(3600.0)
    passed: list[float] = []

    async def pass_through() -> None:
        await gate.acquire()
        passed.append(elapsed())

    waiting = [asyncio.ensure_future(pass_through()) for _ in range(6)]
    await asyncio.sleep(20.0)
    assert passed == []
    assert gate.throttled_until is not None
    gate.reopen()
    await asyncio.wait(waiting)
    assert passed == pytest.approx([20.0, 20.0, 20.0, 20.7, 21.4, 22.1])
    assert gate.metrics.messages == 6
    gate.ledger.close_until(clock() + 60.0)  # and it can be closed again
    again = asyncio.ensure_future(pass_through())
    await asyncio.sleep(59.0)
    assert not again.done()
    await again


@pytest.mark.virtual_time
async def test_reopening_an_open_gate_passes_nothing_early() -> None:
    gate = RateGate()
    for _ in range(3):
        await gate.acquire()
    began = asyncio.get_running_loop().time()
    waiting = asyncio.ensure_future(gate.acquire())
    await asyncio.sleep(0.1)
    gate.reopen()
    await waiting
    assert asyncio.get_running_loop().time() - began == pytest.approx(0.7)
