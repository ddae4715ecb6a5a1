"""The volume profile on the screen."""

import numpy as np

from core.market.indicators.choice import Style
from core.market.indicators.declaration import HIGH, LOW
from core.market.indicators.over_prices.volume_profile import volume_profile
from indicators_in_hand import OneIndicator, chosen, minutes
from looks import DARK
from pane_in_hand import WIDTH
from widgets.look.theme import Ink


def profile_in_sight(bar_width=7.0, one=None, series=None):
    shown = OneIndicator(one or chosen("volume-profile"), series or minutes(), bar_width)
    image = shown.shown()
    return shown, shown.layers.below[0], image


def expected(series, sight):
    first, stop = series.index_of(int(np.ceil(sight.left))), series.index_of(int(np.ceil(sight.right)))
    figures = series.figures[:, first:stop]
    return volume_profile(figures, 40, figures[LOW].min(), figures[HIGH].max())


def assert_same(found, wanted):
    np.testing.assert_allclose(found.total, wanted.total, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found.rise, wanted.rise, rtol=1e-9, atol=1e-9)
    assert found.edges.tolist() == wanted.edges.tolist()


def test_it_is_of_the_candles_in_sight_and_follows_them():
    shown, layer, _ = profile_in_sight()
    assert_same(layer.profile, expected(shown.series, layer.sight))
    last = shown.series.last
    for bar in (
        last._replace(volume=last.volume + 50),
        last._replace(volume=last.volume + 60, high=last.high + 100, close=last.high + 100),
        last._replace(start_ms=last.start_ms + 60_000),
    ):
        shown.series.upsert(bar)
        shown.shown()
        assert_same(layer.profile, expected(shown.series, layer.sight))
    shown.window.pan(300)
    shown.shown()
    assert_same(layer.profile, expected(shown.series, layer.sight))


def test_a_repaired_candle_in_sight_counts():
    shown, layer, _ = profile_in_sight()
    bar = shown.series[len(shown.series) - 10]
    shown.series.upsert(bar._replace(volume=bar.volume + 500))
    shown.shown()
    assert_same(layer.profile, expected(shown.series, layer.sight))


def test_without_candles_in_sight_there_is_none():
    shown, layer, _ = profile_in_sight()
    shown.window.is_following = False
    shown.window.right = float(shown.series.slots[0] - 10)
    shown._pane.shown(shown.series, shown.window)
    assert layer.profile is None
    assert layer.legend(None, str) == ()


def test_the_longest_row_reaches_its_share_of_the_width():
    _, _, image = profile_in_sight()
    columns = [x for x in range(image.width()) if any(image.pixelColor(x, y) != DARK.panel for y in range(10))]
    assert all(x >= WIDTH * 0.75 - 2 for x in columns)


def test_the_legend_says_the_busiest_price():
    _, layer, _ = profile_in_sight()
    middle = (layer.profile.edges[layer.profile.peak] + layer.profile.edges[layer.profile.peak + 1]) / 2
    (piece,) = layer.legend(None, lambda value: f"{value:.2f}")
    assert piece[:2] == (f"매물대 POC {middle:.2f}", Ink.LINE_2)


def test_the_busiest_price_is_marked_unless_it_is_hidden():
    shown, layer, image = profile_in_sight()
    peak = DARK.ink(Ink.LINE_2)
    rows = [y for y in range(image.height()) if image.pixelColor(2, y) == peak]
    assert len(rows) == 1
    assert layer.profile.edges[layer.profile.peak] <= shown.scale.value(rows[0])
    hidden = chosen("volume-profile").with_style("peak", Style("line_2", is_shown=False))
    _, layer, image = profile_in_sight(one=hidden)
    assert not [y for y in range(image.height()) if image.pixelColor(2, y) == peak]
    assert layer.legend(None, str) == ()
