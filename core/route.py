"""The way of one stream to its mailboxes, with the memory that late joiners, repeats and late frames call for.

Three classes of delivery. *Latest wins*: an older message never replaces a newer one. *Latest wins per candle*:
likewise for each candle by itself. *Every one*: in order of arrival, each once.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from core.mailbox import Mailbox
from core.subscription import Scope, StreamKey, StreamType
from core.upbit.messages import Candle, DataMessage, Trade

SPOILED_FOR = 5.0
"""Seconds a stream counts as spoiled after a message of it that could not be read: long enough to be seen."""

_RECENT_CANDLES = 4
_RECENT_TRADES = 200
"""What a late joiner is given, and how far back a repeat is known: what the exchange repeats is the last trade, in a
snapshot. Of all 855 markets they are about 130 MB."""


@dataclass(slots=True)
class FrameCounters:
    """What became of the messages that were not simply delivered."""

    unwanted: int = 0
    """Of streams nobody watches: late ones of a request that was replaced."""
    older: int = 0
    """Older than what was already there."""
    repeated_trades: int = 0


class Route:
    """One stream: who gets it, what came last, and how things stand with it in this epoch."""

    __slots__ = (
        "_mailboxes",
        "asked_at",
        "counters",
        "is_heard",
        "is_owed",
        "key",
        "last_heard",
        "members",
        "messages",
        "spoiled",
        "spoiled_at",
    )

    def __init__(self, key: StreamKey, counters: FrameCounters) -> None:
        self.key = key
        self.counters = counters
        self.members: dict[Mailbox, None] = {}
        """Who gets it, in the order they joined."""
        self._mailboxes: tuple[Mailbox, ...] | None = None
        self.messages = 0
        self.asked_at: float | None = None
        """When it was last asked for anew; None while it is not on the wire."""
        self.is_heard = False
        """Whether a frame of it arrived since."""
        self.is_owed = True
        """Whether its snapshot is still to come. The exchange sends one snapshot a stream, before all that follows
        (seen on the wire), so a realtime frame that comes first is a late one of the request before."""
        self.last_heard: float | None = None
        self.spoiled = 0
        """Messages left out because they could not be read, in the latest run of them."""
        self.spoiled_at: float | None = None

    @property
    def mailboxes(self) -> tuple[Mailbox, ...]:
        """Who gets it, as of now: a component may come or go while a message is being delivered."""
        if self._mailboxes is None:  # made here, not where members change: one more among thousands costs no copy
            self._mailboxes = tuple(self.members)
        return self._mailboxes

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
        self.asked_at = now
        self.is_heard = False
        self.is_owed = True

    def leave_wire(self) -> None:
        """The stream is on the wire no more: its connection was lost or its request replaced."""
        self.asked_at = None
        self.is_heard = False
        self.is_owed = True

    @property
    def is_awaited(self) -> bool:
        """Whether its first frame is still to come. Private streams are silent by nature."""
        return not self.is_heard and self.key.type.scope is Scope.PUBLIC

    def is_silent_since(self, time: float) -> bool:
        """Whether the stream was asked for by then and has not been heard of."""
        return self.is_awaited and self.asked_at is not None and self.asked_at <= time

    def is_spoiled(self, now: float) -> bool:
        """Whether a message of the stream could not be read just now."""
        return self.spoiled_at is not None and now - self.spoiled_at < SPOILED_FOR

    def spoil(self, now: float) -> None:
        """A message could not be read; whoever watches is told when that begins, not of each one."""
        is_first = not self.is_spoiled(now)
        self.spoiled = 1 if is_first else self.spoiled + 1
        self.spoiled_at = now
        if is_first:
            for mailbox in self.mailboxes:
                mailbox.notify()

    def receive(self, message: DataMessage, now: float) -> None:
        """Take a frame of this stream in and deliver it."""
        self.messages += 1
        self.last_heard = now
        if self.is_owed:
            self.is_owed = message.stream_type != "SNAPSHOT" and self.key.type.scope is Scope.PUBLIC
        if not self.is_heard:
            self.is_heard = True
            for mailbox in self.mailboxes:
                mailbox.notify()
        self.deliver(message)

    def deliver(self, message: DataMessage) -> None:
        """Pass `message` on as this class of delivery demands."""
        raise NotImplementedError

    def replay(self, mailbox: Mailbox) -> None:
        """Give a late joiner what is known."""
        raise NotImplementedError


class LatestRoute(Route):
    """Ticker and order book: the newest is all that counts."""

    __slots__ = ("_last",)

    def __init__(self, key: StreamKey, counters: FrameCounters) -> None:
        super().__init__(key, counters)
        self._last: DataMessage | None = None

    def deliver(self, message: DataMessage) -> None:
        """An older timestamp never replaces a newer one; an equal one does."""
        if self._last is not None and message.timestamp < self._last.timestamp:
            self.counters.older += 1
            return
        self._last = message
        for mailbox in self.mailboxes:
            mailbox.put_latest(self.key, message)

    def replay(self, mailbox: Mailbox) -> None:
        """The last value."""
        if self._last is not None:
            mailbox.put_latest(self.key, self._last)


class CandleRoute(Route):
    """Candles: the newest revision of each counts, and a candle is closed once a later one is known."""

    __slots__ = ("_recent",)

    def __init__(self, key: StreamKey, counters: FrameCounters) -> None:
        super().__init__(key, counters)
        self._recent: dict[str, Candle] = {}

    def deliver(self, message: DataMessage) -> None:
        """A revision of an older candle is delivered beside the newer candle, which it never hides."""
        assert isinstance(message, Candle)
        start = message.candle_date_time_utc
        known = self._recent.get(start)
        if known is not None and message.timestamp < known.timestamp:
            self.counters.older += 1
            return
        self._recent[start] = message
        if len(self._recent) > _RECENT_CANDLES:
            del self._recent[min(self._recent)]
        for mailbox in self.mailboxes:
            mailbox.put_latest((self.key, start), message)

    def replay(self, mailbox: Mailbox) -> None:
        """The newest candles, oldest first."""
        for start in sorted(self._recent):
            mailbox.put_latest((self.key, start), self._recent[start])


class EventRoute(Route):
    """Trades, own orders and balances: every one, in order of arrival, a trade only once."""

    __slots__ = ("_ids", "_recent")

    def __init__(self, key: StreamKey, counters: FrameCounters) -> None:
        super().__init__(key, counters)
        self._recent: deque[Trade] = deque()
        self._ids: set[int | None] = set()
        """Of the trades in `_recent`."""

    def deliver(self, message: DataMessage) -> None:
        """A late trade is delivered like any other; a known one is not: a snapshot repeats the last trade."""
        if isinstance(message, Trade):
            if message.sequential_id in self._ids:
                self.counters.repeated_trades += 1
                return
            self._remember(message)
        for mailbox in self.mailboxes:
            mailbox.put_event(message)

    def replay(self, mailbox: Mailbox) -> None:
        """The last trades; own orders and balances have no memory here: REST knows how they stand."""
        for message in self._recent:
            mailbox.put_event(message)

    def _remember(self, trade: Trade) -> None:
        if len(self._recent) == _RECENT_TRADES:
            self._ids.discard(self._recent.popleft().sequential_id)
        self._recent.append(trade)
        if trade.sequential_id is not None:
            self._ids.add(trade.sequential_id)


def route_for(key: StreamKey, counters: FrameCounters) -> Route:
    """The class of delivery this stream's type calls for."""
    if key.type.is_candle:
        return CandleRoute(key, counters)
    if key.type in (StreamType.TICKER, StreamType.ORDERBOOK):
        return LatestRoute(key, counters)
    return EventRoute(key, counters)
