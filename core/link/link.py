"""Keeps one connection up: dial, receive, heartbeat, loss, redial. Knows nothing about subscriptions."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from core.errors import ConnectionFailed, ConnectionLost, FatalConnection, HogaError, ending, lasting
from core.link.pulse import Pulse
from core.link.socket import Dial, Socket
from core.link.states import LinkEvent, next_state
from core.link.unreachable import NO_ANSWER
from core.loop.deadline import Deadline
from core.loop.loop_clock import LoopClock
from core.loop.rate_gate import RateGate
from core.loop.tasks import TaskOwner
from core.model.link_status import ConnectionState, LinkStatus
from core.text import Text, translatable
from core.timing.backoff import STABLE_AFTER
from core.timing.heartbeat import Heartbeat
from core.timing.redial import Redial, block_of

logger = logging.getLogger(__name__)

DRAIN_SLICE = 0.004
"""Seconds of frames processed in a row before the event loop gets a turn, so that a flood cannot block clicks."""

SLOW_DIAL = 4.0
"""Seconds after which a first dial without an answer is reported; it goes on."""

_NO_CLOSE_FRAME = 1006


class Link:
    """Keeps one connection up between `open` and `close`.

    Args:
        name: for tasks and log lines.
        dial: makes a new socket at each call; None where there is nothing to connect to.
        connect_gate: passed before every dial; shared by all links, for the exchange counts connects by address.
        on_frame: receives every frame and its time.
        on_status: called at every change of `status`, up and down included.
        heartbeat_interval: seconds between pings under flow.
        retries_refusals: whether a refusal is tried again slowly; if not, it stops the link until the user acts.
        no_answer: the reason shown while the first dial takes long.

    Attributes:
        clock: the clock of all times here, in seconds.
    """

    def __init__(  # noqa: PLR0913 - each is one part or setting of a link
        self,
        name: str,
        dial: Dial | None,
        connect_gate: RateGate,
        heartbeat_interval: float,
        on_frame: Callable[[bytes | str, float], object],
        on_status: Callable[[], object],
        *,
        retries_refusals: bool = False,
        no_answer: Text = NO_ANSWER,
    ) -> None:
        self.name = name
        self.messages = 0
        self.bytes = 0
        self.last_frame: float | None = None
        self.epoch = 0
        self.dial = dial
        self.clock = LoopClock()
        self._connect_gate = connect_gate
        self._on_frame = on_frame
        self._on_status = on_status
        self._heartbeat_interval = heartbeat_interval
        self._no_answer = no_answer
        self._redial = Redial(retries_refusals=retries_refusals)
        self._socket: Socket | None = None
        self._tasks = TaskOwner()
        self._state = ConnectionState.IDLE
        self._reason = ""
        self._may_be_mended_by_network = False
        self._has_stopped_over_error = False
        self._next_dial = 0.0
        self._dial_due = Deadline()
        self._pulse: Pulse | None = None
        self._given_up = ""

    @property
    def is_up(self) -> bool:
        """Whether there is a connection to send on."""
        return self._socket is not None

    @property
    def is_idle(self) -> bool:
        """Whether there is no connection, and none is being dialled or closed."""
        return not self._tasks and self._socket is None

    @property
    def is_stopped(self) -> bool:
        """Whether there will be no connection until the user acts."""
        return self.dial is None or self._state is ConnectionState.STOPPED

    @property
    def status(self) -> LinkStatus:
        """The current status."""
        if self._state not in (ConnectionState.CONNECTING, ConnectionState.RECONNECTING):
            attempt = self._redial.attempt if self._state is ConnectionState.LIVE else 0
            return LinkStatus(self._state, self._reason, attempt, epoch=self.epoch)
        # The gate applies to all links, so a block that one link received counts here too.
        dial_at = max(self._next_dial, self._connect_gate.ledger.closed_until)
        next_in = max(0.0, dial_at - self.clock())
        attempt = self._redial.attempt if self._state is ConnectionState.RECONNECTING else 0
        return LinkStatus(self._state, self._reason, attempt, next_in, self.epoch)

    @property
    def round_trip(self) -> float | None:
        """Round-trip time of the latest ping, in seconds; None before the first on this connection."""
        return None if self._pulse is None else self._pulse.round_trip

    @property
    def shortest_round_trip(self) -> float | None:
        """Round-trip time of the fastest of the recent pings, in seconds; None before the first on this connection."""
        return None if self._pulse is None else self._pulse.shortest_round_trip

    def open(self) -> None:
        """Keep a connection up from now on. Idempotent; no effect once stopped."""
        if self.dial is not None and not self.is_stopped and not self._tasks:
            self._redial.is_due_at_once = False
            self._tasks.spawn(self._keep_up(self.dial), f"{self.name} link")

    def reopen(self) -> None:
        """Leave `STOPPED` at the user's request: the cause may be gone, so `open` works again."""
        if self._state is ConnectionState.STOPPED and not self._tasks:
            self._happen(LinkEvent.REOPENED)

    def dial_now(self) -> None:
        """Skip the wait before the next dial; the connect gate still applies."""
        self._next_dial = min(self._next_dial, self.clock())
        self._dial_due.bring_forward(self._next_dial)

    def network_changed(self) -> None:
        """The machine joined another network: a live connection may be dead, and a failed one may work now."""
        if self.is_up:
            self.probe()
        elif self._state is ConnectionState.STOPPED and self._may_be_mended_by_network:
            self.reopen()
        else:
            self.dial_now()

    async def close(self) -> None:
        """End the connection and keep none until `open`."""
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
            # Otherwise the next send would fail again before the receiver has noticed the loss.
            self._drop(socket)
            raise
        if self._socket is not socket:  # a slow send may end on an old connection; the next one has not received it
            raise ConnectionLost(_NO_CLOSE_FRAME, "ended while sending")

    async def stop(self, reason: str) -> None:
        """End the connection until the user acts, because a retry cannot help."""
        socket = self._take_socket()
        # Before any await: a task that waits for the connection would open it again meanwhile.
        self._happen(LinkEvent.STOPPED, reason)
        await self._end(socket)

    async def set_dial(self, dial: Dial | None, reason: str = "") -> None:
        """Change how to connect, or stop the link; of several concurrent calls the last one counts.

        Args:
            dial: makes a new socket at each call; None stops the link.
            reason: why the link is stopped, for display.
        """
        self.dial = dial
        await self.stop(reason)
        if dial is not None and self.dial is dial:
            self.reopen()

    def set_heartbeat_interval(self, interval: float) -> None:
        """Change the seconds between pings under flow, also of the present connection."""
        self._heartbeat_interval = interval
        if self._pulse is not None:
            self._pulse.set_interval(interval)

    def probe(self) -> None:
        """Ping at once: the machine may have slept, and the connection may have died meanwhile."""
        if self._pulse is not None and self.is_up:
            self._pulse.probe()

    def give_up(self, detail: str, reason: str) -> None:
        """Treat the connection as lost, although its socket still answers.

        Args:
            detail: why, for the log.
            reason: why, for display.
        """
        logger.warning("%s link: %s", self.name, detail)
        if self._socket is not None:
            self._given_up = reason
            self._socket.abort()

    def redial_at_once(self) -> None:
        """Dial without a delay after the next loss: the server ends the connection over a request, not a fault."""
        self._redial.is_due_at_once = True

    def _take_socket(self) -> Socket | None:
        """Take the socket away from `_serve`, so that the caller can close it with a handshake."""
        socket, self._socket = self._socket, None
        return socket

    async def _end(self, socket: Socket | None) -> None:
        try:
            try:
                await self._tasks.cancel()
            finally:  # after a cancel too, nothing is connected any more
                if self._state is not ConnectionState.STOPPED:
                    self._happen(LinkEvent.CLOSED)
            if socket is not None:
                await socket.close()
        finally:
            if socket is not None:  # otherwise it was closed already
                socket.abort()

    async def _keep_up(self, dial: Dial) -> None:
        self._next_dial = self.clock()
        while True:
            try:
                await self._wait_to_dial()
                socket = await self._connect(dial)
                await self._serve(socket)
            except (ConnectionFailed, ConnectionLost) as error:
                if (delay := self._redial.delay_after(error)) is None:
                    self._stop_over(error)
                    return
                self._put_off(delay, error, self._how_it_ended(error))
            except Exception as error:
                # A bug of ours or of the library must not end the attempts to connect.
                logger.exception("%s link: unexpected error", self.name)
                self._put_off(self._redial.delay_after(error) or 0.0, error, translatable("core", "예상하지 못한 오류"))

    async def _wait_to_dial(self) -> None:
        self._dial_due = Deadline()
        self._dial_due.bring_forward(self._next_dial)
        await self._dial_due.reached()

    async def _connect(self, dial: Dial) -> Socket:
        if self._state is ConnectionState.IDLE:
            self._happen(LinkEvent.DIALLED)
        await self._connect_gate.acquire()
        slow = asyncio.get_running_loop().call_later(SLOW_DIAL, self._report_slow_dial)
        try:
            return await dial()
        finally:
            slow.cancel()

    def _report_slow_dial(self) -> None:
        """Give a reason while the first dial is under way: a silent server would show no error for as long."""
        if self._state is ConnectionState.CONNECTING and not self._reason:
            self._reason = self._no_answer
            self._on_status()

    @property
    def _stop_cause(self) -> str:
        return f"{self.name} link"

    def _stop_over(self, error: HogaError) -> None:
        logger.error(
            translatable("log", "%s 연결을 중지합니다: %s (%s)"),
            self.name.capitalize(),
            error.user_message,
            error,
            extra=lasting(self._stop_cause),
        )
        self._has_stopped_over_error = True
        self._may_be_mended_by_network = isinstance(error, FatalConnection) and not error.is_of_key
        self._happen(LinkEvent.STOPPED, error.user_message)

    async def _serve(self, socket: Socket) -> None:
        """Use one socket until it is lost.

        Raises:
            ConnectionLost: always, unless cancelled.
        """
        up_since = self.clock()
        heartbeat = Heartbeat(self._heartbeat_interval, up_since)
        pulse = self._pulse = Pulse(socket, heartbeat, self._doubt)
        self._socket = socket
        self._given_up = ""
        self.epoch += 1
        self._happen(LinkEvent.CONNECTED)
        if self._has_stopped_over_error:
            self._has_stopped_over_error = False
            logger.info("%s link: connected after it was stopped", self.name, extra=ending(self._stop_cause))
        watch = self._tasks.spawn(self._watch(socket, pulse), f"{self.name} heartbeat")
        try:
            await self._receive(socket, heartbeat)
        finally:
            watch.cancel()
            self._drop(socket)
            if self.last_frame is not None and self.last_frame - up_since >= STABLE_AFTER:
                self._redial.reset()

    def _drop(self, socket: Socket) -> None:
        """Discard a lost connection, unless its socket was taken away to be closed with a handshake."""
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

    async def _watch(self, socket: Socket, pulse: Pulse) -> None:
        try:
            fault = await pulse.run()
            self._given_up = translatable("core", "응답이 없어 다시 연결합니다")
        except ConnectionLost as error:
            fault = str(error)
        except Exception:  # whatever it is: a connection without a watch counts as lost
            socket.abort()
            raise
        logger.info("%s link: %s", self.name, fault)
        socket.abort()

    def _doubt(self, is_doubtful: bool) -> None:
        if is_doubtful:
            self._happen(LinkEvent.DOUBTED, translatable("core", "응답이 늦습니다"))
        else:
            self._happen(LinkEvent.TRUSTED)

    def _put_off(self, delay: float, error: Exception, reason: str) -> None:
        now = self.clock()
        if block := block_of(error):  # the exchange counts by address, so this applies to every link
            self._connect_gate.ledger.close_until(now + block)
        self._next_dial = now + delay
        logger.info("%s link: %s; dialling again in %.1f s", self.name, error, delay)
        self._happen(LinkEvent.FAILED, reason)

    def _happen(self, event: LinkEvent, reason: str = "") -> None:
        """Change the state by the table of transitions, and notify.

        Raises:
            RuntimeError: the event cannot happen in this state: a bug of ours.
        """
        before, self._state = self._state, next_state(self._state, event)
        if self._state is not before:
            logger.info("%s link: %s -> %s%s", self.name, before, self._state, f" ({reason})" if reason else "")
        elif reason == self._reason and event is not LinkEvent.FAILED:  # each failure changes the time of the next dial
            return
        self._reason = reason
        self._on_status()

    def _how_it_ended(self, error: ConnectionFailed | ConnectionLost) -> str:
        """The text to display for an ended connection."""
        if isinstance(error, ConnectionFailed):
            return error.user_message
        if self._given_up:
            return self._given_up
        if error.code == _NO_CLOSE_FRAME:
            return translatable("core", "연결이 끊어졌습니다")
        return translatable("core", "거래소가 연결을 닫았습니다 ({code})").format(code=error.code)
