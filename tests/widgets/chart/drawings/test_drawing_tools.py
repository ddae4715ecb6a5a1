from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint

from core.market.drawings.drawing import Kind
from drawn_chart import POINTS, DrawnChart


@pytest.fixture
def chart(application) -> Iterator[DrawnChart]:
    made = DrawnChart()
    yield made
    made.close()


def test_the_bar_can_be_hidden_and_gives_way_in_a_narrow_panel(chart):
    bar = chart.tools.bar
    assert bar.isVisible()
    chart.tools.toggle_bar()
    assert not bar.isVisible()
    chart.tools.toggle_bar()
    chart.panel.resize(300, 400)
    chart.settle()
    assert not bar.isVisible()
    chart.panel.resize(700, 400)
    chart.settle()
    assert bar.isVisible()


@pytest.mark.parametrize("is_wanted", [True, False])
@pytest.mark.parametrize("before", [200, 319, 320, 700])
def test_the_axis_ends_at_the_edge_of_the_panel_whatever_its_size_was_before(chart, before, is_wanted):
    if not is_wanted:
        chart.tools.toggle_bar()
    for width in (201, 319, 320, 495, 1200):
        chart.panel.resize(before, 300)
        chart.panel.resize(width, 400)
        for _ in range(2):  # at once, and after what Qt does later
            assert chart.tools.bar.isVisible() is (is_wanted and width >= 320)
            assert chart.view.geometry().right() == chart.panel.rect().right()
            assert chart.view.viewport().size() == chart.view.size()
            assert chart.view.corner.bottomRight() == chart.view.rect().bottomRight()
            chart.settle()


@pytest.mark.parametrize("state", [{"bar": False, "magnet": True}, {"bar": True, "magnet": False}])
def test_what_a_workspace_keeps_comes_back(chart, state):
    chart.tools.restore_state(state)
    assert chart.tools.state() == state
    assert chart.tools.bar.isVisible() is state["bar"]
    assert chart.drawings.has_magnet is state["magnet"]


@pytest.mark.parametrize("state", [None, 5, [], {"bar": "no", "magnet": 1}, {"bar": None}])
def test_a_state_that_makes_no_sense_changes_nothing(chart, state):
    chart.tools.restore_state(state)
    assert chart.tools.state() == {"bar": True, "magnet": False}


def test_the_menu_tells_whether_the_bar_is_shown(chart):
    entry = chart.tools.entry_of_chart().entries[-1]
    assert entry.is_checked
    entry.run()
    assert not chart.tools.entry_of_chart().entries[-1].is_checked


def test_a_screen_reader_is_told_what_is_selected(chart):
    drawing = chart.draw(Kind.TREND)
    said = chart.view.accessibleDescription()
    assert said.startswith("추세선 · ")
    assert f"{drawing.anchors[0].price:,.0f}" in said
    chart.draw(Kind.TEXT)
    assert chart.view.accessibleDescription().startswith("글 · 지지선 · ")
    chart.drawings.select(None)
    assert chart.view.accessibleDescription() == ""


def test_a_tool_that_is_chosen_elsewhere_gives_the_chart_the_keyboard(chart):
    chart.panel.setFocus()
    chart.tools.choose(Kind.RAY)
    assert chart.view.hasFocus()
    assert chart.drawings.tool is Kind.RAY


def test_a_text_far_away_is_written_at_the_edge(chart):
    drawing = chart.draw(Kind.TEXT)
    chart.view.pan(-100_000)
    chart.view.pan(100_000)
    chart.drawings.text_wanted.emit(drawing)
    assert chart.view.rect().contains(chart.tools.field.geometry())


def test_a_full_list_is_told(chart):
    shown: list[str] = []
    chart.tools.told.connect(shown.append)
    chart.drawings.full.emit()
    assert "200개" in shown[0]


def test_a_chart_of_a_simulated_source_has_drawings_of_its_own(chart):
    chart.draw(Kind.HORIZONTAL, POINTS[0])
    assert chart.everything.of("KRW-BTC").drawings == ()
    assert len(chart.everything.of("KRW-BTC", is_simulated=True).drawings) == 1


def test_nothing_is_at_a_price_without_a_pointer(chart):
    chart.view.pointer = None
    assert chart.tools.entries_at_pointer() == []
    chart.move(QPoint(300, 200))
    assert len(chart.tools.entries_at_pointer()) == 1
