"""One WebSocket connection from the exchange's side, without a socket and without a clock.

A shell passes in the client's messages and the time, and sends its `outbox`; `now` is in seconds on any clock that runs
evenly. It keeps the exchange's promises: a request replaces the whole subscription at once; a requested snapshot comes
once and before the topic's realtime frames; a replaced request cancels its outstanding snapshots; after an error
nothing more is sent and the connection closes. `Faults` decides on everything else that may go wrong.

Source: Upbit WebSocket guide, and what was seen on the wire where that differs.
"""

from __future__ import annotations

import heapq
import math
import random
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from core.simulator.faults.faults import Faults, Switch
from core.simulator.streams.broadcast import Publisher
from core.simulator.streams.frames import STATUS_UP, Format, error_frame, list_frame
from core.simulator.streams.held_back import HeldBack
from core.simulator.streams.limits import Windows
from core.simulator.streams.list_reply import listed
from core.simulator.streams.manners import Manners
from core.simulator.streams.odd_frames import Identity, bend_frame, identity_of, kind_of_stream
from core.simulator.streams.request import (
    ListSubscriptions,
    Ping,
    RejectedRequest,
    Request,
    StreamRequest,
    Subscribe,
    Topic,
    parse,
)

OUTBOX_LIMIT: Final = 50_000
"""How many frames may wait for a slow client before it is disconnected."""

LOG_LENGTH: Final = 1000
"""How many requests a session keeps in its log."""


class Ended(NamedTuple):
    """How a connection ended on the exchange's side."""

    code: int | None
    """The code of the close frame; None for a connection dropped without one."""
    reason: str = ""
    keep: float = 0.0
    """Seconds for which the socket stays open nevertheless; without a code nothing more is sent on it."""
    pour: int = 0
    """Mebibytes of frames sent during that time."""


DROPPED: Final = Ended(None)

_PRIVATE_KINDS: Final = {"order", "asset"}

Reader = Callable[[str | bytes], Request]
"""Reads a client message by the rules of its endpoint. Raises `RejectedRequest`."""


def _unheard() -> None:
    """The default callback of a session without a shell."""


class Session:
    """One connection.

    Args:
        broadcast: the source of its endpoint's streams.
        manners: how it is treated.
        now: when it opened.
        number: identifies the connection, and seeds its jitter.
        faults: the faults; none if omitted.
        read: reads the client's messages; by default as on the public endpoint.
    """

    def __init__(
        self,
        broadcast: Publisher,
        manners: Manners,
        now: float,
        number: int = 0,
        faults: Faults | None = None,
        read: Reader = parse,
    ) -> None:
        self.number = number
        self.manners = manners
        self.outbox: deque[bytes] = deque()
        """Frames to send, in order; the shell removes them."""
        self.pongs: deque[bytes] = deque()
        """Payloads of the pings to answer; the shell removes them, before the frames."""
        self.raw: deque[bytes] = deque()
        """Raw bytes to write before the frames, if there is a socket; the shell removes them."""
        self.ended: Ended | None = None
        """Set when the exchange ends the connection; frames in the outbox are sent before."""
        self.on_output: Callable[[], None] = _unheard
        """Called when the outbox or the pongs are no longer empty, or the connection has ended."""
        self.form = Format.DEFAULT
        self.subscribed: tuple[StreamRequest, ...] = ()
        """The current request."""
        self.requests = 0
        """Messages received, without `PING`."""
        self.request_log: deque[str] = deque(maxlen=LOG_LENGTH)
        self.is_private = False
        """Whether its endpoint has the streams of an account instead of those of the market."""
        self.violations = 0
        """Messages beyond the limits."""
        self.errors: list[str] = []
        """Names of the errors sent to the client."""
        self._broadcast = broadcast
        self._read = read
        self._faults = faults or Faults()
        self._opened = self._requested_at = now
        self._jitter = random.Random(number)
        self._windows = Windows(manners.limits.messages)
        self._streaming: dict[Topic, None] = {}
        self._snapshots: list[tuple[float, int, Topic, bool]] = []
        self._last_frame = now
        self._next_up = math.inf
        self._closes_at = math.inf
        self._unread: deque[Callable[[float], None]] = deque()
        """Client messages that arrived while reading was stalled."""
        self._late = HeldBack()
        self._late_pongs = HeldBack()
        self._heard = -math.inf
        """When the last data frame was sent."""

    @property
    def wanted(self) -> frozenset[Topic]:
        """The subscribed topics of every code that was named; topics with only a snapshot do not count."""
        return frozenset(topic for stream in self.subscribed if stream.realtime for topic in stream.topics())

    @property
    def next_due(self) -> float:
        """When `wake` must be called next."""
        if self.ended or self.is_stalled:
            return math.inf
        if self._unread:
            return -math.inf
        delay = self._faults.delay
        snapshot = self._snapshots[0][0] if self._snapshots else math.inf
        idle = self._last_frame + self.manners.idle_limit
        held_back = min(self._late.next_due(delay), self._late_pongs.next_due(0.0))
        return min(snapshot, held_back, self._next_up, self._closes_at + delay, idle)

    @property
    def is_stalled(self) -> bool:
        """Whether both directions are blocked, as on a half-open connection; waiting frames are sent afterwards."""
        return self._faults.is_stalled(self._opened)

    def is_reached_by(self, switch: Switch) -> bool:
        """Whether a fault with a reach has an effect on this connection, now or on what it may still request."""
        stream = switch.parameters.get("stream", "all")
        is_of_its_streams = stream == "all" or (stream in _PRIVATE_KINDS) is self.is_private
        return is_of_its_streams and switch.reaches(self._opened, self._requested_at)

    def receive(self, message: str | bytes, now: float) -> None:
        """Process a message of the client."""
        if self.is_stalled:
            self._unread.append(partial(self.receive, message))
            return
        if self._is_over:
            return
        self.touch(now)
        if message not in {"PING", b"PING"}:
            self.requests += 1
            self.request_log.append(message if isinstance(message, str) else message.decode(errors="replace"))
        if not self._windows.admit(now, self._faults.tightness):
            self.violations += 1
            self.fail("Too Many Requests", "요청 수 제한을 초과했습니다.", now)
            return
        try:
            request = self._read(message)
        except RejectedRequest as error:
            self.fail(error.name, error.message, now)
            return
        match request:
            case Ping():
                self._answer_pings(now)
            case ListSubscriptions():
                self._list(request, now)
            case Subscribe():
                self._replace(request, now)

    def ping(self, payload: bytes, now: float) -> None:
        """Process a ping frame of the client."""
        if self.is_stalled:
            self._unread.append(partial(self.ping, payload))
        elif self.ended is None:
            self.touch(now)
            if self._faults.pong_delay:
                self._late_pongs.put(payload, now + self._faults.pong_delay)
            else:
                self.pongs.append(payload)
                self.on_output()

    def shout(self, raw: bytes) -> None:
        """Write raw bytes to the socket."""
        self.raw.append(raw)
        self.on_output()

    def touch(self, now: float) -> None:
        """Record that a frame passed, such as the client's pong: the connection is not idle."""
        self._last_frame = now

    def hear(self, frame: bytes, now: float) -> None:
        """Process one data frame, from the broadcast or a snapshot."""
        if self.ended is not None:
            return
        if self._faults.is_calm:
            self.say(frame, now)
            return
        if now - self._heard < self._faults.thinned_to:
            return
        if not self._faults.forgets(self._opened, self._requested_at, partial(identity_of, frame)):
            self._heard = now
            for lag, each in self._faults.distort(bend_frame(self._faults, frame, now), now):
                self.say(each, now, lag)

    def wake(self, now: float, snapshots: int = sys.maxsize) -> None:
        """Do what is due at `now`, with at most so many `snapshots`; `next_due` stays in the past if more are."""
        if self.ended or self.is_stalled:
            return
        while self._unread:
            self._unread.popleft()(now)
        self._let_go(now)
        self._pong_late(now)
        if now >= self._closes_at + self._faults.delay:
            self.end(Ended(1000))
            return
        while self._snapshots and self._snapshots[0][0] <= now and snapshots > 0:
            self._snapshot(*heapq.heappop(self._snapshots)[2:], now)
            snapshots -= 1
        if now >= self._next_up:
            self.say(STATUS_UP, now)
            self._answer_pings(now)
        if now >= self._last_frame + self.manners.idle_limit:
            self.end(DROPPED)

    def say(self, frame: bytes, now: float, lag: float = 0.0) -> None:
        """Send a frame; with `lag`, that many seconds later and behind frames sent meanwhile."""
        if self._faults.is_calm and not self._late:
            self.outbox.append(frame)
            self.on_output()
        elif self._faults.is_mute(self._opened):
            return
        else:
            self._late.put(frame, now + lag)
            self._let_go(now)
        self._last_frame = now
        if len(self.outbox) + len(self._late) > OUTBOX_LIMIT:
            # During a broadcast the set of listeners must not change, so `end` is called later.
            self.ended = DROPPED
            self.outbox.clear()
            self.on_output()

    def fail(self, name: str, message: str, now: float) -> None:
        """Send an error, and close the connection a moment later; only the first error counts."""
        if self._is_over:
            return
        self.errors.append(name)
        self._unsubscribe()
        self._next_up = math.inf
        self.say(error_frame(name, message), now)
        self._closes_at = now + self.manners.close_delay

    def end(self, how: Ended) -> None:
        """End the connection; only the first call counts."""
        self._unsubscribe()
        self._late.clear()
        if self.ended is None:
            self.ended = how
            self.on_output()

    @property
    def _is_over(self) -> bool:
        return self.ended is not None or self._closes_at < math.inf

    def _replace(self, request: Subscribe, now: float) -> None:
        if self._faults.rejects(topic.code for stream in request.streams for topic in stream.topics()):
            self.fail("INVALID_PARAM", "요청 파라미터가 올바르지 않습니다.", now)
            return
        self._unsubscribe()
        self._requested_at = now
        self.subscribed = request.streams
        self.form = request.form
        topics: dict[Topic, tuple[bool, bool]] = {}
        for stream in request.streams:
            for topic in stream.topics():
                snapshot, realtime = topics.get(topic, (False, False))
                topics[topic] = (snapshot or stream.snapshot, realtime or stream.realtime)
        for order, (topic, (snapshot, realtime)) in enumerate(topics.items()):
            if snapshot:
                due = now + self._jitter.uniform(*self.manners.snapshot_delay)
                heapq.heappush(self._snapshots, (due, order, topic, realtime))
            elif realtime:
                self._stream(topic, now)

    def _snapshot(self, topic: Topic, realtime: bool, now: float) -> None:
        frame = self._broadcast.snapshot(topic, self.form, now)
        if frame is not None:
            self.hear(frame, now)
        if realtime:
            self._stream(topic, now)

    def _stream(self, topic: Topic, now: float) -> None:
        self._streaming[topic] = None
        self._broadcast.join(self, topic, self.form, now)

    def _unsubscribe(self) -> None:
        for topic in self._streaming:
            self._broadcast.leave(self, topic, self.form)
        self._streaming.clear()
        self._snapshots.clear()

    def _list(self, request: ListSubscriptions, now: float) -> None:
        topics = list(self._streaming)
        for topic in topics:
            self._broadcast.leave(self, topic, self.form)
        # As at the real exchange, the format of this question becomes that of the running streams.
        self.form = request.form
        for topic in topics:
            self._broadcast.join(self, topic, self.form, now)
        if (reply := self._faults.list_reply) != "none":
            frame = list_frame(request.ticket, listed(self.subscribed, reply, self._is_lost), self.form)
            self.say(frame, now, self._faults.list_delay)

    def _answer_pings(self, now: float) -> None:
        interval = self.manners.up_interval
        self._next_up = (now // interval + 1) * interval

    def _is_lost(self, stream: str, code: str) -> bool:
        return self._faults.forgets(self._opened, self._requested_at, lambda: Identity(kind_of_stream(stream), code))

    def _pong_late(self, now: float) -> None:
        before = len(self.pongs)
        self.pongs.extend(self._late_pongs.due(now, 0.0))
        if len(self.pongs) > before:
            self.on_output()

    def _let_go(self, now: float) -> None:
        """Send the delayed frames that are due."""
        if not self._late or self.is_stalled:
            return
        before = len(self.outbox)
        self.outbox.extend(self._late.due(now, self._faults.delay))
        if len(self.outbox) > before:
            self.on_output()
