"""The REST requests of a chart, and its handling of pages, streams and tickers."""

import math

import pytest

from core.market.candles.history import MAX_JOINING_PAGES, CandleHistory, PageRequest, Purpose, utc_time
from core.market.candles.units import DAY_MS, CandleUnit
from core.model.candle_rows import CandleRow
from core.model.messages import Candle1m, Candle5m, Ticker
from core.model.subscription import StreamType

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


def test_a_page_with_nothing_older_is_the_beginning():
    history = loaded()
    history.arrived(history.next_request(0), [])
    assert history.is_at_beginning
    assert history.next_request(0) is None


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


def test_a_gap_longer_than_a_page_is_closed_page_by_page():
    history = loaded()
    history.reconnected()
    history.arrived(history.next_request(1000), rows(1400, 1599))
    request = history.next_request(1000)
    assert request == PageRequest(Purpose.NEWEST, "1m", utc_time(1400 * MINUTE), 200)
    history.arrived(request, rows(1199, 1399))
    assert history.series.slots.tolist() == list(range(1000, 1600))
    assert history.next_request(1000) is None


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


def test_a_second_outage_before_the_first_gap_is_closed_keeps_the_first_joint():
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
