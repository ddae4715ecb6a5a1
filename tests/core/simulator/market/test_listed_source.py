import pytest

from core.simulator.market.listed_source import ListChange, ListedSource, Pause
from core.simulator.market.source import NEVER_MS, Stream, Unit
from scripted_source import BTC, ETH, XRP, ScriptedSource, book, trade

NOW_MS = 1_795_144_500_000
STILL_MS = NOW_MS - 2500
TRADES = [trade(code, NOW_MS + 1000 * n, 100.0 + n) for code in ("KRW-BTC", "KRW-ETH") for n in range(-5, 5)]
BOOKS = [book(code, NOW_MS + 1000 * n, 101.0 + n) for code in ("KRW-BTC", "KRW-ETH") for n in range(-5, 5)]


@pytest.fixture
def source():
    return ScriptedSource((BTC, ETH, XRP), TRADES, BOOKS)


def everything(source, code):
    """All data of a market from a source."""
    return [
        source.trades(code, NOW_MS - 4000, NOW_MS),
        source.last_trades(code, NOW_MS, 3),
        [source.ticker(code, NOW_MS)],
        [source.book(code, NOW_MS)],
        [source.candle(code, Unit.MINUTE, NOW_MS)],
        source.candles(code, Unit.SECOND, NOW_MS, 3, NOW_MS),
    ]


def test_without_a_change_nothing_differs(source):
    listed = ListedSource(source, [])
    assert list(listed.markets) == [BTC, ETH, XRP]
    assert everything(listed, "KRW-BTC") == everything(source, "KRW-BTC")
    assert listed.next_change_ms(Stream.TRADE, "KRW-BTC", NOW_MS) == NOW_MS + 1000
    assert listed.tick_size("KRW-BTC", 100.0) == 1.0
    assert listed.levels("KRW-BTC", NOW_MS) == (0.0, 10.0, 100.0)


def test_a_new_market_has_the_prices_of_another_under_its_own_code(source):
    listed = ListedSource(source, [ListChange("KRW-HOGA", like="KRW-ETH")])
    assert [market.code for market in listed.markets] == ["KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-HOGA"]
    assert (listed.markets[-1].korean_name, listed.markets[-1].english_name) == ("신규 HOGA", "New HOGA")
    for mine, others in zip(everything(listed, "KRW-HOGA"), everything(source, "KRW-ETH"), strict=True):
        assert mine
        assert {row.code for row in mine} == {"KRW-HOGA"}
        assert len(mine) == len(others)
    assert listed.ticker("KRW-HOGA", NOW_MS).last == source.ticker("KRW-ETH", NOW_MS).last
    assert listed.next_change_ms(Stream.BOOK, "KRW-HOGA", NOW_MS) == NOW_MS + 1000


@pytest.mark.parametrize("change", [ListChange("KRW-BTC", like="KRW-ETH"), ListChange("KRW-HOGA", like="KRW-NONE")])
def test_a_market_there_is_already_or_like_none_is_not_listed(source, change):
    assert list(ListedSource(source, [change]).markets) == [BTC, ETH, XRP]


def test_a_removed_market_has_no_data(source):
    listed = ListedSource(source, [ListChange("KRW-ETH", is_gone=True)])
    assert list(listed.markets) == [BTC, XRP]
    assert everything(listed, "KRW-ETH") == [[], [], [None], [None], [None], []]
    assert listed.next_change_ms(Stream.TICKER, "KRW-ETH", NOW_MS) == NEVER_MS
    assert (listed.tick_size("KRW-ETH", 100.0), everything(listed, "KRW-BTC")[0] != []) == (0.0, True)


def test_a_suspended_market_stands_still(source):
    listed = ListedSource(source, [ListChange("KRW-ETH", still_since_ms=STILL_MS, marks={"is_suspended": True})])
    assert [market.is_suspended for market in listed.markets] == [False, True, False]
    latest = NOW_MS - 3000
    assert [each.time_ms for each in listed.trades("KRW-ETH", NOW_MS - 4500, NOW_MS)] == [NOW_MS - 4000, latest]
    assert listed.last_trades("KRW-ETH", NOW_MS, 1)[0].time_ms == latest
    assert listed.last_trades("KRW-ETH", latest, 1)[0].time_ms == NOW_MS - 4000
    ticker = listed.ticker("KRW-ETH", NOW_MS)
    assert (ticker.last_trade_ms, ticker.changed_ms) == (latest, STILL_MS)
    assert listed.book("KRW-ETH", NOW_MS).changed_ms == latest
    assert listed.candle("KRW-ETH", Unit.SECOND, NOW_MS).start_ms == latest
    assert listed.candles("KRW-ETH", Unit.SECOND, NOW_MS, 1, NOW_MS)[0].start_ms == latest
    assert listed.next_change_ms(Stream.TRADE, "KRW-ETH", latest - 1) == latest
    assert listed.next_change_ms(Stream.TRADE, "KRW-ETH", latest) == NEVER_MS
    assert everything(listed, "KRW-BTC") == everything(source, "KRW-BTC")


def test_what_would_have_happened_in_a_pause_has_not_happened_afterwards_either(source):
    code, pauses = "KRW-ETH", [Pause("KRW-ETH", NOW_MS - 4500, NOW_MS - 3500), Pause("KRW-ETH", NOW_MS - 2500, NOW_MS)]
    listed = ListedSource(source, [], pauses)
    kept = [NOW_MS - 5000, NOW_MS - 3000, NOW_MS + 1000, NOW_MS + 2000]
    until = NOW_MS + 2000
    assert [each.time_ms for each in listed.trades(code, NOW_MS - 9000, until)] == kept
    for count in range(1, 6):
        last = [each.time_ms for each in listed.last_trades(code, until + 1, count)]
        assert last == kept[::-1][:count]
        seconds = listed.candles(code, Unit.SECOND, until + 1, count, until)
        assert [each.start_ms for each in seconds] == last
    for now_ms, last_ms, changed_ms in ((NOW_MS + 500, NOW_MS - 3000, NOW_MS), (until, until, until)):
        ticker = listed.ticker(code, now_ms)
        assert (ticker.last_trade_ms, ticker.changed_ms) == (last_ms, changed_ms)
        assert listed.last_trades(code, now_ms + 1, 1)[0].time_ms == last_ms
        minute = listed.candle(code, Unit.MINUTE, now_ms)
        told = [
            each for each in listed.trades(code, minute.start_ms - 1, now_ms) if each.time_ms < minute.start_ms + 60_000
        ]
        assert minute.volume == pytest.approx(sum(each.volume for each in told))
        assert (minute.opening, minute.close) == (told[0].price, told[-1].price)
        assert (minute.high, minute.low) == (max(each.price for each in told), min(each.price for each in told))
    assert everything(listed, "KRW-BTC") == everything(source, "KRW-BTC")


def test_marks_of_several_changes_add_up(source):
    listed = ListedSource(
        source,
        [
            ListChange("KRW-ETH", marks={"warning": True}),
            ListChange("KRW-ETH", marks={"delisting_date": "2026-12-04"}),
            ListChange("KRW-NONE", marks={"warning": True}),
        ],
    )
    assert listed.markets[1].warning
    assert listed.markets[1].delisting_date == "2026-12-04"
