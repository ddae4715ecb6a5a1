"""One pane: its scale, its labels and its tags."""

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from chart_in_hand import chart
from core.market.candles.pixel_merge import PixelMerge
from looks import LOOK
from pane_in_hand import WIDTH, random_series, window_on
from widgets.chart.bar_kinds.layer import BarsLayer
from widgets.chart.panes.curves import LineLayer
from widgets.chart.panes.pane import Pane
from widgets.chart.panes.sight import Sight
from widgets.chart.panes.value_labels import PlainLabels
from widgets.chart.panes.value_scale import Fit, ScaleMode
from widgets.look.theme import Ink

CANDLES = random_series(400)


USUAL = Fit(20, 10)


class Shown:
    """A pane over the same candles, redrawn."""

    def __init__(self, fit: Fit = USUAL, values=None) -> None:
        self.pane = Pane(LOOK, "pane", lambda: "Title", PlainLabels(LOOK), fit)
        layer = BarsLayer(LOOK) if values is None else LineLayer(LOOK, values, Ink.ACCENT, name="v")
        self.pane.layers.append(layer)
        self.sight: Sight | None = None
        self.again()

    def again(self, height: int = 200, *, is_held: bool = False) -> Pane:
        self.sight = Sight("KRW-BTC", CANDLES, window_on(CANDLES), PixelMerge(), self.sight)
        self.pane.place(QRect(0, 50, WIDTH, height), 80)
        self.pane.prepare(self.sight, height, is_held=is_held)
        self.pane.draw(self.sight, [])
        return self.pane


def test_the_scale_fits_what_is_visible_between_its_margins(application):
    pane = Shown().pane
    low, high = pane.layers[0].extremes()
    assert pane.scale.y(high) == pytest.approx(20)
    assert pane.scale.y(low) == pytest.approx(190)
    assert pane.y(high) == pytest.approx(70)
    assert pane.value_at(70) == pytest.approx(high)


def test_values_that_are_always_in_sight_are(application):
    pane = Shown(Fit(10, 10, low=0.0, high=100.0), lambda series: np.full(len(series), 50.0)).pane
    assert pane.scale.y(100.0) == pytest.approx(10)
    assert pane.scale.y(0.0) == pytest.approx(190)


def test_a_scale_that_is_held_or_was_moved_by_hand_stays_until_it_fits_again(application):
    shown = Shown()
    fitted = shown.pane.scale
    shown.pane.stretch(2.0)
    assert not shown.again().is_automatic
    assert shown.pane.scale.high - shown.pane.scale.low == pytest.approx((fitted.high - fitted.low) / 2)
    middle = shown.pane.value_at(150)
    shown.pane.shift(20)
    assert shown.again().value_at(170) == pytest.approx(middle)
    shown.pane.fit_again()
    assert shown.again(is_held=True).scale != fitted
    assert shown.again().scale == fitted


def test_stretching_keeps_the_value_at_the_pointer(application):
    for mode in ScaleMode:
        shown = Shown()
        shown.pane.set_mode(mode)
        pane = shown.again()
        under = pane.value_at(90)
        pane.stretch(1.3, 90)
        assert pane.value_at(90) == pytest.approx(under)


@pytest.mark.parametrize("mode", ScaleMode)
def test_no_hand_stretches_or_moves_a_scale_to_where_nothing_can_be_drawn(application, mode):
    shown = Shown()
    shown.pane.set_mode(mode)
    pane = shown.again()
    for act in (
        lambda: pane.stretch(50.0),
        lambda: pane.stretch(0.02),
        lambda: pane.shift(5_000),
        lambda: pane.shift(-5_000),
    ):
        for _ in range(200):
            act()
            low, high, _, _ = shown.again().scale
            assert np.isfinite([low, high]).all()
            assert low < high


def test_a_logarithmic_scale_gives_equal_ratios_equal_heights_and_needs_values_above_zero(application):
    shown = Shown()
    shown.pane.set_mode(ScaleMode.LOG)
    scale = shown.again().scale
    assert scale.is_log
    assert scale.y(90) - scale.y(99) == pytest.approx(scale.y(100) - scale.y(110))
    below = Shown(values=lambda series: series.slots % 9 - 4.0)
    below.pane.set_mode(ScaleMode.LOG)
    assert not below.again().scale.is_log


def test_in_percent_the_labels_are_changes_from_the_first_visible_close(application):
    shown = Shown()
    fitted = shown.pane.scale
    shown.pane.set_mode(ScaleMode.PERCENT)
    pane = shown.again()
    assert pane.scale == fitted, "only the labels are others"
    assert all(label.text.endswith("%") for label in pane.labels)
    assert pane.text_at(100).endswith("%")
    assert all(tag.text.endswith("%") for tag in pane.tags)


@pytest.mark.parametrize("is_below", [True, False])
def test_in_percent_changes_count_from_the_candles_whatever_is_drawn_below_or_above_them(application, is_below):
    shown = Shown()
    band = LineLayer(LOOK, lambda series: series.closes * 1.1, Ink.ACCENT, name="band")
    shown.pane.layers.insert(0 if is_below else 1, band)
    shown.pane.set_mode(ScaleMode.PERCENT)
    pane = shown.again()
    assert pane.text(shown.sight.first_close) == "0.00%"
    assert pane.text(shown.sight.first_close * 1.1) == "+10.00%"


@pytest.mark.parametrize("first", [-4.0, -0.25, 0.0, 3.0])
def test_in_percent_values_of_any_kind_are_changes_from_the_first_of_them_in_sight(application, first):
    shown = Shown(values=lambda series: np.where(series.slots % 2, first, first + 1.0))
    shown.pane.set_mode(ScaleMode.PERCENT)
    pane = shown.again()
    base = pane.layers[0].first_value()
    assert base in (first, first + 1.0)
    if base:
        assert pane.text(base) == "0.00%"
        assert pane.text(base + abs(base) / 2) == "+50.00%"
    else:
        assert not pane.text(1.0).endswith("%"), "nothing is a share of zero"


def test_the_first_value_is_that_of_the_first_candle_whose_middle_is_in_sight(application):
    layer = Shown(values=lambda series: series.slots.astype(np.float64)).pane.layers[0]
    assert layer.first_value() == min(slot for slot in CANDLES.slots if slot >= layer.sight.left - 0.5)
    nothing = Shown(values=lambda series: np.full(len(series), np.nan)).pane.layers[0]
    assert nothing.first_value() is None


def test_no_label_lies_under_a_tag(application):
    pane = Shown().pane
    (tag,) = pane.tags
    shown = pane.axis._labels
    assert (tag.top, tag.height) == (tag.y - 9, 18)
    assert all(abs(label.pixel + 50 - tag.y) >= 18 for label in shown)


def test_a_pane_without_room_is_hidden_and_drawn_whole_once_it_has_room(application):
    shown = Shown()
    shown.pane.canvas.take_outdated()
    shown.again()
    assert shown.pane.canvas.take_outdated().isEmpty(), "nothing has changed"
    shown.pane.place(QRect(0, 50, WIDTH, 0), 80)
    assert shown.pane.canvas.area.isEmpty()
    assert shown.pane.axis.area.isEmpty()
    shown.again()
    assert shown.pane.canvas.take_outdated() == QRect(0, 50, WIDTH, 200), "what changed meanwhile was not noted"


def test_the_legend_begins_with_the_title(application):
    pieces = Shown(values=lambda series: np.full(len(series), 50.0)).pane.legend(None)
    assert pieces[0].text == "Title"
    assert pieces[1].text.startswith("v 50")


def test_a_chart_without_candles_labels_no_pane(application):
    view, series = chart()
    assert view.prices.labels
    series.clear()
    view.refresh()
    QApplication.processEvents()
    assert not view.prices.labels
    assert not view.volumes.labels
    view.close()
