"""The pyramid gives the same result as the columns themselves."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.extremes import ExtremesPyramid


def columns(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    low = random.normal(100, 20, count)
    return low + random.random(count), low, random.random(count)


@given(st.data())
def test_every_stretch_reaches_exactly_as_far_as_its_candles(data):
    count = data.draw(st.integers(2, 9_000))
    high, low, volume = columns(count)
    edges = np.unique(data.draw(st.lists(st.integers(0, count), min_size=2, max_size=12, unique=True)))
    reach = ExtremesPyramid(high, low, volume).over(edges)
    for index, (start, stop) in enumerate(pairwise(edges)):
        assert reach.high[index] == high[start:stop].max()
        assert reach.low[index] == low[start:stop].min()
        assert reach.volume[index] == volume[start:stop].max()


@given(st.lists(st.tuples(st.integers(0, 4_999), st.floats(0, 1e9)), max_size=20), st.booleans())
def test_written_values_are_seen_by_the_next_query(writes, is_read_between):
    high, low, volume = columns(5_000)
    pyramid = ExtremesPyramid(high, low, volume)
    for position, value in writes:
        high[position] = value
        pyramid.written(position, position + 1)
        if is_read_between:
            pyramid.over(np.array([0, 5_000]))
    assert pyramid.over(np.array([0, 5_000])).high[0] == high.max()
