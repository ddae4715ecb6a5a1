from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.market_summary import DAY_MS, MarketSummary, day_end_ms
from core.model.messages import Ticker

NINE = 1_795_132_800_000
"""2026-11-20 09:00 KST."""


def test_it_has_the_figures_of_its_ticker():
    ticker = Ticker(
        code="KRW-BTC", trade_price=110.0, prev_closing_price=100.0, signed_change_price=10.0, signed_change_rate=0.1,
        high_price=120.0, low_price=90.0, acc_trade_volume_24h=3.0, acc_trade_price_24h=330.0,
        highest_52_week_price=200.0, lowest_52_week_price=80.0, highest_52_week_date="2026-10-06",
        lowest_52_week_date="2026-02-11",
    )  # fmt: skip
    dates = ("2026-10-06", "2026-02-11")
    assert MarketSummary.of(ticker) == (110.0, 100.0, 10.0, 0.1, 120.0, 90.0, 3.0, 330.0, 200.0, 80.0, *dates)


def test_what_the_ticker_lacks_is_unknown_and_never_zero():
    summary = MarketSummary.of(Ticker(code="KRW-BTC"))
    assert summary == MarketSummary()
    assert (summary.year_position, summary.above(100.0)) == (None, None)


@pytest.mark.parametrize(
    ("price", "low", "high", "position"),
    [
        (150.0, 100.0, 200.0, 0.5),
        (100.0, 100.0, 200.0, 0.0),
        (250.0, 100.0, 200.0, 1.0),
        (50.0, 100.0, 200.0, 0.0),
        (100.0, 100.0, 100.0, None),
        (100.0, 200.0, 100.0, None),
        (None, 100.0, 200.0, None),
        (150.0, None, 200.0, None),
        (150.0, 100.0, None, None),
    ],
)
def test_the_price_lies_somewhere_in_the_range_of_the_year(price, low, high, position):
    assert MarketSummary(price=price, year_low=low, year_high=high).year_position == position


@given(st.integers(0, 4_000_000_000_000))
def test_a_day_ends_later_than_now_and_at_most_a_day_later(now_ms):
    assert 0 < day_end_ms(now_ms) - now_ms <= DAY_MS
    assert day_end_ms(now_ms) % DAY_MS == 0


def test_it_ends_at_nine_in_korea():
    assert day_end_ms(NINE - 1) == NINE
    assert day_end_ms(NINE) == NINE + DAY_MS
