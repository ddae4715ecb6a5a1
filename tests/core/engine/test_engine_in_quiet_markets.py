"""Markets with few or no changes, for long: no reconnect, few requests, and no code reported as silent."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Sequence

import pytest

from core.engine.decide.stream_audit import SNAPSHOT_WITHIN
from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import Scope, StreamType, Subscription, subscribe
from core.simulator.market.source import Market, Trade
from core.upbit.upbit import Upbit
from embedded import EPOCH_MS, EmbeddedExchange
from scripted_source import LastTradeSource, book, trade
from thorough import thorough
from virtual_time import until

pytestmark = pytest.mark.virtual_time

HOUR = 3600
LONG = thorough([HOUR, HOUR // 3], [HOUR // 3])[0]
"""Seconds for which each desk is left alone; `make soak` has the whole hour."""
DAY_MS = 86_400_000
ALTS = [f"KRW-ALT{n}" for n in range(79)]
THREE_OF_EACH = [subscribe(kind, *ALTS) for kind in (StreamType.TICKER, StreamType.TRADE, StreamType.ORDERBOOK)]
"""237 streams."""
ALL_OF_ONE = [subscribe(kind, ALTS[0]) for kind in StreamType if kind.scope is Scope.PUBLIC]


def at_random(code: str, every: float, seed: int) -> list[Trade]:
    """Trades at random times with this mean rate, after one trade of the day before."""
    chance, trades, now = random.Random(f"{code}{seed}"), [trade(code, EPOCH_MS - DAY_MS)], 0.0
    while (now := now + chance.expovariate(1 / every)) < LONG:
        trades.append(trade(code, EPOCH_MS + int(now * 1000)))
    return trades


def in_bursts(code: str, seed: int) -> list[Trade]:
    """Trades that come twice a second for half a minute, then not at all for minutes."""
    chance, trades, now = random.Random(f"{code}{seed}"), [trade(code, EPOCH_MS - DAY_MS)], 0.0
    while (now := now + chance.expovariate(1 / 600)) < LONG:
        trades += [trade(code, EPOCH_MS + int(now * 1000) + 500 * n) for n in range(60)]
        now += 30
    return trades


class Hour:
    """A desk for an hour, or as long as the run has, examined every three seconds.

    Args:
        codes: all markets.
        trades: their trades.
        subscriptions: the subscriptions of the desk.
        reply: faults of the answer to LIST_SUBSCRIPTIONS.
    """

    def __init__(
        self, codes: Sequence[str], trades: Iterable[Trade], subscriptions: Sequence[Subscription], **reply: object
    ) -> None:
        source = LastTradeSource(
            [Market(code, code, code) for code in codes],
            list(trades),
            [book(code, EPOCH_MS - DAY_MS) for code in codes],
        )
        self.exchange = EmbeddedExchange(source)
        if reply:
            self.exchange.faults.set("list_reply", 0.0, **reply)
        self.engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: self.exchange.dial})
        self.engine.set_markets(set(codes))
        self.feed = self.engine.attach("desk", subscriptions)
        self.blamed = 0
        """Checks at which a panel would have reported that its code does not exist."""
        self.doubted = 0
        """Checks at which a panel would have reported missing data."""

    async def pass_(self) -> None:
        began = asyncio.get_running_loop().time()
        for second in range(1, LONG, 3):
            await until(began + second)
            self.feed.take()
            status = self.feed.status()
            self.blamed += bool(status.silent - status.doubted)
            self.doubted += bool(status.doubted)
        await self.engine.stop()
        self.exchange.clock.stop()

    def assert_left_in_peace(self, requests: int) -> None:
        """Check that it was, with no more requests than so many an hour."""
        assert len(self.exchange.dials) == 1
        assert len(self.exchange.requests) <= max(1.0, requests * LONG / HOUR)
        assert self.exchange.questions <= LONG / 5
        assert self.exchange.violations == 0
        assert self.blamed == 0


REPLIES = [{}, {"reply": "none"}, {"reply": "asked", "by": 2.0}, {"reply": "asked", "by": 8.0}]


@pytest.mark.parametrize("reply", REPLIES[:2])
async def test_hundreds_of_streams_of_sleepy_markets(reply: dict[str, object]) -> None:
    hour = Hour(ALTS, (t for code in ALTS for t in at_random(code, 85.0, 1)), THREE_OF_EACH, **reply)
    await hour.pass_()
    hour.assert_left_in_peace(requests=20)


@pytest.mark.parametrize("reply", REPLIES[-1:])
async def test_hundreds_of_streams_that_wake_for_half_a_minute(reply: dict[str, object]) -> None:
    hour = Hour(ALTS, (t for code in ALTS for t in in_bursts(code, 1)), THREE_OF_EACH, **reply)
    await hour.pass_()
    hour.assert_left_in_peace(requests=40)


@pytest.mark.parametrize("reply", REPLIES)
async def test_one_market_that_trades_when_it_does(reply: dict[str, object]) -> None:
    hour = Hour(ALTS[:1], at_random(ALTS[0], 1.1, 1), ALL_OF_ONE, **reply)
    await hour.pass_()
    hour.assert_left_in_peace(requests=40)


@pytest.mark.parametrize("reply", REPLIES[:2])
@pytest.mark.parametrize(
    "subscriptions",
    [
        [subscribe(StreamType.TRADE, ALTS[0])],
        [subscribe(StreamType.CANDLE_1S, ALTS[0])],
        [subscribe(StreamType.CANDLE_1M, ALTS[0])],
        ALL_OF_ONE,
        THREE_OF_EACH,
    ],
    ids=["trades", "seconds", "minutes", "all of one", "three of each"],
)
async def test_markets_without_a_trade_since_yesterday(
    subscriptions: list[Subscription], reply: dict[str, object]
) -> None:
    hour = Hour(ALTS, (trade(code, EPOCH_MS - DAY_MS) for code in ALTS), subscriptions, **reply)
    await hour.pass_()
    hour.assert_left_in_peace(requests=1)


@pytest.mark.parametrize("every", [20.0, 85.0, 600.0])
async def test_snapshots_that_cannot_be_read_are_requested_again_after_ten_seconds_however_others_trade(
    every: float,
) -> None:
    """What trades meanwhile shows that the connection lives, and nothing of the rest."""
    tickers = [subscribe(StreamType.TICKER, *ALTS)]
    hour = Hour(ALTS, (t for code in ALTS for t in at_random(code, every, 1)), tickers)
    hour.exchange.faults.set("odd_field", 0.0, field="trade_price", shape="null", rows="ticker")
    await until(2.0)
    hour.exchange.faults.clear(2.0)
    assert len(hour.feed.status().unheard) > len(ALTS) / 2
    await until(SNAPSHOT_WITHIN + 3.0)
    assert not hour.feed.status().unheard
    assert len(hour.exchange.requests) == 2
    await hour.engine.stop()
    hour.exchange.clock.stop()
