"""A desk of panels on the engine, with its exchange: possible events, and rules that must hold."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace

from core.engine.deliver.feed import FeedState
from core.engine.websocket_manager import WebSocketManager
from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.model.link_status import ConnectionState
from core.model.messages import Candle, DataMessage, Loss, Trade
from core.model.subscription import ALL, Scope, StreamKey, StreamType, Subscription, depths_by_key, subscribe
from core.simulator.account.tokens import DEMO_ACCESS_KEY, Key, KeyState
from core.simulator.market.source import Source
from core.simulator.serve.pipe import Pipe
from core.simulator.streams.limits import Verdict
from core.simulator.streams.manners import Manners
from core.simulator.streams.session import DROPPED, Ended, Session
from core.timing import backoff
from core.timing.heartbeat import PONG_TIMEOUT
from core.upbit.upbit import Upbit
from embedded import AT_ONCE, EPOCH_MS, EmbeddedExchange, PipeSocket, assert_identities, quiet_source
from steady_source import SteadySource
from virtual_time import START, VirtualTimeLoop

SUBSCRIPTIONS = [
    subscribe(StreamType.TICKER, "KRW-BTC"),
    subscribe(StreamType.TICKER, "KRW-ETH"),
    subscribe(StreamType.ORDERBOOK, "KRW-XRP"),
    subscribe(StreamType.TRADE, "KRW-BTC", "KRW-ETH"),
    subscribe(StreamType.ORDERBOOK, "KRW-XRP", depth=5),
    subscribe(StreamType.ORDERBOOK, "KRW-XRP", depth=15),
    subscribe(StreamType.CANDLE_1M, "KRW-BTC"),
    subscribe(StreamType.MY_ORDER, ALL),
]
"""Subscriptions of panels, each accepted and answered by the exchange."""


@cache
def lively() -> Source:
    """Markets that trade without a pause."""
    return SteadySource(EPOCH_MS - 1_000)


@cache
def quiet() -> Source:
    """Markets that have stopped trading."""
    return quiet_source()


class Panel:
    """Registers itself as owner and component; records and checks its messages.

    Attributes:
        last: the newest message of each stream it watches.
    """

    def __init__(
        self, engine: WebSocketManager, name: str, subscriptions: Sequence[Subscription], owner: object
    ) -> None:
        self.subscriptions = subscriptions
        self.last: dict[StreamKey, DataMessage] = {}
        self._trades: set[tuple[str, int | None]] = set()
        self.feed = engine.attach(name, subscriptions, owner)

    @property
    def streams(self) -> dict[StreamKey, int]:
        """Its subscriptions, with depths."""
        return depths_by_key(self.subscriptions)

    @property
    def is_quarantined(self) -> bool:
        """Whether it was notified that the exchange refuses it."""
        status = self.feed.status()
        return status.state is FeedState.STOPPED and status.link.state is not ConnectionState.STOPPED

    def replace(self, subscriptions: Sequence[Subscription]) -> None:
        """Change its subscriptions."""
        self.look()
        self.subscriptions = subscriptions
        self.feed.replace(subscriptions)
        self.last = {key: message for key, message in self.last.items() if key in self.streams}
        self._trades = {trade for trade in self._trades if StreamKey(StreamType.TRADE, trade[0]) in self.last}

    def look(self) -> None:
        """Take the mail; check that no trade comes twice, and no data older than before."""
        for message in self.feed.take():
            assert not isinstance(message, Loss), message
            key = StreamKey(message.type, message.code, message.level)
            if isinstance(message, Trade):
                trade = (message.code, message.sequential_id)
                assert trade not in self._trades, f"{trade} came twice"
                self._trades.add(trade)
            elif key in self.last and not isinstance(message, Candle):
                assert message.timestamp >= self.last[key].timestamp, f"{key} went back in time"
            self.last[key] = message


class Owner:
    """The objects that die with a panel."""


class Desk:
    """Panels that open, change and close. Each action takes a number and subscriptions, needed or not."""

    def __init__(self, engine: WebSocketManager) -> None:
        self.engine = engine
        self.panels: dict[int, Panel] = {}
        self.owners: dict[int, Owner] = {}

    def wanted(self, *scopes: Scope) -> dict[StreamKey, int]:
        """The subscriptions of the panels in these scopes, or in both."""
        depths = depths_by_key(subscription for panel in self.panels.values() for subscription in panel.subscriptions)
        return {key: depth for key, depth in depths.items() if key.type.scope in (scopes or tuple(Scope))}

    def attach(self, who: int, subscriptions: Sequence[Subscription]) -> None:
        """Open a panel; one with the same name is replaced."""
        self.owners[who] = Owner()
        self.panels[who] = Panel(self.engine, f"panel {who}", subscriptions, self.owners[who])

    def replace(self, who: int, subscriptions: Sequence[Subscription]) -> None:
        """Change the subscriptions of a panel."""
        if who in self.panels:
            self.panels[who].replace(subscriptions)

    def close(self, who: int, _: object = None) -> None:
        """Close a panel."""
        if who in self.panels:
            self.owners.pop(who)
            self.panels.pop(who).feed.close()

    def drop(self, who: int, _: object = None) -> None:
        """Delete a panel without closing it."""
        self.panels.pop(who, None)
        self.owners.pop(who, None)

    def hold(self, who: int, subscriptions: Sequence[Subscription]) -> None:
        """Replace the open workspace by another one."""
        with self.engine.hold():
            self.close(who)
            for other, subscription in enumerate(subscriptions):
                self.attach(other, [subscription])
            self.drop(who + 1)

    def flip(self, who: int, _: object = None) -> None:
        """Leave a tab and return to it."""
        if who in self.panels:
            subscriptions = self.panels[who].subscriptions
            self.close(who)
            self.attach(who, subscriptions)

    def retry(self, who: int, _: object = None) -> None:
        """Retry a refused panel, as the user does."""
        if who in self.panels:
            self.panels[who].feed.retry()

    def look(self) -> None:
        """Let every panel take its mail."""
        for panel in self.panels.values():
            panel.look()


class UnreliableExchange(EmbeddedExchange):
    """A desk with a private side, and with a network that can fail or delay sends on demand."""

    failing_sends = 0
    failed_sends = 0
    """The requests that the exchange did not receive completely before the connection ended."""
    send_takes = 0.0
    dial_takes = 0.0
    close_takes = 0.0

    @property
    def key(self) -> Key:
        """The key of the private side."""
        return self.exchange.private.keys.find(DEMO_ACCESS_KEY)

    async def dial(self) -> PipeSocket:
        """The public side."""
        await asyncio.sleep(self.dial_takes)
        return self._unreliable(await super().dial())

    async def dial_private(self) -> PipeSocket:
        """The private side, with the demo key."""
        await asyncio.sleep(self.dial_takes)
        now, faults = self.clock.now, self.faults
        self.dials.append(now)
        faults.wake(now)
        if self.is_refusing or faults.is_refusing:
            raise ConnectionFailed("unreachable")
        if (refusal := faults.handshake(now)) is not None:
            raise refused(Verdict(refusal.status, 0, refusal.wait))
        if self.key.state is not KeyState.VALID:
            raise FatalConnection("HTTP 401", is_of_key=True)
        self.exchange.admit("memory", "websocket", now)
        session = self.exchange.open_private(self.key, now)
        self.ever.append(session)
        self.clock.wind()
        return self._unreliable(PipeSocket(Pipe(self.clock, session)))

    def revoke(self) -> None:
        """Revoke the key."""
        self.key.state = KeyState.REVOKED
        self.exchange.private.review(self.clock.now)
        self.clock.wind()

    def _unreliable(self, socket: PipeSocket) -> PipeSocket:
        send, close = socket.send, socket.close

        async def unreliable_send(text: str) -> None:
            if self.failing_sends:
                self.failing_sends -= 1
                socket.abort()
            try:
                await send(text)
            except ConnectionLost:
                self.failed_sends += 1
                raise
            if self.send_takes:
                await asyncio.sleep(self.send_takes)
                self.failed_sends += socket.pipe.session.ended is not None

        async def slow_close() -> None:
            if self.close_takes:
                await asyncio.sleep(self.close_takes)
            await close()

        socket.send, socket.close = unreliable_send, slow_close
        return socket


def refused(verdict: Verdict) -> ConnectionFailed:
    """A refused handshake, as the real dial reports it."""
    detail = f"HTTP {verdict.status}"
    if verdict.status in (401, 403):
        return FatalConnection(detail)
    return ConnectionFailed(detail, retry_after=verdict.blocked_for if verdict.status in (418, 429) else 0.0)


@contextmanager
def reproducible(seed: int = 0, start: float = START) -> Iterator[asyncio.Runner]:
    """Runs in virtual time, with every jitter drawn from `seed`."""
    chance = backoff.random
    backoff.random = SimpleNamespace(Random=lambda: random.Random(seed))
    try:
        with asyncio.Runner(loop_factory=lambda: VirtualTimeLoop(start)) as runner:
            yield runner
    finally:
        backoff.random = chance


NOTICED_WITHIN = 30.0 + PONG_TIMEOUT
"""Maximum seconds until the end of a connection is noticed, even with unread data: a ping under flow."""


class Life:
    """A desk, its exchange, and the rules for them.

    Args:
        source: the market.
        manners: how the exchange treats connections.
        scopes: which sides of the exchange can be reached.
    """

    def __init__(self, source: Source, manners: Manners = AT_ONCE, scopes: Iterable[Scope] = (Scope.PUBLIC,)) -> None:
        self.exchange = UnreliableExchange(source, manners)
        self.scopes = tuple(scopes)
        dials = {Scope.PUBLIC: self.exchange.dial, Scope.PRIVATE: self.exchange.dial_private}
        self.engine = WebSocketManager(exchange=Upbit(), dials={scope: dials[scope] for scope in self.scopes})
        self.desk = Desk(self.engine)
        self.tolerated_failures = 0
        """Maximum number of errors in the pending tasks."""
        self._goodbyes: dict[Session, float] = {}
        """When a connection was first seen that the exchange has ended and the desk has not noticed."""

    # Events of the connection

    def cut(self, who: int, _: object = None) -> None:
        """End every connection."""
        for session in self.exchange.exchange.sessions:
            session.end(DROPPED if who % 2 else Ended(1000 + who))

    def fail_sends(self, who: int, _: object = None) -> None:
        """Let the next sends fail."""
        self.exchange.failing_sends = who

    def slow_sends(self, who: int, _: object = None) -> None:
        """Delay sends."""
        self.exchange.send_takes = 0.2 * who

    def slow_dials(self, who: int, _: object = None) -> None:
        """Delay dials."""
        self.exchange.dial_takes = 0.6 * who

    def slow_closes(self, who: int, _: object = None) -> None:
        """Delay the closing handshake."""
        self.exchange.close_takes = 0.3 * who

    def refuse(self, who: int, _: object = None) -> None:
        """Leave dials unanswered, or answer them again."""
        self.exchange.is_refusing = bool(who % 2)

    def shut_gate(self, who: int, _: object = None) -> None:
        """Close the rate gate for a while."""
        now = asyncio.get_running_loop().time()
        self.engine._scopes[Scope.PUBLIC].gate.ledger.close_until(now + who)

    def calm(self) -> None:
        """End all network faults."""
        self.exchange.is_refusing = False
        self.exchange.failing_sends = 0

    # Rules

    @property
    def wanted(self) -> dict[StreamKey, int]:
        """The subscriptions of the panels in reachable scopes."""
        return self.desk.wanted(*self.scopes)

    def check(self) -> None:
        """Check the rules that hold at every moment."""
        self.desk.look()
        getters = {**self.engine.get_public_subscriptions(), **self.engine.get_private_subscriptions()}
        assert {(kind, code) for kind, codes in getters.items() for code in codes} == {
            (key.type, key.code) for key in self.desk.wanted()
        }
        assert self.engine.get_subscription_stats()["components"] == len(self.desk.panels)
        assert_identities(self.engine)
        assert not any(session.violations for session in self.punctual)
        metrics = self.engine.get_connection_metrics()["scopes"]
        for figures in metrics.values():
            assert figures["changes_carried"] <= figures["changes"]

    def check_law(self) -> None:
        """Check the rules that hold after a few turns of the loop: a loss of connection is not noticed immediately."""
        for scope in self.scopes:
            state = self.engine._scopes[scope]
            if state.link._redial.is_due_at_once:  # the exchange has refused a request, and closes the connection next
                continue
            is_pending = self.engine._scopes[scope].pending.task is not None
            if not is_pending and not state.link.is_stopped and (state.link.is_up or state.link.is_idle):
                assert state.sent == state.acceptable()
                if not state.trials._tasks and self._heeds(scope):
                    assert self.streamed(scope) == state.acceptable().keys()

    def check_at_rest(self) -> None:
        """Check the rules that hold at rest."""
        self.check()
        self.check_rates()
        metrics = self.engine.get_connection_metrics()
        assert metrics["pending_task"] == {"public": "none", "private": "none"}
        assert metrics["failures"] <= self.tolerated_failures
        for scope in self.scopes:
            state, acceptable = self.engine._scopes[scope], self.engine._scopes[scope].acceptable()
            assert self.engine._scopes[scope].pending.task is None
            assert state.sent == acceptable
            assert self.streamed(scope) == acceptable.keys()
            expected = ConnectionState.LIVE if acceptable else ConnectionState.IDLE
            assert self.engine.link_status(scope).state is expected
        assert len(self.exchange.exchange.sessions) == sum(
            bool(self.engine._scopes[scope].acceptable()) for scope in self.scopes
        )
        for panel in self.desk.panels.values():
            self._check_panel(panel)

    def check_rates(self) -> None:
        """Check that connects and requests stayed within the limits, and that each request passed the gate."""
        dials = self.exchange.dials
        assert all(sum(t <= other < t + 1.0 for other in dials) <= 5 for t in dials)

    @property
    def punctual(self) -> list[Session]:
        """The connections whose messages reached the exchange without delay, so that its limits apply to our times."""
        return self.exchange.ever

    def streamed(self, scope: Scope) -> set[StreamKey]:
        """The exchange's streams of one scope, on any open connection."""
        return {key for key in self.exchange.wanted if key.type.scope is scope}

    def _heeds(self, scope: Scope) -> bool:
        """Return whether each side has read all messages of the other; the law is only checked then."""
        socket = self.engine._scopes[scope].link._socket
        if socket is not None and socket.pipe.session.ended:  # a closing handshake is in progress, behind slow frames
            now = self.exchange.clock.now
            assert now - self._goodbyes.setdefault(socket.pipe.session, now) < NOTICED_WITHIN
            return False
        return self.exchange.faults.is_calm and not any(map(_is_behind, self.exchange.exchange.sessions))

    def _check_panel(self, panel: Panel) -> None:
        if panel.is_quarantined:
            return
        status = panel.feed.status()
        for key, depth in self.wanted.items():
            if key in panel.streams:
                assert key in self.exchange.wanted, f"{panel.feed.component_id} waits for {key} and is not told why"
                if key.type.scope is Scope.PUBLIC:
                    assert key in panel.last or key in status.silent, f"{key} was never shown"
                    if key.type is StreamType.ORDERBOOK and key not in status.silent:
                        assert len(panel.last[key].orderbook_units) == depth


def _is_behind(session: Session) -> bool:
    return bool(session._unread or session._late or session._is_over)
