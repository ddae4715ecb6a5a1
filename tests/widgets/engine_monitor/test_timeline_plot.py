from __future__ import annotations

import numpy as np
import pytest

from core.timing.timeline import SECONDS, Moment
from widgets.engine_monitor.timeline_plot import TimelinePlot
from widgets.look.look import Look

MOMENTS = [
    Moment(100.0, 10.0, None, 4.0),
    Moment(101.0, 30.0, 25.0, None, 2),
    Moment(102.0, 20.0, 50.0, 8.0),
]


@pytest.fixture
def look(application) -> Look:
    return Look()


@pytest.fixture
def plot(look):
    made = TimelinePlot(look)
    made.resize(600, 270)
    made.show()
    yield made
    made.end()


def test_each_figure_is_a_curve_over_the_same_ten_minutes(plot):
    plot.show_moments(MOMENTS, 103.0)
    for each, (curve, column) in zip(
        plot.plots, zip(plot._curves, ([10, 30, 20], [np.nan, 25, 50], [4, np.nan, 8]), strict=True), strict=True
    ):
        x, y = curve.getData()
        assert list(x) == [-3.0, -2.0, -1.0]
        np.testing.assert_array_equal(y, column)
        assert each.viewRange()[0] == [-SECONDS, 0]
        assert each.viewRange()[1] == pytest.approx([0.0, 1.1 * np.nanmax(column)])


def test_a_reconnect_is_a_mark_across_all_of_them(plot):
    plot.show_moments(MOMENTS, 103.0)
    assert [list(mark.xvals) for mark in plot._marks] == [[-2.0]] * 3


def test_without_any_moment_it_is_empty_and_says_so(plot):
    plot.show_moments([], 0.0)
    assert plot.shown_values().sentence == (
        "초당 메시지 –, 최대 – · 지연 ms –, 최대 – · 프레임 ms –, 최대 – · 재연결 0번"
    )


def test_it_is_read_aloud(plot):
    plot.show_moments(MOMENTS, 103.0)
    assert plot.shown_values().sentence == (
        "초당 메시지 20, 최대 30 · 지연 ms 50, 최대 50 · 프레임 ms 8, 최대 8 · 재연결 2번"
    )


def test_it_follows_theme_and_font_size(plot):
    before, height = plot.grab().toImage(), plot.height()
    plot._look.set_theme("light")
    assert plot.grab().toImage().pixelColor(2, 2) != before.pixelColor(2, 2)
    plot._look.set_font_percent(150)
    assert plot.height() == height * 3 // 2
