"""The exchange's error format, for WebSocket and REST alike: `{"error": {"name": ..., "message": ...}}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.json import Decoder

from core.model.control import ErrorReply

if TYPE_CHECKING:
    from msgspec import Raw


class _Refusal(Struct):
    name: str | int
    """Quotation REST sends the status here, as a number."""
    message: str = ""


class _Envelope(Struct):
    error: _Refusal


_decode: Final = Decoder(_Envelope).decode


def read_error(data: bytes | Raw) -> ErrorReply:
    """The refusal in an envelope.

    Raises:
        ValueError: it is not such an envelope.
        RecursionError: it is nested too deeply.
    """
    refusal = _decode(data).error
    return ErrorReply(str(refusal.name), refusal.message)
