"""The port between the engine and an exchange: all the engine must know to speak with one.

`core.upbit.upbit.Upbit` is an implementation. How to reach the exchange is a port of its own, `core.link.socket.Dial`,
because it changes with the user's keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
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
    """Wire codes, an order book's with its depth suffix; empty where the type is asked for whole."""
    level: float = 0
    is_only_realtime: bool = False


@dataclass(slots=True)
class DecodeCounters:
    """What one decoder could not decode the fast way since it was made; every message is counted once at most."""

    status: int = 0
    error: int = 0
    list_reply: int = 0
    other_format: int = 0
    """Good data in another format than the one asked for: delivered all the same."""
    unknown_type: int = 0
    """Dropped: JSON that names no type we know."""
    bad_field: int = 0
    """Dropped: a known type with a field that is missing, of the wrong type or out of range."""
    not_json: int = 0
    """Dropped: a frame, or an element of an array, that no JSON parser should accept, or nested past all reason."""

    @property
    def dropped(self) -> int:
        """Messages nobody will see."""
        return self.unknown_type + self.bad_field + self.not_json

    def as_dict(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


class FrameDecoder(Protocol):
    """Reads the frames of one connection."""

    @property
    def counters(self) -> DecodeCounters:
        """What could not be decoded the fast way."""

    def decode(self, frame: bytes | str) -> Sequence[Message]:
        """The messages of a frame, in its order. Never raises: what cannot be read is counted and left out."""


class RefusalKind(StrEnum):
    """What an exchange refuses when it answers a request with an error."""

    PACE = "pace"
    """We asked too often; it says nothing about the request."""
    KEY = "key"
    """The key the connection was opened with."""
    REQUEST = "request"
    """Something in the request, without saying what."""


class Refusal(NamedTuple):
    """What an error of the exchange means."""

    kind: RefusalKind
    user_message: str
    stay_away: float = 0.0
    """Seconds until the next request, after a refusal of our pace."""


class Exchange(Protocol):
    """How one exchange is spoken to. Holds no state of a connection, so that all connections share it."""

    def encode_request(self, ticket: str, parts: Iterable[RequestPart]) -> str:
        """A subscription request; it replaces whatever the connection was subscribed to before.

        Args:
            ticket: unique to the request.
            parts: all that is wanted.
        """

    def encode_list_question(self, ticket: str) -> str:
        """Ask what the connection is subscribed to; the reply echoes the ticket."""

    def decoder(self, on_spoiled: Callable[[StreamKey], object]) -> FrameDecoder:
        """A decoder for one connection.

        Args:
            on_spoiled: called with the stream of a data message that could not be read.
        """

    def judge(self, error: ErrorReply) -> Refusal:
        """What an error that came over a connection means."""


class NoExchange:
    """An exchange that cannot be reached: an engine without one merges, and connects nothing."""

    def encode_request(self, ticket: str, parts: Iterable[RequestPart]) -> str:
        """Nothing: there is nobody to ask."""
        return ""

    def encode_list_question(self, ticket: str) -> str:
        """Nothing: there is nobody to ask."""
        return ""

    def decoder(self, on_spoiled: Callable[[StreamKey], object]) -> FrameDecoder:
        """A decoder that reads nothing."""
        return _NoDecoder()

    def judge(self, error: ErrorReply) -> Refusal:
        """The request is refused, in the words of the error."""
        return Refusal(RefusalKind.REQUEST, error.message)


class _NoDecoder:
    counters = DecodeCounters()

    def decode(self, frame: bytes | str) -> Sequence[Message]:
        return ()
