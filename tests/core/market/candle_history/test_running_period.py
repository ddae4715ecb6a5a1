"""The week and the month of today."""

from core.market.candle_history.running_period import RunningPeriod
from core.market.candles.bar import Bar, merged
from core.market.candles.units import DAY_MS, CandleUnit

MONDAY = 4 * DAY_MS


def day(index: int, close: float = 11.0, volume: float = 2.0, revision_ms: int = 0) -> Bar:
    return Bar(MONDAY + index * DAY_MS, 10.0, 20.0 + index, 9.0 - index / 10, close, volume, 22.0, revision_ms)


def test_a_week_is_its_finished_days_and_today():
    week = RunningPeriod(CandleUnit.WEEK)
    week.fill([day(2, volume=1.0), day(1), day(0), day(-1)])
    today = day(2, close=12.0, volume=3.0, revision_ms=5)
    assert week.revise(today) == merged(MONDAY, [day(0), day(1), today])


def test_without_its_finished_days_a_week_is_not_known():
    assert RunningPeriod(CandleUnit.WEEK).revise(day(2)) is None


def test_a_week_with_only_its_last_days_is_unknown():
    week = RunningPeriod(CandleUnit.WEEK)
    week.fill([day(0), day(-1)])
    assert week.revise(day(-1)) is None


def test_the_first_day_needs_nothing_else():
    assert RunningPeriod(CandleUnit.WEEK).revise(day(0)) == day(0)
    assert RunningPeriod(CandleUnit.DAY).revise(day(2)) == day(2)


def test_a_week_begun_while_watching_is_known_from_its_first_trade():
    week = RunningPeriod(CandleUnit.WEEK)
    week.fill([day(5)])
    week.revise(day(6))
    assert week.revise(day(8)) == merged(MONDAY + 7 * DAY_MS, [day(8)])


def test_after_a_gap_the_past_is_requested_again():
    week = RunningPeriod(CandleUnit.WEEK)
    week.fill([day(0), day(1)])
    week.forget_past()
    assert week.revise(day(3)) is None
    week.fill([day(0), day(1), day(2)])
    assert week.revise(day(3)) == merged(MONDAY, [day(0), day(1), day(2), day(3)])


def test_a_day_of_the_future_does_not_hide_the_period_that_runs():
    week = RunningPeriod(CandleUnit.WEEK)
    week.fill([day(0), day(1)])
    assert week.revise(day(21, revision_ms=2)) is not None
    reported = week.revise(day(2, close=15.0, revision_ms=3))
    assert reported is not None
    assert (reported.close, reported.volume) == (15.0, 6.0)


def test_nothing_filled_in_is_nothing_known():
    week = RunningPeriod(CandleUnit.WEEK)
    week.fill([])
    assert week.revise(day(2)) is None
