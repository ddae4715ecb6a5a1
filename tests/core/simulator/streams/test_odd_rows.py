import copy
import json

import msgspec
import pytest

from core.simulator.faults.odd_table import ODD_FAULTS
from core.simulator.streams.odd_rows import UNKNOWN, UNKNOWN_CODE, bend_field, bend_time, bend_value, places

BOOK = {
    "type": "orderbook",
    "code": "KRW-BTC",
    "orderbook_units": [{"ask_price": 2.0}, {"ask_price": 3.0}],
    "level": 0.0,
}
SHORT = {"ty": "trade", "cd": "KRW-BTC", "ttms": 1_795_144_541_873, "tp": 1.5, "ab": "BID", "tms": 1_795_144_541_873}
ORDER = {
    "uuid": "u",
    "side": "bid",
    "created_at": "2026-11-20T12:00:00+09:00",
    "trades": [{"created_at": "2026-11-20T12:00:01+09:00"}],
}
CANDLE = {
    "candle_date_time_utc": "2026-11-20T03:00:00",
    "candle_date_time_kst": "2026-11-20T12:00:00",
    "timestamp": 1_795_144_541_873,
}

SHAPES = {
    fault.name: next(
        [choice.value for choice in parameter.choices]
        for parameter in fault.parameters
        if parameter.name in {"shape", "value"}
    )
    for fault in ODD_FAULTS
    if fault.name in {"odd_field", "odd_value", "odd_time"}
}


def test_every_field_is_found_those_within_too():
    assert [name for _, name in places(BOOK)] == ["type", "code", "orderbook_units", "ask_price", "level"]


@pytest.mark.parametrize(
    ("row", "path", "values"),
    [
        (BOOK, "orderbook_units.ask_price", [2.0, 3.0]),
        (BOOK, "level", [0.0]),
        (BOOK, "nothing", []),
        (BOOK, "level.deeper", []),
        (SHORT, "trade_price", [1.5]),
        (SHORT, "trade_timestamp", [1_795_144_541_873]),
        (ORDER, "trades.created_at", ["2026-11-20T12:00:01+09:00"]),
    ],
)
def test_a_field_is_found_by_its_path_in_either_spelling(row, path, values):
    assert [holder[name] for holder, name in places(row, path)] == values


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("null", None),
        ("retyped", "1.5"),
        ("list", [1.5]),
        ("object", {"value": 1.5}),
        ("flag", True),
        ("zero", 0),
        ("negative", -1.5),
        ("huge", 1e308),
        ("empty", ""),
    ],
)
def test_a_number_becomes_something_odd(shape, expected):
    bent = bend_field(SHORT, "trade_price", shape, 0)
    assert bent == {**SHORT, "tp": expected}
    assert type(bent["tp"]) is type(expected)


@pytest.mark.parametrize(
    ("shape", "expected"), [("retyped", 7), ("zero", "0"), ("negative", "-1.5"), ("huge", "1e308"), ("empty", "")]
)
def test_an_amount_written_as_text_stays_one_where_only_its_value_is_odd(shape, expected):
    assert bend_field({"balance": "2.0"}, "balance", shape, 0) == {"balance": expected}


def test_a_whole_row_is_null():
    assert bend_field({"balance": "2.0"}, "", "row", 0) is None


def test_an_unknown_field_is_added():
    assert bend_field({"balance": "2.0"}, "", "extra", 0) == {"balance": "2.0", "horoscope": {"balance": "2.0"}}


def test_a_missing_field_is_not_there():
    assert "tp" not in bend_field(SHORT, "trade_price", "missing", 0)


@pytest.mark.parametrize("shape", sorted({*SHAPES["odd_field"]} - {"row", "extra"}))
def test_in_turn_every_field_becomes_odd_and_the_good_row_stays_good(shape):
    row = copy.deepcopy(BOOK)
    bent = [bend_field(row, "", shape, turn) for turn in range(5)]
    assert row == BOOK
    assert len({msgspec.json.encode(each) for each in [*bent, row]}) >= 5
    assert bend_field(row, "", shape, 5) == bent[0]


def test_every_row_of_a_list_within_is_bent_where_the_path_names_it():
    bent = bend_field(BOOK, "orderbook_units.ask_price", "null", 0)
    assert bent["orderbook_units"] == [{"ask_price": None}, {"ask_price": None}]


@pytest.mark.parametrize(
    ("value", "row", "expected"),
    [
        ("side", SHORT, {**SHORT, "ab": UNKNOWN}),
        ("side", {"side": "ask"}, {"side": UNKNOWN}),
        ("code", {"market": "KRW-BTC"}, {"market": UNKNOWN_CODE}),
        ("kind", SHORT, {**SHORT, "ty": UNKNOWN.lower()}),
        ("currency", {"assets": [{"currency": "BTC"}]}, {"assets": [{"currency": UNKNOWN}]}),
        ("warning", {"market_event": {"warning": False}}, {"market_event": {"warning": UNKNOWN}}),
        ("caution_null", {"market_event": {"caution": {}}}, {"market_event": {"caution": None}}),
        ("caution_text", {"market_event": {"caution": {}}}, {"market_event": {"caution": "PRICE_FLUCTUATIONS"}}),
        ("market_state", {"market_state": "ACTIVE"}, {"market_state": UNKNOWN}),
        ("order_state", {"state": "wait"}, {"state": UNKNOWN}),
        ("order_type", {"ord_type": "limit"}, {"ord_type": UNKNOWN}),
        ("change", {"change": "RISE"}, {"change": UNKNOWN}),
        ("stream_type", {"st": "REALTIME"}, {"st": UNKNOWN}),
    ],
)
def test_an_unknown_value_replaces_a_known_one(value, row, expected):
    assert bend_value(row, value) == expected


@pytest.mark.parametrize("value", SHAPES["odd_value"])
def test_a_row_without_the_field_is_left_alone(value):
    assert bend_value({"opening_price": 1.0}, value) == {"opening_price": 1.0}


@pytest.mark.parametrize(
    ("shape", "row", "expected"),
    [
        ("shift", SHORT, {**SHORT, "ttms": 1_795_144_601_873, "tms": 1_795_144_601_873}),
        ("shift", CANDLE, {
            "candle_date_time_utc": "2026-11-20T03:01:00", "candle_date_time_kst": "2026-11-20T12:01:00",
            "timestamp": 1_795_144_601_873,
        }),
        ("naive", ORDER, {
            **ORDER, "created_at": "2026-11-20T12:00:00", "trades": [{"created_at": "2026-11-20T12:00:01"}]
        }),
        ("zoned", CANDLE, {
            "candle_date_time_utc": "2026-11-20T03:00:00+09:00", "candle_date_time_kst": "2026-11-20T12:00:00+09:00",
            "timestamp": 1_795_144_541_873,
        }),
        ("seconds", SHORT, {**SHORT, "ttms": 1_795_144_541, "tms": 1_795_144_541}),
        ("text", SHORT, {**SHORT, "ttms": "어제", "tms": "어제"}),
        ("zero", SHORT, {**SHORT, "ttms": 0, "tms": 0}),
    ],
)  # fmt: skip
def test_every_time_of_a_row_is_moved_or_written_otherwise(shape, row, expected):
    assert bend_time(row, shape, 60.0) == expected


@pytest.mark.parametrize("shape", SHAPES["odd_time"])
@pytest.mark.parametrize("by", [-4e9, 0.0, 4e9])
@pytest.mark.parametrize("row", [SHORT, ORDER, CANDLE, {"timestamp": None}, {"nothing": 1}])
def test_no_time_is_too_odd_to_be_written(shape, by, row):
    json.dumps(bend_time(row, shape, by))
