"""The marked extremes and days, against looking at each candle."""

from __future__ import annotations

from datetime import UTC, datetime
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.bar import Bar
from core.market.candles.heikin_ashi import HeikinAshi
from core.market.candles.series import CandleSeries
from core.market.candles.units import DAY_MS, CandleUnit
from core.market.chart import marks
from core.market.chart.marks import day_starts, marked
from core.model.korean_time import KST


def series_of(closes: dict[int, float]) -> CandleSeries:
    series = CandleSeries(CandleUnit.SECOND_1)
    series.merge(
        Bar(slot * 1000, 100.0, max(close, 100.0), min(close, 100.0), close, 1.0, 1.0) for slot, close in closes.items()
    )
    return series


CLOSES = st.dictionaries(st.integers(0, 5000), st.sampled_from([50.0, 70.0, 100.0, 130.0, 180.0, 200.0]), max_size=300)


@given(CLOSES, st.floats(-100, 5100), st.floats(0, 3000), st.sampled_from([32, 64, 1024]))
def test_the_marked_candles_are_the_first_highest_and_lowest_in_sight(closes, left, width, few) -> None:
    series = series_of(closes)
    before, marks._FEW = marks._FEW, few
    try:
        found = marked(series, left, left + width)
    finally:
        marks._FEW = before
    inside = [series[n] for n in range(len(series)) if left <= series.slots[n] + 0.5 < left + width]
    highs, lows = [bar.high for bar in inside], [bar.low for bar in inside]
    if not inside or max(highs) == min(lows):
        assert found is None
        return
    assert found is not None
    high, low = inside[highs.index(max(highs))], inside[lows.index(min(lows))]
    now = series[len(series) - 1].close
    assert found.high == (high.start_ms // 1000, high.high, now / high.high - 1)
    assert found.low == (low.start_ms // 1000, low.low, now / low.low - 1)


@pytest.mark.parametrize(
    ("left", "right", "marks_high", "marks_low"),
    [
        (10.4, 20.6, True, True),
        (10.5, 20.6, True, True),
        (10.6, 20.6, False, True),
        (10.4, 20.5, True, False),
        (10.4, 20.4, True, False),
        (10.6, 20.4, False, False),
    ],
)
def test_a_candle_is_marked_if_the_middle_of_its_slot_is_in_sight(left, right, marks_high, marks_low) -> None:
    found = marked(series_of({10: 200.0, 12: 130.0, 18: 70.0, 20: 50.0}), left, right)
    assert found is not None
    assert (found.high.slot, found.low.slot) == (10 if marks_high else 12, 20 if marks_low else 18)


def test_nothing_is_marked_without_candles_or_movement() -> None:
    assert marked(series_of({}), 0, 100) is None
    assert marked(series_of({5: 100.0, 9: 100.0}), 0, 100) is None
    assert marked(series_of({5: 120.0}), 6, 100) is None


def test_the_highest_of_a_long_history_is_found_wherever_it_lies() -> None:
    series = CandleSeries(CandleUnit.SECOND_1)
    series.merge(Bar(slot * 1000, 100.0, 101.0, 99.0, 100.0, 1.0, 1.0) for slot in range(40_000))
    for top, bottom in ((0, 39_999), (39_999, 0), (20_000, 20_001), (1023, 1024), (31_250, 2)):
        repaired = CandleSeries(CandleUnit.SECOND_1)
        repaired.merge(series[n] for n in range(len(series)))
        repaired.upsert(Bar(top * 1000, 100.0, 150.0, 99.0, 100.0, 2.0, 1.0))
        repaired.upsert(Bar(bottom * 1000, 100.0, 101.0, 60.0, 100.0, 2.0, 1.0))
        found = marked(repaired, 0, 40_000)
        assert found is not None
        assert (found.high.slot, found.low.slot) == (top, bottom)
        assert (found.high.to_now, found.low.to_now) == (100 / 150 - 1, 100 / 60 - 1)


def test_derived_candles_can_be_marked_too() -> None:
    averages = HeikinAshi(series_of({1: 100.0, 2: 200.0, 3: 50.0}))
    averages.follow()
    found = marked(averages, 0, 10)
    assert found is not None
    assert found.high.price == averages.highs.max()


@pytest.mark.parametrize("unit", CandleUnit)
def test_days_begin_at_nine_in_korea_in_units_shorter_than_a_day(unit) -> None:
    now = unit.slot(int(datetime(2026, 11, 29, 3, 0, tzinfo=UTC).timestamp() * 1000))
    length = DAY_MS // unit.length_ms
    starts = day_starts(unit, now - 3.5 * length, now + 1, 0)
    if unit in {CandleUnit.DAY, CandleUnit.WEEK, CandleUnit.MONTH}:
        assert starts == []
        return
    times = [datetime.fromtimestamp(unit.start_ms(slot) / 1000, KST) for slot in starts]
    assert [time.strftime("%d %H:%M:%S") for time in times] == [f"{day} 09:00:00" for day in (26, 27, 28, 29)]


def test_days_too_close_to_each_other_are_not_marked() -> None:
    unit = CandleUnit.MINUTE_240
    assert len(day_starts(unit, 0, 60, 6)) == 10
    assert day_starts(unit, 0, 60, 6.01) == []


@given(st.floats(-1e6, 1e6), st.floats(0, 1e5))
def test_the_marked_days_lie_in_sight_and_none_is_left_out(left, width) -> None:
    right = left + width
    starts = day_starts(CandleUnit.MINUTE_60, left, right, 1)
    assert starts == [slot for slot in range(ceil(left), ceil(right)) if slot % 24 == 0]
