"""The panes of a chart from the top down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from chart_in_hand import chart
from widgets.chart.panes.value_scale import ScaleMode
from widgets.chart.view import ChartView


def opened(*keys: str) -> ChartView:
    view, _ = chart()
    for key in keys:
        view.add_pane(key, lambda: "t")
    view.redraw()
    QApplication.processEvents()
    return view


def keys(view: ChartView) -> list[str]:
    return [pane.key for pane in view.panes]


def test_panes_lie_one_below_the_other_and_fill_the_chart(application):
    view = opened("a", "b")
    tops = [pane.area.top() for pane in view.panes]
    bottoms = [pane.area.bottom() + 1 for pane in view.panes]
    assert tops == [0, *bottoms[:-1]]
    assert bottoms[-1] == view.height() - 22
    for pane in view.panes:
        assert view.panes.at(pane.area.center().y()) is pane
    assert view.panes.at(bottoms[-1]) is None
    view.close()


def test_a_pane_moves_and_is_removed(application):
    view = opened("a", "b")
    stack = view.panes
    stack.move(stack.find("b"), -1)
    assert keys(view) == ["prices", "volumes", "b", "a"]
    assert not stack.can_move(view.prices, -1)
    stack.move(view.prices, -1)
    stack.move(view.prices, 1)
    assert keys(view) == ["volumes", "prices", "b", "a"]
    view.remove_pane("b")
    view.remove_pane("prices")
    view.remove_pane("nobody")
    assert keys(view) == ["volumes", "prices", "a"]
    view.grab()
    view.close()


def test_a_border_is_near_the_top_of_a_lower_pane_and_moves_it(application):
    view = opened("a")
    heights = [pane.area.height() for pane in view.panes]
    top = view.volumes.area.top()
    assert view.panes.border_at(top + 3) == 0
    assert view.panes.border_at(top + 4) is None
    assert view.panes.border_at(0) is None
    assert view.panes.drag_border(0, -40) == -40
    view.redraw()
    after = [pane.area.height() for pane in view.panes]
    assert [after[0] - heights[0], after[1] - heights[1]] == pytest.approx([-40, 40], abs=1)
    assert after[2] == pytest.approx(heights[2], abs=1)
    assert view.panes.drag_border(7, 10) == 0
    view.panes.even_out()
    view.redraw()
    assert [pane.area.height() for pane in view.panes] == heights
    view.close()


def test_order_heights_and_scales_come_back_also_of_panes_that_are_added_later(application):
    view = opened("a", "b")
    view.panes.move(view.panes.find("b"), -2)
    view.panes.drag_border(0, -60)
    view.panes.find("b").set_mode(ScaleMode.LOG)
    view.redraw()
    state = view.panes.state()
    areas = {pane.key: pane.area for pane in view.panes}
    for early in (("a", "b"), ()):
        again = opened(*early)
        again.panes.restore_state(state)
        for key in ("a", "b"):
            if key not in early:
                again.add_pane(key, lambda: "t")
        again.redraw()
        assert {pane.key: pane.area for pane in again.panes} == areas
        assert again.panes.find("b").mode is ScaleMode.LOG
        assert {pane.key: pane.weight for pane in again.panes} == pytest.approx(
            {pane.key: pane.weight for pane in view.panes}, abs=1e-3
        )
        again.close()
    view.close()


def test_a_scale_moved_by_hand_comes_back_also_of_a_pane_that_is_added_later(application):
    view = opened("a")
    for key in ("prices", "a"):
        view.panes.find(key).stretch(2.0)
    view.redraw()
    moved = {key: view.panes.find(key).scale for key in ("prices", "a")}
    state = view.panes.state()
    again = opened()
    again.panes.restore_state(state)
    again.add_pane("a", lambda: "t")
    again.redraw()
    assert {key: again.panes.find(key).scale for key in moved} == moved
    assert not again.prices.is_automatic
    assert again.volumes.is_automatic
    view.close()
    again.close()


def test_for_another_market_all_scales_fit_again_also_those_of_panes_that_are_added_later(application):
    view = opened("a")
    for key in ("prices", "a"):
        view.panes.find(key).stretch(2.0)
    view.remove_pane("a")
    view.panes.fit_again()
    view.add_pane("a", lambda: "t")
    view.redraw()
    assert all(pane.is_automatic for pane in view.panes)
    view.close()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "weight", "mode", "x"]), inner),
    max_leaves=6,
)
ROWS = st.fixed_dictionaries(
    {},
    optional={
        "key": st.sampled_from(["prices", "volumes", "a", ""]) | JSON,
        "weight": JSON,
        "mode": JSON,
        "low": JSON,
        "high": JSON,
    },
)


@given(st.lists(ROWS, max_size=5) | JSON)
def test_a_state_from_outside_never_raises_and_leaves_heights_that_can_be_shown(application, state):
    view = SHARED.setdefault("view", None) or SHARED.setdefault("opened", opened("a"))
    view.panes.restore_state(state)
    assert sorted(keys(view)) == ["a", "prices", "volumes"]
    assert sum(area.height() for area in view.panes.areas(100, 600)) == 600
    assert all(0 < pane.weight < 1e6 for pane in view.panes)


SHARED: dict[str, ChartView | None] = {}
