"""The way of one stream to its mailboxes: who gets it, and how things stand with it."""

from __future__ import annotations

from dataclasses import dataclass

from core.engine.deliver.left_out import LeftOut
from core.engine.deliver.mailbox import Mailbox
from core.model.messages import DataMessage
from core.model.subscription import Scope, StreamKey
from core.timing.exchange_clock import ExchangeClock


@dataclass(slots=True)
class FrameCounters:
    """What became of the messages that were not simply delivered."""

    unwanted: int = 0
    """Of streams nobody watches: late ones of a request that was replaced."""
    older: int = 0
    """Older than what was already there."""
    repeated_trades: int = 0
    misdated: int = 0
    """From the future by the exchange's own clock, or of no time at all."""
    overruled: int = 0
    """Older than what was there, and believed all the same."""


class Route:
    """One stream: who gets it, what came last, and how things stand with it in this epoch."""

    __slots__ = (
        "_clock",
        "_is_fresh",
        "_mailboxes",
        "_unanswered_since",
        "asked_at",
        "counters",
        "is_heard",
        "is_owed",
        "key",
        "last_heard",
        "members",
        "messages",
        "misdated",
        "spoiled",
    )

    def __init__(self, key: StreamKey, counters: FrameCounters, clock: ExchangeClock) -> None:
        self.key = key
        self.counters = counters
        self._clock = clock
        self._is_fresh = False
        """Whether anything was delivered since the stream was on the wire anew."""
        self.members: dict[Mailbox, None] = {}
        """Who gets it, in the order they joined."""
        self._mailboxes: tuple[Mailbox, ...] | None = None
        self.messages = 0
        self.asked_at: float | None = None
        """When it was last asked for anew; None while it is not on the wire."""
        self._unanswered_since: float | None = None
        """When it was asked for first of all the times that were not answered yet."""
        self.is_heard = False
        """Whether a frame of it arrived since."""
        self.is_owed = True
        """Whether its snapshot is still to come. The exchange sends one snapshot a stream, before all that follows
        (seen on the wire), so a realtime frame that comes first is a late one of the request before."""
        self.last_heard: float | None = None
        self.spoiled = LeftOut()
        """Messages that could not be read."""
        self.misdated = LeftOut()
        """Messages whose stamps cannot be true."""

    @property
    def mailboxes(self) -> tuple[Mailbox, ...]:
        """Who gets it, as of now: a component may come or go while a message is being delivered."""
        if self._mailboxes is None:  # made here, not where members change: one more among thousands costs no copy
            self._mailboxes = tuple(self.members)
        return self._mailboxes

    @property
    def heard_ms(self) -> int | None:
        """`last_heard` by the exchange's clock; None while that is not known."""
        return None if self.last_heard is None else self._clock.time_ms(self.last_heard)

    def join(self, mailbox: Mailbox) -> None:
        """Deliver to `mailbox` too."""
        self.members[mailbox] = None
        self._mailboxes = None

    def leave(self, mailbox: Mailbox) -> None:
        """Deliver to `mailbox` no more."""
        self.members.pop(mailbox, None)
        self._mailboxes = None

    def ask(self, now: float) -> None:
        """The stream was asked for: what is heard counts from here."""
        if self.is_heard or self._unanswered_since is None:
            self._unanswered_since = now
        self.asked_at = now
        self.is_heard = False
        self.is_owed = True

    def doubt(self) -> None:
        """The stream is going to be asked for anew: what was heard of it proves nothing any more."""
        if self.is_heard:
            self._unanswered_since = None
        self.is_owed = True
        self.is_heard = False

    def leave_wire(self) -> None:
        """The stream is on the wire no more: its connection was lost or its request replaced."""
        self.asked_at = self._unanswered_since = None
        self.is_heard = False
        self.is_owed = True
        self._is_fresh = False

    @property
    def is_awaited(self) -> bool:
        """Whether its first frame is still to come. Private streams are silent by nature."""
        return not self.is_heard and self.key.type.scope is Scope.PUBLIC

    def is_silent_since(self, time: float) -> bool:
        """Whether the stream was asked for by then and has not been heard of; asking once more is no answer."""
        return self.is_awaited and self._unanswered_since is not None and self._unanswered_since <= time

    def spoil(self, now: float) -> None:
        """A message could not be read; whoever watches is told when that begins, not of each one."""
        if self.spoiled.note(now):
            self._tell()

    def receive(self, message: DataMessage, now: float) -> None:
        """Take a frame of this stream in and deliver it."""
        self.messages += 1
        self.last_heard = now
        if self.is_owed:
            self.is_owed = message.stream_type != "SNAPSHOT" and self.key.type.scope is Scope.PUBLIC
        if not self.is_heard:
            self.is_heard = True
            self._tell()
        self.deliver(message, now)

    def deliver(self, message: DataMessage, now: float) -> None:
        """Pass `message` on as this class of delivery demands."""
        raise NotImplementedError

    def replay(self, mailbox: Mailbox) -> None:
        """Give a late joiner what is known."""
        raise NotImplementedError

    def _misdate(self, now: float) -> None:
        """A message's stamp cannot be true; whoever watches is told when that begins."""
        self.counters.misdated += 1
        if self.misdated.note(now):
            self._tell()

    def _tell(self) -> None:
        for mailbox in self.mailboxes:
            mailbox.notify_status()
