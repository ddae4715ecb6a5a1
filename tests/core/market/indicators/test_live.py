"""Indicators kept current, against a computation over all candles after every change."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.declaration import Candles
from core.market.indicators.live import LiveIndicator, LiveIndicators
from core.market.indicators.over_prices.ema import EMA
from core.market.indicators.over_prices.sma import SMA
from indicator_candles import FIRST_MS, made_minutes

MINUTE = 60_000
NINE = FIRST_MS // MINUTE
WITH_VALUES = [indicator for indicator in CATALOGUE.values() if indicator.start is not None]
SHORT = {"period": 3, "fast": 2, "slow": 4, "signal": 2, "base": 5, "conversion": 3, "span_b": 6, "slow_k": 2}


def assert_current(live: LiveIndicator, series: CandleSeries) -> None:
    """The values are those of a computation over all candles, bit for bit."""
    candles = Candles(series.unit, series.starts_ms, series.figures, series.is_whole)
    _, expected = live.indicator.start(candles, live.values)
    np.testing.assert_array_equal(live.columns, np.array(expected), err_msg=live.indicator.id)


def bar(minute: int, close: float, spread: float, volume: float, revision_ms: int = 0) -> Bar:
    high, low = max(10.0, close) + spread, min(10.0, close)
    return Bar((NINE + minute) * MINUTE, 10.0, high, low, close, volume, volume * close, revision_ms)


BARS = st.builds(
    bar, st.integers(-60, 60), st.floats(1, 100), st.floats(0, 5), st.floats(0, 100), st.sampled_from([0, 1, 2])
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("upsert"), BARS),
        st.tuples(st.just("revise"), st.floats(1, 100)),
        st.tuples(st.just("next"), st.integers(1, 5), st.floats(1, 100)),
        st.tuples(st.just("page"), st.lists(BARS, max_size=25)),
        st.tuples(st.just("drop"), st.integers(-60, 60)),
        st.tuples(st.just("whole"), st.booleans()),
        st.tuples(st.just("clear")),
        st.tuples(st.just("trades"), st.lists(st.floats(1, 100), max_size=3)),
    ),
    min_size=3,
    max_size=25,
)


def take(series: CandleSeries, step: tuple) -> None:
    name, *rest = step
    last = series.last
    if name == "upsert":
        series.upsert(rest[0])
    elif name == "page":
        series.merge(rest[0])
    elif name == "drop":
        series.drop_before(NINE + rest[0])
    elif name == "whole":
        series.is_whole = rest[0]
    elif name == "clear":
        series.clear()
    elif last is not None and name == "revise":
        close = rest[0]
        volume = last.volume + 1
        series.upsert(last._replace(high=max(last.high, close), low=min(last.low, close), close=close, volume=volume))
    elif last is not None and name == "next":
        ahead, close = rest
        series.upsert(bar(last.start_ms // MINUTE - NINE + ahead, close, 1.0, 2.0))


def foresee(series: CandleSeries, closes: list[float]) -> None:
    """Show what trades after the exchange's last state make of the newest candle, and of the next ones."""
    last = series.settled_last
    if last is None or not closes:
        series.foresee(())
        return
    first = last._replace(
        high=max(last.high, closes[0]), low=min(last.low, closes[0]), close=closes[0], volume=last.volume + 1
    )
    minute = last.start_ms // MINUTE - NINE
    series.foresee([first, *(bar(minute + ahead, close, 1.0, 2.0) for ahead, close in enumerate(closes[1:], start=1))])


@given(STEPS)
@settings(max_examples=60)
def test_after_any_pages_repairs_and_revisions_values_equal_the_batch_bit_for_bit(steps):
    series = CandleSeries(CandleUnit.MINUTE_1)
    shown = [
        LiveIndicator(each, {key: SHORT.get(key, value) for key, value in each.defaults.items()})
        for each in WITH_VALUES
    ]
    live = LiveIndicators()
    live.show(shown)
    live.refresh(series)
    closes: list[float] = []
    for step in steps:
        closes = step[1] if step[0] == "trades" else closes
        take(series, step)
        foresee(series, closes)
        live.refresh(series)
        for each in shown:
            assert_current(each, series)


@pytest.mark.parametrize("indicator", WITH_VALUES, ids=[each.id for each in WITH_VALUES])
def test_a_thousand_revisions_and_hundreds_of_new_candles_change_no_bit(indicator):
    bars = made_minutes(700, seed=3)
    series = CandleSeries(CandleUnit.MINUTE_1)
    series.merge(bars[:300])
    shown, live = LiveIndicator(indicator, indicator.defaults), LiveIndicators()
    live.show([shown])
    live.refresh(series)
    for bar_ in bars[300:]:
        half = bar_._replace(close=(bar_.high + bar_.low) / 2, volume=bar_.volume / 2)
        series.upsert(half)
        live.refresh(series)
        series.upsert(bar_)
        live.refresh(series)
    assert_current(shown, series)


def test_only_what_changed_is_computed():
    series, live, shown = CandleSeries(CandleUnit.MINUTE_1), LiveIndicators(), LiveIndicator(SMA, {"period": 3})
    series.merge(made_minutes(20))
    live.show([shown])
    assert live.refresh(series)
    assert not live.refresh(series)
    series.upsert(series.last._replace(volume=1e9))
    assert live.refresh(series)


def test_more_new_candles_than_are_worth_single_steps_are_computed_at_once():
    bars = made_minutes(2000)
    series, live, shown = CandleSeries(CandleUnit.MINUTE_1), LiveIndicators(), LiveIndicator(EMA, {"period": 20})
    series.merge(bars[:10])
    live.show([shown])
    live.refresh(series)
    series.merge(bars[10:])
    live.refresh(series)
    assert_current(shown, series)


def test_an_indicator_that_is_added_joins_the_others():
    series, live = CandleSeries(CandleUnit.MINUTE_1), LiveIndicators()
    first, second = LiveIndicator(SMA, {"period": 3}), LiveIndicator(EMA, {"period": 5})
    series.merge(made_minutes(50))
    live.show([first])
    live.refresh(series)
    live.show([first, second])
    live.refresh(series)
    assert_current(first, series)
    assert_current(second, series)


def test_one_that_was_hidden_for_a_while_catches_up():
    bars = made_minutes(60)
    series, live = CandleSeries(CandleUnit.MINUTE_1), LiveIndicators()
    first, second = LiveIndicator(SMA, {"period": 3}), LiveIndicator(EMA, {"period": 5})
    series.merge(bars[:50])
    live.show([first, second])
    live.refresh(series)
    live.show([first])
    series.merge(bars[50:])
    live.refresh(series)
    live.show([first, second])
    live.refresh(series)
    assert_current(second, series)


def test_another_series_starts_over():
    live, shown = LiveIndicators(), LiveIndicator(SMA, {"period": 3})
    live.show([shown])
    for seed in (1, 2):
        series = CandleSeries(CandleUnit.MINUTE_1)
        series.merge(made_minutes(50, seed=seed))
        live.refresh(series)
        assert_current(shown, series)
    empty = CandleSeries(CandleUnit.MINUTE_1)
    assert live.refresh(empty)
    assert not live.refresh(empty)
    assert shown.columns.shape == (1, 0)


@pytest.mark.parametrize("stop", [25, 1 << 40])
@pytest.mark.parametrize("indicator", WITH_VALUES, ids=[each.id for each in WITH_VALUES])
def test_behind_candles_that_are_not_loaded_there_are_no_values_as_far_as_these_reach(indicator, stop):
    values = {key: SHORT.get(key, value) for key, value in indicator.defaults.items()}
    bars = made_minutes(80)
    series, live, shown = CandleSeries(CandleUnit.MINUTE_1), LiveIndicators(), LiveIndicator(indicator, values)
    other, others = LiveIndicator(indicator, values), LiveIndicators()
    live.show([shown])
    others.show([other])
    series.merge([*bars[:20], *bars[25:40]])
    first, reach = 20, indicator.reach(CandleUnit.MINUTE_1, values)

    def assert_hidden():
        series.unloaded = None
        others.refresh(series)
        series.unloaded = unloaded
        places = np.arange(len(series))
        hidden = (places >= first) & (places < first + reach)
        np.testing.assert_array_equal(shown.columns, np.where(hidden, np.nan, other.columns))

    series.unloaded = unloaded = (NINE + 19, NINE + stop)
    live.refresh(series)
    assert_hidden()
    for bar_ in bars[40:]:
        for each in (bar_._replace(volume=bar_.volume / 2), bar_):
            series.upsert(each)
            live.refresh(series)
            assert_hidden()
    series.unloaded = None
    assert live.refresh(series), "nobody traded in the hole"
    np.testing.assert_array_equal(shown.columns, other.columns)
    series.merge(bars)
    live.refresh(series)
    assert_current(shown, series)
