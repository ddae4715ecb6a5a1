"""One socket's life, over and over: dial, receive, heartbeat, lose, redial. Decides nothing about subscriptions."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from core.backoff import STABLE_AFTER, Backoff
from core.connection import Dial, Socket
from core.deadline import RESOLUTION, Deadline, sleep_until
from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.heartbeat import PONG_TIMEOUT, Heartbeat
from core.link_status import ConnectionState, LinkStatus
from core.rate_limiter import BLOCKED_FOR, RateGate
from core.tasks import TaskOwner

logger = logging.getLogger(__name__)

DRAIN_SLICE = 0.004
"""Seconds of frames taken in a row before the event loop gets a turn, so that a flood cannot starve clicks."""

POLICY_VIOLATION = 1008
"""The close code of a server that has had enough of us: as good as a 418."""

_LAST_LOOK = 0.5
"""Seconds of those a pong may take in which the loop must have had its turns."""

_NO_CLOSE_FRAME = 1006

_STALE_AFTER = 2.0
"""Seconds without a pong after which the connection is shown as doubtful, well before it counts as lost."""


class Link:
    """Keeps one connection up while it is asked to.

    Args:
        name: for tasks and log lines.
        dial: makes a new socket at each call; None where there is nothing to connect to.
        connect_gate: passed before every dial; shared by all links, for the exchange counts connects by address.
        on_frame: receives every frame and its time.
        on_status: called at every change of `status`, up and down included.
        heartbeat_interval: seconds between pings under flow.
    """

    def __init__(
        self,
        name: str,
        dial: Dial | None,
        connect_gate: RateGate,
        heartbeat_interval: float,
        on_frame: Callable[[bytes | str, float], object],
        on_status: Callable[[], object],
    ) -> None:
        self.name = name
        self.messages = 0
        self.bytes = 0
        self.round_trip: float | None = None
        self.last_frame: float | None = None
        self.epoch = 0
        self.dial = dial
        self._connect_gate = connect_gate
        self._on_frame = on_frame
        self._on_status = on_status
        self._heartbeat_interval = heartbeat_interval
        self._backoff = Backoff()
        self._socket: Socket | None = None
        self._tasks = TaskOwner()
        self._state = ConnectionState.IDLE
        self._reason = ""
        self._next_dial = 0.0
        self._redial_at_once = False
        self._heartbeat: Heartbeat | None = None
        self._ping_due = Deadline()

    @property
    def is_up(self) -> bool:
        """Whether there is a connection to send on."""
        return self._socket is not None

    @property
    def is_idle(self) -> bool:
        """Whether no connection is kept up, and none is being closed."""
        return not self._tasks and self._socket is None

    @property
    def is_stopped(self) -> bool:
        """Whether there will be no connection until the user acts."""
        return self.dial is None or self._state is ConnectionState.STOPPED

    @property
    def status(self) -> LinkStatus:
        """How the link stands."""
        if self._state is not ConnectionState.RECONNECTING:
            return LinkStatus(self._state, self._reason, epoch=self.epoch)
        next_in = max(0.0, self._next_dial - asyncio.get_running_loop().time())
        return LinkStatus(self._state, self._reason, self._backoff.attempt, next_in, self.epoch)

    def open(self) -> None:
        """Keep a connection up from now on. Idempotent; without effect once stopped."""
        if self.dial is not None and not self.is_stopped and not self._tasks:
            self._redial_at_once = False
            self._tasks.spawn(self._keep_up(self.dial), f"{self.name} link")

    def reopen(self) -> None:
        """The way out of `STOPPED`, for the user alone: what stopped the link may be mended, and `open` works again."""
        if self._state is ConnectionState.STOPPED and not self._tasks:
            self._set(ConnectionState.IDLE)

    async def close(self) -> None:
        """End the connection and keep none up until `open`."""
        socket = self._take_socket()
        await self._end(socket)

    async def send(self, text: str) -> None:
        """Send on the connection that is up.

        Raises:
            ConnectionLost: there is none, or it ended.
        """
        if (socket := self._socket) is None:
            raise ConnectionLost(_NO_CLOSE_FRAME, "not connected")
        try:
            await socket.send(text)
        except ConnectionLost:
            # Or a sender that comes before the receiver has noticed would only fail again.
            self._drop(socket)
            raise
        if self._socket is not socket:  # what took its time went to nobody, and the next connection knows nothing of it
            raise ConnectionLost(_NO_CLOSE_FRAME, "ended while sending")

    async def stop(self, reason: str) -> None:
        """End the connection until the user acts, for a reason that trying again cannot mend."""
        socket = self._take_socket()
        # Before anything is waited for: who waits for the connection would open it again meanwhile.
        self._set(ConnectionState.STOPPED, reason)
        await self._end(socket)

    async def set_dial(self, dial: Dial | None, reason: str = "") -> None:
        """Reach the other side in another way from now on, or not at all; of several under way the last one holds.

        Args:
            dial: makes a new socket at each call; None stops the link.
            reason: why it is stopped, for the screen.
        """
        self.dial = dial
        await self.stop(reason)
        if dial is not None and self.dial is dial:
            self._set(ConnectionState.IDLE)

    def probe(self) -> None:
        """Ping at once: the machine may have slept, and the connection died meanwhile."""
        if self._heartbeat is not None and self.is_up:
            now = asyncio.get_running_loop().time()
            self._heartbeat.demand(now)
            self._ping_due.bring_forward(now)

    def give_up(self, reason: str) -> None:
        """Treat the connection as lost, though its socket still answers."""
        logger.warning("%s link: %s", self.name, reason)
        if self._socket is not None:
            self._socket.abort()

    def redial_at_once(self) -> None:
        """Whenever the connection ends next, dial without a delay: the server ends it over a request, not a fault."""
        self._redial_at_once = True

    def _take_socket(self) -> Socket | None:
        """The socket, to be closed in order by who takes it, not aborted where it is served."""
        socket, self._socket = self._socket, None
        return socket

    async def _end(self, socket: Socket | None) -> None:
        try:
            await self._tasks.cancel()
            if self._state is not ConnectionState.STOPPED:
                self._set(ConnectionState.IDLE)
            if socket is not None:
                await socket.close()
        finally:
            if socket is not None:  # closed already, unless that was cancelled or failed
                socket.abort()

    async def _keep_up(self, dial: Dial) -> None:
        self._next_dial = asyncio.get_running_loop().time()
        while True:
            try:
                await sleep_until(self._next_dial)
                socket = await self._connect(dial)
                await self._serve(socket)
            except FatalConnection as error:
                logger.error("%s link: %s", self.name, error)
                self._set(ConnectionState.STOPPED, error.user_message)
                return
            except ConnectionFailed as error:
                self._put_off(str(error), error.user_message, error.retry_after)
            except ConnectionLost as error:
                at_least = BLOCKED_FOR if error.code == POLICY_VIOLATION else 0.0
                self._put_off(str(error), _how_it_ended(error), at_least)
            except Exception as error:
                # A defect of ours or of the library must not leave the desk without a connection for ever.
                logger.exception("%s link: failed in a way nobody foresaw", self.name)
                self._put_off(str(error), "예상하지 못한 오류")

    async def _connect(self, dial: Dial) -> Socket:
        await self._connect_gate.acquire()
        if self._state is ConnectionState.IDLE:
            self._set(ConnectionState.CONNECTING)
        return await dial()

    async def _serve(self, socket: Socket) -> None:
        """Live with one socket until it is lost.

        Raises:
            ConnectionLost: always, unless cancelled.
        """
        up_since = asyncio.get_running_loop().time()
        heartbeat = self._heartbeat = Heartbeat(self._heartbeat_interval, up_since)
        self._socket = socket
        self.epoch += 1
        self._set(ConnectionState.LIVE)
        watch = self._tasks.spawn(self._watch(socket, heartbeat), f"{self.name} heartbeat")
        try:
            await self._receive(socket, heartbeat)
        finally:
            watch.cancel()
            self._drop(socket)
            if self.last_frame is not None and self.last_frame - up_since >= STABLE_AFTER:
                self._backoff.reset()

    def _drop(self, socket: Socket) -> None:
        """Be rid of a connection that was lost, unless it was taken from here to be closed in order."""
        if self._socket is socket:
            self._socket = None
            socket.abort()

    async def _receive(self, socket: Socket, heartbeat: Heartbeat) -> None:
        clock = asyncio.get_running_loop().time
        slice_ends = 0.0
        while True:
            frame = await socket.receive()
            now = clock()
            self.messages += 1
            self.bytes += len(frame)
            self.last_frame = now
            heartbeat.heard(now)
            self._on_frame(frame, now)
            if now > slice_ends:
                await asyncio.sleep(0)
                slice_ends = clock() + DRAIN_SLICE

    async def _watch(self, socket: Socket, heartbeat: Heartbeat) -> None:
        try:
            await self._beat(socket, heartbeat)
        except Exception:
            socket.abort()  # a connection nobody watches is as good as lost
            raise

    async def _beat(self, socket: Socket, heartbeat: Heartbeat) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            while (due := heartbeat.next_ping()) - clock() > RESOLUTION:
                self._ping_due = Deadline()
                self._ping_due.bring_forward(due)
                await self._ping_due.reached()
            heartbeat.pinged(clock())
            doubt = asyncio.get_running_loop().call_later(_STALE_AFTER, self._doubt)
            try:
                self.round_trip = await _round_trip(socket)
            except (TimeoutError, ConnectionLost) as error:
                logger.info("%s link: %s", self.name, str(error) or f"no pong within {PONG_TIMEOUT:.0f} s")
                socket.abort()
                return
            finally:
                doubt.cancel()
            heartbeat.heard(clock())
            if self._state is ConnectionState.STALE:
                self._set(ConnectionState.LIVE)

    def _doubt(self) -> None:
        self._set(ConnectionState.STALE, "응답이 늦습니다")

    def _put_off(self, detail: str, reason: str, at_least: float = 0.0) -> None:
        if at_least:  # told by address, so it holds for every link
            self._connect_gate.ledger.close_until(asyncio.get_running_loop().time() + at_least)
        delay = max(0.0 if self._redial_at_once else self._backoff.next_delay(), at_least)
        self._redial_at_once = False
        self._next_dial = asyncio.get_running_loop().time() + delay
        logger.info("%s link: %s; dialling again in %.1f s", self.name, detail, delay)
        self._set(ConnectionState.RECONNECTING, reason)

    def _set(self, state: ConnectionState, reason: str = "") -> None:
        if (state, reason) == (self._state, self._reason) and state is not ConnectionState.RECONNECTING:
            return
        if state is not self._state:
            logger.info("%s link: %s -> %s%s", self.name, self._state, state, f" ({reason})" if reason else "")
        self._state, self._reason = state, reason
        self._on_status()


def _how_it_ended(lost: ConnectionLost) -> str:
    """What the screen says of a lost connection."""
    return "연결이 끊어졌습니다" if lost.code == _NO_CLOSE_FRAME else f"거래소가 연결을 닫았습니다 ({lost.code})"


async def _round_trip(socket: Socket) -> float:
    """Seconds from a ping to its pong.

    Raises:
        TimeoutError: no pong within `PONG_TIMEOUT`.
        ConnectionLost: the connection ended.
    """
    loop = asyncio.get_running_loop()
    sent = loop.time()
    async with asyncio.timeout(None) as limit:
        # The last of it counts from when this timer fires, late if the loop stood still: the pong may have come unread.
        last_look = loop.call_later(PONG_TIMEOUT - _LAST_LOOK, lambda: limit.reschedule(loop.time() + _LAST_LOOK))
        try:
            await socket.ping()
        finally:
            last_look.cancel()
    return loop.time() - sent
