"""The embedded exchange without a socket, and the engine connected to it: one process, one clock, no waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache

from core.engine.websocket_manager import WebSocketManager
from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.model.subscription import Scope, StreamKey, StreamType
from core.simulator.exchange import Exchange, Refused, Unreachable
from core.simulator.faults.faults import Faults
from core.simulator.market.source import Source
from core.simulator.serve.clock import Clock
from core.simulator.serve.pipe import Closed, Pipe, connect
from core.simulator.streams.limits import Verdict
from core.simulator.streams.manners import Manners
from core.simulator.streams.session import Session
from core.upbit.upbit import Upbit
from scripted_source import ScriptedSource, book, trade
from virtual_time import VirtualTimeLoop

EPOCH_MS = 1_795_144_500_000
"""2026-11-20 03:15:00 UTC: the exchange's clock at the start of virtual time."""

AT_ONCE = Manners(snapshot_delay=(0.0, 0.0))
LATE_SNAPSHOTS = Manners(snapshot_delay=(0.35, 0.35))

CODES = ("KRW-BTC", "KRW-ETH", "KRW-XRP")


@cache
def lively_source(seconds: int = 120) -> ScriptedSource:
    """Three markets that traded before time 0; each trades and changes its book once a second.

    A source only answers, so all tests share it: a thousand exchanges would each need 7 ms to make their own.
    """
    times = [EPOCH_MS - 1_000 + 1_000 * second for second in range(seconds)]
    return ScriptedSource(
        trades=[trade(code, time, price=100.0 + n) for code in CODES for n, time in enumerate(times)],
        books=[book(code, time) for code in CODES for time in times],
    )


def quiet_source() -> ScriptedSource:
    """Three markets that traded once, long ago."""
    return ScriptedSource(
        trades=[trade(code, EPOCH_MS - 60_000) for code in CODES],
        books=[book(code, EPOCH_MS - 60_000) for code in CODES],
    )


class PipeSocket:
    """A `core.link.socket.Socket` over an in-memory pipe."""

    def __init__(self, pipe: Pipe) -> None:
        self.pipe = pipe

    async def receive(self) -> bytes:
        try:
            return await self.pipe.recv()
        except Closed as closed:
            raise ConnectionLost(closed.code, closed.reason) from closed

    async def send(self, text: str) -> None:
        try:
            await self.pipe.send(text)
        except Closed as closed:
            raise ConnectionLost(closed.code, closed.reason) from closed

    async def ping(self) -> None:
        try:
            await (await self.pipe.ping())
        except Closed as closed:
            raise ConnectionLost(closed.code, closed.reason) from closed

    async def close(self) -> None:
        await self.pipe.close()

    def abort(self) -> None:
        self.pipe.abort()


class EmbeddedExchange:
    """The exchange's side, as a test sees it."""

    def __init__(self, source: Source | None = None, manners: Manners = AT_ONCE) -> None:
        loop = asyncio.get_running_loop()
        began = int(loop.start) if isinstance(loop, VirtualTimeLoop) else 0
        self.exchange = Exchange(source or lively_source(), EPOCH_MS - began * 1000, manners)
        self.clock = Clock(self.exchange)
        self.dials: list[float] = []
        self.ever: list[Session] = []
        self.is_refusing = False

    async def dial(self) -> PipeSocket:
        self.dials.append(asyncio.get_running_loop().time())
        if self.is_refusing:
            raise ConnectionFailed("refused", "서버에 연결할 수 없습니다")
        try:
            pipe = connect(self.clock)
        except Unreachable as error:
            raise ConnectionFailed("unreachable", "서버에 연결할 수 없습니다") from error
        except Refused as refused:
            raise _refusal(refused.verdict) from refused
        self.ever.append(pipe.session)
        return PipeSocket(pipe)

    @property
    def faults(self) -> Faults:
        """The faults; set with the running loop's time."""
        return self.exchange.faults

    @property
    def session(self) -> Session:
        """The open connection."""
        (session,) = self.exchange.sessions
        return session

    @property
    def wanted(self) -> set[StreamKey]:
        """The streams of the exchange, on any open connection."""
        return {
            StreamKey(StreamType(topic.type), topic.code, topic.level)
            for session in self.exchange.sessions
            for topic in session.wanted
        }

    @property
    def requests(self) -> list[str]:
        """Every subscription request so far."""
        return [shown for session in self.ever for shown in session.request_log if "LIST_SUBSCRIPTIONS" not in shown]

    @property
    def questions(self) -> int:
        """How many LIST_SUBSCRIPTIONS the exchange received."""
        return sum("LIST_SUBSCRIPTIONS" in shown for session in self.ever for shown in session.request_log)

    @property
    def violations(self) -> int:
        """Messages beyond the limits so far."""
        return sum(session.violations for session in self.ever)

    def adjust(self, **manners: object) -> None:
        """Set the behaviour for future connections."""
        self.exchange.manners = replace(self.exchange.manners, **manners)


def _refusal(verdict: Verdict) -> ConnectionFailed:
    """A refused handshake, as the error that the real dial raises."""
    detail, shown = f"HTTP {verdict.status}", "거래소가 연결을 거절했습니다"
    if verdict.status in (401, 403):
        return FatalConnection(detail, shown)
    if verdict.status in (418, 429):
        return ConnectionFailed(detail, shown, retry_after=verdict.blocked_for or 1.0)
    return ConnectionFailed(detail, shown)


EngineFactory = Callable[..., WebSocketManager]


def engine_on(
    exchange: EmbeddedExchange | None, wall_clock: Callable[[], float] | None = None, **settings: object
) -> WebSocketManager:
    """An engine whose public connection leads to `exchange`; with None it has only the given settings."""
    if exchange is not None:
        settings = {"dials": {Scope.PUBLIC: exchange.dial}, **settings}
    engine = WebSocketManager(exchange=Upbit(), **settings)
    if wall_clock is not None:
        engine.wall_clock = wall_clock
    return engine


@asynccontextmanager
async def engines_in_hand() -> AsyncIterator[EngineFactory]:
    """Engines as `engine_on` makes them; at the end their identities are checked, and they are stopped."""
    engines: list[WebSocketManager] = []

    def make(exchange: EmbeddedExchange | None = None, **settings: object) -> WebSocketManager:
        engine = engine_on(exchange, **settings)
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        assert_identities(engine)
        await engine.stop()
        assert_identities(engine)


def assert_identities(engine: WebSocketManager) -> None:
    """Design 2.7: the counts of changes and requests add up, per scope and in total."""
    metrics = engine.get_connection_metrics()
    stats = engine.get_subscription_stats()
    for figures, counted in [(metrics, stats), *((metrics["scopes"][s], stats[s]) for s in ("public", "private"))]:
        created, skipped = figures["pending_task_created"], figures["pending_task_skipped"]
        assert figures["changes"] == counted["changes"]
        assert figures["changes"] == figures["duplicate_requests_prevented"] + created + skipped
        assert figures["batch_efficiency"] == (skipped / (created + skipped) if created + skipped else 0)
        sent = figures["total_messages"]
        assert figures["avg_batch_size"] == (figures["changes_carried"] / sent if sent else 0)
