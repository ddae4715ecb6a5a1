import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.simulator.streams.frames import Format
from core.simulator.streams.request import ListSubscriptions, Ping, RejectedRequest, Subscribe, Topic, parse

TICKET = {"ticket": "me"}
BTC = {"type": "ticker", "codes": ["KRW-BTC"]}


def subscribe(*parts):
    request = parse(json.dumps([TICKET, *parts]))
    assert isinstance(request, Subscribe)
    return request


def topics(*parts):
    return [topic for stream in subscribe(*parts).streams for topic in stream.topics()]


def rejection(*parts):
    with pytest.raises(RejectedRequest) as caught:
        parse(json.dumps(parts))
    assert caught.value.message
    return caught.value.name


def test_a_request_without_a_format_is_served_in_the_default_one():
    assert subscribe(BTC).form is Format.DEFAULT


def test_the_parts_may_come_in_any_order():
    request = parse(json.dumps([{"format": "SIMPLE_LIST"}, BTC, TICKET]))
    assert request == Subscribe("me", subscribe(BTC).streams, Format.SIMPLE_LIST)


def test_one_type_may_be_requested_in_several_objects():
    assert topics(BTC, {"type": "ticker", "codes": ["KRW-ETH"]}) == [
        Topic("ticker", "KRW-BTC"),
        Topic("ticker", "KRW-ETH"),
    ]


@pytest.mark.parametrize(
    ("code", "depth"), [("KRW-BTC", 30), ("KRW-BTC.1", 1), ("KRW-BTC.5", 5), ("KRW-BTC.15", 15), ("KRW-BTC.30", 30)]
)
def test_a_book_is_cut_to_the_depth_its_code_ends_in(code, depth):
    assert topics({"type": "orderbook", "codes": [code]}) == [Topic("orderbook", "KRW-BTC", 0.0, depth)]


@pytest.mark.parametrize("suffix", ["20", "2", "0", "x", ""])
def test_any_other_depth_is_served_as_30(suffix):
    assert topics({"type": "orderbook", "codes": [f"KRW-BTC.{suffix}"]}) == [Topic("orderbook", "KRW-BTC", 0.0, 30)]


@pytest.mark.parametrize("level", [100000, 100000.0, "100000"])
def test_a_level_may_be_a_number_or_a_numeric_string(level):
    assert topics({"type": "orderbook", "codes": ["KRW-BTC"], "level": level})[0].level == 100000.0


@pytest.mark.parametrize(
    ("flags", "snapshot", "realtime"),
    [
        ({}, True, True),
        ({"is_only_snapshot": True}, True, False),
        ({"is_only_realtime": True}, False, True),
        ({"isOnlySnapshot": True}, True, False),
        ({"isOnlyRealtime": True}, False, True),
        ({"is_only_snapshot": False, "is_only_realtime": False}, True, True),
        ({"is_only_snapshot": True, "is_only_realtime": True}, True, False),
    ],
)
def test_flags_choose_snapshot_and_realtime(flags, snapshot, realtime):
    (stream,) = subscribe(BTC | flags).streams
    assert (stream.snapshot, stream.realtime) == (snapshot, realtime)


def test_unknown_and_lower_case_codes_are_no_errors():
    assert topics({"type": "ticker", "codes": ["krw-btc", "NO-SUCH"]}) == [
        Topic("ticker", "krw-btc"),
        Topic("ticker", "NO-SUCH"),
    ]


@pytest.mark.parametrize("message", ["PING", b"PING"])
def test_the_text_ping_is_a_ping(message):
    assert parse(message) == Ping()


def test_subscriptions_can_be_listed_in_any_format():
    request = parse(json.dumps([TICKET, {"method": "LIST_SUBSCRIPTIONS"}, {"format": "SIMPLE"}]))
    assert request == ListSubscriptions("me", Format.SIMPLE)


@pytest.mark.parametrize("message", ["", "hello", "{}", "[1]", '"x"', "[[]]", "[" * 100_000, b"\xff\xfe[]"])
def test_a_message_that_is_not_an_array_of_objects_has_the_wrong_format(message):
    with pytest.raises(RejectedRequest, match="WRONG_FORMAT"):
        parse(message)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ([], "NO_TICKET"),
        ([BTC], "NO_TICKET"),
        ([{"ticket": ""}, BTC], "NO_TICKET"),
        ([{"ticket": 7}, BTC], "NO_TICKET"),
        ([TICKET], "NO_TYPE"),
        ([TICKET, {"format": "SIMPLE"}], "NO_TYPE"),
        ([TICKET, {"type": "nope", "codes": ["KRW-BTC"]}], "INVALID_PARAM"),
        ([TICKET, {"type": "candle.2m", "codes": ["KRW-BTC"]}], "INVALID_PARAM"),
        ([TICKET, BTC, {"type": 7}], "INVALID_PARAM"),
        ([TICKET, {"type": "ticker"}], "NO_CODES"),
        ([TICKET, {"type": "ticker", "codes": []}], "NO_CODES"),
        ([TICKET, {"type": "ticker", "codes": "KRW-BTC"}], "WRONG_FORMAT"),
        ([TICKET, {"type": "ticker", "codes": [1]}], "WRONG_FORMAT"),
        ([TICKET, BTC | {"is_only_snapshot": "yes"}], "WRONG_FORMAT"),
        ([TICKET, {"type": "orderbook", "codes": ["KRW-BTC"], "level": "x"}], "INVALID_PARAM"),
        ([TICKET, {"type": "orderbook", "codes": ["KRW-BTC"], "level": "nan"}], "INVALID_PARAM"),
        ([TICKET, {"type": "myOrder"}], "INVALID_AUTH"),
        ([TICKET, {"type": "myAsset"}], "INVALID_AUTH"),
        ([TICKET, {"type": "myAsset", "codes": ["KRW-BTC"]}], "WRONG_FORMAT"),
        ([TICKET, {"method": "UNSUBSCRIBE"}], "INVALID_PARAM"),
        ([TICKET, BTC, {"format": "simple"}], "INVALID_PARAM"),
    ],
)
def test_an_invalid_request_gets_the_exchanges_error_name(parts, name):
    assert rejection(*parts) == name


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["ticket", "type", "codes", "level", "format", "method", "is_only_snapshot"]) | st.text(),
            inner,
        )
    ),
)


@given(JSON)
def test_any_json_is_a_request_or_rejected(value):
    with suppress(RejectedRequest):
        assert isinstance(parse(json.dumps(value)), Subscribe | ListSubscriptions)
