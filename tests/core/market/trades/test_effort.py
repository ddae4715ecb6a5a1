"""How long a gap is asked for."""

from __future__ import annotations

from core.market.trades.effort import FILLING, MAX_DAYS_AGO, MAX_FAILURES, MAX_PAGES, MAX_ROUNDS, Effort, Next

ROUND = [Next.EARLIER_DAY] * MAX_DAYS_AGO


def without_a_trade(effort: Effort, pages: int) -> list[Next]:
    steps = []
    for _ in range(pages):
        effort.page_arrived()
        steps.append(effort.found_nothing())
    return steps


def test_every_day_is_asked_for_in_several_rounds_before_it_is_believed_that_none_has_a_trade():
    effort = Effort()
    steps = without_a_trade(effort, MAX_ROUNDS * (MAX_DAYS_AGO + 1))
    assert steps == [*[*ROUND, Next.ANOTHER_ROUND] * (MAX_ROUNDS - 1), *ROUND, Next.GIVE_UP]


def test_once_a_page_had_one_a_single_round_is_enough():
    effort = Effort()
    effort.page_arrived()
    assert effort.found()
    assert without_a_trade(effort, MAX_DAYS_AGO + 1) == [*ROUND, Next.GIVE_UP]


def test_pages_with_trades_are_limited_and_a_round_that_is_not_believed_counts_for_none():
    effort = Effort()
    without_a_trade(effort, MAX_DAYS_AGO + 1)
    assert (effort.pages, effort.days_ago) == (0, 0)
    may_go_on = []
    for _ in range(MAX_PAGES):
        effort.page_arrived()
        may_go_on.append(effort.found())
    assert may_go_on == [True] * (MAX_PAGES - 1) + [False]


def test_a_retry_is_offered_after_failures_in_a_row_until_a_page_comes():
    effort = Effort()
    for failures in range(1, 2 * MAX_FAILURES):
        effort.page_failed("응답 시간 초과")
        assert (effort.can_retry, effort.reason) == (failures >= MAX_FAILURES, "응답 시간 초과")
    effort.page_arrived()
    assert (effort.can_retry, effort.reason) == (False, FILLING)
    effort.page_failed("점검 중")
    assert not effort.can_retry
