"""Frames in, messages out to the dispatcher: one scope's."""

from __future__ import annotations

import logging
from collections.abc import Callable

from core.dispatcher import Dispatcher
from core.subscription import Scope
from core.upbit.codec import DecodeCounters, Decoder, WireFormat
from core.upbit.messages import DataMessage, ErrorReply

logger = logging.getLogger(__name__)


class Intake:
    """Decodes what one connection sends and hands it on.

    Args:
        scope: whose frames.
        wire_format: what they were asked for in.
        dispatcher: receives every data message.
        on_error: receives every error the exchange replies with.
    """

    def __init__(
        self, scope: Scope, wire_format: WireFormat, dispatcher: Dispatcher, on_error: Callable[[ErrorReply], object]
    ) -> None:
        self._scope = scope
        self._decoder = Decoder(wire_format)
        self._dispatcher = dispatcher
        self._on_error = on_error
        self.failed_frames = 0
        """Frames whose delivery raised: a defect of ours."""

    @property
    def counters(self) -> DecodeCounters:
        """What could not be decoded the fast way."""
        return self._decoder.counters

    def receive(self, frame: bytes | str, now: float) -> None:
        """Take one frame in. Whatever is in it, this returns."""
        try:
            for message in self._decoder.decode(frame):
                if isinstance(message, DataMessage):
                    self._dispatcher.receive(message, now)
                elif isinstance(message, ErrorReply):
                    self._on_error(message)
        except Exception:
            # A defect of ours must not end the connection for everybody; it is said once, then counted.
            if not self.failed_frames:
                logger.exception("%s: a frame could not be delivered", self._scope)
            self.failed_frames += 1
