"""What alerts have missed is asked for in few candles, and in none that tell of what was before."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alert_messages import BTC
from core.market.alerts.missed_candles import MissedPage, pages, path
from core.market.alerts.missed_prices import Missed
from core.market.candles.units import CandleUnit
from core.model.candle_rows import MAX_CANDLES, CandleRow, start_ms

DAY_MS = 86_400_000
NOW_MS = start_ms("2026-11-20T03:15:42")

times = st.integers(0, 150 * DAY_MS).map(lambda back: NOW_MS - back)


def in_utc(time_ms: int) -> str:
    return f"{datetime.fromtimestamp(time_ms / 1000, UTC):%Y-%m-%dT%H:%M:%S}"


@given(times, times)
def test_pages_cover_a_span_without_a_gap_and_nothing_before_its_first_second(one, other):
    since, until = sorted((one, other))
    asked = pages(Missed(BTC, since, until))
    begins = [page.first_ms for page in asked]
    stops = [start_ms(page.to) for page in asked]
    assert since - 1000 < begins[0] <= since
    assert begins[1:] == stops[:-1]
    assert stops[-1] > until
    for page, stop in zip(asked, stops, strict=True):
        assert page.unit.start_ms(page.unit.slot(page.first_ms)) == page.first_ms, "no candle begins before"
        assert page.unit.start_ms(page.unit.slot(page.first_ms) + page.limit) == stop
        assert 0 < page.limit <= MAX_CANDLES
    assert [page.limit for page in asked[:-1]] == [page.limit for page in asked[:-1] if page.limit <= 60]


@pytest.mark.parametrize(
    ("since", "units"),
    [
        (NOW_MS, "1s"),
        (NOW_MS - 30_000, "1s"),
        (NOW_MS - 60_000, "1s 1m"),
        (NOW_MS - 3_600_000, "1s 1m 60m"),
        (start_ms("2026-11-20T03:00:00"), "60m"),
        (start_ms("2026-11-20T00:00:00"), "day"),
        (NOW_MS - DAY_MS, "1s 1m 60m day"),
        (NOW_MS - 1000 * DAY_MS, "1s 1m 60m day"),
    ],
)
def test_a_longer_span_needs_longer_candles_and_no_more_than_four_pages(since, units):
    asked = pages(Missed(BTC, since, NOW_MS))
    assert " ".join(page.unit.value for page in asked) == units
    assert all(page.limit <= MAX_CANDLES for page in asked)


def candle(start: str, opened: float, low: float, high: float, closed: float) -> CandleRow:
    return CandleRow(
        candle_date_time_utc=start, opening_price=opened, high_price=high, low_price=low, trade_price=closed
    )


def test_a_path_goes_through_both_extremes_of_each_candle_in_the_order_of_time():
    page = MissedPage(CandleUnit.MINUTE_1, start_ms("2026-11-20T03:14:00"), "2026-11-20T03:16:00", 2)
    rows = [
        candle("2026-11-20T03:15:00", 5, 1, 6, 2),
        candle("2026-11-20T03:14:00", 3, 2, 7, 4),
        candle("2026-11-20T03:11:00", 90, 80, 100, 90),  # older: nobody traded in between
    ]
    assert [price for _, price in path(page, rows)] == [3, 2, 7, 4, 5, 6, 1, 2]
    assert {in_utc(time_ms) for time_ms, _ in path(page, rows)} == {"2026-11-20T03:14:00", "2026-11-20T03:15:00"}
