import numpy as np
import pytest

from core.simulator.market.history import DAY_MS, END_MS, HOUR_MS, MINUTE_MS, History
from core.simulator.market.listings import listings
from core.simulator.market.price_path import PricePath, Walks
from core.simulator.market.source import NEVER_MS

NOON = 20_772 * DAY_MS + 12 * HOUR_MS


@pytest.fixture(scope="module")
def walks():
    return Walks(1)


@pytest.fixture(params=["KRW-BTC", "BTC-SEI"])
def history(request, walks):
    listing = next(listing for listing in listings() if listing.market.code == request.param)
    return History(1, PricePath(1, listing, walks, {"KRW-BTC": 300_000.0}.get(request.param, 150.0)))


def same(one, other):
    return all(np.array_equal(mine, yours) for mine, yours in zip(one.columns(), other.columns(), strict=True))


def test_cached_values_equal_newly_made_ones(history):
    start, end = NOON - 8 * HOUR_MS, NOON
    whole = history.trades(start, end)
    history.warm(NOON)
    pieces = [history.trades(at, at + MINUTE_MS) for at in range(start, end, MINUTE_MS)]
    assert same(type(whole).joined(pieces), whole)


def test_the_last_trade_of_any_instant_is_the_latest_not_after_it(history):
    trades = history.trades(NOON - 6 * HOUR_MS, NOON + HOUR_MS)
    for now_ms in range(NOON - HOUR_MS, NOON, 7 * MINUTE_MS + 331):
        expected = trades.time_ms[trades.time_ms <= now_ms][-1]
        position = history.last_trade(now_ms)
        assert position.trades.time_ms[position.place] == expected


def test_the_next_trade_is_the_first_after(history):
    trades = history.trades(NOON, NOON + 3 * HOUR_MS)
    for after_ms in range(NOON, NOON + HOUR_MS, 11 * MINUTE_MS + 77):
        assert history.next_trade_ms(after_ms) == trades.time_ms[trades.time_ms > after_ms][0]


def test_nothing_lies_outside_history(history):
    first_ms = history.first_ms
    assert history.last_trade(first_ms - 1) is None
    assert history.next_trade_ms(END_MS) == NEVER_MS
    assert first_ms <= history.next_trade_ms(0) < first_ms + DAY_MS
    assert not history.trades(first_ms - DAY_MS, first_ms).time_ms.size
    history.warm(first_ms + 5)


def test_bought_volume_is_the_sum_over_the_trades(history):
    trades = history.trades(NOON - 12 * HOUR_MS, NOON)
    assert history.bought_before_hour(NOON // HOUR_MS) == trades.volume[trades.bought].sum()
