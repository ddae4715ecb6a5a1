"""Upbit as the engine uses it: how to request, how to read the answer, the meaning of a refusal."""

from __future__ import annotations

import json

import pytest

from core.model.control import ErrorReply
from core.model.exchange import RefusalKind, RequestPart
from core.model.messages import Ticker
from core.model.subscription import StreamKey, StreamType
from core.upbit.upbit import Upbit
from core.upbit.wire.wire_format import WireFormat
from wire_spelling import frame

TICKER = {"type": "ticker", "code": "KRW-BTC", "timestamp": 5, "trade_price": 100.0, "stream_type": "REALTIME"}


@pytest.mark.parametrize("wire_format", WireFormat)
def test_questions_ask_for_the_format_that_answers_are_read_in(wire_format: WireFormat) -> None:
    exchange = Upbit(wire_format)
    request = json.loads(exchange.encode_request("one", [RequestPart(StreamType.TICKER, ("KRW-BTC",))]))
    assert request == [{"ticket": "one"}, {"type": "ticker", "codes": ["KRW-BTC"]}, {"format": wire_format}]
    question = json.loads(exchange.encode_list_question("two"))
    assert question == [{"ticket": "two"}, {"method": "LIST_SUBSCRIPTIONS"}, {"format": wire_format}]
    decoder = exchange.decoder()
    (message,) = decoder.decode(frame(TICKER, short=wire_format.has_short_keys, array=wire_format.is_array))
    assert isinstance(message, Ticker)
    assert not any(decoder.counters.as_dict().values())


def test_an_unreadable_stream_is_reported() -> None:
    spoiled: list[StreamKey] = []
    assert (
        not Upbit(WireFormat.DEFAULT)
        .decoder(spoiled.append)
        .decode('{"type": "ticker", "code": "KRW-BTC", "trade_price": "?"}')
    )
    assert spoiled == [StreamKey(StreamType.TICKER, "KRW-BTC")]


@pytest.mark.parametrize("name", ["Too Many Requests", "I'm a teapot"])
def test_a_refusal_of_our_pace_has_a_waiting_time(name: str) -> None:
    refusal = Upbit().judge(ErrorReply(name, "slow down"))
    assert refusal == (RefusalKind.PACE, "slow down", 60.0)


def test_a_refusal_of_the_key_has_a_reason_and_a_cure() -> None:
    refusal = Upbit().judge(ErrorReply("INVALID_AUTH", "no"))
    assert refusal.kind is RefusalKind.KEY
    assert "키가 유효한지 확인하세요" in refusal.user_message


@pytest.mark.parametrize("name", ["INVALID_PARAM", "NO_CODES", "WRONG_FORMAT", "something new"])
def test_any_other_refusal_is_of_the_request(name: str) -> None:
    assert Upbit().judge(ErrorReply(name, "no such code")) == (RefusalKind.REQUEST, "no such code", 0.0)
