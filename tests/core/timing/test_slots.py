"""The slots hold the exchange's limits wherever their windows begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timing.slots import BURST, SPACING, SlotLedger
from exchange_limits import assert_within_the_limits

GAPS = st.lists(st.floats(0.0, 3.0, allow_nan=False), min_size=1, max_size=150)


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

    def test_slots_older_than_a_minute_are_forgotten(self) -> None:
        ledger = SlotLedger()
        for minute in range(100):
            ledger.reserve(60.5 * minute)
        assert len(ledger._granted) == 1
