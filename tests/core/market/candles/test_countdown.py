"""The time until a candle closes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.countdown import clock, seconds_left, until_next_second
from core.market.candles.units import DAY_MS, CandleUnit

MINUTE = 60_000
TIMES = st.integers(1_500_000_000_000, 2_500_000_000_000)


@pytest.mark.parametrize(
    ("unit", "now_ms", "expected"),
    [
        ("1m", 0, 60), ("1m", 1, 60), ("1m", 999, 60), ("1m", 1_000, 59), ("1m", 59_999, 1), ("1m", MINUTE, 60),
        ("1s", 5, 1), ("240m", MINUTE, 239 * 60), ("day", 0, 86_400), ("week", 4 * DAY_MS - 1, 1),
        ("month", 30 * DAY_MS, 86_400),
    ],
)  # fmt: skip
def test_the_seconds_until_the_close(unit, now_ms, expected):
    assert seconds_left(CandleUnit(unit), now_ms) == expected


@given(st.sampled_from(CandleUnit), TIMES)
def test_the_number_changes_exactly_when_it_is_said_to(unit, now_ms):
    wait = until_next_second(unit, now_ms)
    assert 1 <= wait <= 1_000
    left = seconds_left(unit, now_ms)
    assert seconds_left(unit, now_ms + wait - 1) == left
    after = seconds_left(unit, now_ms + wait)
    assert after == left - 1 or (left == 1 and after >= 1)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(1, "00:01"), (3_599, "59:59"), (3_600, "01:00:00"), (86_399, "23:59:59"), (86_400, "1일 00:00:00"),
     (27 * 86_400 + 3_661, "27일 01:01:01")],
)  # fmt: skip
def test_seconds_in_words(seconds, text):
    assert clock(seconds) == text
