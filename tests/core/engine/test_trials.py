"""Suspects are tried one at a time until each has a verdict, with any network failures in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
import pytest_asyncio

from core.engine.decide.registration import Registration
from core.engine.trials import VERDICT_AFTER, Trials, refusal_of
from core.errors import ConnectionFailed
from core.link.link import Link
from core.loop.rate_gate import RateGate
from core.model.control import ErrorReply
from core.model.exchange import RequestPart
from core.model.subscription import StreamKey, StreamType
from core.upbit.upbit import Upbit
from core.upbit.wire.codec import encode_request
from core.upbit.wire.wire_format import WireFormat
from embedded import EmbeddedExchange, quiet_source
from under_fault import now
from virtual_time import elapsed, until

pytestmark = pytest.mark.virtual_time

BTC, ETH, XRP = (StreamKey(StreamType.TICKER, code) for code in ("KRW-BTC", "KRW-ETH", "KRW-XRP"))


class Court:
    """Trials of made-up components, against the embedded exchange."""

    def __init__(self, exchange: EmbeddedExchange) -> None:
        self.verdicts = 0
        self.components = [Registration(name, {key: 0}) for name, key in {"btc": BTC, "eth": ETH, "xrp": XRP}.items()]
        gate = self.gate = RateGate()
        link = Link("public", exchange.dial, gate, 30.0, lambda frame, now: None, lambda: None)
        self.trials = Trials(lambda: self.components, link, gate, Upbit(), self.reported)

    def reported(self) -> None:
        self.verdicts += 1

    @property
    def words(self) -> list[str]:
        return [self.trials.quarantine.words(component) for component in self.components]


@pytest_asyncio.fixture
async def court(exchange: EmbeddedExchange) -> AsyncIterator[Court]:
    court = Court(exchange)
    yield court
    await court.trials.stop()


async def test_each_gets_a_verdict_of_its_own(court: Court, exchange: EmbeddedExchange) -> None:
    exchange.faults.set("reject_code", 0.0, code="KRW-ETH")
    court.trials.suspect([BTC, ETH, XRP], "somebody")
    await until(10.0)
    assert court.words == ["", "요청 파라미터가 올바르지 않습니다.", ""]
    assert court.verdicts == 3
    assert len(exchange.dials) == 3


async def test_one_alone_needs_no_trial(court: Court, exchange: EmbeddedExchange) -> None:
    court.trials.suspect([ETH], "the words of the refusal")
    await until(10.0)
    assert court.words == ["", "the words of the refusal", ""]
    assert exchange.dials == []


async def test_an_exchange_out_of_reach_is_no_verdict(court: Court, exchange: EmbeddedExchange) -> None:
    exchange.is_refusing = True
    court.trials.suspect([BTC, ETH], "somebody")
    await until(20.0)
    assert court.verdicts == 0
    exchange.is_refusing = False
    await until(80.0)
    assert court.verdicts == 2
    assert court.trials.quarantine.is_empty


async def test_a_refusal_of_our_pace_is_not_a_verdict(court: Court, exchange: EmbeddedExchange) -> None:
    exchange.adjust(snapshot_delay=(1.0, 1.0))
    court.trials.suspect([BTC, ETH], "somebody")
    await until(0.1)
    exchange.faults.set("error", 0.1, error="Too Many Requests")
    await until(60.0)
    assert court.words == ["", "", ""]
    assert court.trials.quarantine.is_empty


async def test_a_pardoned_one_is_tried_again(court: Court, exchange: EmbeddedExchange) -> None:
    court.trials.suspect([ETH], "no")
    court.trials.retry(court.components[1])
    await until(10.0)
    assert court.words == ["", "", ""]
    assert court.trials.quarantine.is_empty


async def test_a_component_that_subscribes_to_a_held_back_stream_later_is_tried_too(
    court: Court, exchange: EmbeddedExchange
) -> None:
    court.trials.suspect([ETH], "no")
    court.components.append(Registration("late", {ETH: 0}))
    court.trials.review({BTC: 0, ETH: 0, XRP: 0})
    await until(10.0)
    assert court.trials.quarantine.is_empty
    assert court.words[1] == ""


async def test_a_block_is_kept_for_its_whole_time_by_every_link(court: Court, exchange: EmbeddedExchange) -> None:
    start = now()
    exchange.faults.set("handshake", start, status=418, wait=50.0, header=True, count=1)
    court.trials.suspect([BTC, ETH], "somebody")
    await until(start + 1.0)
    assert len(exchange.dials) == 1
    assert court.gate.ledger.next_slot(now()) >= start + 50.0
    await until(start + 49.9)
    assert len(exchange.dials) == 1
    await until(start + 80.0)
    assert court.trials.quarantine.is_empty
    assert court.verdicts == 2


async def test_failures_in_a_row_are_ever_further_apart(court: Court, exchange: EmbeddedExchange) -> None:
    exchange.is_refusing = True
    court.trials.suspect([BTC, ETH], "somebody")
    await until(now() + 120.0)
    waits = [later - earlier for earlier, later in pairwise(exchange.dials)]
    assert waits[0] < 1.0
    assert waits[-1] > 10.0
    assert len(waits) < 15


async def test_a_defect_of_ours_holds_no_trial_up_for_ever_and_is_retried_with_a_backoff(
    court: Court, exchange: EmbeddedExchange, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failed: list[float] = []
    convict = court.trials.quarantine.on_trial

    def failing(registration: Registration) -> dict[StreamKey, int]:
        if len(failed) < 4:
            failed.append(now())
            raise ValueError("on purpose")
        return convict(registration)

    monkeypatch.setattr(court.trials.quarantine, "on_trial", failing)
    court.trials.suspect([BTC, ETH], "somebody")
    await until(now() + 60.0)
    assert court.trials.quarantine.is_empty
    assert min(later - earlier for earlier, later in pairwise(failed)) >= 0.25
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 4


# One trial


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
