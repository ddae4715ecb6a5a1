"""Reads client messages on a WebSocket: a request, or the name of the error.

Source: Upbit WebSocket guide, with what was seen on the wire of the Korean host where the two differ. An unknown,
foreign or lower-case code is not an error here: it just gets no answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import msgspec

from core.simulator.streams.frames import Format, Listed

ORDERBOOK: Final = "orderbook"
CANDLE_PREFIX: Final = "candle."
PUBLIC_TYPES: Final = frozenset(
    ["ticker", "trade", ORDERBOOK]
    + [CANDLE_PREFIX + unit for unit in ("1s", "1m", "3m", "5m", "10m", "15m", "30m", "60m", "240m")]
)
TOKEN_TYPES: Final = frozenset({"myOrder", "myAsset", "announcement", "indicator", "indicator_signal"})
"""Served only on endpoints that need a token."""

DEPTHS: Final = (1, 5, 15, 30)

EVERY: Final = "*"
"""The code of a topic for every market, or of a topic without a market."""

MESSAGES: Final = {
    "INVALID_AUTH": "인증 정보가 올바르지 않습니다.",
    "WRONG_FORMAT": "Format 이 맞지 않습니다.",
    "NO_TICKET": "티켓이 존재하지 않거나, 유효하지 않습니다.",
    "NO_TYPE": "타입이 존재하지 않습니다.",
    "NO_CODES": "코드가 존재하지 않습니다.",
}


class RejectedRequest(Exception):
    """A request that the exchange refuses with an error before it closes the connection.

    Args:
        name: the exchange's name for the error.
        message: its words; the usual ones if omitted.
    """

    def __init__(self, name: str, message: str = "") -> None:
        super().__init__(name)
        self.name = name
        self.message = message or MESSAGES[name]


class Topic(NamedTuple):
    """One stream a connection can be subscribed to."""

    type: str
    code: str
    level: float = 0.0
    depth: int = 0
    """Order books: 1, 5, 15 or 30. Otherwise 0."""


@dataclass(frozen=True, slots=True)
class Ping:
    """The text `PING`."""


@dataclass(frozen=True, slots=True)
class ListSubscriptions:
    """The question for the connection's list of subscriptions."""

    ticket: str
    form: Format


@dataclass(frozen=True, slots=True)
class StreamRequest:
    """One type object of a subscription."""

    type: str
    codes: tuple[str, ...] | None
    """Empty: every market. None: the type has no codes."""
    level: float | None = None
    snapshot: bool = True
    realtime: bool = True

    def topics(self) -> Iterator[Topic]:
        """Its topics, code by code."""
        for code in self.codes or (EVERY,):
            if self.type == ORDERBOOK:
                plain, _, depth = code.partition(".")
                # Any other count is served as 30, silently (wire); nothing else depends on the part after the dot.
                shown = int(depth) if depth.isdecimal() and int(depth) in DEPTHS else DEPTHS[-1]
                yield Topic(self.type, plain, self.level or 0.0, shown)
            else:
                yield Topic(self.type, code)

    def listed(self) -> Listed:
        """The request as `LIST_SUBSCRIPTIONS` shows it."""
        return Listed(self.type, self.codes, self.level)


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Replaces the whole subscription of a connection."""

    ticket: str
    streams: tuple[StreamRequest, ...]
    form: Format


Request = Ping | ListSubscriptions | Subscribe


def parse(message: str | bytes, read_stream: Callable[[dict[str, object]], StreamRequest] | None = None) -> Request:
    """Read one message of a client.

    Args:
        message: the message.
        read_stream: reads a type object by the rules of the client's endpoint; the public endpoint by default.

    Raises:
        RejectedRequest: the message is not a request.
    """
    if message in {"PING", b"PING"}:
        return Ping()
    parts = _objects(message)
    ticket = _ticket(parts)
    form = _format(parts)
    if any("method" in part for part in parts):
        return _method(parts, ticket, form)
    streams = tuple((read_stream or _stream)(part) for part in parts if "type" in part)
    if not streams:
        raise RejectedRequest("NO_TYPE")
    return Subscribe(ticket, streams, form)


def _objects(message: str | bytes) -> list[dict[str, object]]:
    try:
        return msgspec.json.decode(message, type=list[dict[str, object]])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedRequest("WRONG_FORMAT") from error


def _ticket(parts: list[dict[str, object]]) -> str:
    ticket = next((part["ticket"] for part in parts if "ticket" in part), None)
    if not isinstance(ticket, str) or not ticket:
        raise RejectedRequest("NO_TICKET")
    return ticket


def _format(parts: list[dict[str, object]]) -> Format:
    named = next((part["format"] for part in parts if "format" in part), Format.DEFAULT)
    try:
        return Format(str(named))
    except ValueError:
        raise RejectedRequest("INVALID_PARAM", f"{named} 은 지원하지 않는 포맷입니다.") from None


def _method(parts: list[dict[str, object]], ticket: str, form: Format) -> ListSubscriptions:
    method = next(part["method"] for part in parts if "method" in part)
    if method != "LIST_SUBSCRIPTIONS":
        raise RejectedRequest("INVALID_PARAM", f"{method} 은 지원하지 않는 메서드입니다.")
    return ListSubscriptions(ticket, form)


def _stream(part: dict[str, object]) -> StreamRequest:
    stream_type = part["type"]
    if stream_type == "myAsset" and "codes" in part:
        raise RejectedRequest("WRONG_FORMAT")
    if stream_type in TOKEN_TYPES:
        raise RejectedRequest("INVALID_AUTH")
    if not isinstance(stream_type, str) or stream_type not in PUBLIC_TYPES:
        raise RejectedRequest("INVALID_PARAM", f"{stream_type} 은 지원하지 않는 타입입니다.")
    only_snapshot = _flag(part, "is_only_snapshot", "isOnlySnapshot")
    only_realtime = _flag(part, "is_only_realtime", "isOnlyRealtime")
    return StreamRequest(
        stream_type,
        read_codes(part),
        _level(part) if stream_type == ORDERBOOK else None,
        # Both flags at once are undocumented; the narrower one wins.
        snapshot=only_snapshot or not only_realtime,
        realtime=not only_snapshot,
    )


def read_codes(part: dict[str, object], *, may_be_absent: bool = False) -> tuple[str, ...]:
    """The codes of a type object, each once.

    Raises:
        RejectedRequest: required codes are missing, or they are not a list of texts.
    """
    codes = part.get("codes")
    if not codes:
        if may_be_absent and codes in (None, []):
            return ()
        raise RejectedRequest("NO_CODES")
    try:
        return tuple(dict.fromkeys(msgspec.convert(codes, list[str])))
    except msgspec.ValidationError as error:
        raise RejectedRequest("WRONG_FORMAT") from error


def _level(part: dict[str, object]) -> float | None:
    if "level" not in part:
        return None
    try:
        level = msgspec.convert(part["level"], float, strict=False)
    except msgspec.ValidationError:
        level = math.nan
    if not math.isfinite(level):
        raise RejectedRequest("INVALID_PARAM", "level 값이 올바르지 않습니다.")
    return level


def _flag(part: dict[str, object], *spellings: str) -> bool:
    value = next((part[name] for name in spellings if name in part), False)
    if not isinstance(value, bool):
        raise RejectedRequest("WRONG_FORMAT")
    return value
