"""How a chart goes on moving after a flick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.chart.glide import Flick, Glide


def flick(*way: tuple[float, float]) -> Flick:
    made = Flick()
    for x, ms in way:
        made.moved(x, ms)
    return made


def test_a_hand_that_moves_at_the_release_has_its_speed():
    assert flick(*((100 + ms, ms) for ms in range(0, 200, 10))).speed(195) == pytest.approx(1.0, rel=0.1)
    assert flick(*((100 - 2 * ms, ms) for ms in range(0, 200, 10))).speed(195) == pytest.approx(-2.0, rel=0.1)


def test_a_hand_that_rested_before_the_release_or_whose_events_have_no_time_flicked_nothing():
    assert flick((0, 0), (500, 50)).speed(400) == 0
    assert flick((0, 0), (500, 0), (900, 0)).speed(0) == 0
    assert flick((0, 0), (3, 80)).speed(85) == 0
    assert Flick().speed(10) == 0


def test_a_clock_that_went_back_counts_from_there():
    assert flick((0, 1_000), (10, 1_010), (10, 5), (30, 25)).speed(30) == pytest.approx(0.8)


@given(st.floats(-1e6, 1e6), st.lists(st.floats(0, 1e6), max_size=20))
def test_no_way_is_faster_than_any_hand(x, times):
    made = flick(*((x * index, ms) for index, ms in enumerate(sorted(times))))
    assert abs(made.speed(max(times, default=0.0) + 10)) <= 6


@pytest.mark.parametrize("speed", [6.0, 0.2, -3.0])
def test_it_slows_down_to_rest_in_one_direction_and_the_way_does_not_depend_on_the_frames(speed):
    glide, coarse = Glide(speed), Glide(speed)
    way, steps = 0.0, 0
    while not glide.is_over:
        moved = glide.step(16)
        assert moved * speed > 0
        way, steps = way + moved, steps + 1
    assert steps < 200
    assert way == pytest.approx(coarse.step(16 * steps))
    assert Glide(0.0).is_over
