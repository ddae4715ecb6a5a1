"""The memory of a series: it grows at both ends, and what is read of it is what was written."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit

MINUTE = 60_000
MIDDLE = 1_000_000


def bar(minute: int, close: float = 10.0, volume: float = 1.0) -> Bar:
    return Bar(minute * MINUTE, 10.0, max(10.0, close), min(10.0, close), close, volume, volume * close)


def series(*bars: Bar) -> CandleSeries:
    made = CandleSeries(CandleUnit.MINUTE_1)
    made.merge(bars)
    return made


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 700)), max_size=8))
def test_pages_before_and_after_find_room_and_their_extremes(pages):
    kept, first, end = series(bar(MIDDLE)), MIDDLE, MIDDLE + 1
    for is_older, count in pages:
        new = range(first - count, first) if is_older else range(end, end + count)
        assert kept.merge(bar(each, close=1.0 + each % 97) for each in new) == count
        first, end = min(first, new[0]), max(end, new[-1] + 1)
        assert kept.slots.tolist() == list(range(first, end))
        closes = [10.0 if each == MIDDLE else 1.0 + each % 97 for each in range(first, end)]
        assert kept.closes.tolist() == closes
        whole = kept.extremes(np.array([0, len(kept)]))
        assert (whole.high[0], whole.low[0]) == (max(10.0, *closes), min(10.0, *closes))


def test_dropped_candles_are_no_extremes():
    kept = series(bar(1, close=99.0, volume=9.0), bar(2, close=1.0), bar(3, close=12.0))
    kept.drop_before(3)
    kept.merge([bar(5)])
    whole = kept.extremes(np.array([0, len(kept)]))
    assert (whole.high[0], whole.low[0]) == (12.0, 10.0)
    assert kept.index_of(3) == 0
    assert kept.index_of(4) == 1


def test_a_hole_is_flat_at_the_close_before_it_however_long():
    kept = series(bar(0, close=12.0), bar(10**9, close=13.0))
    hole = kept.bar_at(5)
    assert hole == Bar(5 * MINUTE, 12.0, 12.0, 12.0, 12.0, 0.0, 0.0)
    assert len(kept) == 2


def test_there_is_nothing_before_the_first_candle_and_after_the_last():
    kept = series(bar(3), bar(5))
    assert (kept.bar_at(2), kept.bar_at(6)) == (None, None)
    assert kept.bar_at(5) == kept.last
    assert CandleSeries(CandleUnit.DAY).bar_at(0) is None


def test_the_figures_are_the_columns():
    kept = series(bar(1, close=12.0), bar(2, volume=3.0))
    columns = (kept.opens, kept.highs, kept.lows, kept.closes, kept.volumes, kept.turnovers)
    assert kept.figures.tolist() == [column.tolist() for column in columns]
    assert kept.turnovers.tolist() == [12.0, 30.0]
    assert kept.newest == (2, kept.last[1:7])
    assert series().newest is None


SPANS = st.tuples(st.integers(-2, 6), st.integers(7, 14) | st.just(1 << 40))


@given(st.sets(st.integers(0, 12)), st.none() | SPANS)
def test_the_candles_behind_holes_that_may_not_be_loaded_are_known(slots, unloaded):
    kept = series(*(bar(slot) for slot in sorted(slots)))
    kept.unloaded = unloaded
    expected = []
    for place in range(1, len(kept)):
        hole = range(int(kept.slots[place - 1]) + 1, int(kept.slots[place]))
        if unloaded is not None and any(unloaded[0] <= slot < unloaded[1] for slot in hole):
            expected.append(place)
    assert kept.places_after_gaps().tolist() == expected
