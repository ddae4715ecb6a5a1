from datetime import UTC, datetime

import pytest

from core.simulator.market.listings import listings
from core.simulator.market.source import Stream
from core.simulator.market.synthetic import SyntheticSource

NOW = int(datetime(2026, 11, 18, 5, 23, 41, 357_000, UTC).timestamp() * 1_000)
CODES = ("KRW-BTC", "KRW-DOGE", "KRW-AHT", "BTC-SEI", "USDT-XRP")


def first_ms_of(code):
    """When the market was listed."""
    return next(each.first_day for each in listings() if each.market.code == code) * 86_400_000


@pytest.fixture(scope="module")
def source():
    return SyntheticSource(1)


def moments(span_ms, step_ms=37):
    return range(NOW, NOW + span_ms, step_ms)


@pytest.mark.parametrize("code", CODES)
def test_it_is_sorted_on_the_grid_never_crossed_and_full(source, code):
    grid = source._floor(code).path.grid
    for now in moments(60_000, 3_001):
        book = source.book(code, now)
        asks, bids = [price for price, _ in book.asks], [price for price, _ in book.bids]
        assert asks == sorted(set(asks))
        assert bids == sorted(set(bids), reverse=True)
        assert bids[0] < asks[0]
        assert len(asks) == 30
        assert 1 <= len(bids) <= 30
        assert all(size > 0.0 for _, size in book.asks + book.bids)
        assert all(grid.price(grid.step(price)) == price for price in asks + bids)


@pytest.mark.parametrize("code", CODES)
def test_the_last_trade_the_book_has_seen_is_at_its_inside(source, code):
    for now in moments(60_000, 1_501):
        book = source.book(code, now)
        last = source.last_trades(code, source._floor(code).order_book._state.time_ms + 1, 1)[0]
        assert last.price == (book.asks[0][0] if last.side == "BID" else book.bids[0][0])


@pytest.mark.parametrize("code", CODES)
def test_it_changes_exactly_when_it_says(source, code):
    books = {now: source.book(code, now) for now in moments(40_000)}
    for earlier, later in zip(list(books)[:-1], list(books)[1:], strict=True):
        one, other = books[earlier], books[later]
        assert (one.changed_ms == other.changed_ms) == (one == other)
        assert other.changed_ms <= later
        assert one == other or other.changed_ms > earlier


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("stream", Stream)
def test_nothing_changes_before_the_next_change(source, code, stream):
    ask = {
        Stream.BOOK: lambda now: [source.book(code, now, level) for level in source.levels(code, now)[:3]],
        Stream.TICKER: lambda now: source.ticker(code, now),
        Stream.TRADE: lambda now: source.last_trades(code, now + 1, 1),
    }[stream]
    now = NOW
    for _ in range(12):
        following = source.next_change_ms(stream, code, now)
        assert following > now
        assert ask(now) == ask((now + following) // 2) == ask(following - 1)
        now = following


def test_a_busy_book_changes_several_times_a_second_and_a_quiet_one_rarely(source):
    changes = {code: len({source.book(code, now).changed_ms for now in moments(60_000)}) for code in CODES}
    assert 200 < changes["KRW-BTC"] < 600
    assert changes["KRW-AHT"] < 10
    assert changes["BTC-SEI"] < 5


def test_few_levels_differ_from_one_change_to_the_next(source):
    now, shares = NOW, []
    for _ in range(50):
        following = source.next_change_ms(Stream.BOOK, "KRW-BTC", now)
        one, other = (set(source.book("KRW-BTC", at).asks) for at in (now, following))
        shares.append(len(one & other) / 30)
        now = following
    assert sum(shares) / len(shares) > 0.6


def test_memory_of_earlier_questions_changes_no_answer(source):
    for now in moments(20_000, 1_999):
        assert source.book("KRW-BTC", now) == SyntheticSource(1).book("KRW-BTC", now)


def test_grouping_rounds_asks_up_bids_down_and_adds_sizes(source):
    fine, coarse = source.book("KRW-BTC", NOW), source.book("KRW-BTC", NOW, 10_000.0)
    assert coarse.level == 10_000.0
    assert coarse.changed_ms == fine.changed_ms
    assert all(price % 10_000 == 0 for price, _ in coarse.asks + coarse.bids)
    best = coarse.asks[0][0]
    assert best - 10_000 < fine.asks[0][0] <= best
    assert coarse.asks[0][1] == pytest.approx(sum(size for price, size in fine.asks if price <= best))
    best = coarse.bids[0][0]
    assert best <= fine.bids[0][0] < best + 10_000
    assert coarse.bids[0][1] == pytest.approx(sum(size for price, size in fine.bids if price >= best))


def test_a_level_that_is_not_supported_has_no_book(source):
    assert source.book("KRW-BTC", NOW, 12_345.0) is None
    assert source.book("BTC-SEI", NOW, 0.0000001) is None


def test_there_is_one_from_the_first_trade_on(source):
    first_ms = first_ms_of("KRW-BTC")
    assert source.book("KRW-BTC", first_ms) is None
    first = source.next_change_ms(Stream.BOOK, "KRW-BTC", first_ms)
    assert source.book("KRW-BTC", first - 1) is None
    assert source.book("KRW-BTC", first) is not None
