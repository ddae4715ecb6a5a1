"""Candles as arrays: the same ones, in order, by the same rules as single ones."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.bar import END_OF_TIME_MS, Bar
from core.market.candles.batch import CandleBatch
from core.market.candles.units import CandleUnit

GOOD = Bar(0, 10.0, 12.0, 9.0, 11.0, 2.0, 22.0)
FIGURES = st.sampled_from(
    [
        0.0,
        -0.0,
        -1.0,
        1e-13,
        1e-12,
        1.0,
        9.0,
        9.5,
        10.0,
        12.0,
        1e15,
        1.1e15,
        1e24,
        1.1e24,
        math.nan,
        math.inf,
        -math.inf,
    ]
)
BARS = st.builds(
    GOOD._replace,
    start_ms=st.sampled_from([0, 60_000, 120_000, END_OF_TIME_MS - 60_000]),
    open=st.just(10.0) | FIGURES,
    high=st.just(12.0) | FIGURES,
    low=st.just(9.0) | FIGURES,
    close=st.just(11.0) | FIGURES,
    volume=st.just(2.0) | FIGURES,
    turnover=st.just(22.0) | FIGURES,
    revision_ms=st.sampled_from([0, 1, END_OF_TIME_MS - 1]),
)


@given(st.lists(BARS))
def test_the_same_ones_are_sound_as_single_candles_are(bars):
    columns, misplaced = CandleBatch.of(CandleUnit.MINUTE_1, bars)
    assert misplaced == 0
    assert columns.are_sound(CandleUnit.MINUTE_1).tolist() == [bar.is_sound for bar in bars]


@pytest.mark.parametrize("unit", CandleUnit)
def test_slots_outside_the_calendar_are_not_sound(unit):
    first, last = unit.slot(0), unit.slot(END_OF_TIME_MS - 1)
    slots = np.array([-(2**63), first - 1, first, first + 1, last, last + 1, 2**63 - 1])
    figures = np.repeat(np.array([GOOD[1:7]]).T, len(slots), axis=1)
    begins_in_time = unit.start_ms(first) >= 0  # the first week began in 1969
    expected = [False, False, begins_in_time, True, True, False, False]
    assert CandleBatch(slots, figures, np.zeros(len(slots), np.int64)).are_sound(unit).tolist() == expected


@pytest.mark.parametrize(
    "change",
    [{"start_ms": 1}, {"start_ms": -60_000}, {"start_ms": 10**30}, {"revision_ms": -1}, {"revision_ms": 10**400}],
)
def test_what_begins_where_no_candle_does_is_left_out_and_counted(change):
    columns, misplaced = CandleBatch.of(CandleUnit.MINUTE_1, [GOOD._replace(**change), GOOD])
    assert (columns.slots.tolist(), misplaced) == ([0], 1)


def test_a_candle_comes_out_as_it_went_in():
    bars = [GOOD._replace(start_ms=minute * 60_000, revision_ms=minute) for minute in (7, 3)]
    columns, _ = CandleBatch.of(CandleUnit.MINUTE_1, bars)
    assert [columns.bar(CandleUnit.MINUTE_1, index) for index in (0, 1)] == bars
    assert columns._replace(revisions=np.array([-1, -1])).bar(CandleUnit.MINUTE_1, 0).revision_ms == 0


def test_in_order_keeps_the_newest_state_of_each_candle():
    states = [
        GOOD._replace(start_ms=60_000, volume=1.0, revision_ms=5),
        GOOD._replace(start_ms=0, volume=3.0),
        GOOD._replace(start_ms=60_000, volume=9.0, revision_ms=4),
        GOOD._replace(start_ms=0, volume=2.0),
    ]
    ordered = CandleBatch.of(CandleUnit.MINUTE_1, states)[0].in_order()
    assert ordered.slots.tolist() == [0, 1]
    assert ordered.figures[4].tolist() == [3.0, 1.0]


def test_what_is_in_order_stays_the_same_arrays():
    columns, _ = CandleBatch.of(CandleUnit.MINUTE_1, [GOOD, GOOD._replace(start_ms=60_000)])
    assert columns.in_order() is columns
    assert len(CandleBatch.of(CandleUnit.MINUTE_1, [])[0].in_order().slots) == 0


def test_joined_are_in_order_too():
    odd, even = (
        CandleBatch.of(CandleUnit.MINUTE_1, [GOOD._replace(start_ms=minute * 60_000) for minute in minutes])[0]
        for minutes in ((1, 3), (0, 2, 4))
    )
    assert odd.joined(even).slots.tolist() == [0, 1, 2, 3, 4]
