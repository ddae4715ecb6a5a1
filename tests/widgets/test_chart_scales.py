"""What the axes say."""

import numpy as np

from core.market.candle_units import CandleUnit
from core.market.time_window import TimeWindow
from widgets.chart_layers import Bars
from widgets.chart_scales import ChartScales, time_labels


def bars(low: float, high: float, volume: float = 5.0) -> Bars:
    column = [np.array([value]) for value in (low, high, low, high, volume)]
    return Bars(np.array([0]), 5, *column, np.array([], np.int64))


def test_prices_are_labelled_with_round_prices_and_commas():
    scales = ChartScales("KRW-BTC")
    scales.fit(bars(158_000_000, 160_000_000), 400, 100)
    assert [label.text for label in scales.price_labels()] == [
        "158,000,000",
        "158,500,000",
        "159,000,000",
        "159,500,000",
        "160,000,000",
    ]


def test_labels_are_no_finer_than_the_market_trades():
    scales = ChartScales("BTC-DOGE")
    scales.fit(bars(0.00000175, 0.00000177), 900, 100)
    assert [label.text for label in scales.price_labels()] == ["0.00000175", "0.00000176", "0.00000177"]


def test_a_pixel_is_the_nearest_price_one_can_trade_at():
    scales = ChartScales("KRW-BTC")
    scales.fit(bars(158_000_000, 160_000_000), 400, 100)
    assert all(scales.price_at(y).endswith(",000") for y in range(400))


def test_the_volume_of_nothing_is_not_labelled():
    scales = ChartScales("KRW-BTC")
    scales.fit(bars(1.0, 2.0, volume=12.0), 400, 100)
    assert [label.text for label in scales.volume_labels()] == ["5", "10"]


def test_scales_that_are_kept_only_change_their_height():
    scales = ChartScales("KRW-BTC")
    scales.fit(bars(100.0, 200.0), 400, 100)
    low, high, _ = scales.prices
    scales.keep(300, 50)
    assert scales.prices == (low, high, 300)


def test_times_stand_in_the_middle_of_their_candles():
    window = TimeWindow(CandleUnit.MINUTE_1)
    window.resize(700)
    window.extend(0, 1_000)
    for label in time_labels(CandleUnit.MINUTE_1, window):
        slot = int(window.slot_at(label.pixel))
        assert abs(label.pixel - window.x(slot + 0.5)) <= 1
