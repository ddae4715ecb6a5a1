"""Pings a connection while it lives, and detects its loss: neither a pong nor any other frame arrives."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

from core.link.socket import Socket
from core.loop.deadline import RESOLUTION, Deadline
from core.timing.heartbeat import PONG_TIMEOUT, Heartbeat

LAST_LOOK: Final = 0.5
"""How long, within PONG_TIMEOUT, the loop must have been running freely before a missing pong counts: frames that
arrived while the loop was blocked are still unread."""

SLOW: Final = 0.5
"""A round trip in seconds from which it is measured again soon: the line may only have stood still for a moment."""
AGAIN: Final = 3.0
"""Seconds after a slow pong until the next ping."""
_RECENT: Final = 120.0
"""Seconds for which a round trip counts: as long as the estimate of the exchange's clock keeps a fast message."""


class Pulse:
    """The heartbeat of one connection.

    Args:
        socket: the connection.
        heartbeat: decides when to ping; the receiver reports frames to it.
        on_doubt: called with whether the connection is doubtful, at every change.
    """

    def __init__(self, socket: Socket, heartbeat: Heartbeat, on_doubt: Callable[[bool], object]) -> None:
        self.round_trip: float | None = None
        """Round-trip time of the latest ping."""
        self._measured: deque[tuple[float, float]] = deque()
        """When each recent pong came, and its round trip."""
        self._socket = socket
        self._heartbeat = heartbeat
        self._on_doubt = on_doubt
        self._is_doubtful = False
        self._ping_due = Deadline()

    @property
    def shortest_round_trip(self) -> float | None:
        """Round-trip time of the fastest ping of the last two minutes; None before the first pong."""
        return min((round_trip for _, round_trip in self._measured), default=None)

    def probe(self) -> None:
        """Ping at once, because the connection is in doubt."""
        now = asyncio.get_running_loop().time()
        self._heartbeat.demand(now)
        self._ping_due.bring_forward(now)

    def set_interval(self, interval: float) -> None:
        """Change the seconds between pings while data flow; a ping that is due earlier now is sent earlier."""
        self._heartbeat.interval = interval
        self._ping_due.bring_forward(self._heartbeat.next_ping())

    async def run(self) -> str:
        """Ping until the connection is lost, and return the reason.

        Raises:
            ConnectionLost: it ended during a ping.
        """
        clock = asyncio.get_running_loop().time
        while True:
            while (due := self._heartbeat.next_ping()) - clock() > RESOLUTION:
                self._ping_due = Deadline()
                self._ping_due.bring_forward(due)
                await self._ping_due.reached()
            sent = clock()
            self._heartbeat.pinged(sent)
            pong = asyncio.get_running_loop().create_task(self._socket.ping(), name="pong")
            try:
                is_alive = await self._outlives(pong)
            finally:
                pong.cancel()
            if not is_alive:
                return f"no pong within {PONG_TIMEOUT:.0f} s, and no frame"
            if pong.done():
                pong.result()
                self._measure(clock() - sent, clock())
                self._heartbeat.heard(clock())
            self._doubt(False)

    def _measure(self, round_trip: float, now: float) -> None:
        self.round_trip = round_trip
        self._measured.append((now, round_trip))
        while now - self._measured[0][0] > _RECENT:
            self._measured.popleft()
        if round_trip >= SLOW:
            self._heartbeat.demand(now + AGAIN)

    async def _outlives(self, pong: asyncio.Task[None]) -> bool:
        """Wait for the pong, or until the next ping is due.

        Returns:
            Whether the connection is alive; False if nothing arrived for as long as a pong may take.
        """
        clock = asyncio.get_running_loop().time
        heartbeat = self._heartbeat
        while not pong.done():
            last_look = heartbeat.lost_at() - LAST_LOOK
            look_at = last_look if self._is_doubtful else min(heartbeat.doubtful_at(), last_look)
            await asyncio.wait([pong], timeout=max(0.0, look_at - clock()))
            if not pong.done() and heartbeat.lost_at() - LAST_LOOK - clock() <= RESOLUTION:
                # The time counts from here, which is late if the loop was blocked.
                await asyncio.wait([pong], timeout=LAST_LOOK)
                if not pong.done() and heartbeat.lost_at() - clock() <= RESOLUTION:
                    return False
            if pong.done() or heartbeat.is_pong_overdue(clock()):
                return True
            self._doubt(heartbeat.doubtful_at() - clock() <= RESOLUTION)
        return True

    def _doubt(self, is_doubtful: bool) -> None:
        if is_doubtful is not self._is_doubtful:
            self._is_doubtful = is_doubtful
            self._on_doubt(is_doubtful)
