"""A desk whose exchange has every possible fault, while its user acts."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

from core.loop.tasks import TaskOwner
from core.model.link_status import ConnectionState
from core.model.subscription import Scope, StreamType, Subscription, subscribe
from core.simulator.account.tokens import KeyState
from core.simulator.market.source import Source
from core.simulator.streams.manners import Manners
from core.simulator.streams.session import Session
from embedded import AT_ONCE
from engine_life import SUBSCRIPTIONS, Life

BAD_CODE = "KRW-BAD"
BAD = subscribe(StreamType.TICKER, BAD_CODE)
"""A subscription that the exchange refuses on demand; otherwise its code is unknown and gets no answer."""

UNDER_FIRE = [
    *SUBSCRIPTIONS,
    BAD,
    subscribe(StreamType.MY_ASSET, "*"),
    subscribe(StreamType.TICKER, "KRW-NOPE"),
]

RECOVERED_WITHIN = 240.0
"""Seconds after the last fault within which the law must hold: a block of 60 s for each side, the longest reconnect
delay, a dead feed found and given up, and a trial for each panel at the pace of the connect gate."""

LONGEST_WAIT = 60.0
"""Seconds until the next dial, as shown on the screen, that a user accepts without pressing the button."""

FAULTS: tuple[tuple[str, dict[str, object]], ...] = (
    ("drop", {}),
    ("close", {"code": 1000}),
    ("close", {"code": 1008}),
    ("close", {"code": 1012, "reason": "restart"}),
    ("error", {"error": "WRONG_FORMAT"}),
    ("error", {"error": "INVALID_AUTH"}),
    ("error", {"error": "Too Many Requests"}),
    ("error", {"error": "I'm a teapot"}),
    ("oversized", {"mebibytes": 0.01}),
    ("mute", {"reach": "open"}),
    ("mute", {"reach": "all", "seconds": 8.0}),
    ("half_open", {"reach": "open"}),
    ("half_open", {"reach": "all", "seconds": 8.0}),
    ("lost_subscription", {"reach": "request"}),
    ("lost_subscription", {"reach": "open"}),
    ("list_reply", {"reply": "none"}),
    ("list_reply", {"reply": "empty"}),
    ("refuse", {"seconds": 3.0}),
    ("handshake", {"status": 503, "count": 2}),
    ("handshake", {"status": 429, "count": 1}),
    ("handshake", {"status": 418, "wait": 5.0, "count": 1}),
    ("handshake", {"status": 401, "count": 1}),
    ("delay", {"by": 0.3}),
    ("delay", {"by": 3.0}),
    ("slice", {"size": 256, "pause": 0.01}),
    ("garbage", {"chance": 0.3}),
    ("duplicate", {"chance": 0.5}),
    ("reorder", {"chance": 0.3, "lag": 0.5}),
    ("reject_code", {"code": BAD_CODE}),
    ("reject_code", {"code": "KRW-XRP"}),
)

UNJUST = {("error", "WRONG_FORMAT"), ("reject_code", "KRW-XRP")}
"""A fault that makes the exchange refuse innocent requests."""


class LifeUnderFire(Life):
    """A desk on both sides of an exchange with faults."""

    def __init__(self, source: Source, manners: Manners = AT_ONCE) -> None:
        super().__init__(source, manners, tuple(Scope))
        self._tasks = TaskOwner()
        self._is_just = True
        self._stalls: list[tuple[float, float]] = []
        """From when to when new connections were half-open from their beginning."""
        self._stalled: set[Session] = set()

    # Additional events

    def fault(self, which: int, _: object = None) -> None:
        """Set a fault at the exchange."""
        name, parameters = FAULTS[which % len(FAULTS)]
        self._is_just &= (name, parameters.get("error", parameters.get("code"))) not in UNJUST
        now = self.exchange.clock.now
        self.exchange.faults.set(name, now, **parameters)
        if name == "half_open":
            self._stalled.update(self.exchange.exchange.sessions)
            self._stalls.append((now, now + float(parameters.get("seconds", 0.0))))

    def mend(self, _: object = None, __: object = None) -> None:
        """End all faults."""
        self.exchange.faults.clear(self.exchange.clock.now)

    def revoke(self, _: object = None, __: object = None) -> None:
        """Revoke the key."""
        self.exchange.revoke()

    def act(self, which: int, _: object = None) -> None:
        """Remove the cause of a stop and reconnect, as the user does."""
        self.exchange.key.state = KeyState.VALID
        self.engine.reconnect(tuple(Scope)[which % 2])

    def sign(self, which: int, _: object = None) -> None:
        """Remove the key, or give another one."""
        dial = self.exchange.dial_private if which % 2 else None
        self._tasks.spawn(self.engine.set_dial(Scope.PRIVATE, dial, "no key"), "sign")

    def live(self, do: str, who: int, subscriptions: Sequence[Subscription]) -> None:
        """Let one event happen."""
        getattr(self if hasattr(self, do) else self.desk, do)(who, subscriptions)

    @property
    def punctual(self) -> list[Session]:
        """All connections that were never half-open: on others, waiting frames are read at once later, however
        well they were spaced.
        """
        return [
            session
            for session in self.exchange.ever
            if session not in self._stalled
            and not any(began <= session._opened <= ended for began, ended in self._stalls)
        ]

    # Afterwards

    async def recover(self) -> float:
        """End all faults and wait until the law holds; return the seconds that took."""
        began = self.exchange.clock.now
        self.calm()
        self.mend()
        await asyncio.sleep(0.5)  # the exchange sends its delayed frames now, refusals too
        self.exchange.key.state = KeyState.VALID
        await self.engine.set_dial(Scope.PRIVATE, self.exchange.dial_private)
        while not self.is_at_rest:
            for scope in Scope:
                status = self.engine.link_status(scope)
                if status.state is ConnectionState.STOPPED or status.next_in > LONGEST_WAIT:
                    self.engine.reconnect(scope)
            self.check()
            assert self.exchange.clock.now - began < RECOVERED_WITHIN, self.engine.get_connection_metrics()
            await asyncio.sleep(1.0)
            self.check_law()
        return self.exchange.clock.now - began

    @property
    def is_at_rest(self) -> bool:
        """Return whether no work is in progress."""
        try:
            self.check_at_rest()
        except AssertionError:
            return False
        return True

    def check_justice(self) -> None:
        """Check that only components with a refused stream are refused."""
        if self._is_just:
            for panel in self.desk.panels.values():
                assert not panel.is_quarantined or BAD in panel.subscriptions, "a good panel is quarantined"

    async def pardon(self) -> None:
        """Retry everything that was refused, now that the exchange refuses nothing."""
        for who in list(self.desk.panels):
            self.desk.retry(who)
        await self.recover()
        for scope in self.scopes:
            assert self.streamed(scope) == self.desk.wanted(scope).keys()

    async def end(self) -> None:
        """Close every panel and the desk."""
        for who in list(self.desk.panels):
            self.desk.close(who)
        await self.recover()
        assert not self.exchange.exchange.sessions
        assert not self.engine._dispatcher.routes
        await self._tasks.cancel()
        await self.engine.stop()
        self.exchange.clock.stop()


def shaken(rng: random.Random) -> tuple[str, int, list[Subscription], float]:
    """A possible event, and the seconds until the next one."""
    do = rng.choice(HAPPENINGS)
    subscriptions = rng.choices(UNDER_FIRE, k=rng.randint(0, 3))
    return do, rng.randrange(len(FAULTS)) if do == "fault" else rng.randrange(4), subscriptions, rng.expovariate(0.3)


HAPPENINGS = (
    *("attach", "attach", "attach", "replace", "replace", "close", "drop", "flip", "hold", "retry"),
    *("fault", "fault", "fault", "fault", "mend", "mend", "act", "sign", "revoke"),
    *("cut", "fail_sends", "slow_sends", "slow_dials", "slow_closes", "refuse", "refuse", "shut_gate"),
)
"""Possible events; an event that is listed more often happens more often."""
