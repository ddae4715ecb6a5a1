"""Which candles are written, and when."""

import pytest

from candle_parts import batch_of
from core.market.candle_history.unkept import UnkeptParts
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit


def series(first: int, stop: int, unit: CandleUnit = CandleUnit.MINUTE_1) -> CandleSeries:
    made = CandleSeries(unit)
    made.merge_batch(batch_of(range(first, stop)))
    return made


def taken(parts: UnkeptParts) -> list[tuple[int, int]]:
    return [(part.first, part.stop) for part in parts.take()]


def test_before_the_first_page_nothing_is_final():
    assert taken(UnkeptParts(series(0, 100))) == []


@pytest.mark.parametrize(("unit", "open_slots"), [("1s", 5), ("1m", 1), ("240m", 1), ("day", 1), ("month", 1)])
def test_the_newest_candle_and_those_just_ended_are_not_written(unit, open_slots):
    candles = series(0, 100, CandleUnit(unit))
    parts = UnkeptParts(candles)
    parts.joined(0, is_gapless=True)
    assert taken(parts) == [(0, 99 - open_slots)]
    assert taken(parts) == [], "once each"
    candles.merge_batch(batch_of([100]))
    assert taken(parts) == [(98 - open_slots, 100 - open_slots)], "with a slot that is on disk"
    candles.merge_batch(batch_of([140]))
    assert taken(parts) == [(99 - open_slots, 140 - open_slots)], "a hole is known too"


def test_older_pages_are_written_whole():
    candles = series(100, 200)
    parts = UnkeptParts(candles)
    parts.joined(100, is_gapless=True)
    parts.take()
    candles.merge_batch(batch_of(range(50, 100)))
    parts.older(50, 100)
    parts.older(50, 50)
    assert taken(parts) == [(50, 101)]


def test_of_an_older_page_that_ends_just_now_the_end_waits():
    candles = series(100, 101)
    parts = UnkeptParts(candles)
    parts.joined(100, is_gapless=True)
    candles.merge_batch(batch_of(range(50, 100)))
    parts.older(50, 100)
    assert taken(parts) == [(50, 99)]
    candles.merge_batch(batch_of([101, 102]))
    assert taken(parts) == [(98, 101)]


def test_after_an_outage_the_page_is_written_again():
    parts = UnkeptParts(series(0, 100))
    parts.joined(0, is_gapless=True)
    parts.take()
    parts.joined(40, is_gapless=True)
    assert taken(parts) == [(39, 98)]


def test_what_was_not_written_before_an_outage_is_not_forgotten():
    parts = UnkeptParts(series(0, 100))
    parts.joined(20, is_gapless=True)
    parts.joined(60, is_gapless=True)
    assert taken(parts) == [(19, 98)]


def test_a_dropped_history_begins_anew():
    parts = UnkeptParts(series(60, 100))
    parts.joined(20, is_gapless=True)
    parts.joined(60, is_gapless=False)
    assert taken(parts) == [(60, 98)]


def test_a_part_is_a_copy():
    candles = series(0, 100)
    parts = UnkeptParts(candles)
    parts.joined(0, is_gapless=True)
    (part,) = parts.take()
    before = part.batch.figures.copy()
    candles.drop_before(50)
    assert (part.batch.figures == before).all()
