import numpy as np
import pytest

from core.simulator.assets import listings
from core.simulator.price_path import FIRST_DAY, PricePath, Walks
from core.simulator.trade_stream import trades_of_minutes


@pytest.fixture(scope="module", params=["KRW-BTC", "KRW-DOGE", "KRW-AHT", "BTC-SEI"])
def stream(request):
    """A market's path, some of its minutes and all their trades."""
    walks = Walks(1)
    listing = next(listing for listing in listings() if listing.market.code == request.param)
    path = PricePath(1, listing, walks, {"KRW-BTC": 300_000.0, "KRW-DOGE": 60_000.0}.get(request.param, 900.0))
    day = path.days[20_770 - FIRST_DAY : 20_772 - FIRST_DAY]
    hours = path.hours(day).flat()
    minutes = path.minutes(hours[hours.trades > 0]).flat()
    minutes = minutes[minutes.trades > 0][-300:]
    return path, minutes, trades_of_minutes(1, path, minutes)


def edges(minutes, trades):
    place = np.searchsorted(minutes.index, trades.time_ms // 60_000)
    return np.searchsorted(place, np.arange(minutes.index.size)), np.bincount(place) - 1


def test_trades_are_exactly_their_minutes(stream):
    path, minutes, trades = stream
    first, more = edges(minutes, trades)
    assert np.array_equal(trades.step[first], minutes.opening)
    assert np.array_equal(trades.step[first + more], minutes.closing)
    assert np.array_equal(np.maximum.reduceat(trades.step, first), minutes.high)
    assert np.array_equal(np.minimum.reduceat(trades.step, first), minutes.low)
    assert np.array_equal(np.add.reduceat(trades.volume, first), minutes.volume)
    turnover = np.add.reduceat(trades.volume * path.grid.prices(trades.step), first)
    assert np.allclose(turnover, minutes.turnover, rtol=1e-7, atol=0.0)


def test_both_sides_add_up_to_their_minutes(stream):
    path, minutes, trades = stream
    first, _ = edges(minutes, trades)
    assert np.array_equal(np.add.reduceat(trades.volume * trades.bought, first), path.bid_volume(minutes))


def test_the_last_trade_is_when_its_minute_says(stream):
    path, minutes, trades = stream
    first, more = edges(minutes, trades)
    assert np.array_equal(trades.time_ms[first + more], path.last_ms_of_minutes(minutes))


def test_time_and_place_are_unique_and_ascending(stream):
    _, _, trades = stream
    assert (np.diff(trades.time_ms * 10_000 + trades.place) > 0).all()
    assert trades.place.max() < 10_000


def test_every_trade_has_a_size(stream):
    assert stream[2].volume.min() > 0


def test_minutes_give_the_same_trades_alone(stream):
    path, minutes, trades = stream
    alone = trades_of_minutes(1, path, minutes[7:8])
    mine = trades[trades.time_ms // 60_000 == minutes.index[7]]
    assert all(np.array_equal(one, other) for one, other in zip(alone.columns(), mine.columns(), strict=True))


@pytest.mark.parametrize("stream", ["KRW-BTC", "KRW-DOGE"], indirect=True)
def test_takers_buy_into_rising_prices(stream):
    _, _, trades = stream
    moves = np.diff(trades.step)
    bought = trades.bought[1:]
    assert bought[moves > 0].mean() > bought[moves < 0].mean()


def test_no_minutes_have_no_trades(stream):
    path, minutes, _ = stream
    assert not trades_of_minutes(1, path, minutes[:0]).time_ms.size
