"""In which order the texts of a legend give way."""

from itertools import pairwise

import pytest

from widgets.chart.panes.readings import Piece, Weight
from widgets.chart.shortening import ALL_BUT_CLOSE, STEPS, Order, in_one
from widgets.look.theme import Ink

LINES = (
    [Piece(weight.name, Ink.TEXT, weight) for weight in Weight if weight is not Weight.VALUES],
    [Piece("MA 5 1,000", Ink.LINE_1, Weight.VALUES, "MA 5"), Piece("VWAP", Ink.LINE_2, Weight.VALUES)],
)


@pytest.mark.parametrize("order", Order)
def test_each_step_leaves_out_more_than_the_one_before_and_the_first_one_nothing(order):
    steps = [step(LINES) for step in STEPS[order]]
    assert steps[0] == list(map(list, LINES))
    if order is not Order.NEWEST:
        counts = [sum(map(len, lines)) for lines in steps]
        assert counts == sorted(counts, reverse=True)
    assert all(Weight.KEPT in {piece.weight for line in lines for piece in line} for lines in steps)
    assert all(before != after for before, after in pairwise(steps))


def test_values_that_have_a_short_text_keep_that_and_the_close_outlives_the_other_prices():
    (line,) = in_one(frozenset({Weight.VALUES}), LINES)
    assert [piece.text for piece in line if piece.weight is Weight.VALUES] == ["MA 5"]
    (line,) = in_one(ALL_BUT_CLOSE, LINES)
    assert [piece.weight for piece in line] == [Weight.CLOSE, Weight.KEPT, Weight.VALUES, Weight.VALUES]
