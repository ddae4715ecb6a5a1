"""VWAP against the sums of each session, and its turn at 09:00 in Korea."""

from datetime import datetime
from math import isnan, nan

import numpy as np
import pytest
import talib

from core.market.candles.units import CandleUnit
from core.market.indicators.over_prices.vwap import VWAP
from core.model.korean_time import KST
from indicator_candles import FIRST_MS, assert_close, candles_of, computed, made_minutes, real_days

MINUTE = CandleUnit.MINUTE_1
HOUR_MS = 3_600_000


def session_of(start_ms: int, session: int):
    at = datetime.fromtimestamp(start_ms / 1000 - 9 * 3600, KST)
    return [at.date(), at.isocalendar()[:2], (at.year, at.month)][session]


def plain(bars, session: int, basis: int):
    found, money, volume, of = [], 0.0, 0.0, None
    for bar in bars:
        if session_of(bar.start_ms, session) != of:
            money, volume, of = 0.0, 0.0, session_of(bar.start_ms, session)
        money += bar.turnover if basis else (bar.high + bar.low + bar.close) / 3 * bar.volume
        volume += bar.volume
        found.append(money / volume if volume else nan)
    return found


@pytest.mark.parametrize("session", [0, 1, 2])
@pytest.mark.parametrize("basis", [0, 1])
def test_it_is_the_mean_price_since_the_session_began(session, basis):
    bars = [bar._replace(start_ms=FIRST_MS + index * 7 * HOUR_MS) for index, bar in enumerate(made_minutes())]
    found = computed(VWAP, candles_of(bars, MINUTE, is_whole=True), session=session, basis=basis)["vwap"]
    assert_close(found, plain(bars, session, basis))


@pytest.mark.parametrize("session", [1, 2])
def test_on_real_days_it_counts_from_the_beginning_of_the_week_or_month(session):
    bars = real_days()
    found = computed(VWAP, candles_of(bars, CandleUnit.DAY, is_whole=True), session=session)["vwap"]
    assert_close(found, plain(bars, session, 0))


def test_within_a_session_it_is_that_of_the_library():
    candles = candles_of(made_minutes(600), MINUTE)
    _, high, low, close, volume, _ = candles.figures
    found = computed(VWAP, candles)["vwap"]
    np.testing.assert_array_equal(found[1:], talib.VWAP(high, low, close, volume)[1:])


def test_a_session_turns_at_nine_in_korea():
    nine = int(datetime(2026, 11, 28, 9, tzinfo=KST).timestamp()) * 1000
    bars = made_minutes(20, first_ms=nine - 10 * 60_000)
    found = computed(VWAP, candles_of(bars, MINUTE))["vwap"]
    assert all(map(isnan, found[:10])), "the beginning of this session is not loaded"
    first = bars[10]
    assert found[10] == pytest.approx((first.high + first.low + first.close) / 3)
    assert not any(map(isnan, found[10:]))


def test_where_a_candle_is_a_whole_session_there_is_none():
    assert all(map(isnan, computed(VWAP, candles_of(made_minutes(5), CandleUnit.DAY, is_whole=True))["vwap"]))
    assert all(map(isnan, computed(VWAP, candles_of(made_minutes(5), CandleUnit.WEEK), session=1)["vwap"]))


def test_candles_are_needed_from_the_beginning_of_the_session():
    slot = MINUTE.slot(FIRST_MS) + 700
    assert VWAP.first_needed(MINUTE, slot, VWAP.defaults) == MINUTE.slot(FIRST_MS)
    assert VWAP.first_needed(CandleUnit.DAY, 20.0, VWAP.defaults) == 20
