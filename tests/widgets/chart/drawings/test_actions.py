from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.market.drawings.drawing import Kind
from drawn_chart import POINTS, DrawnChart
from widgets.chart.drawings.actions import hide_or_show_all, lock_or_unlock_all, redo, remove_all, undo


@pytest.fixture
def chart(application) -> Iterator[DrawnChart]:
    made = DrawnChart()
    made.draw(Kind.TREND)
    made.draw(Kind.RAY)
    yield made
    made.close()


def test_all_are_hidden_and_shown(chart):
    chart.drawings.hide(chart.list[0])
    hide_or_show_all(chart.drawings)
    assert not any(each.is_hidden for each in chart.list)
    hide_or_show_all(chart.drawings)
    assert all(each.is_hidden for each in chart.list)
    undo(chart.drawings)
    assert not any(each.is_hidden for each in chart.list)


def test_all_are_locked_and_unlocked(chart):
    chart.drawings.set_locked(chart.list[0], is_locked=True)
    lock_or_unlock_all(chart.drawings)
    assert all(each.is_locked for each in chart.list)
    lock_or_unlock_all(chart.drawings)
    assert not any(each.is_locked for each in chart.list)


def test_all_are_removed_and_come_back(chart):
    before = chart.list
    remove_all(chart.drawings)
    assert chart.list == ()
    undo(chart.drawings)
    assert chart.list == before
    redo(chart.drawings)
    assert chart.list == ()


def test_undo_gives_up_what_is_being_drawn_and_nothing_else(chart):
    before = chart.list
    chart.drawings.choose_tool(Kind.CHANNEL)
    chart.click(POINTS[0])
    undo(chart.drawings)
    assert chart.drawings.draft is None
    assert chart.list == before
