from datetime import UTC, datetime
from itertools import pairwise

import pytest

from core.simulator.market.history import DAY_MS
from core.simulator.market.listings import listings
from core.simulator.market.source import Unit
from core.simulator.market.synthetic import SyntheticSource

NOW = int(datetime(2026, 11, 18, 5, 23, 41, 357_000, UTC).timestamp() * 1_000)
MIDNIGHT = NOW // DAY_MS * DAY_MS
CODES = ("KRW-SUI", "KRW-AHT", "BTC-SEI")


def first_ms_of(code):
    """When the market was listed."""
    return next(each.first_day for each in listings() if each.market.code == code) * 86_400_000


@pytest.fixture(scope="module")
def source():
    return SyntheticSource(1)


def total(trades, side=None):
    return sum(trade.volume for trade in trades if side in (None, trade.side))


@pytest.mark.parametrize("code", CODES)
def test_the_day_is_the_sum_of_its_trades(source, code):
    ticker = source.ticker(code, NOW)
    trades = source.trades(code, MIDNIGHT - 1, NOW)
    assert (ticker.opening, ticker.last) == (trades[0].price, trades[-1].price)
    assert ticker.high == max(trade.price for trade in trades)
    assert ticker.low == min(trade.price for trade in trades)
    assert ticker.volume == pytest.approx(total(trades), rel=1e-9)
    assert ticker.turnover == pytest.approx(sum(trade.price * trade.volume for trade in trades), rel=1e-6)
    assert ticker.ask_volume == pytest.approx(total(trades, "ASK"), rel=1e-9)
    assert ticker.bid_volume == pytest.approx(total(trades, "BID"), rel=1e-9)
    assert (ticker.last_volume, ticker.last_side) == (trades[-1].volume, trades[-1].side)
    assert ticker.last_trade_ms == ticker.changed_ms == trades[-1].time_ms


@pytest.mark.parametrize("code", CODES)
def test_24_hours_are_the_trades_of_the_24_hours_before_the_last(source, code):
    ticker = source.ticker(code, NOW)
    trades = source.trades(code, ticker.last_trade_ms - DAY_MS, ticker.last_trade_ms)
    assert ticker.volume_24h == pytest.approx(total(trades), rel=1e-9)
    assert ticker.turnover_24h == pytest.approx(sum(trade.price * trade.volume for trade in trades), rel=1e-6)


@pytest.mark.parametrize("code", CODES)
def test_52_weeks_are_the_days_of_52_weeks(source, code):
    ticker = source.ticker(code, NOW)
    days = source.candles(code, Unit.DAY, NOW, 364, NOW)
    highest, lowest = max(day.high for day in days), min(day.low for day in days)
    assert (ticker.high_52w, ticker.low_52w) == (highest, lowest)
    dates = {datetime.fromtimestamp(day.start_ms / 1_000, UTC).strftime("%Y-%m-%d"): day for day in days}
    assert dates[ticker.high_52w_date].high == highest
    assert dates[ticker.low_52w_date].low == lowest
    assert ticker.previous_close == days[1].close


@pytest.mark.parametrize("code", CODES)
def test_between_trades_it_stands_still(source, code):
    trades = source.trades(code, NOW, NOW + 7_200_000)
    times = sorted({trade.time_ms for trade in trades})
    before, following = next((one, two) for one, two in pairwise(times) if two > one + 1)
    assert source.ticker(code, before) == source.ticker(code, following - 1)
    assert source.ticker(code, following).last_trade_ms == following


def test_at_midnight_an_untraded_day_starts_from_nothing(source):
    ticker = source.ticker("BTC-SEI", MIDNIGHT)
    assert ticker.volume == ticker.turnover == ticker.ask_volume == ticker.bid_volume == 0.0
    assert ticker.opening == ticker.high == ticker.low == ticker.last == ticker.previous_close
    assert ticker.changed_ms == MIDNIGHT
    assert ticker.volume_24h > 0.0


def test_memory_of_earlier_questions_changes_no_answer(source):
    for now in (NOW, NOW - 3 * DAY_MS, NOW + 50 * 60_000, MIDNIGHT + 5, NOW + 1_234):
        assert source.ticker("KRW-SUI", now) == SyntheticSource(1).ticker("KRW-SUI", now)


def test_there_is_one_from_the_first_trade_on(source):
    first = source.trades("KRW-SUI", 0, first_ms_of("KRW-SUI") + DAY_MS)[0].time_ms
    assert source.ticker("KRW-SUI", first - 1) is None
    ticker = source.ticker("KRW-SUI", first)
    trades = source.trades("KRW-SUI", first - 1, first)
    assert ticker.volume == ticker.volume_24h == pytest.approx(total(trades))
