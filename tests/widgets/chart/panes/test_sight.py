"""What is visible, and which pixels of it changed."""

import random

import numpy as np

from core.market.candles.bar import Bar
from core.market.candles.pixel_merge import PixelMerge
from pane_in_hand import random_series, series_of, window_on
from widgets.chart.panes.sight import Sight


def sight(candles, window, before=None):
    return Sight("KRW-BTC", candles, window, PixelMerge(), before)


def test_the_first_sight_of_a_series_or_of_another_time_is_all_new():
    candles = random_series(500)
    window = window_on(candles)
    first = sight(candles, window)
    assert first.changed_from == 0
    assert sight(candles, window, first).changed_from is None
    window.pan(3)
    assert sight(candles, window, first).changed_from == 0
    assert sight(random_series(500), window, sight(candles, window)).changed_from == 0


def test_a_revision_of_the_newest_candle_changes_its_pixels_and_those_right_of_it():
    candles = random_series(500)
    window = window_on(candles)
    first = sight(candles, window)
    last = candles.last
    candles.upsert(last._replace(close=last.close + 0.5, volume=last.volume + 1))
    second = sight(candles, window, first)
    assert second.changed_from == second.bars.left[-1]
    assert not np.array_equal(first.bars.close, second.bars.close), "a sight does not change with the series"


def test_middles_are_those_of_the_window_and_columns_hold_every_candle_once():
    candles = random_series(5_000)
    window = window_on(candles, 0.13)
    here = sight(candles, window)
    slots = candles.slots[-50:]
    assert np.allclose(here.middles(slots), [window.x(slot + 0.5) for slot in slots])
    starts = here.column_starts()
    assert len(starts) == window.width + 1
    assert (np.diff(starts) >= 0).all()
    assert starts[-1] == len(candles)
    assert here.is_merged
    assert np.isclose(here.right, window.right)


def test_changes_in_percent_are_from_the_first_candle_that_is_wholly_visible():
    candles = series_of(*(Bar(slot * 60_000, 5.0, 9.0, 1.0, 2.0 + slot, 1.0, 1.0) for slot in range(6)))
    window = window_on(candles, 96.0)
    here = sight(candles, window)
    row = next(row for row, left in enumerate(here.bars.left) if left >= 0)
    assert here.first_close == here.bars.close[row]
    assert here.bars.left[0] < 0


def flat(slot: int) -> Bar:
    return Bar(slot * 60_000, 5.0, 9.0, 1.0, 5.0, 1.0, 1.0)


def test_candles_that_come_in_front_move_the_places_of_the_visible_ones():
    candles = series_of(*(flat(slot) for slot in range(100, 500)))
    window = window_on(candles)
    first = sight(candles, window)
    places, pixels = first.places()
    second = sight(candles, window, first)
    assert second.places()[1] is pixels, "the same array while the same candles are visible"
    candles.merge(flat(slot) for slot in range(70, 100))
    third = sight(candles, window, second)
    assert third.changed_from is None
    moved, again = third.places()
    assert (moved.start, moved.stop) == (places.start + 30, places.stop + 30)
    assert np.array_equal(again, pixels)


def test_after_any_change_a_sight_has_the_bars_that_one_made_without_another_has():
    chance = random.Random(5)
    candles, now = series_of(*(flat(slot) for slot in range(100, 400) if slot % 7)), 400
    window, merge = window_on(candles), PixelMerge()
    here = sight(candles, window)

    def revise(slot: int) -> None:
        before = candles.bar_at(slot) or flat(slot)
        close, more = before.close + chance.choice((0, 0.5, -0.5)), chance.choice((0, 1))
        candles.upsert(before._replace(close=close, high=max(before.high, close), volume=before.volume + more))

    def unload(_: int) -> None:
        candles.unloaded = chance.choice((None, (150, 160), (now - 20, now - 10)))

    changes = (
        *3 * (lambda _: revise(int(candles.slots[-1])),),
        revise,
        lambda slot: candles.upsert(flat(slot + chance.choice((1, 3)))),
        lambda slot: candles.foresee([flat(int(candles.slots[-1]))._replace(close=chance.choice((4.0, 6.0)))]),
        lambda _: candles.foresee([]),
        unload,
        lambda _: candles.merge([flat(int(candles.slots[0]) - 1)]),
        lambda _: window.pan(chance.choice((-40, 40, 4_000))),
        lambda _: window.to_newest(),
        lambda _: window.zoom(chance.choice((0.1, 10)), 200),
    )
    for _ in range(1_500):
        chance.choice(changes)(chance.choice((now, now - 3, now - 60)))
        now = int(candles.slots[-1])
        window.extend(int(candles.slots[0]), now)
        before, here = here, Sight("KRW-BTC", candles, window, merge, here)
        fresh = sight(candles, window)
        assert all(np.array_equal(*pair) for pair in zip(here.bars, fresh.bars, strict=True))
        if here.changed_from is None:
            assert before.bars.first_difference(here.bars) is None
        elif here.changed_from:
            row = before.bars.first_difference(here.bars)
            assert row is not None
            assert here.changed_from == min(max(here.bars.left[row], 0), here.width - 1)
