from datetime import UTC, datetime

import pytest

from core.simulator.market.history import DAY_MS
from core.simulator.market.listings import listings
from core.simulator.market.source import NEVER_MS, Source, Stream, Unit
from core.simulator.market.synthetic import SyntheticSource

NOW = int(datetime(2026, 11, 18, 5, 23, 41, 357_000, UTC).timestamp() * 1_000)


def first_ms_of(code):
    """When the market was listed."""
    return next(each.first_day for each in listings() if each.market.code == code) * 86_400_000


@pytest.fixture(scope="module")
def source() -> Source:
    return SyntheticSource(1)


def everything(source, code, now):
    return (
        source.trades(code, now - 60_000, now),
        source.last_trades(code, now, 20),
        source.ticker(code, now),
        source.book(code, now),
        [source.candles(code, unit, now + 1, 20, now) for unit in Unit],
    )


@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-AHT", "BTC-SEI"])
def test_a_restart_shows_the_same_past(source, code):
    source.candles(code, Unit.MINUTE, NOW - 40 * DAY_MS, 200, NOW)
    assert everything(source, code, NOW) == everything(SyntheticSource(1), code, NOW)


@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-AHT", "BTC-SEI"])
def test_a_book_changes_at_the_predicted_time_and_not_before(source, code):
    changes_ms = source.next_change_ms(Stream.BOOK, code, NOW)
    assert changes_ms > NOW
    assert source.book(code, changes_ms - 1) == source.book(code, NOW)
    assert source.next_change_ms(Stream.BOOK, code, 0) >= first_ms_of(code), "before it was listed it has none"


def test_another_seed_shows_another(source):
    assert SyntheticSource(2).ticker("KRW-BTC", NOW) != source.ticker("KRW-BTC", NOW)


def test_trades_of_adjoining_windows_are_all_trades_once(source):
    whole = source.trades("KRW-BTC", NOW, NOW + 300_000)
    pieces = [trade for at in range(NOW, NOW + 300_000, 100) for trade in source.trades("KRW-BTC", at, at + 100)]
    assert pieces == whole
    assert all(trade.sequential_id // 10_000 == trade.time_ms for trade in whole)
    assert len({trade.sequential_id for trade in whole}) == len(whole)


@pytest.mark.parametrize("code", ["KRW-BTC", "BTC-SEI"])
def test_last_trades_are_the_newest_before_the_bound(source, code):
    last = source.last_trades(code, NOW, 120)
    assert len(last) == 120
    assert last[::-1] == source.trades(code, last[-1].time_ms - 1, NOW - 1)[-120:]
    assert source.last_trades(code, first_ms_of(code), 5) == []


def test_a_trade_knows_the_close_of_the_day_before(source):
    midnight = NOW // DAY_MS * DAY_MS
    today, yesterday = source.candles("KRW-BTC", Unit.DAY, NOW, 2, NOW)
    for trade in source.trades("KRW-BTC", midnight - 10_000, midnight + 10_000):
        assert trade.previous_close == (today if trade.time_ms >= midnight else yesterday).previous_close


def test_the_mean_rate_is_the_one_requested():
    for rate in (30.0, 3.0):
        source = SyntheticSource(1, trades_per_second=rate)
        trades = sum(float(source._floor(market.code).path.days.trades.mean()) / 86_400.0 for market in source.markets)
        assert 0.7 * rate < trades < 1.4 * rate


def test_fewer_markets_are_the_first_ones(source):
    few = SyntheticSource(1, markets=7)
    assert [market.code for market in few.markets] == [market.code for market in source.markets[:7]]
    assert few.ticker("KRW-BTC", NOW) is not None
    assert few.ticker(source.markets[7].code, NOW) is None


def test_prices_are_on_the_grid_of_their_market(source):
    for market in source.markets[::9]:
        for trade in source.last_trades(market.code, NOW, 20):
            tick = source.tick_size(market.code, trade.price)
            assert trade.price / tick == pytest.approx(round(trade.price / tick), abs=1e-6)


def test_an_unknown_code_is_answered_with_nothing(source):
    assert source.trades("KRW-NONE", 0, NOW) == []
    assert source.last_trades("KRW-NONE", NOW, 5) == []
    assert source.ticker("KRW-NONE", NOW) is None
    assert source.book("KRW-NONE", NOW) is None
    assert source.candle("KRW-NONE", Unit.DAY, NOW) is None
    assert source.candles("KRW-NONE", Unit.DAY, NOW, 5, NOW) == []
    assert source.tick_size("KRW-NONE", 1.0) == 0.0
    assert source.levels("KRW-NONE", NOW) == ()
    assert source.next_change_ms(Stream.TRADE, "KRW-NONE", NOW) == NEVER_MS


def test_a_flood_of_trades_is_possible():
    flood = SyntheticSource(1, markets=3, trades_per_second=5_000.0)
    assert len(flood.trades("KRW-BTC", NOW, NOW + 2_000)) > 1_000


def test_a_trickle_too():
    trickle = SyntheticSource(1, trades_per_second=0.01)
    assert trickle.ticker("KRW-BTC", NOW) is not None
    assert trickle.candles("KRW-BTC", Unit.MINUTE, NOW, 5, NOW)
    assert trickle.ticker("BTC-SEI", NOW).volume_24h >= 0.0


@pytest.mark.parametrize("nothing", [{"markets": 0}, {"trades_per_second": 0.0}])
def test_a_market_without_markets_or_trades_is_refused(nothing):
    with pytest.raises(ValueError, match="must be positive"):
        SyntheticSource(1, **nothing)
