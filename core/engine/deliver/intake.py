"""Decodes the frames of one scope and passes the messages to the dispatcher."""

from __future__ import annotations

import logging
from collections.abc import Callable

from core.engine.deliver.dispatcher import Dispatcher
from core.model.control import ControlMessage
from core.model.exchange import DecodeCounters, Exchange
from core.model.messages import DataMessage
from core.model.subscription import Scope, StreamKey

logger = logging.getLogger(__name__)


class Intake:
    """Decodes the frames of one connection and delivers their messages.

    Args:
        scope: the scope of the connection.
        exchange: decodes the frames.
        dispatcher: receives every data message.
        on_control: receives every other message: errors, and replies to the engine's questions.
    """

    def __init__(
        self,
        scope: Scope,
        exchange: Exchange,
        dispatcher: Dispatcher,
        on_control: Callable[[ControlMessage], object],
    ) -> None:
        self._scope = scope
        self._decoder = exchange.decoder(self._on_spoiled)
        self._now = 0.0
        self._dispatcher = dispatcher
        self._on_control = on_control
        self.messages = 0
        """Data messages so far."""
        self.snapshots = 0
        """How many of them were snapshots, the answers to a request."""
        self.last_data: float | None = None
        """When the latest data message arrived."""
        self.failed_frames = 0
        """Frames whose delivery raised an exception: a bug of ours."""

    @property
    def counters(self) -> DecodeCounters:
        """Counts of what the fast path could not decode."""
        return self._decoder.counters

    def receive(self, frame: bytes | str, now: float) -> None:
        """Decode and deliver one frame. Returns normally whatever the frame contains."""
        self._now = now
        try:
            for message in self._decoder.decode(frame):
                if isinstance(message, DataMessage):
                    self.messages += 1
                    if message.stream_type == "SNAPSHOT":
                        self.snapshots += 1
                    self.last_data = now
                    self._dispatcher.receive(message, now)
                else:
                    self._on_control(message)
        except Exception:
            # A bug of ours must not end the connection for all components; log it once, then only count.
            if not self.failed_frames:
                logger.exception("%s: a frame could not be delivered", self._scope)
            self.failed_frames += 1

    def _on_spoiled(self, key: StreamKey) -> None:
        self._dispatcher.spoil(key, self._now)
