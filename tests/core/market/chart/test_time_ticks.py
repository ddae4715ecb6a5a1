"""Labels of the time axis."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.units import CandleUnit
from core.market.chart.time_ticks import time_label, time_ticks


def ms(*date: int) -> int:
    return int(datetime(*date, tzinfo=UTC).timestamp()) * 1000


def labels(unit: CandleUnit, start: int, end: int, apart: float) -> list[str]:
    return [tick.label for tick in time_ticks(unit, unit.slot(start), unit.slot(end), apart)]


@given(st.sampled_from(CandleUnit), st.integers(100, 600), st.integers(1, 2_000_000), st.floats(1, 500_000))
def test_labels_stand_in_sight_in_order_and_apart(unit, month, span, apart):
    left = unit.slot(ms(1970 + month // 12, month % 12 + 1, 17, 5, 43, 21))
    right = left + min(span, int(apart * 30), 1_500 if unit.length_ms > 6e8 else span)
    ticks = time_ticks(unit, left, right, apart)
    slots = [tick.slot for tick in ticks]
    assert all(left <= slot <= right for slot in slots)
    assert all(later - earlier >= apart for earlier, later in pairwise(slots))


def test_minutes_are_labelled_with_round_korean_times_and_the_date_at_midnight():
    start, end = ms(2026, 11, 21, 14, 20), ms(2026, 11, 21, 15, 40)
    assert labels(CandleUnit.MINUTE_1, start, end, 12) == ["23:30", "23:45", "11-22", "00:15", "00:30"]


def test_labels_may_be_exactly_as_close_as_requested():
    start, end = ms(2026, 11, 21, 14, 20), ms(2026, 11, 21, 15, 40)
    assert labels(CandleUnit.MINUTE_1, start, end, 15) == ["23:30", "23:45", "11-22", "00:15", "00:30"]
    assert labels(CandleUnit.MINUTE_30, start, end, 1) == ["23:00", "23:30", "11-22", "00:30"]


def test_labels_of_second_candles_have_seconds():
    start, end = ms(2026, 11, 22, 5, 0, 3), ms(2026, 11, 22, 5, 0, 50)
    assert labels(CandleUnit.SECOND_1, start, end, 12) == ["14:00:15", "14:00:30", "14:00:45"]


def test_days_are_called_by_their_korean_date_and_months_begin_with_a_label():
    assert labels(CandleUnit.DAY, ms(2026, 10, 20), ms(2026, 11, 22), 8) == ["10-21", "11-01", "11-11", "11-21"]


def test_a_new_year_is_labelled_with_its_number():
    assert labels(CandleUnit.WEEK, ms(2025, 9, 1), ms(2026, 8, 1), 12) == ["2025-10", "2026", "2026-04", "2026-07"]


def test_a_candle_is_called_by_its_korean_time():
    start = ms(2026, 11, 21, 15, 3)
    assert time_label(CandleUnit.MINUTE_1, start) == "2026-11-22 00:03"
    assert time_label(CandleUnit.SECOND_1, start) == "2026-11-22 00:03:00"
    assert time_label(CandleUnit.DAY, ms(2026, 11, 22)) == "2026-11-22"
    assert time_label(CandleUnit.MONTH, ms(2026, 11, 1)) == "2026-11"


@pytest.mark.parametrize("unit", CandleUnit)
@pytest.mark.parametrize("time_ms", [-(10**15), -62_135_596_800_000, 253_402_300_799_000, 10**15])
def test_a_time_without_a_date_has_no_label(unit, time_ms):
    assert time_label(unit, time_ms) == "–"
    middle = unit.slot(time_ms)
    for tick in time_ticks(unit, middle - 300, middle + 300, 50):
        assert tick.label


@pytest.mark.parametrize("unit", CandleUnit)
def test_a_chart_as_wide_as_time_is_labelled_where_there_are_dates(unit):
    ticks = time_ticks(unit, unit.slot(-(10**15)), unit.slot(10**15), 4 * 10**14 / unit.length_ms)
    assert len(ticks) <= 2


@pytest.mark.parametrize(
    ("apart", "days"),
    [(1, range(1, 31)), (2, range(1, 30, 2)), (4, range(1, 27, 5)), (8, (1, 11, 21))],
)
def test_days_are_labelled_as_densely_as_there_is_room(apart, days):
    reported = labels(CandleUnit.DAY, ms(2026, 11, 1), ms(2026, 11, 30), apart)
    assert reported == [f"11-{day:02}" for day in days]


@pytest.mark.parametrize("unit", [CandleUnit.MINUTE_1, CandleUnit.DAY, CandleUnit.MONTH])
def test_a_tick_left_of_the_view_has_no_label(unit):
    slot = unit.slot(ms(2026, 1, 1))
    assert slot in [tick.slot for tick in time_ticks(unit, slot, slot + 1, 1)]
    assert slot not in [tick.slot for tick in time_ticks(unit, slot + 0.4, slot + 1.4, 1)]
    assert slot not in [tick.slot for tick in time_ticks(unit, slot - 2, slot - 0.4, 1)]


NEW_YORK = ZoneInfo("America/New_York")
ZONES = (UTC, NEW_YORK, ZoneInfo("Asia/Kolkata"), timezone(timedelta(hours=-9, minutes=-30)))


def test_labels_are_round_times_of_the_zone():
    start, end = ms(2026, 11, 21, 14, 20), ms(2026, 11, 21, 15, 40)
    unit = CandleUnit.MINUTE_1
    ticks = time_ticks(unit, unit.slot(start), unit.slot(end), 12, UTC)
    assert [tick.label for tick in ticks] == ["14:30", "14:45", "15:00", "15:15", "15:30"]
    assert time_label(unit, start, UTC) == "2026-11-21 14:20"


def test_days_begin_at_midnight_of_the_zone_for_candles_of_hours():
    unit = CandleUnit.MINUTE_240
    ticks = time_ticks(unit, unit.slot(ms(2026, 11, 20)), unit.slot(ms(2026, 11, 24)), 6, UTC)
    assert [tick.label for tick in ticks] == ["11-20", "11-21", "11-22", "11-23", "11-24"]


def test_candles_of_days_keep_their_korean_date_in_every_zone():
    for zone in ZONES:
        for unit in (CandleUnit.DAY, CandleUnit.WEEK, CandleUnit.MONTH):
            start = unit.start_ms(unit.slot(ms(2026, 11, 23)))
            assert time_label(unit, start, zone) == time_label(unit, start)
            left = unit.slot(start) - 20
            assert time_ticks(unit, left, left + 20, 3, zone) == time_ticks(unit, left, left + 20, 3)


@given(st.sampled_from(ZONES), st.integers(0, 365 * 24), st.floats(1, 300))
def test_each_label_of_minutes_is_the_time_of_its_slot_also_when_summer_time_begins(zone, hour, apart):
    unit = CandleUnit.MINUTE_1
    left = unit.slot(ms(2026, 1, 1) + hour * 3_600_000)
    for tick in time_ticks(unit, left, left + 1_500, apart, zone):
        here = datetime.fromtimestamp(unit.start_ms(tick.slot) / 1000, UTC).astimezone(zone)
        assert tick.label == here.strftime("%m-%d" if tick.is_major else "%H:%M")
