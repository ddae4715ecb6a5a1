"""Which marks are shown, and how that is kept."""

from __future__ import annotations

from dataclasses import fields
from itertools import product

import pytest

from widgets.chart.marks.choice import MarkChoice, restored

NAMES = [field.name for field in fields(MarkChoice)]


def test_every_choice_comes_back() -> None:
    for shown in product((True, False), repeat=len(NAMES)):
        choice = MarkChoice(*shown)
        assert restored(choice.state()) == choice
    assert MarkChoice().state() == {}


@pytest.mark.parametrize("state", [None, 3, "days", [], ["days"], {"days": 0}, {"days": None}, {"other": False}])
def test_what_is_no_choice_shows_the_mark(state) -> None:
    assert restored(state) == MarkChoice()


def test_of_a_damaged_state_the_rest_is_kept() -> None:
    assert restored({"days": "no", "own": False}) == MarkChoice(own=False)


def test_a_mark_is_turned_off_and_on() -> None:
    for name in NAMES:
        off = MarkChoice().turned(name)
        assert getattr(off, name) is False
        assert off.turned(name) == MarkChoice()
