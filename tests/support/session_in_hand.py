"""One session of the embedded exchange and its broadcast, moved through time together."""

from __future__ import annotations

import json
from typing import Any, Self

from core.simulator.streams.broadcast import Broadcast
from core.simulator.streams.session import Session


class SessionInHand:
    """A connection without a socket, whose time the test moves.

    Attributes:
        now: seconds since it opened.
    """

    def __init__(self, broadcast: Broadcast, session: Session) -> None:
        self.broadcast = broadcast
        self.session = session
        self.now = 0.0

    def to(self, now: float) -> Self:
        """Let everything happen that is due until then."""
        while self.now < now:
            self.now = max(self.now, min(self.session.next_due, self.broadcast.next_due, now))
            self.broadcast.play(self.now)
            self.session.wake(self.now)
        return self

    def say(self, message: str | bytes, at: float | None = None) -> Self:
        """Let the client send a message, now or at a later time."""
        self.to(self.now if at is None else at)
        self.session.receive(message, self.now)
        self.session.wake(self.now)
        return self

    def take(self) -> list[dict[str, Any]]:
        """Take the frames that the exchange has sent."""
        frames = [json.loads(frame) for frame in self.session.outbox]
        self.session.outbox.clear()
        return frames
