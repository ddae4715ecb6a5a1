"""Provisional states over a series: they are shown, and leave no trace."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.bar import Bar
from core.market.candles.batch import CandleBatch
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from minute_bars import CHANGES, MINUTE, bar


def series(*bars: Bar) -> CandleSeries:
    made = CandleSeries(CandleUnit.MINUTE_1)
    made.merge(bars)
    return made


def rows(kept: CandleSeries) -> list[Bar]:
    return [kept[index] for index in range(len(kept))]


FORESEEN = st.lists(st.tuples(st.integers(0, 3), st.floats(1, 100)), max_size=3)


CHANGES_OF_MANY = {
    "": lambda each: None,
    "clear": CandleSeries.clear,
    "drop_before": lambda each: each.drop_before(int(each.slots[0]) + 1 if len(each) else 0),
    "drop_stored": CandleSeries.drop_stored,
    "fill": lambda each: each.fill(CandleBatch.of(CandleUnit.MINUTE_1, [bar(n) for n in range(0, 90, 7)])[0]),
}


@given(st.lists(st.tuples(CHANGES, FORESEEN, st.sampled_from(sorted(CHANGES_OF_MANY))), max_size=8))
def test_what_is_foreseen_is_shown_and_leaves_no_trace(rounds):
    kept, plain = CandleSeries(CandleUnit.MINUTE_1), CandleSeries(CandleUnit.MINUTE_1)
    for changes, foreseen, more in rounds:
        versions = kept.past_version, kept.repairs
        before = [kept[index]._replace(revision_ms=0) for index in range(len(kept))]
        for change in changes:
            for each in (kept, plain):
                each.upsert(change) if isinstance(change, Bar) else each.merge(change)
        for each in (kept, plain):
            CHANGES_OF_MANY[more](each)
        bars = []
        if plain.last is not None:
            newest = plain.last.start_ms // MINUTE
            bars = [bar(newest + ahead, close=close) for ahead, close in sorted(dict(foreseen).items())]
        kept.foresee(bars)
        expected = [plain[index]._replace(revision_ms=0) for index in range(len(plain))]
        assert kept.settled_last == plain.last
        if bars and expected and bars[0].start_ms == expected[-1].start_ms:
            expected[-1] = bars[0]
        expected += [each for each in bars if not expected or each.start_ms > expected[-1].start_ms]
        shown = [kept[index]._replace(revision_ms=0) for index in range(len(kept))]
        assert shown == expected
        if len(kept):
            reach = kept.extremes(np.array([0, len(kept)]))
            assert (reach.high[0], reach.low[0]) == (kept.highs.max(), kept.lows.min())
        if kept.past_version == versions[0]:
            assert shown[:-1] == before[:-1], "what is drawn of the past is kept"
            assert len(shown) == len(before)
        if kept.repairs == versions[1]:
            assert shown[: max(0, len(before) - 1)] == before[:-1], "what is computed of finished candles is kept"
    kept.foresee(())
    assert [kept[index] for index in range(len(kept))] == [plain[index] for index in range(len(plain))]


def test_a_price_that_moves_the_newest_candle_changes_nothing_of_the_past():
    kept = series(bar(1), bar(2))
    versions = kept.past_version, kept.repairs
    for close in (11.0, 12.0, 9.0):
        kept.foresee([bar(2, close=close)])
        assert kept.last.close == close
    assert (kept.past_version, kept.repairs) == versions
    kept.foresee([bar(3)])
    assert kept.past_version == versions[0] + 1
    for close in (11.0, 12.0, 9.0):
        kept.foresee([bar(3, close=close)])
    assert (kept.past_version, kept.repairs) == (versions[0] + 1, versions[1])
    kept.upsert(bar(3, close=9.0, volume=2.0, revision_ms=5))
    kept.foresee(())
    assert kept.repairs == versions[1], "the exchange began the same candle"


def test_a_foreseen_candle_between_two_others_changes_the_past():
    kept = series(bar(1))
    kept.foresee([bar(1), bar(3)])
    version = kept.past_version
    kept.foresee([bar(1), bar(2), bar(3)])
    assert kept.past_version > version


CHANGES_OF_ONE = {
    "upsert": lambda kept: kept.upsert(bar(2, close=12.0, volume=5.0)),
    "merge": lambda kept: kept.merge([bar(1, close=9.0, volume=5.0)]),
    "merge_batch": lambda kept: kept.merge_batch(CandleBatch.of(CandleUnit.MINUTE_1, [bar(0)])[0]),
    "merge_page": lambda kept: kept.merge_page(CandleBatch.of(CandleUnit.MINUTE_1, [bar(0)])[0], 1, is_whole=True),
    "fill": lambda kept: kept.fill(CandleBatch.of(CandleUnit.MINUTE_1, [bar(0)])[0]),
    "drop_stored": CandleSeries.drop_stored,
    "drop_before": lambda kept: kept.drop_before(2),
    "clear": CandleSeries.clear,
}


@pytest.mark.parametrize("change", CHANGES_OF_ONE)
def test_each_change_of_the_settled_candles_ends_what_was_foreseen(change):
    kept, plain = series(bar(1), bar(2)), series(bar(1), bar(2))
    kept.foresee([bar(2, close=11.0), bar(3, close=12.0), bar(4, close=13.0)])
    assert len(kept) == 4
    for each in (kept, plain):
        CHANGES_OF_ONE[change](each)
    assert rows(kept) == rows(plain)
    assert kept.settled_last == kept.last


def test_nothing_is_foreseen_of_a_series_without_candles():
    kept = CandleSeries(CandleUnit.MINUTE_1)
    kept.foresee([bar(3)])
    assert (len(kept), kept.last, kept.settled_last) == (0, None, None)
