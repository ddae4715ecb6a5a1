"""Cuts WebSocket frames of a server out of received bytes. Pure. Source: RFC 6455, section 5.2."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_MESSAGES: Final = (0x81, 0x82)
"""First byte of a frame that is a whole message: text, binary."""

_HEARTBEATS: Final = (0x89, 0x8A)
"""First byte of a ping and of a pong; both are only heartbeats."""

_SIZE_FOLLOWS: Final = 126
"""The length value which means that the real length is in the next two bytes. A larger value means eight bytes, or a
mask."""


def cut_messages(data: bytes, at: int, take: Callable[[bytes], object]) -> int:
    """Cut the whole messages out of `data`, starting at offset `at`.

    Returns:
        Offset of the first byte that is not part of a complete message frame.
    """
    end = len(data)
    while end - at >= 2 and data[at] in _MESSAGES:
        size, begin = data[at + 1], at + 2
        if size == _SIZE_FOLLOWS and end - at >= 4:
            size, begin = data[at + 2] << 8 | data[at + 3], at + 4
        elif size >= _SIZE_FOLLOWS:
            break
        if begin + size > end:
            break
        at = begin + size
        take(data[begin:at])
    return at


def end_of_heartbeat(data: bytes, at: int) -> int | None:
    """Offset of the end of the ping or pong at `at`; None if there is none or it is incomplete."""
    if len(data) - at < 2 or data[at] not in _HEARTBEATS or data[at + 1] >= _SIZE_FOLLOWS:
        return None
    end = at + 2 + data[at + 1]
    return end if end <= len(data) else None


def can_be_completed(rest: bytes) -> bool:
    """Whether more bytes can complete `rest` to a message or a heartbeat."""
    if not rest:
        return True
    sizes = _SIZE_FOLLOWS if rest[0] in _MESSAGES else _SIZE_FOLLOWS - 1
    return rest[0] in _MESSAGES + _HEARTBEATS and (len(rest) < 2 or rest[1] <= sizes)
