"""The port between the engine and an exchange: all that the engine must know about one.

`core.upbit.upbit.Upbit` implements it. The dial is a separate port, `core.link.socket.Dial`, because it changes with
the user's keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from core.model.control import ErrorReply
from core.model.messages import Message
from core.model.subscription import StreamKey, StreamType


@dataclass(frozen=True, slots=True)
class RequestPart:
    """The streams of one type in a subscription request."""

    type: StreamType
    codes: tuple[str, ...]
    """Wire codes, with the depth suffix for an order book; empty for the whole type."""
    level: float = 0
    is_only_realtime: bool = False


@dataclass(slots=True)
class DecodeCounters:
    """Counts of what the fast path of one decoder could not decode; every message is counted once at most."""

    status: int = 0
    error: int = 0
    list_reply: int = 0
    other_format: int = 0
    """Valid data in another format than requested; delivered nevertheless."""
    unknown_type: int = 0
    """Dropped: JSON with an unknown type."""
    bad_field: int = 0
    """Dropped: a known type with a field that is missing, of the wrong type or out of range."""
    not_json: int = 0
    """Dropped: a frame or an array element that is not valid JSON, or is nested too deeply."""

    @property
    def dropped(self) -> int:
        """Messages that were dropped."""
        return self.unknown_type + self.bad_field + self.not_json

    def as_dict(self) -> dict[str, int]:
        """The counts by name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


class FrameDecoder(Protocol):
    """Decodes the frames of one connection."""

    @property
    def counters(self) -> DecodeCounters:
        """Counts of what the fast path could not decode."""

    def decode(self, frame: bytes | str) -> Sequence[Message]:
        """The messages of a frame, in order. Never raises: unreadable messages are counted and dropped."""


class RefusalKind(StrEnum):
    """What an exchange refuses when it answers a request with an error."""

    PACE = "pace"
    """Too many requests; says nothing about the request itself."""
    KEY = "key"
    """The key of the connection."""
    REQUEST = "request"
    """Something in the request; the exchange does not say what."""


class Refusal(NamedTuple):
    """The meaning of an error of the exchange."""

    kind: RefusalKind
    user_message: str
    stay_away: float = 0.0
    """Seconds until the next request, after too many requests."""


class Exchange(Protocol):
    """Encodes, decodes and judges for one exchange. Keeps no state of a connection, so all connections share it."""

    def encode_request(self, ticket: str, parts: Iterable[RequestPart]) -> str:
        """Encode a subscription request; it replaces the connection's whole subscription.

        Args:
            ticket: unique to the request.
            parts: all desired streams.
        """

    def encode_list_question(self, ticket: str) -> str:
        """Encode the question for the connection's list of subscriptions; the reply echoes the ticket."""

    def decoder(self, on_spoiled: Callable[[StreamKey], object]) -> FrameDecoder:
        """A decoder for one connection.

        Args:
            on_spoiled: called with the stream of a data message that could not be read.
        """

    def judge(self, error: ErrorReply) -> Refusal:
        """The meaning of an error that came over a connection."""


class NoExchange:
    """A placeholder for an engine without an exchange: it merges subscriptions and connects nothing."""

    def encode_request(self, ticket: str, parts: Iterable[RequestPart]) -> str:
        """An empty text: there is no exchange."""
        return ""

    def encode_list_question(self, ticket: str) -> str:
        """An empty text: there is no exchange."""
        return ""

    def decoder(self, on_spoiled: Callable[[StreamKey], object]) -> FrameDecoder:
        """A decoder that decodes nothing."""
        return _NoDecoder()

    def judge(self, error: ErrorReply) -> Refusal:
        """A refused request, in the words of the error."""
        return Refusal(RefusalKind.REQUEST, error.message)


class _NoDecoder:
    counters = DecodeCounters()

    def decode(self, frame: bytes | str) -> Sequence[Message]:
        return ()
