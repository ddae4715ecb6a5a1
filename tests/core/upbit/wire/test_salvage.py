"""Every frame becomes messages or a count, and never an exception."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.model.control import ErrorReply, ListedSubscription, Status, SubscriptionList
from core.model.messages import Ticker
from core.model.subscription import ALL, StreamKey, StreamType
from core.upbit.wire.codec import Decoder
from core.upbit.wire.wire_format import WireFormat
from wire_spelling import frame

TICKER = {"type": "ticker", "code": "KRW-BTC", "trade_price": 158219000.0, "timestamp": 1795144541912}

HOSTILE = {
    # frame: the counter it belongs to
    b"": "not_json",
    b" ": "not_json",
    b"\x00": "not_json",
    b"\xff\xfe": "not_json",
    b"<html><body>502 Bad Gateway</body></html>": "not_json",
    b'{"type":"ticker","code":"KRW-BTC"': "not_json",
    b'[{"type":"ticker","code":"KRW-BTC"},{"ty': "not_json",
    b'{"type":"ticker","code":"KRW-BTC"} trailing': "not_json",
    b'\xef\xbb\xbf{"type":"ticker","code":"KRW-BTC"}': "not_json",
    b'{"type":"ticker","code":"KRW-BTC","trade_price":NaN}': "not_json",
    b'{"type":"ticker","code":"KRW-BTC","trade_price":-Infinity}': "not_json",
    b'{"type":"ticker","code":"\\ud800"}': "not_json",
    '{"type":"ticker","code":"\ud800"}': "not_json",
    b"[" * 200_000: "not_json",
    b'{"a":' * 200_000: "not_json",
    b'{"type":"ticker","code":"KRW-BTC","x":' + b"[" * 200_000 + b"]" * 200_000 + b"}": "not_json",
    b'{"type":"ticker","code":"\xff"}': "bad_field",
    b'{"type":"ticker","code":"KRW-BTC","trade_price":1e999}': "bad_field",
    b'{"type":"ticker","code":"KRW-BTC","trade_price":"158219000"}': "bad_field",
    b'{"type":"ticker","code":"KRW-BTC","trade_price":' + b"1" * 5_000 + b"}": "bad_field",
    b'{"type":"ticker","code":"KRW-BTC","trade_timestamp":' + b"1" * 300 + b"}": "bad_field",
    b'{"type":"ticker","code":"KRW-BTC","timestamp":-' + b"1" * 300 + b"}": "bad_field",
    b'{"type":"ticker","code":"KRW-BTC","timestamp":1.5}': "bad_field",
    b'{"type":"ticker","code":["KRW-BTC"]}': "bad_field",
    b'{"type":"ticker"}': "bad_field",
    b'{"ty":"ticker"}': "bad_field",
    b'{"type":"candle.1m","code":"KRW-BTC"}': "bad_field",
    b'{"type":"orderbook","code":"KRW-BTC","orderbook_units":{}}': "bad_field",
    b'{"type":"myAsset","assets":[{"balance":1}]}': "bad_field",
    b'{"error":"what?"}': "bad_field",
    b'{"error":{"message":"no name"}}': "bad_field",
    b'{"status":{}}': "bad_field",
    b'{"method":"LIST_SUBSCRIPTIONS"}': "bad_field",
    b"{}": "unknown_type",
    b"null": "unknown_type",
    b"5": "unknown_type",
    b'"UP"': "unknown_type",
    b'{"type":"announcement","title":"new"}': "unknown_type",
    b'{"type":null}': "unknown_type",
    b'{"type":{"deep":[]}}': "unknown_type",
    b'{"code":"KRW-BTC","trade_price":1.0}': "unknown_type",
}


@pytest.mark.parametrize("wire_format", WireFormat)
@pytest.mark.parametrize(("hostile", "kind"), HOSTILE.items(), ids=lambda value: ascii(value)[:50])
def test_a_hostile_frame_is_dropped_counted_and_explained(hostile, kind, wire_format):
    decoder = Decoder(wire_format)
    assert decoder.decode(hostile) == []
    assert {name: count for name, count in decoder.counters.as_dict().items() if count} == {kind: 1}
    assert decoder.counters.dropped == 1
    assert decoder.last_drop.startswith(kind)


@pytest.mark.parametrize("array_format", [WireFormat.JSON_LIST, WireFormat.SIMPLE_LIST])
@pytest.mark.parametrize(
    "bad", [frame for frame, kind in HOSTILE.items() if kind != "not_json"], ids=lambda value: ascii(value)[:50]
)
def test_one_bad_element_costs_an_array_frame_nothing_else(bad, array_format):
    decoder = Decoder(array_format)
    good = frame(TICKER, short=array_format.has_short_keys)
    result = decoder.decode(b"[" + good + b"," + bad + b"," + good + b"]")
    assert [type(message).__mro__[1] if array_format.has_short_keys else type(message) for message in result] == [
        Ticker,
        Ticker,
    ]
    assert decoder.counters.dropped == 1
    assert decoder.counters.other_format == 0


@pytest.mark.parametrize("requested", WireFormat)
@pytest.mark.parametrize("sent", WireFormat)
def test_data_in_another_format_than_requested_is_delivered_and_counted(requested, sent):
    decoder = Decoder(requested)
    (ticker,) = decoder.decode(frame(TICKER, short=sent.has_short_keys, array=sent.is_array))
    assert isinstance(ticker, Ticker)
    assert ticker.trade_price == 158219000.0
    assert decoder.counters.other_format == (requested != sent)
    assert decoder.counters.dropped == 0


@pytest.mark.parametrize("wire_format", WireFormat)
@pytest.mark.parametrize("wrap", [b"%b", b"[%b]"])
def test_control_messages_are_read_in_every_format(wire_format, wrap):
    decoder = Decoder(wire_format)
    assert decoder.decode(wrap % b'{"status":"UP"}') == [Status("UP")]
    refused = '{"error":{"message":"Format 이 맞지 않습니다.","name":"WRONG_FORMAT"}}'.encode()
    assert decoder.decode(wrap % refused) == [ErrorReply("WRONG_FORMAT", "Format 이 맞지 않습니다.")]
    assert decoder.decode(wrap % b'{"error":{"name":400}}') == [ErrorReply("400", "")]
    assert decoder.counters.as_dict() == dict.fromkeys(decoder.counters.as_dict(), 0) | {"status": 1, "error": 2}


@pytest.mark.parametrize("wire_format", WireFormat)
@pytest.mark.parametrize(
    "reply",
    [
        {
            "method": "LIST_SUBSCRIPTIONS",
            "result": [
                {"type": "ticker", "codes": ["KRW-BTC", "KRW-ETH"]},
                {"type": "orderbook", "codes": ["KRW-BTC.15"], "level": 100000, "is_only_realtime": True},
                {"type": "myAsset"},
            ],
            "ticket": "my-query-1",
        },
        {
            "mthd": "LIST_SUBSCRIPTIONS",
            "rslt": [
                {"ty": "ticker", "cds": ["KRW-BTC", "KRW-ETH"]},
                {"ty": "orderbook", "cds": ["KRW-BTC.15"], "lv": 100000},
                {"ty": "myAsset"},
            ],
            "tckt": "my-query-1",
        },
    ],
    ids=["long", "short"],
)
def test_the_list_of_subscriptions_is_read_in_either_spelling(reply, wire_format):
    decoder = Decoder(wire_format)
    (listed,) = decoder.decode(json.dumps(reply).encode())
    assert isinstance(listed, SubscriptionList)
    assert listed.ticket == "my-query-1"
    assert all(isinstance(part, ListedSubscription) for part in listed.result)
    assert [(part.type, part.codes, part.level) for part in listed.result] == [
        ("ticker", ("KRW-BTC", "KRW-ETH"), 0),
        ("orderbook", ("KRW-BTC.15",), 100000),
        ("myAsset", (), 0),
    ]
    assert decoder.counters.list_reply == 1


def test_the_explanation_of_a_drop_quotes_no_value():
    decoder = Decoder(WireFormat.DEFAULT)
    decoder.decode(b'{"type":"myOrder","code":"KRW-BTC","price":"secret"}')
    assert decoder.last_drop == "bad_field: Expected `float | null`, got `str` - at `$.price`"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
keys = ["type", "ty", "code", "cd", "error", "status", "method", "mthd", "result", "timestamp", "level", "trade_price"]
near_misses = st.dictionaries(
    st.sampled_from(keys), json_values | st.sampled_from(["ticker", "orderbook", "candle.1m", "myOrder", "UP"])
)


@given(
    st.binary() | st.text(st.characters()) | json_values.map(json.dumps) | near_misses.map(json.dumps),
    st.sampled_from(WireFormat),
)
@example("[]", WireFormat.DEFAULT)
def test_any_frame_becomes_messages_or_a_count(noise, wire_format):
    decoder = Decoder(wire_format)
    messages = decoder.decode(noise)
    text = noise.decode(errors="replace") if isinstance(noise, bytes) else noise
    try:
        elements = json.loads(text)
    except ValueError:
        elements = None
    expected = len(elements) if isinstance(elements, list) and decoder.counters.not_json == 0 else 1
    assert len(messages) + decoder.counters.dropped == expected


@given(st.data(), st.sampled_from(WireFormat))
def test_a_frame_with_any_bytes_changed_never_raises(data, wire_format):
    intact = frame(TICKER, TICKER, short=wire_format.has_short_keys, array=wire_format.is_array)
    changed = bytearray(intact)
    for place in data.draw(st.lists(st.integers(0, len(intact) - 1), min_size=1, max_size=4)):
        changed[place] = data.draw(st.integers(0, 255))
    decoder = Decoder(wire_format)
    messages = decoder.decode(bytes(changed))
    assert len(messages) + decoder.counters.dropped >= 1


@pytest.mark.parametrize("wire_format", WireFormat)
@pytest.mark.parametrize(
    ("spoiled", "key"),
    [
        (b'{"type":"ticker","code":"KRW-BTC","trade_price":"1"}', StreamKey(StreamType.TICKER, "KRW-BTC")),
        (b'{"ty":"trade","cd":"KRW-BTC","sid":{}}', StreamKey(StreamType.TRADE, "KRW-BTC")),
        (b'{"ty":"orderbook","cd":"KRW-BTC","lv":10000,"obu":{}}', StreamKey(StreamType.ORDERBOOK, "KRW-BTC", 10000)),
        (b'{"type":"myAsset","assets":[{"balance":1}]}', StreamKey(StreamType.MY_ASSET, ALL)),
        (b'{"type":"ticker","code":["KRW-BTC"]}', None),
        (b'{"type":"ticker","code":"\xff"}', None),
        (b'{"status":{}}', None),
        (b'{"type":"announcement","code":"KRW-BTC"}', None),
    ],
    ids=ascii,
)
def test_the_stream_of_a_spoiled_message_is_reported_if_the_message_names_it(spoiled, key, wire_format):
    reported = []
    assert Decoder(wire_format, reported.append).decode(spoiled) == []
    assert reported == ([key] if key else [])
