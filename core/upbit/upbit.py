"""Upbit as an implementation of the engine's exchange port. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from core.errors import ExchangeError
from core.model.control import ErrorReply
from core.model.exchange import FrameDecoder, Refusal, RefusalKind, RequestPart
from core.model.subscription import StreamKey
from core.timing.redial import BLOCKED_FOR
from core.upbit.refusal.key_errors import explain
from core.upbit.wire.codec import Decoder, encode_list_subscriptions, encode_request
from core.upbit.wire.wire_format import WireFormat

_PACE_ERRORS: Final = ("Too Many Requests", "I'm a teapot")
_KEY_ERROR: Final = "INVALID_AUTH"


@dataclass(frozen=True, slots=True)
class Upbit:
    """Any exchange that speaks Upbit's WebSocket protocol: a `core.model.exchange.Exchange`.

    Args:
        wire_format: the format to request and to expect.
    """

    wire_format: WireFormat = WireFormat.SIMPLE

    def encode_request(self, ticket: str, parts: Iterable[RequestPart]) -> str:
        """As `core.upbit.wire.codec.encode_request`."""
        return encode_request(ticket, parts, self.wire_format)

    def encode_list_question(self, ticket: str) -> str:
        """LIST_SUBSCRIPTIONS in the current format: the exchange applies the question's format to the streams too."""
        return encode_list_subscriptions(ticket, self.wire_format)

    def decoder(self, on_spoiled: Callable[[StreamKey], object] = lambda _: None) -> FrameDecoder:
        """A decoder for one connection."""
        return Decoder(self.wire_format, on_spoiled)

    def judge(self, error: ErrorReply) -> Refusal:
        """The meaning of an error's name. Source: the error page of the WebSocket reference (October 2026)."""
        if error.name in _PACE_ERRORS:
            return Refusal(RefusalKind.PACE, error.message, BLOCKED_FOR)
        if error.name == _KEY_ERROR:
            known = explain(ExchangeError(error.name, error.message))
            return Refusal(RefusalKind.KEY, known.user_message if known else error.message)
        return Refusal(RefusalKind.REQUEST, error.message)
