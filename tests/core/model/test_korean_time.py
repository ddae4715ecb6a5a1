"""Korean time against what is known of it, for tests of what shows a time use the same constant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.model.korean_time import KST


@pytest.mark.parametrize("month", range(1, 13))
def test_it_is_nine_hours_ahead_in_summer_as_in_winter(month):
    noon = datetime(2026, month, 15, 12, tzinfo=UTC).astimezone(KST)
    assert (noon.hour, noon.tzname()) == (21, "KST")


def test_the_exchanges_day_begins_at_midnight_of_utc():
    assert datetime(2026, 11, 20, 9, tzinfo=KST) == datetime(2026, 11, 20, tzinfo=UTC)


def test_a_candle_written_in_both_times_is_the_same_moment():
    """Upbit's documentation of candles: `candle_date_time_utc` and `candle_date_time_kst` of one candle."""
    utc, kst = "2024-07-22T05:31:00", "2024-07-22T14:31:00"
    assert datetime.fromisoformat(utc).replace(tzinfo=UTC) == datetime.fromisoformat(kst).replace(tzinfo=KST)
