"""The labels of the time axis."""

from core.market.candles.units import CandleUnit
from core.market.chart.time_window import TimeWindow
from looks import LOOK
from widgets.chart.panes.time_labels import time_labels


def test_times_stand_in_the_middle_of_their_candles():
    window = TimeWindow(CandleUnit.MINUTE_1)
    window.resize(700)
    window.extend(0, 1_000)
    labels = time_labels(LOOK, window)
    assert len(labels) > 3
    for label in labels:
        slot = int(window.slot_at(label.pixel))
        assert abs(label.pixel - window.x(slot + 0.5)) <= 1
