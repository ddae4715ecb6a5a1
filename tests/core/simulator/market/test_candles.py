from datetime import UTC, datetime

import numpy as np
import pytest

from core.simulator.market.candles import SECONDS_KEPT_MS, bucket_starts, candles_before
from core.simulator.market.history import DAY_MS, HOUR_MS, MINUTE_MS
from core.simulator.market.listings import OPENED
from core.simulator.market.source import Unit
from core.simulator.market.synthetic import SyntheticSource

NOW = int(datetime(2026, 11, 18, 7, 23, 41, 357_000, UTC).timestamp() * 1_000)
CODES = ("KRW-BTC", "KRW-AHT", "BTC-SEI")
LADDER = [
    (Unit.MINUTE, Unit.MINUTES_3), (Unit.MINUTE, Unit.MINUTES_5), (Unit.MINUTES_5, Unit.MINUTES_10),
    (Unit.MINUTES_5, Unit.MINUTES_15), (Unit.MINUTES_10, Unit.MINUTES_30), (Unit.MINUTES_30, Unit.HOUR),
    (Unit.HOUR, Unit.HOURS_4), (Unit.HOURS_4, Unit.DAY), (Unit.DAY, Unit.WEEK), (Unit.DAY, Unit.MONTH),
    (Unit.MONTH, Unit.YEAR),
]  # fmt: skip


@pytest.fixture(scope="module")
def source():
    return SyntheticSource(1)


def assert_same(merged, candle):
    first, last = merged[-1], merged[0]
    assert candle.opening == first.opening
    assert candle.close == last.close
    assert candle.high == max(part.high for part in merged)
    assert candle.low == min(part.low for part in merged)
    # The same lots: as near as floats of this size can be printed.
    assert candle.volume == pytest.approx(sum(part.volume for part in merged), rel=1e-14)
    assert candle.turnover == pytest.approx(sum(part.turnover for part in merged), rel=1e-6)
    assert candle.last_trade_ms == last.last_trade_ms


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("fine", "coarse"), LADDER)
def test_every_candle_is_the_merge_of_the_smaller_ones(source, code, fine, coarse):
    candles = source.candles(code, coarse, NOW + 1, 3, NOW)
    parts = list(source.candles(code, fine, NOW + 1, 200, NOW))
    while parts[-1].start_ms > candles[-1].start_ms and (
        page := source.candles(code, fine, parts[-1].start_ms, 200, NOW)
    ):
        parts += page
    starts = bucket_starts(coarse, np.array([part.start_ms for part in parts])).tolist()
    for candle in candles:
        assert_same([part for part, start in zip(parts, starts, strict=True) if start == candle.start_ms], candle)


@pytest.mark.parametrize("code", CODES)
def test_seconds_and_minutes_are_made_of_the_trades_that_are_streamed(source, code):
    for unit, length in ((Unit.SECOND, 1_000), (Unit.MINUTE, MINUTE_MS)):
        for candle in source.candles(code, unit, NOW - 20 * MINUTE_MS, 20, NOW):
            trades = source.trades(code, candle.start_ms - 1, candle.start_ms + length - 1)
            assert (candle.opening, candle.close) == (trades[0].price, trades[-1].price)
            assert candle.high == max(trade.price for trade in trades)
            assert candle.low == min(trade.price for trade in trades)
            assert candle.volume == pytest.approx(sum(trade.volume for trade in trades), rel=1e-12)
            assert candle.turnover == pytest.approx(sum(trade.price * trade.volume for trade in trades), rel=1e-6)
            assert candle.last_trade_ms == trades[-1].time_ms


@pytest.mark.parametrize("unit", Unit)
def test_the_open_candle_holds_the_trades_so_far_and_nothing_later(source, unit):
    now = NOW
    for _ in range(5):
        candle = source.candle("KRW-XRP", unit, now)
        last = source.last_trades("KRW-XRP", now + 1, 1)[0]
        assert (candle.close, candle.last_trade_ms) == (last.price, last.time_ms)
        now += 4_321


@pytest.mark.parametrize("unit", list(Unit)[: list(Unit).index(Unit.MONTH)])
def test_an_open_candle_becomes_the_closed_one(source, unit):
    """Requested at its last millisecond, the live candle equals the one in later history."""
    live = source.candle("KRW-ETH", unit, NOW)
    end = next(
        at for at in range(live.start_ms, live.start_ms + 8 * DAY_MS, 1_000 if unit is Unit.SECOND else MINUTE_MS)
        if bucket_starts(unit, np.array([at]))[0] > live.start_ms
    ) - 1  # fmt: skip
    closing, later = source.candle("KRW-ETH", unit, end), source.candles("KRW-ETH", unit, end + 1, 1, end + 9 * DAY_MS)
    assert closing.turnover == pytest.approx(later[0].turnover, rel=1e-6)
    assert (closing.start_ms, closing.opening, closing.high, closing.low, closing.close, closing.volume) == (
        later[0].start_ms, later[0].opening, later[0].high, later[0].low, later[0].close, later[0].volume
    )  # fmt: skip


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("unit", [Unit.SECOND, Unit.MINUTE, Unit.MINUTES_30, Unit.HOURS_4, Unit.DAY, Unit.WEEK])
def test_pages_follow_each_other_without_gap_or_repetition(source, code, unit):
    whole = source.candles(code, unit, NOW + 1, 90, NOW)
    pages = []
    before = NOW + 1
    for _ in range(3):
        pages += source.candles(code, unit, before, 30, NOW)
        before = pages[-1].start_ms
    assert pages == whole
    assert [candle.start_ms for candle in whole] == sorted({candle.start_ms for candle in whole}, reverse=True)


def test_a_candle_that_starts_before_the_bound_is_returned_whole(source):
    start = NOW // HOUR_MS * HOUR_MS - HOUR_MS
    assert source.candles("KRW-BTC", Unit.HOUR, start + 1, 1, NOW) == source.candles(
        "KRW-BTC", Unit.HOUR, start + HOUR_MS, 1, NOW
    )
    assert source.candles("KRW-BTC", Unit.HOUR, start, 1, NOW)[0].start_ms == start - HOUR_MS


def test_quiet_markets_have_holes(source):
    candles = source.candles("BTC-SEI", Unit.MINUTE, NOW, 50, NOW)
    assert candles[0].start_ms - candles[-1].start_ms > 100 * MINUTE_MS


def test_seconds_go_back_three_months_and_days_to_the_beginning(source):
    assert source.candles("KRW-BTC", Unit.SECOND, NOW - SECONDS_KEPT_MS - 1, 5, NOW) == []
    assert len(source.candles("KRW-BTC", Unit.SECOND, NOW - SECONDS_KEPT_MS + 60_000, 5, NOW)) == 5
    first_ms = OPENED * DAY_MS
    assert source.candles("KRW-BTC", Unit.DAY, first_ms, 5, NOW) == []
    oldest = source.candles("KRW-BTC", Unit.DAY, first_ms + 3 * DAY_MS, 200, NOW)
    assert [candle.start_ms for candle in oldest] == [first_ms + 2 * DAY_MS, first_ms + DAY_MS, first_ms]
    assert len(source.candles("KRW-BTC", Unit.DAY, NOW, 800, NOW)) == 800


def test_a_day_knows_the_close_before_it(source):
    days = source.candles("KRW-BTC", Unit.DAY, NOW, 5, NOW)
    assert [day.previous_close for day in days[:-1]] == [day.close for day in days[1:]]


def test_weeks_start_on_monday_and_months_on_the_first(source):
    for candle in source.candles("KRW-BTC", Unit.WEEK, NOW, 5, NOW):
        assert datetime.fromtimestamp(candle.start_ms / 1_000, UTC).strftime("%a %T") == "Mon 00:00:00"
    for candle in source.candles("KRW-BTC", Unit.MONTH, NOW, 5, NOW):
        assert datetime.fromtimestamp(candle.start_ms / 1_000, UTC).strftime("%d %T") == "01 00:00:00"


def test_a_count_of_zero_gives_no_candles(source):
    assert candles_before(source._floor("KRW-BTC").history, Unit.DAY, NOW, 0, NOW) == []
