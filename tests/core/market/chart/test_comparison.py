"""Two markets from one base, by slot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.comparison import close_at, compared


def series_of(closes: dict[int, float], *, is_whole: bool = True) -> CandleSeries:
    series = CandleSeries(CandleUnit.SECOND_1)
    series.is_whole = is_whole
    series.merge(Bar(slot * 1000, close, close, close, close, 1.0, 1.0) for slot, close in closes.items())
    return series


CLOSES = st.dictionaries(st.integers(0, 60), st.floats(1.0, 1e8), max_size=30)


def price(closes: dict[int, float], slot: int) -> float | None:
    """The price in a slot, minute by minute: a market keeps its last one."""
    known = None
    for each in range(slot + 1):
        known = closes.get(each, known)
    return known


@given(CLOSES, CLOSES, st.integers(-10, 70), st.integers(0, 60))
def test_both_begin_in_the_first_slot_in_sight_or_the_second_where_it_was_listed(first, other, slot, width) -> None:
    right = slot + width
    found = compared(series_of(first), series_of(other), slot, right)
    base = price(first, slot)
    listed = next((each for each in range(max(slot, 0), right) if price(other, each) is not None), None)
    if base is None or listed is None:
        assert found is None
        return
    assert found == (base, price(other, listed))


def test_a_market_that_is_not_loaded_so_far_back_has_no_base_yet() -> None:
    first, other = series_of({0: 200.0, 1: 210.0, 2: 190.0}), {1: 5.0, 2: 6.0}
    assert compared(first, series_of(other, is_whole=False), 0, 3) is None
    assert compared(first, series_of(other, is_whole=False), 1, 3) == (210.0, 5.0)
    assert compared(first, series_of(other), 0, 3) == (200.0, 5.0)


def test_on_the_scale_of_the_first_market_the_second_shows_its_own_percentages() -> None:
    first = series_of({0: 200.0, 1: 210.0, 2: 190.0})
    other = series_of({0: 5.0, 2: 6.0})
    base = compared(first, other, 0, 3)
    assert base is not None
    assert base.change(6.0) == pytest.approx(0.2)
    assert (6.0 * base.factor) / base.base - 1 == pytest.approx(0.2)
    assert base.change(base.other_base) == 0
    assert base.other_base * base.factor == base.base


def test_the_price_in_a_slot_without_trades_is_the_last_one() -> None:
    series = series_of({3: 30.0, 6: 60.0})
    assert [close_at(series, slot) for slot in (3, 4, 5, 6, 9)] == [30, 30, 30, 60, 60]
