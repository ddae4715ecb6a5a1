"""The labels of the axes."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.units import CandleUnit
from core.market.chart.time_window import TimeWindow
from looks import LOOK
from widgets.chart.axes import LABEL_HEIGHT
from widgets.chart.layers import Bars
from widgets.chart.scales import ChartScales
from widgets.chart.view import LEAST_AXIS_WIDTH
from widgets.look.fonts import FontRole
from widgets.paint.cells import CellText


def bars(low: float, high: float, volume: float = 5.0) -> Bars:
    column = [np.array([value]) for value in (low, high, low, high, volume)]
    return Bars(np.array([0]), 5, *column, np.array([], np.int64))


def test_prices_are_labelled_with_round_prices_and_commas():
    scales = ChartScales(LOOK, "KRW-BTC")
    scales.fit(bars(158_000_000, 160_000_000), 400, 100)
    assert [label.text for label in scales.price_labels()] == [
        "158,000,000",
        "158,500,000",
        "159,000,000",
        "159,500,000",
        "160,000,000",
    ]


def test_labels_are_no_finer_than_the_market_trades():
    scales = ChartScales(LOOK, "BTC-DOGE")
    scales.fit(bars(0.00000175, 0.00000177), 900, 100)
    assert [label.text for label in scales.price_labels()] == ["0.00000175", "0.00000176", "0.00000177"]


def test_a_pixel_is_the_nearest_price_one_can_trade_at():
    scales = ChartScales(LOOK, "KRW-BTC")
    scales.fit(bars(158_000_000, 160_000_000), 400, 100)
    assert all(scales.price_at(y).endswith(",000") for y in range(400))


def test_the_volume_of_nothing_is_not_labelled():
    scales = ChartScales(LOOK, "KRW-BTC")
    scales.fit(bars(1.0, 2.0, volume=12.0), 400, 100)
    assert [label.text for label in scales.volume_labels()] == ["5", "10"]


@given(st.floats(1e-5, 1e15), st.integers(50, 400))
def test_volumes_have_at_least_two_figures_wherever_there_is_room_and_none_over_another(volume, height):
    scales = ChartScales(LOOK, "KRW-DOGE")
    scales.fit(bars(1.0, 2.0, volume), 400, height)
    labels = scales.volume_labels()
    assert len(labels) >= 2
    assert len({label.text for label in labels}) == len(labels)
    lowest_first = [label.pixel for label in labels]
    assert all(below - above >= LABEL_HEIGHT - 1 for below, above in pairwise(lowest_first))
    assert lowest_first[0] <= height - LABEL_HEIGHT / 2
    assert lowest_first[-1] >= LABEL_HEIGHT / 2


@given(st.floats(1e-5, 1e15), st.integers(1, 49))
def test_a_pane_without_room_for_two_figures_has_one_if_that_fits(volume, height):
    scales = ChartScales(LOOK, "KRW-DOGE")
    scales.fit(bars(1.0, 2.0, volume), 400, height)
    labels = scales.volume_labels()
    assert labels or height < 36
    assert all(LABEL_HEIGHT / 2 <= label.pixel <= height - LABEL_HEIGHT / 2 for label in labels)


@pytest.mark.parametrize(
    ("volume", "texts"),
    [
        (0.2345, ["0.1", "0.2"]),
        (123_456.0, ["50,000", "100,000"]),
        (999_999.0, ["0.5백만", "1.0백만"]),
        (42_000_000.0, ["20백만", "40백만"]),
        (6_498_042_026.5, ["30억", "60억"]),
        (2.5e12, ["1조", "2조"]),
    ],
)
def test_large_volumes_are_shown_in_one_unit(volume, texts):
    scales = ChartScales(LOOK, "KRW-DOGE")
    scales.fit(bars(1.0, 2.0, volume), 400, 110)
    assert [label.text for label in scales.volume_labels()] == texts


def test_no_volume_text_is_wider_than_the_narrowest_axis(application):
    text, scales = CellText(LOOK, FontRole.SMALL), ChartScales(LOOK, "KRW-DOGE")
    for volume in np.logspace(-4, 15, 400):
        for height in (50, 80, 110, 200, 400):
            scales.fit(bars(1.0, 2.0, volume), 400, height)
            for label in scales.volume_labels():
                assert text.width(label.text) + 7 <= LEAST_AXIS_WIDTH, label.text


@given(st.floats(150e6, 160e6), st.floats(0.001, 0.2), st.integers(110, 900))
def test_prices_have_at_least_two_figures_wherever_there_is_room(low, share, height):
    scales = ChartScales(LOOK, "KRW-BTC")
    scales.fit(bars(low, low * (1 + share)), height, 60)
    inside = [label for label in scales.price_labels() if 7 <= label.pixel <= height - 7]
    assert len(inside) >= 2


def test_scales_that_are_kept_only_change_their_height():
    scales = ChartScales(LOOK, "KRW-BTC")
    scales.fit(bars(100.0, 200.0), 400, 100)
    low, high, _ = scales.prices
    scales.keep(300, 50)
    assert scales.prices == (low, high, 300)


def test_times_stand_in_the_middle_of_their_candles():
    window = TimeWindow(CandleUnit.MINUTE_1)
    window.resize(700)
    window.extend(0, 1_000)
    for label in ChartScales(LOOK, "KRW-BTC").time_labels(CandleUnit.MINUTE_1, window):
        slot = int(window.slot_at(label.pixel))
        assert abs(label.pixel - window.x(slot + 0.5)) <= 1
