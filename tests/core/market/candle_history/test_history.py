"""The REST requests of a chart, and its handling of pages, streams and tickers."""

import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candle_parts import batch_of, part_of
from core.errors import BadReply
from core.market.candle_history.empty_pages import BELIEVED_AFTER
from core.market.candle_history.history import CandleHistory
from core.market.candle_history.joining import MAX_JOINING_PAGES
from core.market.candle_history.page_request import PageRequest, Purpose, utc_time
from core.market.candles.bar import Bar
from core.market.candles.stored import StoredCandles
from core.market.candles.units import DAY_MS, CandleUnit
from core.model.candle_rows import CandleRow, start_ms
from core.model.messages import Candle1m, Candle5m, Ticker, Trade
from core.model.subscription import StreamType
from core.storage.candle_file import CandleFile
from core.storage.candle_series import Series
from thorough import examples

MINUTE = 60_000
FIGURES = {"opening_price": 10.0, "high_price": 20.0, "low_price": 5.0, "candle_acc_trade_price": 10.0}


def row(start_ms: int, close: float = 11.0, volume: float = 1.0) -> CandleRow:
    return CandleRow(
        candle_date_time_utc=utc_time(start_ms), trade_price=close, candle_acc_trade_volume=volume, **FIGURES
    )


def rows(first: int, last: int) -> list[CandleRow]:
    """Minutes `last` down to `first`, newest first."""
    return [row(minute * MINUTE) for minute in range(last, first - 1, -1)]


def revision(minute: int, timestamp: int, close: float = 11.0, volume: float = 1.0, kind: type = Candle1m) -> Candle1m:
    return kind(
        code="KRW-BTC",
        candle_date_time_utc=utc_time(minute * MINUTE),
        timestamp=timestamp,
        trade_price=close,
        candle_acc_trade_volume=volume,
        **FIGURES,
    )


def today(day: int, close: float, volume: float = 3.0) -> Ticker:
    time_ms = day * DAY_MS + 5
    return Ticker(
        code="KRW-BTC",
        opening_price=10.0,
        high_price=20.0,
        low_price=5.0,
        trade_price=close,
        acc_trade_volume=volume,
        acc_trade_price=10.0,
        timestamp=time_ms,
        trade_timestamp=time_ms,
    )


def loaded(first: int = 1000, last: int = 1199) -> CandleHistory:
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)
    history.arrived(history.next_request(math.inf), rows(first, last))
    return history


def test_first_the_newest_page_then_older_ones_while_they_are_in_sight():
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)
    request = history.next_request(math.inf)
    assert request == PageRequest(Purpose.NEWEST, "1m", None, 200)
    assert history.next_request(math.inf) is None, "one page at a time"
    history.arrived(request, rows(1000, 1199))
    assert history.next_request(1000) is None
    request = history.next_request(999)
    assert request == PageRequest(Purpose.OLDER, "1m", utc_time(1000 * MINUTE), 200)
    history.arrived(request, rows(800, 999))
    assert history.series.slots.tolist() == list(range(800, 1200))


@pytest.mark.parametrize("page", [[], rows(1000, 1003)], ids=["empty", "of another time"])
def test_the_third_page_in_a_row_with_nothing_older_is_the_beginning(page):
    history = loaded()
    for _ in range(BELIEVED_AFTER - 1):
        history.arrived(history.next_request(0), page)
        assert (history.is_doubting, history.is_at_beginning, history.error) == (True, False, "")
        assert history.next_request(0) is None, "not at once"
        history.retry()
    history.arrived(history.next_request(0), page)
    assert (history.is_doubting, history.is_at_beginning) == (False, True)
    assert history.next_request(0) is None
    history.reconnected()
    history.arrived(history.next_request(0), rows(1199, 1200))
    assert history.next_request(0).purpose is Purpose.OLDER, "what was so before may have been the fault's"


def test_a_page_with_candles_ends_the_doubt():
    history = loaded()
    for first in (800, 600):
        for _ in range(BELIEVED_AFTER - 1):
            history.arrived(history.next_request(0), [])
            history.retry()
        history.arrived(history.next_request(0), rows(first, first + 199))
        assert int(history.series.slots[0]) == first
    assert not history.is_at_beginning


def refused(history: CandleHistory, page: list[CandleRow], spoiled: int = 0) -> str:
    """Why the next page, which must fail, is not believed."""
    request = history.next_request(0)
    with pytest.raises(BadReply) as caught:
        history.arrived(request, page, spoiled)
    history.failed(request, caught.value.user_message)
    assert history.next_request(0) is None
    history.retry()
    return caught.value.user_message


@pytest.mark.parametrize("begin", [lambda history: None, CandleHistory.reconnected], ids=["start", "reconnect"])
def test_no_number_of_empty_pages_contradicts_a_live_candle(begin):
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)
    begin(history)
    history.receive(revision(1200, 5))
    for _ in range(9):
        assert "봉이 하나도 없는" in refused(history, [])
    history.arrived(history.next_request(0), rows(1001, 1200))
    assert history.next_request(0).purpose is Purpose.OLDER


def test_a_market_without_any_candle_is_believed_until_one_comes():
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)
    history.arrived(history.next_request(0), [])
    assert history.next_request(0) is None
    history.receive(revision(1200, 5))
    assert "봉이 하나도 없는" in refused(history, [])
    history.arrived(history.next_request(0), rows(1001, 1200))
    assert len(history.series) == 200


def test_a_week_is_asked_for_again_once_the_ticker_shows_that_the_market_is_traded():
    history = CandleHistory("KRW-BTC", CandleUnit.WEEK)
    for _ in range(2):
        history.arrived(history.next_request(0), [])
    assert history.next_request(0) is None
    for _ in range(9):
        assert not history.receive(today(13, close=19.0))
        refused(history, [])
    history.arrived(history.next_request(math.inf), [row(11 * DAY_MS)])
    assert history.next_request(math.inf).purpose is Purpose.DAYS


def test_empty_pages_may_show_that_the_candles_of_an_earlier_run_are_gone():
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1, has_store=True)
    history.read(history.next_request(0), part_of(1000, 1100))
    for _ in range(BELIEVED_AFTER - 1):
        refused(history, [])
    history.arrived(history.next_request(0), [])
    assert history.next_request(0).purpose is not Purpose.NEWEST


def test_a_gap_is_not_closed_by_one_empty_page():
    history = loaded()
    history.reconnected()
    history.arrived(history.next_request(0), rows(1400, 1599))
    refused(history, [])
    history.arrived(history.next_request(0), rows(1199, 1399))
    assert history.series.slots.tolist() == list(range(1000, 1600))


def test_the_days_of_a_running_week_are_not_believed_to_be_none():
    history = CandleHistory("KRW-BTC", CandleUnit.WEEK)
    history.arrived(history.next_request(math.inf), [row(11 * DAY_MS)])
    for _ in range(9):
        refused(history, [])
    history.arrived(history.next_request(math.inf), [row(day * DAY_MS) for day in range(13, -1, -1)])
    assert history.receive(today(13, close=19.0))


@pytest.mark.parametrize(("page", "spoiled"), [([], 7), ([row(7_000)], 0), ([row(7 * MINUTE, close=-1.0)], 0)])
@pytest.mark.parametrize("make", [loaded, lambda: CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)], ids=["older", "new"])
def test_a_page_of_nothing_but_unusable_rows_never_says_that_there_are_no_candles(make, page, spoiled):
    history = make()
    for _ in range(9):
        assert refused(history, page, spoiled) == BadReply("").user_message
    assert not history.is_at_beginning


def test_after_an_error_nothing_is_requested_until_retry():
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)
    history.failed(history.next_request(0), "연결할 수 없습니다")
    assert (history.error, history.next_request(0)) == ("연결할 수 없습니다", None)
    history.retry()
    assert history.next_request(0) is not None


def test_only_its_own_stream_is_taken():
    history = loaded()
    assert history.receive(revision(1200, 5))
    assert not history.receive(revision(1205, 6, kind=Candle5m))
    assert not history.receive(today(0, 11.0))
    assert int(history.series.slots[-1]) == 1200


def test_candles_missed_while_offline_are_requested_and_merged():
    history = loaded()
    history.receive(revision(1200, 5, close=12.0, volume=1.0))
    history.reconnected()
    history.receive(revision(1204, 9, close=13.0, volume=2.0))
    page = [row(1204 * MINUTE, volume=1.5), *rows(1201, 1203), row(1200 * MINUTE, close=15.0, volume=4.0)]
    history.arrived(history.next_request(1000), page)
    assert history.series.slots.tolist() == list(range(1000, 1205))
    assert history.series[200].close == 15.0, "the half-told candle is complete"
    assert history.series.last.close == 13.0, "the newer revision stays"
    assert history.next_request(1000) is None


def test_loaded_again_it_keeps_what_trades_have_shown_until_the_page_comes():
    """A market that is halted or gone sends no more: the price must not go back where no page comes, either."""
    history = loaded()
    history.receive(revision(1200, 1200 * MINUTE + 5, close=12.0))
    last = Trade(code="KRW-BTC", trade_price=13.0, timestamp=1200 * MINUTE + 9, trade_timestamp=1200 * MINUTE + 9)
    assert history.receive(last)
    history.load_again()
    assert history.series.last.close == 13.0
    request = history.next_request(1000)
    history.failed(request, "gone")
    assert history.series.last.close == 13.0
    history.retry()
    page = [row(1200 * MINUTE, close=14.0, volume=4.0), *rows(1100, 1199)]
    history.arrived(history.next_request(1000), page)
    assert history.series.last.close == 14.0
    history.reconnected()
    assert history.series.last.close == 14.0


@pytest.mark.parametrize("is_page_first", [True, False])
@pytest.mark.parametrize("is_dated", [True, False])
def test_candles_of_a_clock_that_was_ahead_give_way_after_a_reconnect(is_dated, is_page_first):
    """A step that late messages could feign is not noticed, and the candles of before it have more trades."""
    history = loaded()
    history.reconnected()
    ahead = [row(1200 * MINUTE, close=19.0, volume=9.0), row(1199 * MINUTE, close=18.0, volume=9.0)]
    history.arrived(history.next_request(1000), [*ahead, *rows(1100, 1198)])
    if is_dated:
        history.receive(revision(1200, 1201 * MINUTE - 5, close=19.0, volume=9.0))
    history.reconnected()
    page = [row(1200 * MINUTE, close=14.0, volume=2.0), row(1199 * MINUTE, close=13.0, volume=3.0), *rows(1100, 1198)]
    if is_page_first:
        history.arrived(history.next_request(1000), page)
        assert history.series.last.close == 14.0
    assert history.receive(revision(1200, 1200 * MINUTE + 5, close=15.0, volume=2.5))
    if not is_page_first:
        history.arrived(history.next_request(1000), page)
    assert (history.series.last.close, history.series.last.volume) == (15.0, 2.5)
    assert (history.series[199].close, history.series[199].volume) == (13.0, 3.0)


@pytest.mark.parametrize("unit", [CandleUnit.DAY, CandleUnit.WEEK, CandleUnit.MONTH])
def test_the_running_day_of_a_clock_that_was_ahead_gives_way_after_a_reconnect(unit):
    begin = unit.start_ms(unit.slot(DAY_MS * 20_400))
    day = begin // DAY_MS
    history = CandleHistory("KRW-BTC", unit)
    history.arrived(history.next_request(math.inf), [row(begin, close=19.0, volume=9.0)])
    history.reconnected()
    history.arrived(history.next_request(math.inf), [row(begin, close=13.0, volume=2.0)])
    if unit is not CandleUnit.DAY:
        history.arrived(history.next_request(math.inf), [row(begin, close=13.0, volume=2.0)])
    history.receive(today(day, 14.0, volume=3.0))
    assert (history.series.last.close, history.series.last.volume) == (14.0, 3.0)


def test_begun_anew_it_knows_nothing_and_loads_all_again():
    history = loaded()
    history.receive(revision(1204, 9, close=13.0, volume=2.0))
    version = history.series.past_version
    history.begin_anew()
    assert (len(history.series), history.unkept()) == (0, [])
    assert history.series.past_version > version
    request = history.next_request(1000)
    assert request == PageRequest(Purpose.NEWEST, "1m", None, 200)
    history.arrived(request, rows(1100, 1204))
    assert history.series.slots.tolist() == list(range(1100, 1205))


def test_a_gap_longer_than_a_page_is_closed_page_by_page():
    history = loaded()
    history.reconnected()
    history.arrived(history.next_request(1000), rows(1400, 1599))
    request = history.next_request(1000)
    assert request == PageRequest(Purpose.NEWEST, "1m", utc_time(1400 * MINUTE), 200)
    history.arrived(request, rows(1199, 1399))
    assert history.series.slots.tolist() == list(range(1000, 1600))
    assert history.next_request(1000) is None


def test_what_is_not_loaded_yet_is_no_hole_but_unknown():
    history = loaded()
    history.reconnected()
    history.receive(revision(1600, 5))
    assert (history.series.bar_at(1199).close, history.series.bar_at(1300)) == (11.0, None)
    history.arrived(history.next_request(1000), rows(1400, 1597))
    assert history.series.bar_at(1300) is None
    assert history.series.bar_at(1599).volume == 0, "between pages and stream nobody traded"
    history.failed(history.next_request(1000), "연결할 수 없습니다")
    assert history.series.bar_at(1300) is None
    history.retry()
    history.arrived(history.next_request(1000), rows(1199, 1250))
    assert history.series.unloaded is None
    assert history.series.bar_at(1300).volume == 0


def test_a_gap_beyond_the_limit_drops_the_older_candles():
    history = loaded()
    history.series.is_whole = True
    history.reconnected()
    newest = 1_000_000
    for page in range(MAX_JOINING_PAGES):
        last = newest - page * 200
        history.arrived(history.next_request(1000), rows(last - 199, last))
    assert len(history.series) == 200 * MAX_JOINING_PAGES
    assert history.next_request(1000).purpose is Purpose.OLDER


def test_a_page_requested_before_a_reconnect_does_not_count():
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)
    asked_before = history.next_request(0)
    history.reconnected()
    history.arrived(asked_before, rows(1000, 1199))
    history.failed(asked_before, "too late to matter")
    assert (len(history.series), history.error) == (0, "")
    assert history.next_request(0).purpose is Purpose.NEWEST


def test_a_second_outage_before_the_first_gap_is_closed_keeps_the_beginning_of_the_first():
    history = loaded()
    history.reconnected()
    history.receive(revision(1300, 5))
    history.reconnected()
    history.arrived(history.next_request(1000), rows(1210, 1409))
    assert history.next_request(1000).purpose is Purpose.NEWEST


def test_a_day_candle_comes_from_the_ticker():
    history = CandleHistory("KRW-BTC", CandleUnit.DAY)
    assert history.stream_type is StreamType.TICKER
    history.arrived(history.next_request(math.inf), [row(11 * DAY_MS, volume=2.0), row(10 * DAY_MS)])
    assert history.receive(today(11, close=19.0))
    assert [bar.close for bar in (history.series[0], history.series[1])] == [11.0, 19.0]


@pytest.mark.parametrize(("unit", "start"), [(CandleUnit.WEEK, 11), (CandleUnit.MONTH, 0)])
def test_a_week_or_month_lives_as_soon_as_its_finished_days_are_known(unit, start):
    history = CandleHistory("KRW-BTC", unit)
    history.arrived(history.next_request(math.inf), [row(start * DAY_MS, volume=2.0)])
    assert not history.receive(today(13, close=19.0))
    request = history.next_request(math.inf)
    assert (request.purpose, request.unit) == (Purpose.DAYS, "1d")
    history.arrived(request, [row(day * DAY_MS) for day in range(13, -1, -1)])
    assert history.receive(today(13, close=19.0))
    assert history.series.last.volume == (13 - start) * 1.0 + 3.0
    assert history.series.last.close == 19.0


def test_an_invalid_row_does_not_count_for_the_reach_of_a_page():
    history = loaded()
    history.reconnected()
    page = rows(1500, 1699)
    broken = row(1 * MINUTE)
    broken.low_price = -1.0
    history.arrived(history.next_request(math.inf), [*page, broken])
    request = history.next_request(math.inf)
    assert (request.purpose, request.to) == (Purpose.NEWEST, utc_time(1500 * MINUTE)), "the gap is not closed yet"


@cache
def figures_of(slot: int, world: float) -> tuple[float, ...]:
    """A candle, which is asked for again and again: by each page, each check, each example."""
    return tuple(batch_of([slot], world).figures[:, 0].tolist())


time_of = cache(utc_time)


class Exchange:
    """A market of one trade a slot at most, and what an earlier run kept of it."""

    def __init__(self, now: int = 1200) -> None:
        self.now = now
        self.world = 0.0
        self.holes: set[int] = set()
        self.corrections: dict[int, float] = {}
        self.first = 0

    def candle(self, slot: int, *, is_open: bool = False) -> tuple[float, ...]:
        figures = figures_of(slot, self.world + self.corrections.get(slot, 0.0))
        return (*figures[:4], figures[4] / 2, figures[5]) if is_open else figures  # half of its trades so far

    def row(self, slot: int) -> CandleRow:
        first, high, low, last, volume, turnover = self.candle(slot, is_open=slot == self.now)
        return CandleRow(
            candle_date_time_utc=time_of(slot * MINUTE), opening_price=first, high_price=high, low_price=low,
            trade_price=last, candle_acc_trade_volume=volume, candle_acc_trade_price=turnover,
        )  # fmt: skip

    def slots(self, before: int | None) -> Iterator[int]:
        end = self.now + 1 if before is None else min(self.now + 1, before)
        return (slot for slot in range(end - 1, self.first - 1, -1) if slot not in self.holes)

    def page(self, request: PageRequest) -> list[CandleRow]:
        slots = self.slots(None if request.to is None else start_ms(request.to) // MINUTE)
        return [self.row(slot) for slot, _ in zip(slots, range(request.limit), strict=False)]

    def revision(self, slot: int, *, is_open: bool) -> Candle1m:
        first, high, low, last, volume, turnover = self.candle(slot, is_open=is_open)
        return Candle1m(
            code="KRW-BTC", candle_date_time_utc=time_of(slot * MINUTE), opening_price=first, high_price=high,
            low_price=low, trade_price=last, candle_acc_trade_volume=volume, candle_acc_trade_price=turnover,
            timestamp=slot * MINUTE + (100 if is_open else 60_000),
        )  # fmt: skip


class Disk:
    """A real file, without the thread before it."""

    SERIES = Series("upbit", "KRW-BTC", "1m")

    def __init__(self, path: Path) -> None:
        self.file = CandleFile(path)

    def read(self, before: int | None, count: int) -> StoredCandles | None:
        return self.file.read(self.SERIES, before, count)

    def write(self, part: StoredCandles) -> None:
        self.file.write([(self.SERIES, part)])

    def forget(self) -> None:
        self.file.forget(self.SERIES)

    @property
    def known(self) -> dict[int, tuple[float, ...] | None]:
        """Figures by slot; None for a slot in which nobody traded."""
        known: dict[int, tuple[float, ...] | None] = {}
        part = self.read(None, 10**6)
        while part is not None:
            known |= dict.fromkeys(range(part.first, part.stop))
            known |= dict(zip(part.batch.slots.tolist(), map(tuple, part.batch.figures.T.tolist()), strict=True))
            part = self.read(part.first, 10**6)
        return known


@pytest.fixture(scope="module")
def disks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    disk = Disk(tmp_path_factory.mktemp("candles") / "candles.sqlite")
    yield disk
    disk.file.close()


@pytest.fixture
def disk(disks: Disk) -> Disk:
    disks.file.clear()
    return disks


class Run:
    """One run of a chart: loads what is missing, and hands over what is final."""

    def __init__(self, exchange: Exchange, disk: Disk) -> None:
        self.exchange, self.disk = exchange, disk
        self.history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1, has_store=True)
        self.purposes: list[Purpose] = []

    def load(self, first_slot: float = math.inf, most: int = 99) -> None:
        for _ in range(most):
            request = self.history.next_request(first_slot)
            if request is None:
                return
            self.purposes.append(request.purpose)
            if request.purpose is Purpose.STORED:
                self.history.read(request, self.disk.read(request.before, 300))
            else:
                self.history.arrived(request, self.exchange.page(request))
            self.keep()

    def keep(self) -> None:
        if self.history.takes_store_for_wrong():
            self.disk.forget()
        for part in self.history.unkept():
            self.disk.write(part)

    def live(self, minutes: int) -> None:
        for _ in range(minutes):
            self.exchange.now += 1
            for slot, is_open in ((self.exchange.now - 1, False), (self.exchange.now, True)):
                if slot not in self.exchange.holes:
                    self.history.receive(self.exchange.revision(slot, is_open=is_open))
            self.keep()

    def assert_nothing_invented(self) -> None:
        """Where no candle is known, nobody is said not to have traded, unless it is so."""
        series = self.history.series
        known = set(series.slots.tolist())
        between = set(range(min(known, default=0), max(known, default=0)))
        assert not [slot for slot in between - known - self.exchange.holes if series.bar_at(slot) is not None]

    def assert_right(self) -> None:
        """Every candle is the exchange's, and none is missing between the first and the last."""
        exchange, series = self.exchange, self.history.series
        shown = dict(zip(series.slots.tolist(), map(tuple, series.figures.T.tolist()), strict=True))
        expected = {
            slot: exchange.candle(slot, is_open=slot == exchange.now)
            for slot in exchange.slots(None)
            if shown and slot >= min(shown)
        }
        assert shown == expected


def test_until_the_first_page_the_time_since_an_earlier_run_is_unknown(disk):
    exchange = Exchange()
    first = Run(exchange, disk)
    first.load(300)
    first.live(20)
    exchange.now += 30
    second = Run(exchange, disk)
    second.live(1)
    second.load(math.inf, most=1)
    assert second.history.series.bar_at(exchange.now - 10) is None
    assert second.history.series.last is not None
    second.load()
    assert second.history.series.bar_at(exchange.now - 10).volume > 0


def test_the_second_start_reads_the_disk_first_and_requests_one_page(disk):
    exchange = Exchange()
    first = Run(exchange, disk)
    first.load(300)
    first.live(20)
    assert first.purposes[:2] == [Purpose.STORED, Purpose.NEWEST]
    exchange.now += 30
    second = Run(exchange, disk)
    second.load(math.inf, most=1)
    assert len(second.history.series) >= 300, "the chart is there before any page"
    second.load()
    assert second.purposes == [Purpose.STORED, Purpose.NEWEST]
    second.assert_right()


def test_only_what_the_disk_lacks_is_requested_when_scrolled_to(disk):
    exchange = Exchange()
    disk.write(part_of(300, 700))
    run = Run(exchange, disk)
    exchange.now = 1200
    run.load(0)
    run.assert_right()
    assert run.purposes.count(Purpose.OLDER) <= 4, "700 to 1000 and 0 to 300 and the beginning"
    assert run.history.series.slots[0] == 0


def test_the_forming_candle_is_never_kept(disk):
    exchange = Exchange()
    run = Run(exchange, disk)
    run.load()
    run.live(5)
    assert max(disk.known) == exchange.now - 2
    assert disk.known[exchange.now - 2] == exchange.candle(exchange.now - 2)


def test_between_an_outage_and_the_page_that_closes_the_gap_nothing_is_kept(disk):
    exchange = Exchange()
    run = Run(exchange, disk)
    run.load()
    run.history.reconnected()
    kept = disk.known
    exchange.now += 7
    run.live(4)
    assert disk.known == kept
    run.load()
    assert max(disk.known) == exchange.now - 2
    run.assert_right()


def test_candles_of_another_market_are_taken_off_the_chart_and_the_disk(disk):
    exchange = Exchange()
    Run(exchange, disk).load(0)
    exchange.world = 5000.0
    exchange.now += 3
    run = Run(exchange, disk)
    run.load()
    run.assert_right()
    assert all(figures is None or figures[0] > 5000 for figures in disk.known.values())
    run.load(0)
    run.assert_right()


def test_another_market_is_noticed_although_the_gap_was_too_long_to_be_closed(disk):
    exchange = Exchange()
    Run(exchange, disk).load(0)
    exchange.world = 5000.0
    exchange.now += 200 * MAX_JOINING_PAGES + 500
    run = Run(exchange, disk)
    run.load(0)
    run.assert_right()
    assert run.history.series.slots[0] == 0


def test_a_correction_replaces_what_was_kept_also_with_fewer_trades(disk):
    exchange = Exchange()
    Run(exchange, disk).load()
    exchange.corrections[exchange.now - 50] = -1.0
    again = Run(exchange, disk)
    again.load()
    again.assert_right()
    assert disk.known[exchange.now - 50] == exchange.candle(exchange.now - 50)


@pytest.mark.parametrize("quiet", [1, 2, 9])
@pytest.mark.parametrize("ahead", [20, 120, 1440])
def test_candles_of_a_clock_that_was_ahead_leave_chart_and_disk_once_it_is_right(disk, ahead, quiet):
    """In a quiet market a page reaches far back, so that most of what the disk has is right."""
    exchange = Exchange()
    exchange.holes = {slot for slot in range(4000) if slot % quiet}
    run = Run(exchange, disk)
    run.load()
    right, exchange.now = exchange.now, exchange.now + ahead
    run.history.reconnected()
    run.load()
    run.live(12)
    assert max(disk.known) > right, "kept, for nobody could know"
    exchange.now = right
    run.history.begin_anew()
    run.load()
    run.assert_right()
    assert max(disk.known) < right
    run.live(30)
    run.assert_right()


@pytest.mark.parametrize("later", [130, 170, 250])
def test_candles_kept_while_the_clock_was_ahead_give_way_to_the_pages_of_a_later_run(disk, later):
    exchange = Exchange()
    run = Run(exchange, disk)
    run.load()
    right, exchange.now = exchange.now, exchange.now + 120
    run.history.reconnected()
    run.load()
    run.live(12)
    exchange.holes, exchange.now = set(range(right + 1, right + later, 3)), right + later
    again = Run(exchange, disk)
    again.load()
    again.assert_right()


@pytest.mark.parametrize(("spoiled", "more"), [(0, []), (1, []), (0, [row(1120 * MINUTE, close=-1.0)])])
def test_only_a_page_without_damage_takes_away_what_it_does_not_tell(disk, spoiled, more):
    exchange = Exchange()
    Run(exchange, disk).load(300)
    exchange.now += 5
    run = Run(exchange, disk)
    run.load(math.inf, most=1)
    request = run.history.next_request(math.inf)
    page = [told for told in exchange.page(request) if told.start_ms != 1100 * MINUTE]
    run.history.arrived(request, [*page, *more], spoiled)
    shown = set(run.history.series.slots.tolist())
    assert (1100 in shown) is bool(spoiled or more)
    assert {500, 1099, 1101, exchange.now} <= shown


def test_a_reading_that_comes_after_a_reconnect_does_not_count_and_is_repeated(disk):
    disk.write(part_of(0, 100))
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1, has_store=True)
    request = history.next_request(math.inf)
    history.reconnected()
    history.read(request, disk.read(None, 10))
    assert len(history.series) == 0
    assert history.next_request(math.inf).purpose is Purpose.STORED


ACTIONS = st.one_of(
    st.tuples(st.just("live"), st.integers(1, 12)),
    st.tuples(st.just("load"), st.integers(0, 3000)),
    st.tuples(st.just("step"), st.integers(0, 3000)),
    st.tuples(st.just("reconnect"), st.integers(0, 700)),
    st.tuples(st.just("restart"), st.integers(0, 3000)),
    st.tuples(st.just("correct"), st.integers(2, 150)),
    st.tuples(st.just("world"), st.just(0)),
)


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(ACTIONS, max_size=14), st.sets(st.integers(0, 4000), max_size=60))
def test_after_any_runs_chart_and_disk_have_the_candles_of_the_exchange(disks, actions, holes):
    disk = disks
    disk.file.clear()
    exchange = Exchange(1500)
    exchange.holes = holes - {1500}
    run = Run(exchange, disk)
    for action, number in actions:
        if action == "live":
            run.live(number)
        elif action == "load":
            run.load(number)
        elif action == "step":
            run.load(number, most=1)
        elif action == "reconnect":
            exchange.now += number
            run.history.reconnected()
        elif action == "restart":
            exchange.now += number
            run = Run(exchange, disk)
        elif action == "correct":
            exchange.now += 1
            run.load()
            exchange.corrections[exchange.now - number] = 1.0
            run.history.reconnected()  # as seldom as it is, an exchange tells of it by REST only
            run.load()
        else:
            exchange.world += 5000.0
            exchange.corrections.clear()
            run = Run(exchange, disk)
        exchange.holes.discard(exchange.now)
        run.assert_nothing_invented()
    run.load()
    run.assert_right()
    run.load(0)
    run.assert_right()
    assert run.history.series.slots[0] == min(exchange.slots(None))
    wrong = {
        slot: known
        for slot, known in disk.known.items()
        if known != (None if slot in exchange.holes else exchange.candle(slot))
    }
    assert not wrong


@pytest.mark.parametrize("is_newest", [True, False])
def test_where_rows_were_damaged_candles_may_be_missing_until_the_page_came_whole(disk, is_newest):
    exchange = Exchange(1200)
    run = Run(exchange, disk)
    whole = exchange.page

    def damaged(request: PageRequest) -> list[CandleRow]:
        return whole(request)[1::2]

    def load(first_slot: float, pages) -> list[Purpose]:
        asked = []
        while (request := run.history.next_request(first_slot)) is not None:
            asked.append(request.purpose)
            if request.purpose is Purpose.STORED:
                run.history.read(request, disk.read(request.before, 300))
                continue
            rows = pages(request)
            run.history.arrived(request, rows, len(whole(request)) - len(rows))
            run.keep()
        return asked

    if is_newest:
        load(1100, damaged)
    else:
        load(1100, whole)
        load(950, damaged)
    history = run.history
    assert history.damaged == 100
    hole = 1100 if is_newest else 901
    hole -= hole in set(history.series.slots.tolist())
    assert history.series.bar_at(hole) is None, "not: nobody traded"
    assert all(figures is not None for figures in disk.known.values()), "nothing that is not known is kept"
    first_slot = 1100 if is_newest else 950
    assert load(first_slot, whole) == [], "not at once again"
    history.retry()
    assert load(first_slot, damaged) == [Purpose.REPAIR]
    assert history.damaged == 100
    history.retry()
    assert load(first_slot, whole) == [Purpose.REPAIR]
    assert (history.damaged, history.series.unloaded) == (0, None)
    run.assert_right()
    assert {hole} <= disk.known.keys()
    assert all(figures == exchange.candle(slot) for slot, figures in disk.known.items())


def test_a_page_with_damaged_rows_drops_no_candles_of_an_earlier_run(disk):
    exchange = Exchange(1200)
    Run(exchange, disk).load(1000)
    run = Run(exchange, disk)
    run.load(math.inf, most=1)
    request = run.history.next_request(math.inf)
    page = exchange.page(request)
    run.history.arrived(request, page[1::3], len(page) - len(page[1::3]))
    assert not run.history.takes_store_for_wrong()
    assert set(range(1000, 1190)) <= set(run.history.series.slots.tolist())


def test_rows_told_again_are_counted_and_rows_in_disorder_put_right():
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)
    page = rows(1000, 1005)
    page[1], page[4] = page[4], page[1]
    page.append(row(1003 * MINUTE, close=12.0, volume=7.0))
    history.arrived(history.next_request(math.inf), page)
    assert history.series.slots.tolist() == list(range(1000, 1006))
    assert history.series[3].volume == 7.0
    assert history.repeated == 1
    assert loaded().repeated == 0


def test_what_earlier_pages_told_at_wrong_times_goes_when_the_newest_page_comes_again():
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)
    wrong = [row((minute + minute % 2) * MINUTE, volume=3.0) for minute in range(1199, 999, -1)]
    history.arrived(history.next_request(math.inf), wrong)
    history.reconnected()
    history.arrived(history.next_request(math.inf), rows(1000, 1205))
    assert history.series.slots.tolist() == list(range(1000, 1206))
    assert set(history.series.volumes[:200].tolist()) == {1.0}


NOW_MS = 1205 * MINUTE + 20_000


class TestACheckOfTheNewestCandles:
    @pytest.fixture
    def history(self) -> CandleHistory:
        made = loaded()
        for minute in (1200, 1201, 1203, 1204):
            made.receive(revision(minute, minute * MINUTE + 59_000, volume=5.0))
        made.unkept()
        return made

    @staticmethod
    def checked(history: CandleHistory) -> PageRequest:
        history.check(240.0, NOW_MS)
        request = history.next_request(1000)
        assert request == PageRequest(Purpose.CHECK, "1m", None, 7)
        assert history.pending is request
        assert not history.is_loading
        return request

    def test_a_candle_that_the_stream_left_out_is_added_and_kept(self, history):
        history.arrived(self.checked(history), [row(minute * MINUTE, volume=5.0) for minute in range(1204, 1197, -1)])
        assert history.series.slots.tolist() == list(range(1000, 1205))
        assert history.unkept() == [], "the page before may lack more"
        history.arrived(history.next_request(1000), rows(1005, 1204))
        assert history.series.slots.tolist() == list(range(1000, 1205))
        assert [part.batch.slots.tolist() for part in history.unkept()] == [list(range(1004, 1203))]

    def test_the_end_of_a_candle_that_the_stream_left_out_is_added(self, history):
        page = [row(minute * MINUTE, volume=5.0) for minute in range(1204, 1197, -1)]
        page[3] = row(1201 * MINUTE, close=14.0, volume=6.0)
        history.arrived(self.checked(history), page)
        assert (history.series[201].close, history.series[201].volume) == (14.0, 6.0)

    def test_the_open_candle_is_the_streams(self, history):
        history.receive(revision(1205, 1205 * MINUTE + 20_000, close=13.0, volume=1.0))
        page = [row(1205 * MINUTE, close=15.0, volume=2.0), row(1204 * MINUTE, volume=5.0)]
        history.arrived(self.checked(history), page)
        assert history.series.last.close == 13.0

    def test_the_newest_candle_may_have_ended(self, history):
        page = [row(1204 * MINUTE, close=14.0, volume=6.0), row(1203 * MINUTE, volume=5.0)]
        history.arrived(self.checked(history), page)
        assert history.series.last.close == 14.0

    def test_a_candle_that_has_just_ended_is_the_streams(self, history):
        history.check(240.0, 1205 * MINUTE + 1_900)
        page = [row(1204 * MINUTE, close=14.0, volume=6.0), row(1203 * MINUTE, volume=5.0)]
        history.arrived(history.next_request(1000), page)
        assert history.series.last.close == 11.0

    def test_what_agrees_changes_nothing(self, history):
        before = history.series.past_version
        page = [row(minute * MINUTE, volume=5.0) for minute in (1204, 1203, 1201, 1200)]
        history.arrived(self.checked(history), page)
        assert (history.series.past_version, history.unkept()) == (before, [])

    def test_what_trades_have_shown_since_stays(self, history):
        now_ms = 1204 * MINUTE + 59_500
        history.receive(Trade(code="KRW-BTC", trade_price=17.0, timestamp=now_ms, trade_timestamp=now_ms))
        page = [row(minute * MINUTE, volume=5.0) for minute in (1204, 1203, 1202, 1201)]
        history.arrived(self.checked(history), page)
        assert history.series.last.close == 17.0
        assert history.series.slots.tolist()[-4:] == [1201, 1202, 1203, 1204]

    def test_one_that_begins_after_all_known_candles_shows_that_more_is_missing(self, history):
        history.arrived(self.checked(history), rows(1300, 1306))
        assert history.series.last.start_ms == 1204 * MINUTE
        assert history.next_request(1000).purpose is Purpose.NEWEST

    def test_a_candle_that_an_earlier_page_had_at_a_wrong_time_goes(self, history):
        history.arrived(
            self.checked(history), [row(minute * MINUTE, volume=5.0) for minute in (1204, 1203, 1199, 1197)]
        )
        assert history.series.slots.tolist() == [*range(1000, 1198), 1199, 1200, 1201, 1203, 1204], (
            "the stream told 1200"
        )

    @pytest.mark.parametrize("page", [[], [row(1204 * MINUTE)]])
    def test_an_empty_one_says_nothing(self, history, page):
        history.arrived(self.checked(history), page)
        assert len(history.series) == 204
        assert not history.is_doubting
        assert history.next_request(1000) is None

    def test_one_that_fails_is_no_trouble(self, history):
        request = self.checked(history)
        with pytest.raises(BadReply):
            history.arrived(request, [], 7)
        history.failed(request, "a page of unusable candles")
        assert history.error == ""
        assert self.checked(history)

    def test_it_is_made_when_nothing_is_missing_and_the_candles_are_in_sight(self, history):
        history.check(240.0, NOW_MS)
        assert history.next_request(math.inf) is None
        assert history.next_request(900).purpose is Purpose.OLDER


def shown(history: CandleHistory) -> list[Bar]:
    return [history.series[index]._replace(revision_ms=0) for index in range(len(history.series))]


def trade_at(time_ms: int, price: float = 17.0) -> Trade:
    return Trade(code="KRW-BTC", trade_price=price, timestamp=time_ms, trade_timestamp=time_ms)


@pytest.mark.parametrize("is_by_candle", [False, True])
def test_that_trades_of_a_wrong_clock_were_dropped_is_a_change_though_no_other_is_left(is_by_candle: bool):
    history, now_ms = loaded(), 1199 * MINUTE + 30_000
    last = revision(1199, now_ms, volume=2.0)
    history.receive(last, now_ms)
    before = shown(history)
    assert history.receive(trade_at(1205 * MINUTE))
    assert history.series.last.start_ms == 1205 * MINUTE
    assert history.receive(last if is_by_candle else trade_at(now_ms), now_ms + 100)
    assert shown(history) == before
    assert not history.receive(last if is_by_candle else trade_at(now_ms), now_ms + 200)


@given(
    st.lists(
        st.tuples(
            st.integers(1198 * MINUTE, 1203 * MINUTE),
            st.sampled_from([10.0, 11.0, 12.0]),
            st.booleans(),
            st.none() | st.integers(1198 * MINUTE, 1203 * MINUTE),
        ),
        max_size=12,
    )
)
def test_every_change_of_what_is_shown_is_told(told: list[tuple[int, float, bool, int | None]]):
    history = loaded(1190, 1199)
    for time_ms, price, is_candle, now_ms in told:
        before = shown(history)
        message = revision(time_ms // MINUTE, time_ms, close=price) if is_candle else trade_at(time_ms, price)
        assert history.receive(message, now_ms) or shown(history) == before
