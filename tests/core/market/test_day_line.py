from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.market.day_line import DAY_MS, STEP_MS, DayLine
from core.timing.exchange_clock import BELIEVED_AFTER

DAY = 20_000 * DAY_MS
PRICES = st.lists(st.tuples(st.integers(0, 3 * DAY_MS), st.floats(1, 1e9)), max_size=200)


@given(PRICES)
def test_it_keeps_the_last_price_of_each_step_of_the_newest_day_that_is_believed(prices):
    line, kept, newest, outdated = DayLine(), {}, -1, 0
    for of, price in prices:
        line.add(DAY + of, None, price)
        outdated = outdated + 1 if (day := of // DAY_MS) < newest else 0
        if outdated in (0, BELIEVED_AFTER):
            outdated = 0
            if day != newest:
                newest, kept = day, {}
            kept[of % DAY_MS // STEP_MS] = price
    assert [price for _, price in line.points()] == [price for _, price in sorted(kept.items())]
    assert len(line.points()) <= DAY_MS // STEP_MS


def test_the_day_begins_with_its_opening_price_and_goes_on_from_there():
    line = DayLine()
    line.add(DAY + 12 * 3_600_000, 90.0, 100.0)
    assert line.points() == [(0.0, 90.0), (73 / 144, 100.0)]
    line.add(DAY + DAY_MS, 101.0, 102.0)
    assert line.points() == [(0.0, 101.0), (1 / 144, 102.0)]


def test_one_price_of_tomorrow_ends_the_line_for_a_few_prices_and_not_for_the_day():
    line = DayLine()
    line.add(DAY + DAY_MS, 90.0, 100.0)
    for number in range(BELIEVED_AFTER):
        assert line.points() == [(0.0, 90.0), (1 / 144, 100.0)]
        line.add(DAY + number, 91.0, 101.0 + number)
    assert line.points() == [(0.0, 91.0), (1 / 144, 105.0)]


def test_without_a_time_or_a_price_nothing_is_kept():
    line = DayLine()
    line.add(0, 1.0, 2.0)
    line.add(DAY, 1.0, None)
    assert line.points() == []


def test_a_copy_goes_its_own_way():
    line = DayLine()
    line.add(DAY, 10.0, 11.0)
    copied = line.copy()
    before = line.points()
    assert copied.points() == before
    copied.add(DAY, 10.0, 12.0)
    assert line.points() == before
    assert copied.points()[-1][1] == 12.0
