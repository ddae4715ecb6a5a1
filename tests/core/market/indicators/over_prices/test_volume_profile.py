"""The volume profile against the share of each candle in each row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.indicators.over_prices.volume_profile import VOLUME_PROFILE, Profile, volume_profile
from indicator_candles import ON_REAL_AND_MADE_CANDLES, columns


def plain(candles, rows, low, high):
    sums = {True: [0.0] * rows, False: [0.0] * rows}
    height = (high - low) / rows
    opens, highs, lows, closes, volumes, _ = columns(candles)
    for opening, top, bottom, close, volume in zip(opens, highs, lows, closes, volumes, strict=True):
        for row in range(rows):
            floor, ceiling = low + row * height, low + (row + 1) * height
            if top == bottom:
                is_here = floor <= bottom < ceiling or (row == rows - 1 and bottom >= ceiling)
                share = float(is_here)
            else:
                share = max(min(top, ceiling) - max(bottom, floor), 0) / (top - bottom)
            sums[close >= opening][row] += volume * share
    return sums[True], sums[False]


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("rows", [1, 7, 40])
def test_each_candle_is_spread_over_the_rows_that_it_crosses(candles, rows):
    low, high = float(candles.figures[2].min()) - 0.25, float(candles.figures[1].max()) + 0.25
    found = volume_profile(candles.figures, rows, low, high)
    rise, fall = plain(candles, rows, low, high)
    np.testing.assert_allclose(found.rise, rise, rtol=1e-6, atol=1e-6 * sum(rise))
    np.testing.assert_allclose(found.fall, fall, rtol=1e-6, atol=1e-6 * sum(rise))
    assert found.total.sum() == pytest.approx(candles.figures[4].sum())
    assert found.edges[[0, -1]].tolist() == pytest.approx([low, high])


def test_nothing_and_a_single_price_have_a_profile_too():
    assert volume_profile(np.empty((6, 0)), 4, 1.0, 2.0).total.tolist() == [0, 0, 0, 0]
    one = np.array([[5.0], [5.0], [5.0], [5.0], [3.0], [15.0]])
    assert volume_profile(one, 4, 5.0, 5.0).total.tolist() == [3, 0, 0, 0]


def test_the_extremes_belong_to_the_outer_rows():
    candle = np.array([[1.0, 3.0], [2.0, 3.0], [1.0, 3.0], [2.0, 3.0], [4.0, 5.0], [0.0, 0.0]])
    assert volume_profile(candle, 2, 1.0, 3.0).total.tolist() == [4, 5]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30), st.floats(0.1, 1))
def test_the_value_area_is_the_smallest_growth_around_the_peak_that_holds_the_share(volumes, share):
    profile = Profile(np.arange(len(volumes) + 1.0), np.array(volumes), np.zeros(len(volumes)))
    first, stop = profile.value_area(share)
    assert first <= profile.peak < stop
    held = sum(volumes[first:stop])
    assert held >= share * sum(volumes) - 1e-9
    if stop - first > 1:
        assert held - max(volumes[first], volumes[stop - 1]) < share * sum(volumes) + 1e-9


def test_it_has_no_values_of_single_candles():
    assert VOLUME_PROFILE.start is None
