from __future__ import annotations

import json

import pytest

from widgets.order_book.choices import BookChoices

LEVELS = (10_000.0, 100_000.0)


def test_choices_come_back_from_the_workspace():
    choices = BookChoices(True, True).with_level("KRW-BTC", 10_000.0).with_level("KRW-ETH", 100.0)
    assert BookChoices.restored(json.loads(json.dumps(choices.state()))) == choices


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"amount": 1, "two_sided": "yes", "levels": []},
        {"amount": None, "levels": {"KRW-BTC": "10000", "KRW-ETH": True, "KRW-XRP": -1, "KRW-A": None}},
        {"levels": {"KRW-BTC": float("inf"), "KRW-ETH": float("nan"), "KRW-XRP": 0}},
    ],
)
def test_nonsense_is_left_out(state):
    assert BookChoices.restored(state) == BookChoices()


def test_what_makes_sense_is_kept_beside_nonsense():
    restored = BookChoices.restored({"amount": True, "two_sided": 3, "levels": {"KRW-BTC": 10_000, "KRW-ETH": "x"}})
    assert restored == BookChoices(is_amount=True, levels={"KRW-BTC": 10_000.0})


def test_a_grouping_that_is_not_offered_is_none_until_it_is_again():
    choices = BookChoices().with_level("KRW-BTC", 10_000.0)
    assert [choices.level("KRW-BTC", offered) for offered in (LEVELS, (), LEVELS[1:])] == [10_000.0, 0.0, 0.0]
    assert choices.level("KRW-ETH", LEVELS) == 0.0
    assert choices.with_level("KRW-BTC", 0.0) == BookChoices()


def test_the_latest_hundred_groupings_are_kept():
    choices = BookChoices()
    for number in range(150):
        choices = choices.with_level(f"KRW-C{number}", 10.0)
    assert (len(choices.levels), "KRW-C149" in choices.levels, "KRW-C49" in choices.levels) == (100, True, False)
    many = {f"KRW-C{number}": 10.0 for number in range(1000)}
    assert len(BookChoices.restored({"levels": many}).levels) == 100
