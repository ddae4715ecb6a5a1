"""The gate holds the exchange's limits wherever their windows begin, whoever waits and however the clock misbehaves."""

from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.loop.rate_gate import BURST, SPACING, RateGate, SlotLedger
from virtual_time import START, VirtualTimeLoop, elapsed, until

GAPS = st.lists(st.floats(0.0, 3.0, allow_nan=False), min_size=1, max_size=150)


def assert_within_the_limits(times: list[float]) -> None:
    """At most 5 in any second and 100 in any minute, wherever the window begins: it does so at a message at worst."""
    for limit, seconds in ((5, 1.0), (100, 60.0)):
        for begin in times:
            assert sum(begin <= time < begin + seconds for time in times) <= limit


class TestSlotLedger:
    def test_a_burst_goes_at_once_and_the_rest_evenly_spaced(self) -> None:
        ledger = SlotLedger()
        slots = [ledger.reserve(10.0) for _ in range(BURST + 3)]
        assert slots == pytest.approx([10.0] * BURST + [10.0 + SPACING * n for n in (1, 2, 3)])

    def test_rest_makes_room_for_a_new_burst(self) -> None:
        ledger = SlotLedger()
        for _ in range(BURST):
            ledger.reserve(0.0)
        assert [ledger.reserve(3.0) for _ in range(BURST)] == pytest.approx([3.0] * BURST)

    @given(GAPS)
    def test_slots_taken_as_soon_as_they_come_never_break_a_limit(self, gaps: list[float]) -> None:
        ledger, now, slots = SlotLedger(), 0.0, []
        for gap in gaps:
            now = max(now + gap, ledger.next_slot(now + gap)) if gap < 0.1 else now + gap
            slots.append(ledger.reserve(now))
        assert_within_the_limits(slots)

    @given(GAPS, st.integers(0, 2**16))
    def test_reserving_ahead_never_breaks_a_limit_nor_grants_a_slot_before_its_time(
        self, gaps: list[float], mask: int
    ) -> None:
        ledger, now, slots = SlotLedger(), 0.0, []
        for n, gap in enumerate(gaps):
            now += gap / 10
            slot = ledger.reserve(now)
            assert slot >= now
            if mask >> (n % 16) & 1:
                ledger.give_back(slot)
            else:
                slots.append(slot)
        assert_within_the_limits(slots)

    @given(st.integers(0, 10))
    def test_a_slot_given_back_is_there_for_the_next_one(self, before: int) -> None:
        ledger = SlotLedger()
        for _ in range(before):
            ledger.reserve(0.0)
        slot = ledger.reserve(0.0)
        ledger.give_back(slot)
        assert ledger.reserve(0.0) == slot

    def test_closed_it_grants_nothing_and_an_earlier_closing_does_not_open_it(self) -> None:
        ledger = SlotLedger()
        ledger.close_until(40.0)
        ledger.close_until(20.0)
        assert ledger.next_slot(0.0) == 40.0

    def test_a_slot_settles_behind_a_closing_and_otherwise_stays(self) -> None:
        ledger = SlotLedger()
        slots = [ledger.reserve(0.0) for _ in range(5)]
        assert [ledger.settle(slot, 0.0) for slot in slots] == slots
        ledger.close_until(9.0)
        assert ledger.settle(slots[-1], 0.1) == 9.0

    def test_use_is_counted_by_the_second_and_by_the_minute(self) -> None:
        ledger = SlotLedger()
        for now in (0.0, 30.0, 58.5, 59.5):
            ledger.reserve(now)
        assert (ledger.used_within(1.0, 60.0), ledger.used_within(60.0, 60.0)) == (1, 3)

    def test_what_is_over_a_minute_old_is_forgotten(self) -> None:
        ledger = SlotLedger()
        for minute in range(100):
            ledger.reserve(60.5 * minute)
        assert len(ledger._granted) == 1


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
        """Waiters pile up at every alignment, on a loop that wakes them on time or early."""
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
        """By a closing of the gate, or by a loop that stood still for half a minute."""
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

    async def test_a_long_wait_is_told_once_with_its_end_and_goes_on(self) -> None:
        told: list[tuple[float, float]] = []
        clock = asyncio.get_running_loop().time
        gate = RateGate(max_wait=15.0, on_throttled=lambda end: told.append((clock(), end)))
        gate.ledger.close_until(40.0)
        waiter = asyncio.ensure_future(gate.acquire())
        await until(20.0)
        assert gate.metrics.throttled_until == 40.0
        gate.ledger.close_until(60.0)
        await until(41.0)
        assert gate.metrics.throttled_until == 60.0
        await waiter
        assert told == [(15.0 + START, 40.0)]
        assert clock() == pytest.approx(60.0)
        assert gate.metrics.throttled_until is None

    async def test_a_wait_of_just_the_length_is_not_worth_telling(self) -> None:
        told: list[float] = []
        gate = RateGate(max_wait=15.0, on_throttled=told.append)
        gate.ledger.close_until(15.0)
        await gate.acquire()
        assert told == []

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
async def test_reopened_it_lets_those_through_who_wait_at_the_usual_pace() -> None:
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
    assert gate.metrics.throttled_until is not None
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
async def test_reopening_an_open_gate_lets_nobody_through_early() -> None:
    gate = RateGate()
    for _ in range(3):
        await gate.acquire()
    began = asyncio.get_running_loop().time()
    waiting = asyncio.ensure_future(gate.acquire())
    await asyncio.sleep(0.1)
    gate.reopen()
    await waiting
    assert asyncio.get_running_loop().time() - began == pytest.approx(0.7)
