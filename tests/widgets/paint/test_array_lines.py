"""Lines made from arrays have the points of the arrays."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

from widgets.paint.array_lines import broken_line, polygon

RANDOM = np.random.default_rng(5)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 1_000])
def test_a_polygon_has_these_points(count):
    x, y = RANDOM.normal(0, 1e4, (2, count))
    assert polygon(x, y) == QPolygonF([QPointF(*point) for point in zip(x, y, strict=True)])
    assert polygon(x[::-1], y[::2].repeat(2)[:count]).size() == count, "of arrays that are views too"


@pytest.mark.parametrize("count", [0, 1, 2, 3, 1_000])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_broken_line_joins_those_points_that_are_joined(count, share):
    x, y = RANDOM.normal(0, 1e4, (2, count))
    is_joined = RANDOM.random(count) < share
    made = broken_line(x, y, is_joined)
    read = [made.elementAt(number) for number in range(made.elementCount())]
    joined = [False, *is_joined[:-1].tolist()][:count]
    assert [(each.x, each.y, each.isLineTo()) for each in read] == list(zip(x, y, joined, strict=True))
