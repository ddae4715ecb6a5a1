from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.market.drawings.drawing import Kind, Style, Tint
from core.market.drawings.drawing_list import MOST_STEPS, DrawingList
from core.market.drawings.record import MOST
from drawings_in_hand import sample

TREND = sample(Kind.TREND)


def listed(*kinds: Kind) -> DrawingList:
    return DrawingList(sample(kind, number) for number, kind in enumerate(kinds, 1))


def kinds(drawings: DrawingList) -> list[Kind]:
    return [each.kind for each in drawings.drawings]


def test_a_new_one_is_in_front_and_has_a_number_of_its_own():
    drawings = listed(Kind.RAY, Kind.TEXT)
    new = drawings.add(Kind.TREND, TREND.anchors, TREND.style)
    assert new is not None
    assert drawings.drawings[-1] == new
    assert new.id == 3
    assert drawings.find(3) == new
    assert drawings.find(4) is drawings.find(None) is None


def test_there_is_a_limit():
    drawings = DrawingList()
    while drawings.add(Kind.TREND, TREND.anchors, TREND.style):
        pass
    assert len(drawings.drawings) == MOST
    assert not drawings.has_room
    assert drawings.remove({1})
    assert drawings.has_room


def test_only_so_many_changes_can_be_undone():
    drawings = listed(Kind.TREND)
    for number in range(MOST_STEPS + 5):
        assert drawings.replace([replace(drawings.drawings[0], style=Style("#0000ff" if number % 2 else Tint.RISE))])
    undone = 0
    while drawings.undo():
        undone += 1
    assert undone == MOST_STEPS


def test_the_steps_of_a_drag_are_undone_as_one():
    drawings = listed(Kind.TREND, Kind.TEXT)
    before = drawings.drawings
    for width in (2, 3, 4):
        drawings.replace([replace(before[0], style=Style(Tint.RISE, width))], "drag")
    after = drawings.drawings
    assert drawings.undo()
    assert drawings.drawings == before
    assert not drawings.can_undo
    assert drawings.redo()
    assert drawings.drawings == after
    drawings.replace([before[0]], "drag")  # what was undone and redone is finished
    assert drawings.undo()
    assert drawings.drawings == after


def test_a_drag_back_to_where_it_began_leaves_nothing_to_undo():
    drawings = listed(Kind.TREND)
    before = drawings.drawings
    drawings.remove({1})
    drawings.undo()
    drawings.replace([replace(before[0], is_locked=True)], "drag")
    assert not drawings.can_redo
    drawings.replace([before[0]], "drag")
    assert not drawings.can_undo
    assert drawings.can_redo, "what had been undone before the drag"


def test_a_drag_that_is_given_up_never_was():
    drawings = listed(Kind.TREND, Kind.RAY)
    drawings.remove({1})
    drawings.undo()
    before = drawings.drawings
    for width in (2, 3):
        drawings.replace([replace(before[0], style=Style(Tint.RISE, width))], "drag")
    assert not drawings.give_up("another")
    assert not drawings.give_up(None)
    assert drawings.give_up("drag")
    assert drawings.drawings == before
    assert (drawings.can_undo, drawings.can_redo) == (False, True)
    assert not drawings.give_up("drag")


def test_all_are_hidden_locked_and_removed_at_once():
    drawings = listed(Kind.TREND, Kind.RAY)
    assert drawings.hide_all(is_hidden=True)
    assert not drawings.hide_all(is_hidden=True)
    assert drawings.lock_all(is_locked=True)
    assert all(each.is_hidden and each.is_locked for each in drawings.drawings)
    assert drawings.remove({1, 2})
    assert drawings.drawings == ()
    for _ in range(3):
        assert drawings.undo()
    assert not drawings.undo()
    assert not any(each.is_hidden or each.is_locked for each in drawings.drawings)


def test_one_comes_to_the_front():
    drawings = listed(Kind.TREND, Kind.RAY, Kind.TEXT)
    assert drawings.bring_to_front(1)
    assert kinds(drawings) == [Kind.RAY, Kind.TEXT, Kind.TREND]
    assert not drawings.bring_to_front(1)
    assert not drawings.bring_to_front(99)


@pytest.mark.parametrize("number", [0, 5, None])
def test_what_is_not_there_cannot_be_changed(number):
    drawings = listed(Kind.TREND)
    assert not drawings.remove({number})
    assert not drawings.replace([replace(TREND, id=5, is_hidden=True)])
    assert not drawings.can_undo


class Undoing(RuleBasedStateMachine):
    """Random changes: undo is the inverse of a change, and redo of undo."""

    def __init__(self) -> None:
        super().__init__()
        self.drawings = DrawingList()
        self.past: list[object] = []
        self.future: list[object] = []

    def changed(self, before: object, is_changed: bool) -> None:
        assert is_changed == (before != self.drawings.drawings)
        if is_changed:
            self.past = [*self.past, before][-MOST_STEPS:]
            self.future = []

    @rule(kind=st.sampled_from(Kind))
    def add(self, kind: Kind) -> None:
        before, each = self.drawings.drawings, sample(kind)
        self.changed(before, self.drawings.add(kind, each.anchors, each.style, each.text) is not None)

    @rule(number=st.integers(0, 12))
    def remove(self, number: int) -> None:
        before = self.drawings.drawings
        self.changed(before, self.drawings.remove({number, number + 1}))

    @rule(number=st.integers(0, 12))
    def front(self, number: int) -> None:
        before = self.drawings.drawings
        self.changed(before, self.drawings.bring_to_front(number))

    @rule(is_so=st.booleans())
    def hide(self, is_so: bool) -> None:
        before = self.drawings.drawings
        self.changed(before, self.drawings.hide_all(is_hidden=is_so))

    @rule(number=st.integers(1, 12), widths=st.lists(st.sampled_from((1, 2, 3)), min_size=1), is_kept=st.booleans())
    def drag(self, number: int, widths: list[int], is_kept: bool) -> None:
        before, found = self.drawings.drawings, self.drawings.find(number)
        if found is None:
            return
        step = object()
        for width in widths:
            self.drawings.replace([replace(found, style=Style(Tint.FALL, width))], step)
        if is_kept:
            self.changed(before, self.drawings.drawings != before)
        else:
            self.drawings.give_up(step)
            assert self.drawings.drawings == before

    @rule()
    def undo(self) -> None:
        before = self.drawings.drawings
        assert self.drawings.undo() == bool(self.past)
        if self.past:
            self.future.append(before)
            assert self.drawings.drawings == self.past.pop()

    @rule()
    def redo(self) -> None:
        before = self.drawings.drawings
        assert self.drawings.redo() == bool(self.future)
        if self.future:
            self.past.append(before)
            assert self.drawings.drawings == self.future.pop()

    @invariant()
    def is_right(self) -> None:
        numbers = [each.id for each in self.drawings.drawings]
        assert len(set(numbers)) == len(numbers)
        assert self.drawings.can_undo == bool(self.past)
        assert self.drawings.can_redo == bool(self.future)


TestUndoing = Undoing.TestCase
