"""Frames in, messages out to the dispatcher: one scope's."""

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
    """Decodes what one connection sends and hands it on.

    Args:
        scope: whose frames.
        exchange: whose frames they are.
        dispatcher: receives every data message.
        on_control: receives every message that is no data: errors, and the replies to what the engine asks.
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
        """Messages with data."""
        self.snapshots = 0
        """Those of them that only answer a request."""
        self.last_data: float | None = None
        """When the latest of them came."""
        self.failed_frames = 0
        """Frames whose delivery raised: a defect of ours."""

    @property
    def counters(self) -> DecodeCounters:
        """What could not be decoded the fast way."""
        return self._decoder.counters

    def receive(self, frame: bytes | str, now: float) -> None:
        """Take one frame in. Whatever is in it, this returns."""
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
            # A defect of ours must not end the connection for everybody; it is said once, then counted.
            if not self.failed_frames:
                logger.exception("%s: a frame could not be delivered", self._scope)
            self.failed_frames += 1

    def _on_spoiled(self, key: StreamKey) -> None:
        self._dispatcher.spoil(key, self._now)
