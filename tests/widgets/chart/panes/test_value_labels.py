"""How a pane writes its values."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.chart.price_scale import Scale, fitted
from looks import LOOK
from widgets.chart.pane_view import LEAST_AXIS_WIDTH
from widgets.chart.panes.axis import LABEL_HEIGHT
from widgets.chart.panes.value_labels import PercentLabels, PlainLabels, PriceLabels, ValueLabels, VolumeLabels
from widgets.look.fonts import FontRole
from widgets.paint.cells import CellText


def on(labels: ValueLabels, scale: Scale) -> ValueLabels:
    labels.fit(scale)
    return labels


def prices(code: str, low: float, high: float, height: int = 400, *, is_log: bool = False) -> ValueLabels:
    return on(PriceLabels(LOOK, code), fitted(low, high, height, 40, 12, is_log=is_log))


def volumes(volume: float, height: int = 100) -> ValueLabels:
    return on(VolumeLabels(LOOK), fitted(0.0, volume, height, 8, 0))


def texts(labels: ValueLabels) -> list[str]:
    return [label.text for label in labels.labels()]


def test_prices_are_labelled_with_round_prices_and_commas():
    assert texts(prices("KRW-BTC", 158_000_000, 160_000_000)) == [
        "158,000,000",
        "158,500,000",
        "159,000,000",
        "159,500,000",
        "160,000,000",
    ]


def test_labels_are_no_finer_than_the_market_trades():
    assert texts(prices("BTC-DOGE", 0.00000175, 0.00000177, 900)) == ["0.00000175", "0.00000176", "0.00000177"]


def test_a_pixel_is_the_nearest_price_one_can_trade_at():
    labels = prices("KRW-BTC", 158_000_000, 160_000_000)
    assert all(labels.at(y).endswith(",000") for y in range(400))


def test_the_volume_of_nothing_is_not_labelled():
    assert texts(volumes(12.0)) == ["5", "10"]


@given(st.floats(1e-5, 1e15), st.integers(50, 400))
def test_volumes_have_at_least_two_figures_wherever_there_is_room_and_none_over_another(volume, height):
    labels = volumes(volume, height).labels()
    assert len(labels) >= 2
    assert len({label.text for label in labels}) == len(labels)
    lowest_first = [label.pixel for label in labels]
    assert all(below - above >= LABEL_HEIGHT - 1 for below, above in pairwise(lowest_first))
    assert lowest_first[0] <= height - LABEL_HEIGHT / 2
    assert lowest_first[-1] >= LABEL_HEIGHT / 2


@given(st.floats(1e-5, 1e15), st.integers(1, 49))
def test_a_pane_without_room_for_two_figures_has_one_if_that_fits(volume, height):
    labels = volumes(volume, height).labels()
    assert labels or height < 36
    assert all(LABEL_HEIGHT / 2 <= label.pixel <= height - LABEL_HEIGHT / 2 for label in labels)


@pytest.mark.parametrize(
    ("volume", "written"),
    [
        (0.2345, ["0.1", "0.2"]),
        (123_456.0, ["50,000", "100,000"]),
        (999_999.0, ["0.5백만", "1.0백만"]),
        (42_000_000.0, ["20백만", "40백만"]),
        (6_498_042_026.5, ["30억", "60억"]),
        (2.5e12, ["1조", "2조"]),
    ],
)
def test_large_volumes_are_shown_in_one_unit(volume, written):
    assert texts(volumes(volume, 110)) == written


def test_no_volume_text_is_wider_than_the_narrowest_axis_nor_that_at_the_pointer_much(application):
    text = CellText(LOOK, FontRole.SMALL)
    for volume in np.logspace(-4, 15, 400):
        for height in (50, 80, 110, 200, 400):
            labels = volumes(volume, height)
            for label in labels.labels():
                assert text.width(label.text) + 7 <= LEAST_AXIS_WIDTH, label.text
            assert text.width(labels.at(height // 2)) <= LEAST_AXIS_WIDTH + 8, labels.at(height // 2)


@given(st.floats(150e6, 160e6), st.floats(0.001, 0.2), st.integers(110, 900), st.booleans())
def test_prices_have_at_least_two_figures_wherever_there_is_room(low, share, height, is_log):
    labels = prices("KRW-BTC", low, low * (1 + share), height, is_log=is_log).labels()
    assert len([label for label in labels if 7 <= label.pixel <= height - 7]) >= 2


@given(st.floats(1e-8, 1e9), st.floats(1.001, 1e9), st.integers(100, 900))
def test_labels_of_a_logarithmic_scale_stand_at_their_values_and_apart(low, times, height):
    scale = fitted(low, low * times, height, 20, 6, is_log=True)
    labels = on(PlainLabels(LOOK), scale).labels()
    pixels = sorted(label.pixel for label in labels)
    assert all(below - above >= 15 for above, below in pairwise(pixels))
    for label in labels:
        assert (
            abs(scale.y(float(label.text.replace(",", ""))) - label.pixel) <= 2
            or float(label.text.replace(",", "")) == 0
        )


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.integers(40, 900))
def test_plain_figures_stand_at_their_values_and_at_least_one_fits(low, span, height):
    scale = fitted(low, low + span, height, 6, 6)
    labels = on(PlainLabels(LOOK), scale).labels()
    assert labels
    for label in labels:
        assert abs(scale.y(float(label.text.replace(",", ""))) - label.pixel) <= 1.5


def test_zero_has_no_sign():
    labels = on(PlainLabels(LOOK), Scale(-1.0, 1.0, 100))
    assert "0.0" in texts(labels) or "0" in texts(labels)
    assert labels.text(-1e-9) in ("0.00", "0.0")


def test_percentages_stand_where_their_prices_are_and_the_base_is_zero():
    scale = fitted(90.0, 120.0, 400, 20, 6)
    labels = on(PercentLabels(LOOK, 100.0), scale)
    for label in labels.labels():
        price = 100.0 * (1 + float(label.text.strip("%").replace(",", "")) / 100)
        assert abs(scale.y(price) - label.pixel) <= 1.5
    assert "0%" in texts(labels)
    assert "+10%" in texts(labels)
    assert labels.text(101.5) == "+1.50%"
    assert labels.at(round(scale.y(100.0))).endswith("%")


@given(st.floats(-1e9, 1e9).filter(lambda base: abs(base) > 1e-3), st.floats(-1e9, 1e9), st.integers(50, 400))
def test_in_percent_a_rise_is_positive_from_any_base(base, span, height):
    low, high = sorted((base, base + span))
    labels = on(PercentLabels(LOOK, base), fitted(low, high, height, 8, 8))
    assert labels.text(base) == "0.00%"
    assert not labels.text(base + abs(base)).startswith("-")
    assert labels.text(base - abs(base)).startswith("-")
    assert labels.text(base + abs(base)) == "+100.00%"


@given(st.floats(1e-5, 1e12), st.floats(1.01, 1e6), st.integers(50, 400))
def test_volumes_of_a_logarithmic_scale_are_labelled_too(volume, times, height):
    labels = on(VolumeLabels(LOOK), fitted(volume, volume * times, height, 8, 0, is_log=True)).labels()
    assert labels
    assert all(0 <= label.pixel <= height for label in labels)
    assert len({label.text for label in labels}) == len(labels)
