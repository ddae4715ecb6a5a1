from dataclasses import dataclass

import numpy as np

from core.simulator.market.columns import Columns


@dataclass(frozen=True, slots=True)
class Points(Columns):
    x: np.ndarray
    y: np.ndarray


POINTS = Points(np.array([1, 2, 3]), np.array([4, 5, 6]))


def test_a_selection_applies_to_every_column():
    picked = POINTS[POINTS.x > 1]
    assert (picked.x.tolist(), picked.y.tolist()) == ([2, 3], [5, 6])


def test_stretches_are_joined_in_their_order():
    joined = Points.joined([POINTS[:1], POINTS[2:]])
    assert (joined.x.tolist(), joined.y.tolist()) == ([1, 3], [4, 6])


def test_rows_are_laid_end_to_end():
    square = Points(np.arange(4).reshape(2, 2), np.arange(4, 8).reshape(2, 2))
    assert square.flat().y.tolist() == [4, 5, 6, 7]
