"""The slow path of decoding: identify an unusual frame, count it, and keep its readable messages.

Nothing here raises, because the frames come from outside: every frame becomes messages or a count.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Raw, Struct, ValidationError
from msgspec.json import Decoder as JsonDecoder

from core.model.control import Status, SubscriptionList
from core.model.exchange import DecodeCounters
from core.model.messages import DataMessage, Message
from core.model.subscription import ALL, StreamKey, StreamType
from core.upbit.refusal.error_envelope import read_error
from core.upbit.wire.absent_prices import read_without_absent_prices
from core.upbit.wire.short_keys import DATA_MESSAGES, LONG, SHORT, SHORT_DATA_MESSAGES, SimpleSubscriptionList

if TYPE_CHECKING:
    from core.upbit.wire.wire_format import WireFormat

logger = logging.getLogger(__name__)

_LONGEST_REASON: Final = 200
"""Maximum number of characters of the reason for a drop, which may quote a text of any length from the exchange."""

UNREADABLE: Final = (ValueError, RecursionError)
"""The errors of msgspec on a frame: DecodeError and UnicodeError are ValueErrors; deep nesting is a RecursionError."""


class _Envelope(Struct):
    """The keys that identify a message's type."""

    type: Any = None
    ty: Any = None
    error: Any = None
    status: Any = None
    method: Any = None
    mthd: Any = None


class _Address(Struct):
    """The keys that identify a message's stream."""

    type: StreamType | None = None
    ty: StreamType | None = None
    code: str | None = None
    cd: str | None = None
    level: float | None = None
    lv: float | None = None


_split: Final = JsonDecoder(list[Raw]).decode
_open: Final = JsonDecoder(_Envelope).decode
_locate: Final = JsonDecoder(_Address).decode
_status: Final = JsonDecoder(Status).decode
_data: Final[Mapping[bool, JsonDecoder[DataMessage]]] = {False: JsonDecoder(LONG), True: JsonDecoder(SHORT)}
_classes: Final[Mapping[bool, Mapping[StreamType, type[DataMessage]]]] = {
    False: {each.type: each for each in DATA_MESSAGES},
    True: {each.type: each for each in SHORT_DATA_MESSAGES},
}
_list_reply: Final[Mapping[bool, JsonDecoder[SubscriptionList]]] = {
    False: JsonDecoder(SubscriptionList),
    True: JsonDecoder(SimpleSubscriptionList),
}
_KNOWN_TYPES: Final = frozenset(StreamType)


class Salvager:
    """Decodes the frames that the fast path could not decode.

    Args:
        wire_format: the requested format; data in any other format is counted.
        on_spoiled: called with the stream of each message that is dropped for a bad field, if it names its stream.
    """

    def __init__(self, wire_format: WireFormat, on_spoiled: Callable[[StreamKey], object] = lambda _: None) -> None:
        self._format = wire_format
        self._on_spoiled = on_spoiled
        self.counters = DecodeCounters()
        self.last_drop = ""
        """Why the latest message was dropped, for a log. Contains keys and types, but no amount and no id."""

    def salvage(self, frame: bytes | str) -> list[Message]:
        """The messages of a frame, element by element; unreadable ones are counted and dropped."""
        try:
            data = frame.encode() if isinstance(frame, str) else frame
            is_array = data.lstrip().startswith(b"[")
            elements = _split(data) if is_array else [data]
        except UNREADABLE as error:
            self._drop("not_json", error)
            return []
        messages = (self._message(element, is_array) for element in elements)
        return [message for message in messages if message is not None]

    def _message(self, data: bytes | Raw, is_array: bool) -> Message | None:
        try:
            envelope = _open(data)
        except ValidationError as error:
            self._drop("unknown_type", error)
            return None
        except UNREADABLE as error:
            self._drop("not_json", error)
            return None
        try:
            return self._read(envelope, data, is_array)
        except UNREADABLE as error:
            self._drop("bad_field", error)
            if (key := _key_of(data)) is not None:
                self._on_spoiled(key)
            return None

    def _read(self, envelope: _Envelope, data: bytes | Raw, is_array: bool) -> Message | None:
        tag = envelope.type or envelope.ty
        if isinstance(tag, str) and tag in _KNOWN_TYPES:
            return self._data_message(StreamType(tag), data, is_array, is_short=not envelope.type)
        if envelope.error is not None:
            refusal = read_error(data)
            self.counters.error += 1
            return refusal
        if envelope.status is not None:
            status = _status(data)
            self.counters.status += 1
            return status
        if envelope.method or envelope.mthd:
            listed = _list_reply[not envelope.method].decode(data)
            self.counters.list_reply += 1
            return listed
        self._drop("unknown_type", repr(tag)[:40])
        return None

    def _data_message(self, tag: StreamType, data: bytes | Raw, is_array: bool, is_short: bool) -> DataMessage:
        try:
            message = _data[is_short].decode(data)
        except ValidationError:
            message = read_without_absent_prices(data, _classes[is_short][tag])
        if (is_array, is_short) != (self._format.is_array, self._format.has_short_keys):
            self.counters.other_format += 1
        return message

    def _drop(self, kind: Literal["unknown_type", "bad_field", "not_json"], why: object) -> None:
        count = getattr(self.counters, kind) + 1
        setattr(self.counters, kind, count)
        self.last_drop = f"{kind}: {why}"[:_LONGEST_REASON]
        if count == 1:
            logger.warning("a message was dropped, others like it are only counted: %s", self.last_drop)


def _key_of(data: bytes | Raw) -> StreamKey | None:
    """The stream that a message names, whatever else is wrong with it; None if unreadable."""
    try:
        address = _locate(data)
    except UNREADABLE:
        return None
    if (kind := address.type or address.ty) is None:
        return None
    return StreamKey(kind, address.code or address.cd or ALL, address.level or address.lv or 0)
