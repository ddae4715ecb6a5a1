"""Candles from streams, pages and tickers."""

import math

import pytest

from core.market.candles.bar import Bar, bar_of, bars_of, day_of, merged
from core.model.candle_rows import CandleRow
from core.model.messages import Candle1m, Ticker

DAY_MS = 86_400_000
FIGURES = {
    "opening_price": 10.0,
    "high_price": 12.0,
    "low_price": 9.0,
    "trade_price": 11.0,
    "candle_acc_trade_volume": 2.0,
    "candle_acc_trade_price": 22.0,
}


def test_a_stream_message_keeps_the_time_it_was_published():
    message = Candle1m(code="KRW-BTC", candle_date_time_utc="1970-01-02T00:01:00", timestamp=7, **FIGURES)
    assert bar_of(message) == Bar(DAY_MS + 60_000, 10.0, 12.0, 9.0, 11.0, 2.0, 22.0, 7)


def test_a_rest_row_has_no_such_time():
    assert bar_of(CandleRow(candle_date_time_utc="1970-01-02T00:01:00", **FIGURES)).revision_ms == 0


def test_a_row_without_a_figure_or_a_start_is_not_a_bar():
    lacking = Candle1m(code="KRW-BTC", candle_date_time_utc="1970-01-02T00:01:00", trade_price=1.0)
    nonsense = Candle1m(code="KRW-BTC", candle_date_time_utc="soon", **FIGURES)
    assert bars_of([lacking, nonsense]) == []


@pytest.mark.parametrize(
    "change",
    [
        {"high": 10.5}, {"low": 10.5}, {"volume": -1.0}, {"turnover": -1.0}, {"low": 0.0}, {"low": 1e-13},
        {"high": 1.1e15}, {"high": 1e308}, {"volume": 1e308}, {"turnover": 1e25}, {"open": 13.0}, {"close": 8.0},
        {"start_ms": -1}, {"start_ms": 10**30}, {"start_ms": 253_402_300_800_000}, {"revision_ms": -1},
        {"revision_ms": 2**63}, {"revision_ms": 10**400},
        *({name: value} for name in ("open", "high", "low", "close", "volume", "turnover")
          for value in (math.nan, math.inf, -math.inf)),
    ],
)  # fmt: skip
def test_figures_that_contradict_each_other_are_unsound(change):
    bar = Bar(0, 10.0, 12.0, 9.0, 11.0, 2.0, 22.0)
    assert bar.is_sound
    assert not bar._replace(**change).is_sound


def ticker(timestamp: int, trade_timestamp: int) -> Ticker:
    return Ticker(
        code="KRW-BTC",
        opening_price=10.0,
        high_price=12.0,
        low_price=9.0,
        trade_price=11.0,
        acc_trade_volume=2.0,
        acc_trade_price=22.0,
        timestamp=timestamp,
        trade_timestamp=trade_timestamp,
    )


def test_a_ticker_gives_todays_candle():
    assert day_of(ticker(2 * DAY_MS + 9, 2 * DAY_MS + 5)) == Bar(
        2 * DAY_MS, 10.0, 12.0, 9.0, 11.0, 2.0, 22.0, 2 * DAY_MS + 9
    )


def test_a_day_without_trades_has_no_candle():
    assert day_of(ticker(2 * DAY_MS + 9, 2 * DAY_MS - 5)) is None


def test_a_longer_candle_is_the_merge_of_its_parts():
    parts = [Bar(0, 10.0, 12.0, 9.0, 11.0, 2.0, 22.0), Bar(1, 11.0, 15.0, 10.0, 14.0, 1.0, 13.0, 5)]
    assert merged(0, parts) == Bar(0, 10.0, 15.0, 9.0, 14.0, 3.0, 35.0, 5)
