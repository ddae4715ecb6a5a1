from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.trades.minute import SECONDS, LastMinute

NOW = 1_795_144_542_000


def test_nothing_was_traded_at_first():
    assert LastMinute().sums(NOW) == (0.0, 0.0)


def test_sides_are_summed_apart_and_what_is_unknown_counts_for_nothing():
    minute = LastMinute()
    for size, is_buy in ((1.0, True), (2.0, False), (0.5, True), (None, True), (9.0, None)):
        minute.add(NOW, size, is_buy)
    assert minute.sums(NOW) == (1.5, 2.0)


@pytest.mark.parametrize(("later", "bought"), [(0, 1.0), (59_999, 1.0), (60_000, 0.0), (3_600_000, 0.0)])
def test_a_minute_later_it_is_gone_though_nobody_trades(later, bought):
    minute = LastMinute()
    minute.add(NOW, 1.0, True)
    assert minute.sums(NOW + later) == (bought, 0.0)


def test_it_is_whole_once_the_trades_counted_reach_back_so_far():
    minute = LastMinute()
    assert not minute.is_whole(NOW)
    minute.add(NOW, 1.0, True)
    assert (minute.is_whole(NOW + 59_999), minute.is_whole(NOW + 60_000)) == (False, True)
    minute.add(NOW - 60_000, 1.0, True)
    assert minute.is_whole(NOW)


def test_a_clock_that_is_behind_loses_no_trade():
    minute = LastMinute()
    minute.add(NOW, 1.0, True)
    assert minute.sums(NOW - 5_000) == (1.0, 0.0)


@given(st.lists(st.tuples(st.integers(0, 300_000), st.integers(1, 9), st.booleans()), max_size=200))
def test_it_is_the_plain_sum_of_the_last_sixty_seconds(trades):
    minute = LastMinute()
    for time, size, is_buy in trades:
        minute.add(NOW + time, float(size), is_buy)
    now = NOW + max((time for time, _, _ in trades), default=0)
    first = now // 1000 - SECONDS + 1
    recent = [(size, is_buy) for time, size, is_buy in trades if (NOW + time) // 1000 >= first]
    assert minute.sums(now) == (sum(s for s, buy in recent if buy), sum(s for s, buy in recent if not buy))


def test_for_a_day_it_keeps_no_more_than_two_minutes():
    minute = LastMinute()
    for second in range(86_400):
        minute.add(NOW + 1000 * second, 1.0, True)
    assert len(minute._sums) <= 2 * SECONDS + 1
