"""The route of one stream to its mailboxes, and the state of that stream."""

from __future__ import annotations

from dataclasses import dataclass

from core.engine.deliver.left_out import LeftOut
from core.engine.deliver.mailbox import Mailbox
from core.model.messages import DataMessage
from core.model.subscription import Scope, StreamKey
from core.timing.exchange_clock import ExchangeClock


@dataclass(slots=True)
class FrameCounters:
    """Counts of messages that were not simply delivered."""

    unwanted: int = 0
    """Of streams without a subscriber: late messages of a replaced request."""
    older: int = 0
    """Older than the value already there."""
    repeated_trades: int = 0
    misdated: int = 0
    """Later than the exchange's own clock, or without any time."""
    overruled: int = 0
    """Older than the value already there, but accepted."""


class Route:
    """One stream: its mailboxes, its last message and its state in this epoch."""

    __slots__ = (
        "_clock",
        "_damaged",
        "_is_fresh",
        "_mailboxes",
        "_unanswered_since",
        "counters",
        "is_heard",
        "is_owed",
        "key",
        "last_heard",
        "members",
        "messages",
        "misdated",
        "requested_at",
        "snapshots",
        "spoiled",
    )

    def __init__(self, key: StreamKey, counters: FrameCounters, clock: ExchangeClock) -> None:
        self.key = key
        self.counters = counters
        self._clock = clock
        self._damaged: DataMessage | None = None
        """The last delivered message that a component found damaged in part."""
        self._is_fresh = False
        """Whether any message was delivered since the stream was last put on the wire."""
        self.members: dict[Mailbox, None] = {}
        """The mailboxes of this stream, in the order they joined."""
        self._mailboxes: tuple[Mailbox, ...] | None = None
        self.messages = 0
        self.snapshots = 0
        """How many of them were snapshots, the answers to requests."""
        self.requested_at: float | None = None
        """When it was last requested; None while it is not on the wire."""
        self._unanswered_since: float | None = None
        """The time of the first request in the current series of unanswered ones."""
        self.is_heard = False
        """Whether a frame has arrived since the stream was requested."""
        self.is_owed = True
        """Whether its snapshot has not arrived yet. The exchange sends one snapshot per stream before all else (seen on
        the wire), so an earlier realtime frame belongs to the previous request."""
        self.last_heard: float | None = None
        self.spoiled = LeftOut()
        """Messages that could not be read."""
        self.misdated = LeftOut()
        """Messages with implausible timestamps."""

    @property
    def mailboxes(self) -> tuple[Mailbox, ...]:
        """A fixed copy of the members: a component may join or leave while a message is being delivered."""
        if self._mailboxes is None:  # built here and not on each join, so that one more among thousands costs no copy
            self._mailboxes = tuple(self.members)
        return self._mailboxes

    @property
    def heard_ms(self) -> int | None:
        """`last_heard` on the exchange's clock; None while that clock is unknown."""
        return None if self.last_heard is None else self._clock.time_ms(self.last_heard)

    @property
    def clock_set_back(self) -> int:
        """How often the exchange's clock was set back."""
        return self._clock.set_back

    @property
    def lateness_ms(self) -> float | None:
        """How much later than the fastest messages the last one came; None for a route that does not know."""
        return None

    @property
    def last_trade_ms(self) -> int | None:
        """The time of the last trade told on this connection; None for a route that tells none."""
        return None

    @property
    def last_message(self) -> DataMessage | None:
        """The last message that came since the last request; None without one, or if not only the last one counts."""
        return None

    def join(self, mailbox: Mailbox) -> None:
        """Deliver to `mailbox` too."""
        self.members[mailbox] = None
        self._mailboxes = None

    def leave(self, mailbox: Mailbox) -> None:
        """Stop delivering to `mailbox`."""
        self.members.pop(mailbox, None)
        self._mailboxes = None

    def mark_requested(self, now: float) -> None:
        """Record a new request: from now on only its answer counts as heard."""
        if self.is_heard or self._unanswered_since is None:
            self._unanswered_since = now
        self.requested_at = now
        self.is_heard = False
        self.is_owed = True

    def doubt(self) -> None:
        """Treat the stream as unheard: it is about to be requested again."""
        if self.is_heard:
            self._unanswered_since = None
        self.is_owed = True
        self.is_heard = False

    def leave_wire(self) -> None:
        """The stream has left the wire: its connection was lost or its request replaced."""
        self.requested_at = self._unanswered_since = None
        self.is_heard = False
        self.is_owed = True
        self._is_fresh = False

    @property
    def is_awaited(self) -> bool:
        """Whether its first frame is missing. Never true for private streams, which may be silent for long."""
        return not self.is_heard and self.key.type.scope is Scope.PUBLIC

    def is_silent_since(self, time: float) -> bool:
        """Whether the stream was requested by `time` and not heard since; a repeated request does not reset this."""
        return self.is_awaited and self._unanswered_since is not None and self._unanswered_since <= time

    def spoil(self, now: float) -> None:
        """Count an unreadable message; subscribers are notified at the start of a run, not for each one."""
        if self.spoiled.note(now):
            self._notify_status()

    def report_damage(self, message: DataMessage, now: float) -> None:
        """Count a delivered message as unreadable, once however many components report it."""
        if message is not self._damaged:
            self._damaged = message
            self.spoil(now)

    def receive(self, message: DataMessage, now: float) -> None:
        """Record and deliver a message of this stream."""
        self.messages += 1
        if message.stream_type == "SNAPSHOT":
            self.snapshots += 1
        self.last_heard = now
        if self.is_owed:
            self.is_owed = message.stream_type != "SNAPSHOT" and self.key.type.scope is Scope.PUBLIC
        if not self.is_heard:
            self.is_heard = True
            self._notify_status()
        self.deliver(message, now)

    def deliver(self, message: DataMessage, now: float) -> None:
        """Deliver `message` by the rules of this class of delivery."""
        raise NotImplementedError

    def replay(self, mailbox: Mailbox) -> None:
        """Give a late joiner the known values."""
        raise NotImplementedError

    def _misdate(self, now: float) -> None:
        """Count a message with an implausible timestamp; subscribers are notified at the start of a run."""
        self.counters.misdated += 1
        if self.misdated.note(now):
            self._notify_status()

    def _notify_status(self) -> None:
        for mailbox in self.mailboxes:
            mailbox.notify_status()
