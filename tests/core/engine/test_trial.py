"""A request on a separate connection shows whether the exchange accepts it."""

from __future__ import annotations

import asyncio

import pytest

from core.engine.trial import VERDICT_AFTER, refusal_of
from core.errors import ConnectionFailed
from core.loop.rate_gate import RateGate
from core.model.control import ErrorReply
from core.model.exchange import RequestPart
from core.model.subscription import StreamType
from core.upbit.upbit import Upbit
from core.upbit.wire.codec import encode_request
from core.upbit.wire.wire_format import WireFormat
from embedded import EmbeddedExchange, quiet_source
from virtual_time import elapsed

pytestmark = pytest.mark.virtual_time


def request(*codes: str) -> str:
    return encode_request("trial", [RequestPart(StreamType.TICKER, codes)], WireFormat.SIMPLE)


async def trial(exchange: EmbeddedExchange, *codes: str) -> ErrorReply | None:
    return await refusal_of(request(*codes), exchange.dial, RateGate(), Upbit())


async def test_data_means_it_is_taken_and_the_connection_ends(exchange: EmbeddedExchange) -> None:
    assert await trial(exchange, "KRW-BTC") is None
    assert asyncio.get_running_loop().time() < 1.0
    assert exchange.exchange.sessions == []


async def test_silence_means_it_is_taken_after_a_while(exchange: EmbeddedExchange) -> None:
    assert await trial(exchange, "KRW-NOSUCH") is None
    assert elapsed() == pytest.approx(VERDICT_AFTER)
    assert exchange.exchange.sessions == []


async def test_an_error_is_the_answer(exchange: EmbeddedExchange) -> None:
    exchange.faults.set("reject_code", 0.0, code="KRW-ETH")
    error = await trial(exchange, "KRW-ETH")
    assert error is not None
    assert error.name == "INVALID_PARAM"


async def test_a_connection_that_ends_before_an_answer_gives_no_verdict(exchange: EmbeddedExchange) -> None:
    exchange = EmbeddedExchange(quiet_source())
    asyncio.get_running_loop().call_at(0.5, lambda: exchange.faults.set("drop", 0.5))
    with pytest.raises(ConnectionFailed):
        await trial(exchange, "KRW-NOSUCH")


async def test_an_unreachable_exchange_gives_no_verdict(exchange: EmbeddedExchange) -> None:
    exchange.is_refusing = True
    with pytest.raises(ConnectionFailed):
        await trial(exchange, "KRW-BTC")
