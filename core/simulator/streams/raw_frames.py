"""Raw WebSocket bytes: good frames, floods of tiny ones, and frames that break the protocol. Pure.

Source: RFC 6455, section 5.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

CONTINUATION: Final = 0x0
TEXT: Final = 0x1
BINARY: Final = 0x2
CLOSE: Final = 0x8
PING: Final = 0x9
PONG: Final = 0xA

_LAST_FRAGMENT: Final = 0x80
_MASKED: Final = 0x80


def framed(opcode: int, payload: bytes) -> bytes:
    """One unfragmented frame as a server writes it: unmasked."""
    length = len(payload)
    if length < 126:
        return struct.pack("!BB", _LAST_FRAGMENT | opcode, length) + payload
    if length < 1 << 16:
        return struct.pack("!BBH", _LAST_FRAGMENT | opcode, 126, length) + payload
    return struct.pack("!BBQ", _LAST_FRAGMENT | opcode, 127, length) + payload


def close_frame(code: int, reason: str = "") -> bytes:
    """A close frame."""
    return framed(CLOSE, struct.pack("!H", code) + reason.encode())


def flood(shape: str, frames: int) -> bytes:
    """So many empty frames: `pings`, `pongs`, whole `messages`, or `fragments` of one message."""
    if shape == "fragments":
        return bytes([TEXT, 0]) + bytes([CONTINUATION, 0]) * frames + framed(CONTINUATION, b'{"status":"UP"}')
    return framed(_FLOODS[shape], b"") * frames


def bad_frame(shape: str) -> bytes:
    """A frame that a server must not send."""
    return _BAD_FRAMES[shape]()


_FLOODS: Final = {"pings": PING, "pongs": PONG, "messages": BINARY}

_BAD_FRAMES: Final[dict[str, Callable[[], bytes]]] = {
    "opcode": lambda: framed(0x3, b"?"),
    "masked": lambda: bytes([_LAST_FRAGMENT | BINARY, _MASKED | 2]) + b"\0\0\0\0{}",
    "text": lambda: framed(TEXT, b"\xff\xfe"),
    "long_ping": lambda: framed(PING, b"x" * 126),
    "split_ping": lambda: bytes([PING, 0]),
    "endless": lambda: struct.pack("!BBQ", _LAST_FRAGMENT | BINARY, 127, 1 << 62),
}
