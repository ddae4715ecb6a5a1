"""The base of all layers."""

import pytest

from core.market.candles.pixel_merge import PixelMerge
from looks import LOOK
from pane_in_hand import SCALE, random_series, window_on
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.sight import Sight


def test_a_layer_of_its_own_says_nothing_and_must_paint():
    layer, candles = Layer(LOOK), random_series(50)
    sight = Sight("KRW-BTC", candles, window_on(candles), PixelMerge())
    assert layer.prepare(sight) == 0
    assert layer.sight is sight
    assert layer.extremes() is None
    assert not layer.readings()
    assert not layer.legend(None, str)
    with pytest.raises(NotImplementedError):
        layer.paint(None, SCALE, 0)
