"""Missing trades are fetched page by page, over a real REST client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from core.loop.deadline import Deadline
from core.market.trades.effort import MAX_FAILURES
from core.market.trades.gaps import ENOUGH, TradeGaps
from core.market.trades.tape import Gap, TradeTape
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from exchange_limits import open_gates
from http_exchange import HttpExchange, error, served
from past_trades import PastTrades
from waiting import eventually
from widgets.trades.fetching import fetch_missing

TICKS = "/v1/trades/ticks"


class Owner:
    """Notes what it is told; `pauses` has an entry for each page, None for one that came."""

    def __init__(self) -> None:
        self.pauses: list[Deadline | None] = []
        self.skipped = 0

    def page_ended(self, gaps: TradeGaps, pause: Deadline | None) -> None:
        self.pauses.append(pause)

    def count_skipped(self, count: int) -> None:
        self.skipped += count


@pytest.fixture
def past() -> PastTrades:
    made = PastTrades(HttpExchange(), range(1, 101))
    made.latest = 100
    return made


@pytest.fixture
async def rest(past: PastTrades, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RestClient]:
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.01)
    async with served(past.http) as url:
        made = RestClient(endpoints_for("simulated", url), open_gates())
        yield made
        await made.close()


@pytest.fixture
def gaps() -> TradeGaps:
    return TradeGaps(TradeTape(), ENOUGH)


def numbers(gaps: TradeGaps) -> list[int]:
    tape = gaps.tape
    return sorted(entry.order[1] for entry in (tape[row] for row in range(len(tape))) if not isinstance(entry, Gap))


async def test_the_opening_is_one_page_and_then_nothing_is_missing(rest, past, gaps):
    past.numbers, owner = range(1, 301), Owner()
    past.latest = 300
    await fetch_missing(rest, "KRW-BTC", gaps, lambda: owner)
    assert numbers(gaps)[-ENOUGH:] == list(range(301 - ENOUGH, 301))
    assert owner.pauses == [None]
    assert past.http.queries()[0]["count"] == str(ENOUGH)


async def test_after_a_failure_it_waits_and_a_wait_brought_forward_ends(rest, past, gaps, monkeypatch):
    monkeypatch.setattr("core.timing.backoff.INITIAL", 1000.0)
    past.is_refusing, owner = True, Owner()
    fetching = asyncio.create_task(fetch_missing(rest, "KRW-BTC", gaps, lambda: owner))
    await eventually(lambda: owner.pauses)
    past.is_refusing = False
    assert (len(past.http.requests), fetching.done()) == (1, False)
    owner.pauses[0].bring_forward(0.0)
    async with asyncio.timeout(10):
        await fetching
    assert numbers(gaps) == list(range(1, 101))


async def test_a_wait_behind_a_block_ends_once_the_exchange_answers_again(rest, past, gaps, monkeypatch):
    monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
    past.http.replies[TICKS], owner = error(418, "x", "blocked for 3000 seconds"), Owner()
    fetching = asyncio.create_task(fetch_missing(rest, "KRW-BTC", gaps, lambda: owner))
    await eventually(lambda: owner.pauses)
    past.http.replies[TICKS] = past.page
    rest.lift_blocks()
    await rest.markets()
    async with asyncio.timeout(10):
        await fetching
    assert numbers(gaps) == list(range(1, 101))


@pytest.mark.parametrize("status", [400, 403, 404, 429, 503])
async def test_no_refusal_is_final(rest, past, gaps, monkeypatch, status):
    monkeypatch.setattr("core.timing.backoff.MAXIMUM", 0.01)
    owner = Owner()

    async def refused() -> web.Response:
        return error(status, "refused", "Refused")

    past.http.replies[TICKS] = refused
    fetching = asyncio.create_task(fetch_missing(rest, "KRW-BTC", gaps, lambda: owner))
    await eventually(lambda: owner.pauses)
    if status != 429:  # after it, the exchange says how long to wait
        await eventually(lambda: len(owner.pauses) > MAX_FAILURES)
    past.http.replies[TICKS] = past.page
    for pause in owner.pauses:
        pause.bring_forward(0.0)
    async with asyncio.timeout(10):
        await fetching
    assert numbers(gaps) == list(range(1, 101))


async def test_rows_that_cannot_be_read_are_counted(rest, past, gaps):
    page = past.page_of(101)
    past.http.replies[TICKS] = [*page[:50], {"sequential_id": []}, *page[50:]]
    owner = Owner()
    await fetch_missing(rest, "KRW-BTC", gaps, lambda: owner)
    assert owner.skipped >= 1


async def test_it_ends_when_its_owner_is_gone(rest, past, gaps):
    past.is_refusing = True
    await fetch_missing(rest, "KRW-BTC", gaps, lambda: None)
    assert len(past.http.requests) == 1


@pytest.mark.parametrize("bad", [[], [{"sequential_id": []}] * 3], ids=["empty", "unreadable"])
async def test_a_while_of_pages_without_a_trade_does_not_leave_the_tape_short(rest, past, gaps, bad):
    past.http.replies[TICKS], owner = bad, Owner()
    fetching = asyncio.create_task(fetch_missing(rest, "KRW-BTC", gaps, lambda: owner))
    await eventually(lambda: any(owner.pauses))
    past.http.replies[TICKS] = past.page
    async with asyncio.timeout(10):
        await fetching
    assert numbers(gaps) == list(range(1, 101))
