"""Frames of every type in every format become the same messages; the exchange can read the requests."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.model.exchange import RequestPart
from core.model.messages import Candle, DataMessage, MyAsset, OrderBook, OrderBookUnit, Ticker, Trade
from core.model.price import LARGEST_PRICE, LEAST_PRICE
from core.model.subscription import StreamKey, StreamType
from core.upbit.wire.codec import Decoder, encode_list_subscriptions, encode_request
from core.upbit.wire.short_keys import DATA_MESSAGES
from core.upbit.wire.wire_format import WireFormat
from recording import recorded_frames
from wire_spelling import frame

BY_TYPE = {message.type: message for message in DATA_MESSAGES}

TRADE = {
    "type": "trade",
    "code": "KRW-BTC",
    "timestamp": 1795144541912,
    "trade_date": "2026-11-20",
    "trade_time": "03:15:41",
    "trade_timestamp": 1795144541873,
    "trade_price": 158219000.0,
    "trade_volume": 0.00631842,
    "ask_bid": "BID",
    "prev_closing_price": 157940000.0,
    "change": "RISE",
    "change_price": 279000.0,
    "sequential_id": 17951445418730001,
    "best_ask_price": None,
    "best_ask_size": None,
    "best_bid_price": 158201000.0,
    "best_bid_size": 0.2137741,
    "stream_type": "REALTIME",
}
BOOK = {
    "type": "orderbook",
    "code": "KRW-BTC",
    "timestamp": 1795144542013,
    "total_ask_size": 4.81230977,
    "total_bid_size": 6.20447153,
    "orderbook_units": [
        {"ask_price": 158220000.0, "bid_price": 158201000.0, "ask_size": 0.0412, "bid_size": 0.2137741},
        {"ask_price": 0.0, "bid_price": 158200000.0, "ask_size": 0.0, "bid_size": 0.05},
    ],
    "level": 0,
    "stream_type": "SNAPSHOT",
}


def encoded(message: dict[str, Any], wire_format: WireFormat) -> bytes:
    return frame(message, short=wire_format.has_short_keys, array=wire_format.is_array)


def decoded(message: dict[str, Any], wire_format: WireFormat) -> DataMessage:
    decoder = Decoder(wire_format)
    (result,) = decoder.decode(encoded(message, wire_format))
    assert isinstance(result, DataMessage)
    assert not any(decoder.counters.as_dict().values()), "took the slow path"
    return result


def plain(message: Any) -> Any:
    """A message as nested dicts and lists, independent of its struct classes."""
    if isinstance(message, tuple | list):
        return [plain(item) for item in message]
    if hasattr(message, "__struct_fields__"):
        return {name: plain(value) for name, value in structs.asdict(message).items()}
    return message


numbers = st.floats(allow_nan=False, allow_infinity=False)
sizes = st.none() | st.floats(-1e24, 1e24)
texts = st.text(st.characters(codec="utf-8"), max_size=12)
int64 = st.integers(-(2**63), 2**63 - 1)
unit = st.fixed_dictionaries({}, optional=dict.fromkeys(("ask_price", "bid_price", "ask_size", "bid_size"), numbers))
balance = st.fixed_dictionaries({"currency": texts}, optional={"balance": sizes, "locked": sizes})
figures = st.floats(0, 1e24)
by_annotation = {
    "float": numbers,
    "Figure": figures,
    "Figure | None": st.none() | figures,
    "Price | None": st.none() | st.floats(LEAST_PRICE, LARGEST_PRICE),
    "SignedFigure | None": sizes,
    "Int64": int64,
    "Int64 | None": st.none() | int64,
    "str": texts,
    "str | None": st.none() | texts,
    "bool | None": st.none() | st.booleans(),
    "StreamOrigin | None": st.sampled_from(["SNAPSHOT", "REALTIME"]),
    "tuple[OrderBookUnit, ...]": st.lists(unit, max_size=3),
    "tuple[AssetBalance, ...]": st.lists(balance, max_size=3),
    "Any": st.none() | st.just("2026-12-01"),
}


@st.composite
def wire_messages(draw: st.DrawFn) -> dict[str, Any]:
    """A message with long names, as the exchange might send it, with random optional fields left out."""
    message = BY_TYPE[draw(st.sampled_from(StreamType))]
    annotations: dict[str, str] = {}
    for base in reversed(message.__mro__):
        annotations |= inspect.get_annotations(base)
    names = [field.name for field in structs.fields(message)]
    if message is not OrderBook:
        names.remove("level")
    if message is MyAsset:
        names.remove("code")
    required = [field.name for field in structs.fields(message) if field.required]
    fields = {name: by_annotation[annotations[name]] for name in names}
    drawn = draw(
        st.fixed_dictionaries(
            {name: fields[name] for name in required},
            optional={name: values for name, values in fields.items() if name not in required},
        )
    )
    return {"type": message.type.value, **drawn}


@given(wire_messages(), st.sampled_from(WireFormat))
def test_every_field_of_every_type_survives_the_journey_in_every_format(message, wire_format):
    result = decoded(message, wire_format)
    assert isinstance(result, BY_TYPE[message["type"]])
    expected = {field.name: plain(field.default) for field in structs.fields(result)} | message
    expected.pop("type")
    for parts, blank in (("orderbook_units", plain(OrderBookUnit())), ("assets", {"balance": None, "locked": None})):
        if parts in expected:
            expected[parts] = [blank | part for part in expected[parts]]
    assert plain(result) == expected


def test_every_stream_type_has_a_message():
    assert set(BY_TYPE) == set(StreamType)


@pytest.mark.parametrize("wire_format", WireFormat)
def test_a_message_names_its_stream(wire_format):
    trade = decoded(TRADE, wire_format)
    assert StreamKey(trade.type, trade.code, trade.level) == StreamKey(StreamType.TRADE, "KRW-BTC")
    grouped = decoded(BOOK | {"level": 100000}, wire_format)
    assert StreamKey(grouped.type, grouped.code, grouped.level) == StreamKey(StreamType.ORDERBOOK, "KRW-BTC", 100000.0)
    candle = decoded(
        {"type": "candle.240m", "code": "KRW-BTC", "candle_date_time_utc": "2026-11-20T00:00:00"}, wire_format
    )
    assert isinstance(candle, Candle)
    assert candle.type is StreamType.CANDLE_240M


@pytest.mark.parametrize("wire_format", WireFormat)
@pytest.mark.parametrize("level", [{}, {"level": 0}, {"level": 0.0}])
def test_a_book_without_grouping_is_of_level_zero_in_every_spelling(wire_format, level):
    bare = {name: value for name, value in BOOK.items() if name != "level"}
    book = decoded(bare | level, wire_format)
    assert hash(StreamKey(book.type, book.code, book.level)) == hash(StreamKey(StreamType.ORDERBOOK, "KRW-BTC"))


@pytest.mark.parametrize("wire_format", WireFormat)
def test_a_sequential_id_past_2_to_53_keeps_every_digit(wire_format):
    trade = decoded(TRADE, wire_format)
    assert isinstance(trade, Trade)
    assert trade.sequential_id == 17951445418730001


def test_a_time_may_be_as_large_as_64_bits_hold_and_no_larger():
    decoder = Decoder(WireFormat.DEFAULT)
    (ticker,) = decoder.decode(frame({"type": "ticker", "code": "KRW-BTC", "timestamp": 2**63 - 1}))
    assert isinstance(ticker, Ticker)
    assert ticker.timestamp == 2**63 - 1
    assert decoder.decode(frame({"type": "ticker", "code": "KRW-BTC", "timestamp": 2**63})) == []


def test_numbers_may_be_spelled_with_exponents_and_trailing_zeros():
    (ticker,) = Decoder(WireFormat.DEFAULT).decode(
        b'{"type":"ticker","code":"KRW-BTC","trade_price":1.16539E8,"trade_volume":0E-8,"high_price":158219000.00000000}'
    )
    assert isinstance(ticker, Ticker)
    assert (ticker.trade_price, ticker.trade_volume, ticker.high_price) == (116539000.0, 0.0, 158219000.0)


def test_a_text_frame_is_as_good_as_a_binary_one():
    text = encoded(TRADE, WireFormat.SIMPLE).decode()
    assert plain(Decoder(WireFormat.SIMPLE).decode(text)[0]) == plain(decoded(TRADE, WireFormat.SIMPLE))


def test_keys_the_exchange_invents_later_are_passed_over():
    ticker = decoded({"type": "ticker", "code": "KRW-BTC", "is_trading_suspended": False}, WireFormat.SIMPLE)
    assert ticker.code == "KRW-BTC"


@pytest.mark.parametrize("array_format", [WireFormat.JSON_LIST, WireFormat.SIMPLE_LIST])
def test_an_array_frame_holds_any_number_of_messages_in_order(array_format):
    decoder = Decoder(array_format)
    messages = [TRADE | {"sequential_id": number} for number in range(5)]
    result = decoder.decode(frame(*messages, short=array_format.has_short_keys, array=True))
    assert [message.sequential_id for message in result if isinstance(message, Trade)] == [0, 1, 2, 3, 4]
    assert decoder.decode(b"[]") == []


def test_recorded_frames_take_the_fast_path():
    decoder = Decoder(WireFormat.DEFAULT)
    tickers = [decoder.decode(line)[0] for line in recorded_frames()]
    assert all(isinstance(ticker, Ticker) and ticker.trade_price and ticker.timestamp for ticker in tickers)
    assert not any(decoder.counters.as_dict().values())


# Requests


def test_a_request_is_ticket_parts_and_format():
    parts = [
        RequestPart(StreamType.TICKER, ("KRW-BTC", "KRW-ETH")),
        RequestPart(StreamType.TRADE, ("KRW-BTC",), is_only_realtime=True),
        RequestPart(StreamType.ORDERBOOK, ("KRW-BTC.15",), level=100000.0),
        RequestPart(StreamType.MY_ORDER, ()),
    ]
    assert json.loads(encode_request("ticket-1", parts, WireFormat.SIMPLE)) == [
        {"ticket": "ticket-1"},
        {"type": "ticker", "codes": ["KRW-BTC", "KRW-ETH"]},
        {"type": "trade", "codes": ["KRW-BTC"], "is_only_realtime": True},
        {"type": "orderbook", "codes": ["KRW-BTC.15"], "level": 100000},
        {"type": "myOrder"},
        {"format": "SIMPLE"},
    ]


def test_a_whole_level_goes_out_as_an_integer():
    assert '"level":100000}' in encode_request(
        "t", [RequestPart(StreamType.ORDERBOOK, ("KRW-BTC",), level=100000.0)], WireFormat.DEFAULT
    )
    assert '"level":0.5}' in encode_request(
        "t", [RequestPart(StreamType.ORDERBOOK, ("KRW-XRP",), level=0.5)], WireFormat.DEFAULT
    )


def test_asking_for_the_list_repeats_the_running_format():
    assert json.loads(encode_list_subscriptions("ticket-2", WireFormat.JSON_LIST)) == [
        {"ticket": "ticket-2"},
        {"method": "LIST_SUBSCRIPTIONS"},
        {"format": "JSON_LIST"},
    ]


@given(
    ticket=texts,
    parts=st.lists(
        st.builds(
            RequestPart,
            st.sampled_from(StreamType),
            st.lists(texts, max_size=3).map(tuple),
            st.floats(0, 1e9),
            st.booleans(),
        )
    ),
    wire_format=st.sampled_from(WireFormat),
)
def test_a_request_contains_exactly_its_parts(ticket, parts, wire_format):
    first, *middle, last = json.loads(encode_request(ticket, parts, wire_format))
    assert (first, last) == ({"ticket": ticket}, {"format": wire_format.value})
    read = [
        RequestPart(
            StreamType(part["type"]),
            tuple(part.get("codes", ())),
            part.get("level", 0),
            part.get("is_only_realtime", False),
        )
        for part in middle
    ]
    assert read == parts
