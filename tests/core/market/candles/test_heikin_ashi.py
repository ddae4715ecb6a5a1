"""Heikin-Ashi candles against the plain formula, after any sequence of pages, repairs and revisions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles import heikin_ashi
from core.market.candles.bar import Bar
from core.market.candles.heikin_ashi import HeikinAshi, opens_of
from core.market.candles.pixel_merge import PixelMerge, merge_to_pixels
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit


def bar(slot: int, close: float, revision: int = 0) -> Bar:
    first = 200.0 + (slot * 7919) % 97
    return Bar(
        slot * 1000, first, max(first, close) + slot % 5, min(first, close) - slot % 3, close, 1.0, 1.0, revision
    )


def by_the_formula(series: CandleSeries) -> list[tuple[float, float, float, float]]:
    """The four prices of each candle, one after the other."""
    rows: list[tuple[float, float, float, float]] = []
    for index in range(len(series)):
        _, first, high, low, last, *_ = series[index]
        close = (first + high + low + last) / 4
        opened = (rows[-1][0] + rows[-1][3]) / 2 if rows else (first + last) / 2
        rows.append((opened, max(high, opened, close), min(low, opened, close), close))
    return rows


def rows_of(averages: HeikinAshi) -> list[tuple[float, ...]]:
    columns = (averages.opens, averages.highs, averages.lows, averages.closes)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def check(averages: HeikinAshi, series: CandleSeries) -> None:
    averages.follow()
    assert averages.slots.tolist() == series.slots.tolist()
    assert averages.volumes.tolist() == series.volumes.tolist()
    assert rows_of(averages) == by_the_formula(series)


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["newest", "append", "hole", "inside", "revise", "page", "drop", "clear"]),
        st.floats(50, 500),
        st.integers(0, 60),
    ),
    max_size=14,
)


@given(CHANGES, st.lists(st.booleans(), min_size=14, max_size=14))
def test_they_equal_the_formula_after_any_sequence_of_changes(changes, is_read) -> None:
    series = CandleSeries(CandleUnit.SECOND_1)
    averages = HeikinAshi(series)
    check(averages, series)
    series.merge(bar(slot, 200.0 + slot % 7) for slot in range(1000, 1100, 2))
    for revision, ((change, price, number), is_read_now) in enumerate(zip(changes, is_read, strict=False), 1):
        first, last = (int(series.slots[0]), int(series.slots[-1])) if len(series) else (1000, 1000)
        match change:
            case "page":
                series.merge(bar(slot, price + slot % 3) for slot in range(first - number, first))
            case "drop":
                series.drop_before(first + number)
            case "clear":
                series.clear()
            case _:
                slot = {"newest": last, "append": last + 1, "hole": last + 5}.get(change, first + number)
                series.upsert(bar(slot, price, revision))
        if is_read_now:  # several changes may lie between two frames
            check(averages, series)
    check(averages, series)


@pytest.mark.parametrize("count", [1, 2, 500, 511, 512, 513, 1024, 5000, 20_011])
def test_long_columns_cut_into_stretches_equal_one_stretch(count, monkeypatch) -> None:
    closes = 1e8 + np.cumsum(np.random.default_rng(count).normal(0, 1e5, count))
    whole = opens_of(1e8, closes).tolist() if count <= heikin_ashi._LEAST_CUT else None
    monkeypatch.setattr(heikin_ashi, "_LEAST_CUT", 0)
    cut = opens_of(1e8, closes).tolist()
    assert cut == heikin_ashi._one_after_the_other(1e8, closes)
    assert whole in (None, cut)


def test_a_stretch_that_began_too_late_is_repaired(monkeypatch) -> None:
    closes = 1e8 + np.cumsum(np.random.default_rng(7).normal(0, 1e5, 5000))
    monkeypatch.setattr(heikin_ashi, "_LEAST_CUT", 0)
    monkeypatch.setattr(heikin_ashi, "_WARM", 3)
    assert opens_of(1e8, closes).tolist() == heikin_ashi._one_after_the_other(1e8, closes)


def test_only_the_last_row_is_computed_for_a_revision_and_two_for_a_new_candle(monkeypatch) -> None:
    series = CandleSeries(CandleUnit.SECOND_1)
    series.merge(bar(slot, 250.0) for slot in range(3000))
    averages = HeikinAshi(series)
    averages.follow()
    computed = []
    plain = heikin_ashi.opens_of
    monkeypatch.setattr(
        heikin_ashi, "opens_of", lambda begin, closes: computed.append(len(closes)) or plain(begin, closes)
    )
    series.upsert(bar(2999, 260.0, 5))
    averages.follow()
    series.upsert(bar(2999, 270.0, 6))
    series.upsert(bar(3000, 240.0, 7))
    averages.follow()
    assert computed == [1, 2]
    assert rows_of(averages) == by_the_formula(series)


@given(st.floats(-50, 300), st.floats(0.5, 40), st.integers(1, 60), st.floats(50, 500))
def test_they_are_merged_to_pixels_as_other_candles_are(left, slots_per_pixel, width, price) -> None:
    series = CandleSeries(CandleUnit.SECOND_1)
    series.merge(bar(slot, 200.0 + slot % 41) for slot in range(0, 200, 2))
    averages, merge = HeikinAshi(series), PixelMerge()
    for revision, slot in enumerate((198, 198, 200, 198), 1):
        series.upsert(bar(slot, price + revision, revision))
        averages.follow()
        kept = merge.columns(averages, left, slots_per_pixel, width)
        fresh = merge_to_pixels(averages, left, slots_per_pixel, width)
        assert [column.tolist() for column in kept] == [column.tolist() for column in fresh]
        rows = list(zip(averages.slots.tolist(), by_the_formula(series), strict=True))
        for row, x in enumerate(kept.x.tolist()):
            begin, end = np.ceil(left + slots_per_pixel * x), np.ceil(left + slots_per_pixel * (x + 1))
            inside = [prices for slot, prices in rows if begin <= slot < end]
            assert kept.high[row] == max(prices[1] for prices in inside)
            assert kept.low[row] == min(prices[2] for prices in inside)
