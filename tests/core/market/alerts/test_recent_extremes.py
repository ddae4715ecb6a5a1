from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.market.alerts.recent_extremes import STEPS, RecentExtremes

SPAN = 2400
STEP = SPAN // STEPS


@given(st.lists(st.tuples(st.integers(-20, 900), st.integers(1, 50)), min_size=1, max_size=60))
def test_they_are_those_of_all_prices_in_view(moves: list[tuple[int, int]]):
    extremes, seen, newest = RecentExtremes(SPAN), [], 0
    for wait, price in moves:
        time = max(newest + wait, 0)
        newest = max(newest, time)
        extremes.add(time, price)
        seen.append((newest // STEP, price))
        in_view = [price for step, price in seen if step >= newest // STEP - STEPS]
        assert (extremes.low, extremes.high) == (min(in_view), max(in_view))


def test_a_flood_is_kept_in_bounded_room():
    extremes = RecentExtremes(SPAN)
    for n in range(20_000):
        extremes.add(n / 10, 1_000_000 - n)
        extremes.add(n / 10, 1_000_000 + n)
    assert len(extremes._lows) <= STEPS + 1
    assert len(extremes._highs) <= STEPS + 1


@given(st.integers(SPAN + STEP, 10**12), st.lists(st.integers(1, 50), min_size=1, max_size=20))
def test_a_time_far_in_the_future_holds_nothing_back(ahead: int, prices: list[int]):
    extremes = RecentExtremes(SPAN)
    extremes.add(5000, 7)
    extremes.add(5000 + ahead, 1000)
    for n, price in enumerate(prices):
        extremes.add(5000 + n, price)
        assert (extremes.low, extremes.high) == (min(prices[: n + 1]), max(prices[: n + 1]))
