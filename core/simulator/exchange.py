"""The whole exchange: one market, its connections, its limits and its faults. Pure: `now` is an argument.

The servers and the in-memory pipe are shells around it; a `Clock` runs it on an event loop.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import count
from typing import Final, NamedTuple

from core.simulator.account.tokens import Key
from core.simulator.faults.faults import Faults, Switch
from core.simulator.market.listed_source import ListChange, ListedSource, Pause
from core.simulator.market.source import Source
from core.simulator.private_exchange import PrivateExchange
from core.simulator.streams.broadcast import Broadcast
from core.simulator.streams.limits import Gates, Quota, Verdict
from core.simulator.streams.list_changes import list_changes, pauses_ended
from core.simulator.streams.manners import Manners
from core.simulator.streams.raw_frames import bad_frame, flood
from core.simulator.streams.request import MESSAGES
from core.simulator.streams.session import DROPPED, Ended, Session

LEFT: Final = Ended(1000)
"""The client ended the connection first."""

_LOOKS: Final = 8
_SNAPSHOTS: Final = 4
_PAUSES: Final = 100
"""So many suspensions that are over are remembered; in those before, the market has traded after all."""


class Refused(Exception):
    """A connection or request beyond the limits.

    Args:
        verdict: the reason, and the duration of a block.
    """

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"HTTP {verdict.status}")
        self.verdict = verdict


class Unreachable(Exception):
    """Connects get no answer."""


class Admission(NamedTuple):
    """The state of the limits, sent with each answer."""

    group: str
    """The group in which the request was counted: `origin` if it had an `Origin` header."""
    quota: Quota
    left: int
    """Requests left in the window."""

    @property
    def header(self) -> str:
        """The `Remaining-Req` header. Its `min` is a constant, as on the wire."""
        return f"group={self.group}; min={round(self.quota.limit * 60 / self.quota.seconds)}; sec={self.left}"


class Exchange:
    """One market and all connections to it.

    Args:
        source: the market.
        epoch_ms: Unix time in milliseconds at `now` = 0.
        manners: how connections are treated.
    """

    def __init__(self, source: Source, epoch_ms: int, manners: Manners | None = None) -> None:
        self.broadcast = Broadcast(source, epoch_ms)
        self.private = PrivateExchange(self.broadcast)
        self.faults = Faults(self._strike, self._faults_changed)
        self.on_due: Callable[[], object] = _unheard
        """Called when `next_due` may be earlier now, though no request was made."""
        self._epoch_ms = epoch_ms
        self._manners = manners or Manners()
        self._gates = Gates(self._manners.limits)
        self._sessions: dict[int, Session] = {}
        self._numbers = count(1)
        self._source = source
        self._list_changes: tuple[ListChange, ...] = ()
        self._pauses: deque[Pause] = deque(maxlen=_PAUSES)

    @property
    def source(self) -> Source:
        """The market."""
        return self.broadcast.source

    def has_market(self, code: str) -> bool:
        """Whether a market is listed, or was before a fault delisted it."""
        return any(market.code == code for source in (self._source, self.source) for market in source.markets)

    @property
    def sessions(self) -> list[Session]:
        """Open connections, oldest first."""
        return [session for session in self._sessions.values() if session.ended is None]

    @property
    def manners(self) -> Manners:
        """How connections are treated. A change applies to new connections and resets every limit."""
        return self._manners

    @manners.setter
    def manners(self, manners: Manners) -> None:
        self._manners = manners
        self._gates = Gates(manners.limits)

    def now_ms(self, now: float) -> int:
        """Unix time in milliseconds at `now`."""
        return self.broadcast.unix_ms(now)

    def open(self, now: float) -> Session:
        """Open a connection that has passed `admit`."""
        session = Session(self.broadcast, self._manners, now, next(self._numbers), self.faults)
        self._sessions[session.number] = session
        return session

    def open_private(self, key: Key | None, now: float) -> Session:
        """Open a private connection that has passed `admit`; without a key, every message is answered with an error."""
        read, number = self.private.reader(key), next(self._numbers)
        session = Session(self.private.broadcast, self._manners, now, number, self.faults, read)
        session.is_private = True
        self._sessions[number] = session
        if key is not None:
            self.private.keep(session, key)
        return session

    def forget(self, session: Session) -> None:
        """Remove a closed connection; the client ended it, unless the exchange did before."""
        session.end(LEFT)
        self._sessions.pop(session.number, None)
        self.private.forget(session)

    def admit(self, client: str, group: str, now: float, *, has_origin: bool = False) -> Admission:
        """Count one request of `client` in a limit group: `websocket` for connects, else one of REST.

        Raises:
            Refused: it is over the limit.
        """
        limits = self._manners.limits
        quota = limits.of(group)
        if has_origin:
            group, quota = "origin", limits.origin
        verdict = self._gates.admit(client, group, quota, now, self.faults.tightness)
        if verdict.status != 200:
            raise Refused(verdict)
        return Admission(group, quota, verdict.left)

    @property
    def next_due(self) -> float:
        """When `advance` must be called next; never, while there is no connection and no open order."""
        own = min(self.faults.next_due, self.private.next_due)
        if not self._sessions:
            return own
        return min(own, self.broadcast.next_due, *(session.next_due for session in self._sessions.values()))

    def advance(self, now: float) -> None:
        """Do what is due at `now`, or a part of it; `next_due` stays in the past if more is due."""
        self.faults.wake(now)
        # The market first: the changes of a snapshot must not be sent again as realtime.
        self.broadcast.play(now, _LOOKS)
        self.private.play(now, _LOOKS)
        for session in list(self._sessions.values()):
            session.wake(now, _SNAPSHOTS)
            if session.ended:
                self.forget(session)

    def lift_spent_faults(self, now: float) -> None:
        """Switch off the faults that reach no open connection any more: they would be on without any effect."""
        for switch in self.faults.of_connections:
            if not any(session.is_reached_by(switch) for session in self.sessions):
                self.faults.clear(now, switch.fault.name)

    def _strike(self, blow: Switch, now: float) -> None:
        for session in self.sessions:
            _BLOWS[blow.fault.name](session, blow, now)

    def _faults_changed(self, now: float) -> None:
        now_ms = self.now_ms(now)
        epoch_ms = self._epoch_ms + self.faults.clock_shift_ms
        if epoch_ms != self.broadcast.epoch_ms:
            self.broadcast.play(now)
            self.broadcast.set_clock(epoch_ms, now)
        changes = list_changes(self.faults, self.now_ms)
        if changes != self._list_changes:
            self.broadcast.play(now)  # else some streams would tell the last trades, and others would not
            self._pauses += pauses_ended(self._list_changes, changes, now_ms)
            self._list_changes = changes
            listed = ListedSource(self._source, changes, self._pauses) if changes or self._pauses else self._source
            self.broadcast.set_source(listed, now)
        self.on_due()


def _drop(session: Session, _blow: Switch, _now: float) -> None:
    session.end(DROPPED)


def _close(session: Session, blow: Switch, _now: float) -> None:
    session.end(Ended(blow.whole("code"), blow.text("reason")))


def _fail(session: Session, blow: Switch, now: float) -> None:
    name = blow.text("error")
    session.fail(name, MESSAGES.get(name, "요청을 처리할 수 없습니다."), now)


def _overfill(session: Session, blow: Switch, now: float) -> None:
    filling = b"x" * round(blow.number("mebibytes") * (1 << 20))
    session.say(b'{"type":"ticker","code":"' + filling + b'"}', now)


def _linger(session: Session, blow: Switch, _now: float) -> None:
    session.end(Ended(blow.whole("code"), keep=blow.number("keep"), pour=blow.whole("pour")))


def _break(session: Session, blow: Switch, _now: float) -> None:
    session.shout(bad_frame(blow.text("shape")))
    session.end(Ended(None, keep=blow.number("keep"), pour=blow.whole("pour")))


def _flood(session: Session, blow: Switch, _now: float) -> None:
    session.shout(flood(blow.text("shape"), blow.whole("frames")))


_BLOWS: Final[dict[str, Callable[[Session, Switch, float], None]]] = {
    "drop": _drop,
    "close": _close,
    "error": _fail,
    "oversized": _overfill,
    "linger": _linger,
    "bad_frame": _break,
    "flood": _flood,
}
"""The effect of each momentary fault on a connection."""


def _unheard() -> None:
    """Without a clock, changes need no notification."""
