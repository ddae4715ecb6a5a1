"""Values that go with the candles: which of them are in sight, and what is said of one."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from looks import LOOK
from pane_in_hand import OnePane, mean, random_series, window_on
from widgets.chart.panes.curves import LineLayer

RED = QColor("#ff0000")


@pytest.mark.parametrize("bar_width", [0.2, 1.0, 10.0])
def test_values_that_are_drawn_later_lie_that_many_candles_further_on_also_beyond_the_newest(application, bar_width):
    candles = random_series(4_000)
    window = window_on(candles, bar_width)
    shifted = LineLayer(LOOK, lambda series: series.closes, RED, shift=4)
    OnePane(shifted).shown(candles, window)
    if bar_width >= 1:
        assert shifted.x[-1] == pytest.approx(window.x(int(candles.slots[-1]) + 4.5))
        assert shifted.rows[0][-1] == candles.closes[-1]
    slot = int(candles.slots[-1])
    assert shifted.value_at(0, slot) == candles.closes[-5]
    assert shifted.value_at(0, slot + 4) == candles.closes[-1]
    assert np.isnan(shifted.value_at(0, slot + 5))
    assert np.isnan(shifted.value_at(0, int(candles.slots[0])))


def test_the_legend_has_the_value_below_the_crosshair_and_else_the_last(application):
    candles = random_series(300)
    line = LineLayer(LOOK, mean(5), RED, name="MA 5")
    OnePane(line).shown(candles, window_on(candles))
    write = "{:.2f}".format
    (newest,) = line.legend(None, write)
    assert newest.text == f"MA 5 {mean(5)(candles)[-1]:.2f}"
    (other,) = line.legend(int(candles.slots[40]), write)
    assert other.text == f"MA 5 {mean(5)(candles)[40]:.2f}"
    (none,) = line.legend(int(candles.slots[1]), write)
    assert none.text == "MA 5 –"
    assert list(line.legend(int(candles.slots[-1]) + 9, write)) == [newest]
    (reading,) = line.readings()
    assert reading.value == mean(5)(candles)[-1]


def test_values_of_other_candles_than_the_series_shift_nothing_and_raise_nothing(application):
    candles = random_series(300)
    for values in (np.empty(0), np.ones(10), np.ones(900)):
        OnePane(LineLayer(LOOK, lambda series, values=values: values, RED)).shown(candles, window_on(candles))
