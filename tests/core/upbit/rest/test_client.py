"""The base of both REST clients: lanes that keep the limits, and one transport for all callers."""

from __future__ import annotations

import asyncio

import pytest

from core.errors import BadReply, ConnectionFailed, RateLimited
from core.loop.rate_gate import RateGate
from core.loop.request_gate import RequestGate
from core.timing.slots import SlotLedger
from core.upbit.rest.client import HttpClient, Lane, read_rows
from core.upbit.rest.lifted_blocks import LiftedBlocks
from core.upbit.wire.rest_rows import TickerRow
from core.upbit.wire.row_salvage import RowsDecoder
from virtual_time import elapsed


def lane_of(ledger: SlotLedger | None = None) -> Lane:
    return Lane(RequestGate(RateGate(ledger or SlotLedger()), limit=9), LiftedBlocks())


async def sent_through(lane: Lane) -> None:
    async with lane.request():
        pass


def blocked(seconds: float) -> RateLimited:
    return RateLimited("418", "blocked", 418, seconds, "막았습니다")


@pytest.mark.virtual_time
class TestLane:
    async def test_requests_go_at_the_pace_of_the_gate(self) -> None:
        lane = lane_of(SlotLedger(burst=1, spacing=0.5))
        for _ in range(3):
            await sent_through(lane)
        assert elapsed() == pytest.approx(1.0, abs=0.01)

    async def test_a_short_limit_is_waited_for(self) -> None:
        lane = lane_of()
        lane.hold_back(blocked(2.0))
        await sent_through(lane)
        assert elapsed() == pytest.approx(2.0, abs=0.01)

    async def test_a_long_block_is_reported_at_once_and_may_be_lifted(self) -> None:
        lane = lane_of()
        lane.hold_back(blocked(600.0))
        await asyncio.sleep(100.0)
        with pytest.raises(RateLimited) as refusal:
            await sent_through(lane)
        assert refusal.value.retry_after == pytest.approx(500.0, abs=0.1)
        lane.lift()
        await sent_through(lane)

    async def test_a_request_waiting_when_a_block_begins_is_not_sent(self) -> None:
        lane = lane_of(SlotLedger(burst=1, spacing=1.0))
        await sent_through(lane)
        waiting = asyncio.ensure_future(sent_through(lane))
        await asyncio.sleep(0.5)
        lane.hold_back(blocked(600.0))
        with pytest.raises(RateLimited):
            await waiting


class TestHttpClient:
    async def test_the_first_caller_opens_the_one_transport(self) -> None:
        client = HttpClient("http://127.0.0.1:1")
        first, *others = await asyncio.gather(*(client.open() for _ in range(5)))
        assert all(other is first for other in others)
        await client.close()

    async def test_closed_it_opens_no_more(self) -> None:
        client = HttpClient("http://127.0.0.1:1")
        await client.close()
        await client.close()
        with pytest.raises(ConnectionFailed, match="closed"):
            await client.open()


def test_the_error_of_an_unreadable_reply_names_its_path() -> None:
    with pytest.raises(BadReply, match="/v1/ticker"):
        read_rows(RowsDecoder(TickerRow), "/v1/ticker", b"<html>")
