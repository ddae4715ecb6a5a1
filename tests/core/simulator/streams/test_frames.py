import dataclasses
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.simulator.market.source import Candle
from core.simulator.streams.frames import (
    Format,
    Listed,
    book_frame,
    candle_frame,
    change_of,
    error_frame,
    list_frame,
    ticker_frame,
    trade_frame,
)
from scripted_source import ScriptedSource, book, trade

NOON_MS = 1_795_144_541_873  # 2026-11-20 03:15:41.873 UTC
SOURCE = ScriptedSource(trades=[trade("KRW-BTC", NOON_MS, 100.0, 0.5)])
TICKER = SOURCE.ticker("KRW-BTC", NOON_MS)
CANDLE = Candle("KRW-BTC", 1_795_144_500_000, 1.0, 4.0, 0.5, 2.0, 3.0, 6.0, NOON_MS)


def in_every_format(encode):
    return {form: json.loads(encode(form)) for form in Format}


def test_a_ticker_frame_is_the_one_of_the_documentation():
    frame = json.loads(ticker_frame(TICKER, Format.DEFAULT, "REALTIME"))
    assert frame == {
        "type": "ticker",
        "code": "KRW-BTC",
        "opening_price": 100.0,
        "high_price": 100.0,
        "low_price": 100.0,
        "trade_price": 100.0,
        "prev_closing_price": 90.0,
        "change": "RISE",
        "change_price": 10.0,
        "signed_change_price": 10.0,
        "change_rate": 0.1111111111,
        "signed_change_rate": 0.1111111111,
        "trade_volume": 0.5,
        "acc_trade_volume": 0.5,
        "acc_trade_volume_24h": 0.5,
        "acc_trade_price": 50.0,
        "acc_trade_price_24h": 50.0,
        "trade_date": "20261120",
        "trade_time": "031541",
        "trade_timestamp": NOON_MS,
        "ask_bid": "BID",
        "acc_ask_volume": 0.0,
        "acc_bid_volume": 0.5,
        "highest_52_week_price": 100.0,
        "highest_52_week_date": "2026-10-06",
        "lowest_52_week_price": 100.0,
        "lowest_52_week_date": "2026-02-11",
        "market_state": "ACTIVE",
        "is_trading_suspended": False,
        "delisting_date": None,
        "market_warning": "NONE",
        "timestamp": NOON_MS,
        "stream_type": "REALTIME",
    }


def test_each_figure_of_a_ticker_has_a_field_of_its_own():
    figures = {
        "opening": 101.0, "high": 109.0, "low": 95.0, "last_volume": 1.0, "volume": 2.0, "volume_24h": 3.0,
        "turnover": 4.0, "turnover_24h": 5.0, "ask_volume": 6.0, "bid_volume": 7.0, "high_52w": 210.0, "low_52w": 52.0,
    }  # fmt: skip
    fields = (
        "opening_price", "high_price", "low_price", "trade_volume", "acc_trade_volume", "acc_trade_volume_24h",
        "acc_trade_price", "acc_trade_price_24h", "acc_ask_volume", "acc_bid_volume", "highest_52_week_price",
        "lowest_52_week_price",
    )  # fmt: skip
    frame = json.loads(ticker_frame(dataclasses.replace(TICKER, **figures), Format.DEFAULT, "REALTIME"))
    assert {name: frame[name] for name in fields} == dict(zip(fields, figures.values(), strict=True))


def test_a_trade_frame_is_the_one_of_the_documentation():
    frame = json.loads(
        trade_frame(trade("KRW-BTC", NOON_MS, 80.0), book("KRW-BTC", 1), NOON_MS + 40, Format.SIMPLE, "SNAPSHOT")
    )
    assert frame == {
        "ty": "trade",
        "cd": "KRW-BTC",
        "tms": NOON_MS + 40,
        "td": "2026-11-20",
        "ttm": "03:15:41",
        "ttms": NOON_MS,
        "tp": 80.0,
        "tv": 1.0,
        "ab": "BID",
        "pcp": 90.0,
        "c": "FALL",
        "cp": 10.0,
        "sid": NOON_MS * 10_000,
        "bap": 101.0,
        "bas": 1.0,
        "bbp": 99.0,
        "bbs": 1.0,
        "st": "SNAPSHOT",
    }


def test_best_prices_of_a_trade_are_null_without_a_book():
    frame = json.loads(trade_frame(trade("KRW-BTC", NOON_MS), None, NOON_MS, Format.DEFAULT, "REALTIME"))
    assert frame["best_ask_price"] is None
    assert frame["best_bid_size"] is None


def test_a_book_frame_holds_the_best_levels_and_the_totals_of_all():
    frame = json.loads(book_frame(book("KRW-BTC", 7), 5, Format.DEFAULT, "SNAPSHOT"))
    assert [unit["ask_price"] for unit in frame["orderbook_units"]] == [101.0, 102.0, 103.0, 104.0, 105.0]
    assert [unit["bid_price"] for unit in frame["orderbook_units"]] == [99.0, 98.0, 97.0, 96.0, 95.0]
    assert frame["total_ask_size"] == 30.0
    assert frame["timestamp"] == 7
    assert frame["level"] == 0


def test_a_thin_side_is_padded_with_zeros():
    thin = replace(book("KRW-BTC", 7), bids=((99.0, 2.0),))
    frame = json.loads(book_frame(thin, 5, Format.SIMPLE, "SNAPSHOT"))
    assert frame["obu"][0] == {"ap": 101.0, "bp": 99.0, "as": 1.0, "bs": 2.0}
    assert frame["obu"][4] == {"ap": 105.0, "bp": 0.0, "as": 1.0, "bs": 0.0}


def test_a_candle_frame_names_its_start_in_both_zones():
    frame = json.loads(candle_frame(CANDLE, "candle.1m", Format.SIMPLE, "REALTIME"))
    assert frame == {
        "ty": "candle.1m",
        "cd": "KRW-BTC",
        "cdttmu": "2026-11-20T03:15:00",
        "cdttmk": "2026-11-20T12:15:00",
        "op": 1.0,
        "hp": 4.0,
        "lp": 0.5,
        "tp": 2.0,
        "catv": 3.0,
        "catp": 6.0,
        "tms": NOON_MS,
        "st": "REALTIME",
    }


@pytest.mark.parametrize(
    "encode",
    [
        lambda form: ticker_frame(TICKER, form, "REALTIME"),
        lambda form: trade_frame(trade("KRW-BTC", NOON_MS), book("KRW-BTC", 1), 2, form, "REALTIME"),
        lambda form: book_frame(book("KRW-BTC", 1), 30, form, "REALTIME"),
        lambda form: candle_frame(CANDLE, "candle.1s", form, "REALTIME"),
        lambda form: list_frame("me", [Listed("ticker", ["KRW-BTC"], None)], form),
    ],
)
def test_list_formats_wrap_the_plain_ones(encode):
    frames = in_every_format(encode)
    assert frames[Format.JSON_LIST] == [frames[Format.DEFAULT]]
    assert frames[Format.SIMPLE_LIST] == [frames[Format.SIMPLE]]
    assert len(frames[Format.SIMPLE]) == len(frames[Format.DEFAULT])


def test_the_list_of_subscriptions_shows_a_level_only_where_one_was_requested():
    streams = [Listed("ticker", ["KRW-BTC"], None), Listed("orderbook", ["KRW-BTC.15"], 100000.0)]
    assert json.loads(list_frame("me", streams, Format.DEFAULT)) == {
        "method": "LIST_SUBSCRIPTIONS",
        "result": [
            {"type": "ticker", "codes": ["KRW-BTC"]},
            {"type": "orderbook", "codes": ["KRW-BTC.15"], "level": 100000.0},
        ],
        "ticket": "me",
    }
    assert json.loads(list_frame("me", streams, Format.SIMPLE))["rslt"][1] == {
        "ty": "orderbook",
        "cds": ["KRW-BTC.15"],
        "lv": 100000.0,
    }


def test_an_error_is_written_the_same_everywhere():
    assert json.loads(error_frame("NO_TYPE", "…")) == {"error": {"name": "NO_TYPE", "message": "…"}}


@given(st.floats(1e-8, 1e12), st.floats(1e-8, 1e12))
def test_a_change_has_the_sign_of_its_word_and_adds_up(price, previous):
    word, change, rate = change_of(price, previous)
    assert change == pytest.approx(price - previous, abs=1e-8)
    assert {"RISE": change > 0, "FALL": change < 0, "EVEN": change == 0}[word]
    assert rate == pytest.approx(change / previous, abs=1e-10)


@given(st.floats(1e-8, 1e12), st.floats(1e-8, 1e9))
def test_every_price_and_size_is_written_as_a_float(price, size):
    thin = replace(book("KRW-BTC", 7), asks=((price, size),), bids=())
    text = book_frame(thin, 1, Format.SIMPLE, "SNAPSHOT").decode()
    for name in ("ap", "bp", "as", "bs", "tas", "tbs", "lv"):
        (number,) = re.findall(rf'"{name}":([^,}}\]]+)', text)
        assert "." in number or "e" in number


def test_a_subscription_without_codes_is_listed_without_them():
    listed = [Listed("myAsset", None, None), Listed("myOrder", (), None)]
    assert json.loads(list_frame("t", listed, Format.SIMPLE))["rslt"] == [
        {"ty": "myAsset"},
        {"ty": "myOrder", "cds": []},
    ]
