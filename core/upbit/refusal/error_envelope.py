"""The exchange's way of saying no, on a WebSocket as over REST: `{"error": {"name": ..., "message": ...}}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.json import Decoder

from core.model.control import ErrorReply

if TYPE_CHECKING:
    from msgspec import Raw


class _Refusal(Struct):
    name: str | int
    """Quotation REST says the status here, as a number."""
    message: str = ""


class _Envelope(Struct):
    error: _Refusal


_decode: Final = Decoder(_Envelope).decode


def read_error(data: bytes | Raw) -> ErrorReply:
    """The refusal in an envelope.

    Raises:
        ValueError: it is no such envelope.
        RecursionError: it is nested past all reason.
    """
    refusal = _decode(data).error
    return ErrorReply(str(refusal.name), refusal.message)
