"""Who gets a frame, against random panels that cost and ask for anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timing.frame_turns import BUDGET, MOST_WAITED, FrameTurns, Rank, Turn

NEARLY = 1e-9

costs = st.floats(0.0, 3 * BUDGET)
panels = st.lists(st.tuples(costs, st.sampled_from(Rank)), min_size=1, max_size=12)


def turn(cost: float, rank: Rank = Rank.MARKET) -> Turn:
    """A panel whose frames have taken `cost` so far."""
    made = Turn(rank)
    made.took(cost)
    return made


def chosen(waiting: list[Turn]) -> list[int]:
    """The choice of a desk that has just begun."""
    return FrameTurns().choose(waiting)


def test_nobody_asks():
    assert chosen([]) == []


def test_what_fits_together_is_painted_together():
    waiting = [turn(BUDGET / 4) for _ in range(4)]
    assert sorted(chosen(waiting)) == [0, 1, 2, 3]


def test_what_does_not_fit_waits_for_the_next_beat():
    waiting = [turn(BUDGET * 0.6), turn(BUDGET * 0.6)]
    assert chosen(waiting) == [0]
    assert chosen(waiting[1:]) == [0]


def test_who_waits_takes_its_place_before_those_that_ask_anew():
    first, second = turn(BUDGET * 0.6), turn(BUDGET * 0.6, Rank.LIST)
    assert chosen([first, second]) == [0]
    assert chosen([first, second]) == [1]
    assert chosen([first, second]) == [0]


def test_one_markets_price_goes_before_lists():
    waiting = [turn(BUDGET * 0.6, Rank.LIST), turn(BUDGET * 0.6, Rank.MARKET)]
    assert chosen(waiting) == [1]


def test_what_costs_little_fills_what_is_left():
    waiting = [turn(BUDGET * 0.6), turn(BUDGET * 0.6), turn(BUDGET * 0.3, Rank.LIST)]
    assert chosen(waiting) == [0, 2]


def test_one_panel_that_is_too_slow_gets_its_frames():
    assert chosen([turn(BUDGET * 10)]) == [0]


def test_more_than_two_budgets_are_halved():
    waiting = [turn(BUDGET) for _ in range(8)]
    assert chosen(waiting) == [0, 1, 2, 3]
    assert chosen(waiting[4:]) == [0, 1, 2, 3]


@given(panels, st.data())
def test_nobody_waits_for_longer_than_a_beat(made, data):
    turns = [turn(*each) for each in made]
    plan = FrameTurns()
    asked: dict[int, int] = {}
    for beat in range(1, 30):
        for index in data.draw(st.sets(st.integers(0, len(turns) - 1))):
            asked.setdefault(index, beat)
        waiting = list(asked)
        for at in plan.choose([turns[index] for index in waiting]):
            assert beat - asked.pop(waiting[at]) <= MOST_WAITED
        assert all(beat - since < MOST_WAITED for since in asked.values())


@given(panels, st.data())
def test_the_budget_is_kept_wherever_waiting_can_keep_it(made, data):
    turns = [turn(*each) for each in made]
    for each in turns:
        each.waited = data.draw(st.integers(0, MOST_WAITED))
    overdue = [each.cost for each in turns if each.waited]
    total = sum(each.cost for each in turns)
    indices = chosen(turns)
    spent = sum(turns[index].cost for index in indices)
    if total <= BUDGET:
        assert sorted(indices) == list(range(len(turns)))
    first = turns[indices[0]].cost
    assert spent <= max(BUDGET, total / 2, sum(overdue), first) + NEARLY


@given(panels)
def test_two_beats_keep_it_where_two_budgets_are_enough(made):
    turns = [turn(*each) for each in made]
    total = sum(each.cost for each in turns)
    indices = set(chosen(turns))
    left = [each.cost for index, each in enumerate(turns) if index not in indices]
    if left and total <= 2 * BUDGET - min(left):
        assert sum(left) <= BUDGET + NEARLY


@given(panels)
def test_a_list_is_only_painted_before_a_market_that_does_not_fit(made):
    turns = [turn(*each) for each in made]
    indices = chosen(turns)
    lists = [turns[index].cost for index in indices if turns[index].rank is Rank.LIST]
    left = [each.cost for index, each in enumerate(turns) if index not in indices and each.rank is Rank.MARKET]
    assert not lists or not left or min(left) > max(lists) - NEARLY


@pytest.mark.parametrize("count", range(2, 12))
@pytest.mark.parametrize("share", [0.3, 0.5, 0.6, 1.5])
def test_equal_panels_that_ask_at_every_beat_get_equally_many_frames(count, share):
    turns = [turn(BUDGET * share) for _ in range(count)]
    plan, frames = FrameTurns(), [0] * count
    for _ in range(240):
        for index in plan.choose(turns):
            frames[index] += 1
    assert max(frames) - min(frames) <= 1
    assert min(frames) >= 120


def test_a_cost_is_taking_and_painting_each_averaged_by_itself():
    made = Turn()
    assert made.cost == 0.0
    made.took(0.001)
    made.add_painting(0.002)
    made.add_painting(0.001)
    made.ended()
    assert made.cost == pytest.approx(0.004)
    for _ in range(100):
        made.took(0.001)
        made.ended()
    assert made.cost == pytest.approx(0.004), "a frame without painting says nothing about its cost"
    for _ in range(100):
        made.took(0.002)
        made.add_painting(0.004)
        made.ended(share=1.5)
    assert made.cost == pytest.approx(0.008, rel=0.01)


def test_what_is_painted_between_frames_is_not_the_next_frames():
    made = Turn()
    made.add_painting(0.1)
    made.took(0.001)
    made.ended()
    assert made.cost == pytest.approx(0.001)


def test_one_slow_frame_does_not_change_the_plan_for_long():
    made = turn(0.001)
    made.took(0.017)
    assert made.cost == pytest.approx(0.003)
    for _ in range(20):
        made.took(0.001)
    assert made.cost < 0.0012
