import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.simulator.market.refinement import Cells
from core.simulator.market.volume_split import mean_prices, mean_steps, spread_volume, tilt

PRICES = st.lists(st.integers(100, 120), min_size=2, max_size=12).filter(lambda prices: len(set(prices)) > 1)


@given(PRICES, st.floats(0.02, 0.98), st.data())
def test_a_tilt_meets_any_mean_between_the_prices(prices, place, data):
    weights = data.draw(st.lists(st.floats(0.01, 100.0), min_size=len(prices), max_size=len(prices)))
    aim = min(prices) + place * (max(prices) - min(prices))
    tilted = tilt(np.array([weights]), np.array([prices], dtype=float), np.array([aim]))[0]
    assert abs((tilted * prices).sum() / tilted.sum() - aim) < 1e-6
    assert (tilted > 0.0).all()


def test_equal_prices_keep_their_weights():
    weights = np.array([[1.0, 2.0, 0.0]])
    assert np.array_equal(tilt(weights, np.full((1, 3), 7.0), np.array([7.0])), weights)


@given(PRICES, st.floats(0.05, 0.95), st.integers(0, 2**32))
def test_volume_adds_up_in_lots_and_turnover_to_rounding(prices, place, seed):
    random = np.random.default_rng(seed)
    trades = random.integers(0, 4, len(prices))
    trades[[np.argmin(prices), np.argmax(prices)]] += 1
    volume = int(trades.sum()) * 100_000
    mean = min(prices) + place * (max(prices) - min(prices))
    number = np.array([int(trades.sum())])
    whole = Cells(number, number, number, number, number, number, np.array([volume]), np.array([volume * mean]))
    at = np.array([prices], dtype=float)
    shares = spread_volume(whole, trades[np.newaxis], random.lognormal(0, 1, at.shape), at)[0]
    assert shares.sum() == volume
    assert (shares >= trades).all()
    assert not shares[trades == 0].any()
    assert abs((shares * at[0]).sum() / (volume * mean) - 1.0) < 2e-6


def test_a_mean_price_is_placed_between_low_and_high():
    one = np.array([1])
    whole = Cells(one, one, one, np.array([20]), np.array([10]), one, np.array([4]), np.array([4 * 105.0]))
    assert mean_steps(whole, np.array([[100.0], [110.0]])).tolist() == [15.0]


def test_a_part_reaches_for_a_mean_price_that_the_others_miss():
    """Three parts stand still just below the mean; only the one that moves can be above it."""
    trades = np.array([[5, 1, 1, 1]])
    ends = np.array([[[100.0, 102.0, 102.0, 102.0]], [[104.0, 102.0, 102.0, 102.0]]])
    one = np.array([8])
    for mean, moved in ((102.013, 103.0065), (101.987, 100.9935), (101.5, 101.0)):
        whole = Cells(one, one, one, one, one, one, np.array([8_000]), np.array([8_000 * mean]))
        preferred = np.array([[101.0 if mean == 101.5 else 102.0, 102.0, 102.0, 102.0]])
        prices = mean_prices(whole, trades, preferred, ends)[0]
        assert prices[0] == pytest.approx(moved)
        assert prices.min() <= mean <= prices.max()
