import numpy as np
import pytest

from core.simulator.market.listings import listings
from core.simulator.market.price_path import FIRST_DAY, PricePath, Walks
from core.simulator.market.trade_stream import _apart, trades_of_minutes


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


def of_one_side_in_one_millisecond(trades):
    """Price moves between neighbours of one side and millisecond, as steps, the buyers' and the sellers'."""
    moves = {True: [], False: []}
    last = {}
    for time_ms, step, bought in zip(
        trades.time_ms.tolist(), trades.step.tolist(), trades.bought.tolist(), strict=True
    ):
        if last.get(bought, (None, 0))[0] == time_ms:
            moves[bought].append(step - last[bought][1])
        last[bought] = (time_ms, step)
    return moves


@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-XRP", "KRW-SHIB", "KRW-AHT"])
def test_a_taker_sweeps_the_book_away_from_its_best_price(code):
    walks = Walks(1)
    listing = next(each for each in listings() if each.market.code == code)
    for rate in (900.0, 80_000.0, 2_000_000.0):
        path = PricePath(1, listing, walks, rate)
        hours = path.hours(path.days_between(20_770, 20_771)).flat()
        minutes = path.minutes(hours[hours.trades > 0]).flat()
        trades = trades_of_minutes(1, path, minutes[: 24 * 60 if rate < 1e6 else 200])
        moves = of_one_side_in_one_millisecond(trades)
        assert all(move >= 0 for move in moves[True])
        assert all(move <= 0 for move in moves[False])
        if rate > 1e4:
            assert any(moves[True])
            assert any(moves[False])
        assert (np.diff(trades.time_ms) >= 0).all()


def test_trades_that_may_not_share_a_millisecond_are_pushed_apart_between_start_and_last():
    times = np.array([[100, 100, 100, 100], [0, 0, 5, 5], [7, 7, 7, 9]])
    free = np.zeros((3, 4), dtype=bool)
    assert _apart(times, free, np.zeros(3, dtype=np.int64)).tolist() == [[97, 98, 99, 100], [0, 1, 4, 5], [6, 7, 8, 9]]
    assert _apart(times, ~free, np.zeros(3, dtype=np.int64)).tolist() == times.tolist()
    # More trades than milliseconds: none may lie before the minute begins.
    assert _apart(np.array([[1, 1, 1]]), free[:1, :3], np.zeros(1, dtype=np.int64)).tolist() == [[0, 0, 1]]
