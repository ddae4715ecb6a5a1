"""Decodes frames of the exchange and encodes requests to it.

A frame costs one tagged msgspec decode for the requested format. Whatever that decode rejects (control messages,
another format, errors, noise) takes the slow path of `core.upbit.wire.salvage`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import json

from core.model.exchange import DecodeCounters
from core.upbit.wire.salvage import UNREADABLE, Salvager
from core.upbit.wire.short_keys import LONG, SHORT
from core.upbit.wire.wire_format import WireFormat

if TYPE_CHECKING:
    from core.model.exchange import RequestPart
    from core.model.messages import Message
    from core.model.subscription import StreamKey


class Decoder:
    """Frames to messages, for a connection that requested `wire_format`.

    Args:
        wire_format: the requested format.
        on_spoiled: see `Salvager`.
    """

    def __init__(self, wire_format: WireFormat, on_spoiled: Callable[[StreamKey], object] = lambda _: None) -> None:
        one: Any = SHORT if wire_format.has_short_keys else LONG
        self._is_array = wire_format.is_array
        self._decode = json.Decoder[Any](list[one] if self._is_array else one).decode
        self._salvager = Salvager(wire_format, on_spoiled)

    @property
    def counters(self) -> DecodeCounters:
        """Counts of the slow path so far."""
        return self._salvager.counters

    @property
    def last_drop(self) -> str:
        """Why the latest dropped message was dropped; empty when none was."""
        return self._salvager.last_drop

    def decode(self, frame: bytes | str) -> Sequence[Message]:
        """The messages of a frame, in order. Never raises: unreadable messages are counted and dropped."""
        try:
            decoded = self._decode(frame)
        except UNREADABLE:
            return self._salvager.salvage(frame)
        return decoded if self._is_array else (decoded,)


def encode_request(ticket: str, parts: Iterable[RequestPart], wire_format: WireFormat) -> str:
    """A subscription request; it replaces the connection's whole subscription."""
    return _encode(ticket, map(_type_object, parts), wire_format)


def encode_list_subscriptions(ticket: str, wire_format: WireFormat) -> str:
    """A request for the connection's list of subscriptions.

    Args:
        ticket: echoed by the reply.
        wire_format: the current one: the exchange applies this request's format to the running streams as well.
    """
    return _encode(ticket, [{"method": "LIST_SUBSCRIPTIONS"}], wire_format)


def _encode(ticket: str, objects: Iterable[dict[str, Any]], wire_format: WireFormat) -> str:
    return json.encode([{"ticket": ticket}, *objects, {"format": wire_format}]).decode()


def _type_object(part: RequestPart) -> dict[str, Any]:
    wanted: dict[str, Any] = {"type": part.type}
    if part.codes:
        wanted["codes"] = part.codes
    if part.level:
        wanted["level"] = int(part.level) if part.level == int(part.level) else part.level
    if part.is_only_realtime:
        wanted["is_only_realtime"] = True
    return wanted
