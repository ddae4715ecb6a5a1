"""How the panes of a chart share its height."""

from hypothesis import given
from hypothesis import strategies as st

from core.market.chart.pane_heights import LEAST_DRAGGED, LEAST_PANE, divided, dragged

WEIGHTS = st.lists(st.floats(0.01, 50.0), min_size=1, max_size=12)


@given(st.integers(0, 4_000), WEIGHTS)
def test_panes_fill_the_height_and_those_without_room_are_the_lowest(total, weights):
    heights = divided(total, weights)
    assert len(heights) == len(weights)
    assert sum(heights) == total
    shown = [height for height in heights[1:] if height]
    assert all(height >= LEAST_PANE for height in shown)
    assert heights[1 : len(shown) + 1] == shown, "no hidden pane lies above a visible one"


def test_the_volumes_have_the_share_they_always_had():
    assert divided(478, [0.78, 0.22]) == [373, 105]
    assert divided(110, [0.78, 0.22]) == [86, 24]
    assert divided(109, [0.78, 0.22]) == [109, 0]


@given(st.integers(100, 4_000), WEIGHTS)
def test_heights_as_weights_are_the_same_heights(total, weights):
    heights = [height for height in divided(total, weights) if height]
    assert divided(total, heights) == heights


@given(st.lists(st.integers(LEAST_PANE, 900), min_size=2, max_size=8), st.data())
def test_a_border_moves_only_its_two_panes_and_hides_neither(heights, data):
    border = data.draw(st.integers(0, len(heights) - 2))
    pixels = data.draw(st.integers(-2_000, 2_000))
    after = dragged(heights, border, pixels)
    assert sum(after) == sum(heights)
    assert after[:border] == heights[:border]
    assert after[border + 2 :] == heights[border + 2 :]
    pair = heights[border] + heights[border + 1]
    assert min(after[border : border + 2]) >= min(LEAST_DRAGGED, pair // 2)
    if min(heights[border] + pixels, heights[border + 1] - pixels) >= LEAST_DRAGGED:
        assert after[border] == heights[border] + pixels
