"""Columns of pixels against the candles that fall into them."""

from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.bar import Bar
from core.market.candles.pixel_merge import PixelMerge, merge_to_pixels
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit


def candle(slot: int) -> Bar:
    close = 100.0 + (slot * 7919) % 97
    return Bar(slot * 1000, 100.0, close + slot % 5, 100.0 - slot % 3, close, float(slot % 11), 1.0)


@given(
    st.sets(st.integers(0, 400), max_size=200),
    st.floats(-50, 400),
    st.floats(0.5, 40),
    st.integers(1, 60),
)
def test_each_column_is_the_merge_of_the_candles_that_begin_in_it(slots, left, slots_per_pixel, width):
    series = CandleSeries(CandleUnit.SECOND_1)
    series.merge(candle(slot) for slot in slots)
    columns = merge_to_pixels(series, left, slots_per_pixel, width)
    shown = {int(x): row for x, *row in zip(*columns, strict=True)}
    for x in range(width):
        begin, end = left + slots_per_pixel * x, left + slots_per_pixel * (x + 1)
        inside = [candle(slot) for slot in sorted(slots) if begin <= slot < end]
        if not inside:
            assert x not in shown
            continue
        assert shown[x] == [
            inside[0].open,
            max(bar.high for bar in inside),
            min(bar.low for bar in inside),
            inside[-1].close,
            max(bar.volume for bar in inside),
        ]


LIVES = st.lists(st.tuples(st.sampled_from(["newest", "append", "older", "prepend"]), st.floats(50, 300)), max_size=12)


@given(LIVES, st.floats(-50, 400), st.floats(0.5, 40), st.integers(1, 60))
def test_a_cached_merge_always_equals_a_new_merge(changes, left, slots_per_pixel, width):
    series, merge = CandleSeries(CandleUnit.SECOND_1), PixelMerge()
    series.merge(candle(slot) for slot in range(100, 300))
    for change, price in changes:
        first, last = int(series.slots[0]), int(series.slots[-1])
        slot = {"newest": last, "append": last + 2, "older": last - 5, "prepend": first - 3}[change]
        reported = Bar(slot * 1000, 100.0, max(100.0, price), min(100.0, price), price, price, 1.0)
        series.upsert(reported)
        kept = merge.columns(series, left, slots_per_pixel, width)
        fresh = merge_to_pixels(series, left, slots_per_pixel, width)
        assert [column.tolist() for column in kept] == [column.tolist() for column in fresh]
