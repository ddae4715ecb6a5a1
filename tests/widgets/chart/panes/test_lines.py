"""Lines through values, wherever those lie."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from core.market.candles.bar import Bar
from looks import LOOK
from pane_in_hand import HEIGHT, OnePane, series_of, window_on
from widgets.chart.panes.curves import LineLayer
from widgets.chart.panes.lines import runs_of

RED = QColor("#ff0000")


def test_runs_of_known_values_end_where_one_is_missing():
    known = np.array([True, True, False, True, False, False, True])
    assert runs_of(known) == [(0, 2), (3, 4), (6, 7)]
    assert runs_of(known[:2]) == [(0, 2)]
    assert runs_of(known[:0]) == runs_of(known[4:6]) == []


def test_a_line_runs_through_its_values(application):
    candles = series_of(*(Bar(slot * 60_000, 50.0, 90.0, 10.0, 20.0 + slot, 1.0, 1.0) for slot in range(60)))
    window = window_on(candles)
    image = OnePane(LineLayer(LOOK, lambda series: series.closes, RED)).shown(candles, window)
    for slot in range(30, 59):
        x, y = int(window.x(slot + 0.5)), HEIGHT - 20 - slot
        assert any(image.pixelColor(x, row).red() > 120 for row in (y - 1, y)), slot


def test_a_line_is_in_pieces_where_a_value_is_missing(application):
    candles = series_of(*(Bar(slot * 60_000, 50.0, 90.0, 10.0, 40.0, 1.0, 1.0) for slot in range(60)))
    window = window_on(candles)
    known = np.full(60, 40.0)
    known[[44, 45, 46, 48, 49]] = np.nan  # 47 is a dot
    image = OnePane(LineLayer(LOOK, lambda _: known, RED)).shown(candles, window)
    for slot in (40, 42, 45, 47, 49, 52, 55):
        x, y = int(window.x(slot + 0.5)), HEIGHT - 40
        is_red = any(image.pixelColor(x, row).red() > 120 for row in range(y - 2, y + 3))
        assert is_red is (slot not in (45, 49)), slot


@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_a_line_to_values_far_outside_is_the_same_in_a_strip_and_in_the_whole(application, ratio):
    candles = series_of(*(Bar(slot * 60_000, 50.0, 90.0, 10.0, 50.0, 1.0, 1.0) for slot in range(60)))
    window = window_on(candles, 7.3)
    far = np.where(np.arange(61) % 5 == 3, 1e9, np.where(np.arange(61) % 7 == 3, -1e300, 40.0 + np.arange(61)))
    far[20] = np.nan

    def values(series):
        return far[: len(series)]

    live = OnePane(LineLayer(LOOK, values, RED, width=2))
    live.shown(candles, window, ratio)
    for last in (90.0, 1e7, -4e5, 33.0):
        far[59] = last
        candles.upsert(candles.last._replace(volume=candles.last.volume + 1))
        again = OnePane(LineLayer(LOOK, values, RED, width=2)).shown(candles, window, ratio)
        assert live.shown(candles, window, ratio) == again
    assert live.canvas.drawn_whole == 1
