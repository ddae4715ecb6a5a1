import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.simulator.market.noise import bits, key_of, normal, smooth, uniform


def test_a_value_depends_on_its_index_alone():
    key = key_of(1, "KRW-BTC", "minute")
    whole = bits(key, np.arange(1_000), 0, 3)
    assert np.array_equal(bits(key, np.arange(400, 500), 3), whole[1:, 400:500])


def test_keys_and_streams_are_independent():
    index = np.arange(20_000)
    draws = [normal(bits(key_of(1, name), index, stream)[0]) for name in "ab" for stream in (0, 1)]
    correlations = np.corrcoef(draws)[~np.eye(4, dtype=bool)]
    assert np.abs(correlations).max() < 0.03


def test_keys_are_the_same_in_every_process():
    assert int(key_of(1, "KRW-BTC", "day")) == 18_196_305_536_643_893_505


@given(st.integers(-(2**50), 2**50))
def test_uniforms_are_strictly_between_0_and_1(index):
    value = uniform(bits(key_of("any"), np.array([index]), 0))[0, 0]
    assert 0.0 < value < 1.0


def test_uniforms_and_normals_have_their_moments():
    random = bits(key_of("moments"), np.arange(100_000), 0, 1)
    flat, bell = uniform(random[0]), normal(random[1])
    assert abs(flat.mean() - 0.5) < 0.005
    assert abs(flat.var() - 1 / 12) < 0.002
    assert abs(bell.mean()) < 0.015
    assert abs(bell.std() - 1.0) < 0.015
    assert abs((bell**4).mean() - 3.0) < 0.15


def test_a_smooth_curve_is_continuous_and_of_the_given_spread_everywhere():
    time = np.arange(0.0, 60_000.0)
    curve = smooth(time, 20.0, (key_of("curve"), 0.6), (key_of("other"), 0.8))
    assert np.abs(np.diff(curve)).max() < 0.6
    assert abs(curve[::20].std() - 1.0) < 0.05
    assert abs(curve[10::20].std() - 1.0) < 0.05


def test_a_smooth_curve_does_not_depend_on_the_stretch_requested():
    time, part = np.arange(0.0, 500.0), (key_of("curve"), 1.0)
    assert np.array_equal(smooth(time, 30.0, part)[200:], smooth(time[200:], 30.0, part))


def test_a_smooth_curve_is_one_curve_before_zero_too():
    time = np.arange(-500, 500) / 10.0
    curve = smooth(time, 24.0, (key_of(1, "mood"), 1.0))
    assert np.abs(np.diff(curve)).max() < 0.05
    assert np.array_equal(curve[100:200], smooth(time[100:200], 24.0, (key_of(1, "mood"), 1.0)))
