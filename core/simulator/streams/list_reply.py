"""The answer to LIST_SUBSCRIPTIONS: the true list, or a false one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from core.simulator.streams.frames import Listed
from core.simulator.streams.request import StreamRequest

UNASKED: Final = Listed("ticker", ("KRW-HOGA",), None)
"""An entry that was never requested."""


def listed(streams: Sequence[StreamRequest], reply: str, is_lost: Callable[[str, str], bool]) -> list[Listed]:
    """The rows of the answer.

    Args:
        streams: the current request.
        reply: `asked` for the true list, `streamed` without lost streams, `empty`, `short` without the last code, or
            `more` with one code that was not requested.
        is_lost: whether a type and code are not streamed because of a fault.
    """
    match reply:
        case "asked":
            return [stream.listed() for stream in streams]
        case "streamed":
            left = [(stream, _left(stream, is_lost)) for stream in streams]
            return [replace(stream, codes=codes).listed() for stream, codes in left if codes or not stream.codes]
        case "more":
            return [*(stream.listed() for stream in streams), UNASKED]
        case "short" if streams:
            *whole, last = streams
            rest = [replace(last, codes=last.codes[:-1])] if last.codes and len(last.codes) > 1 else []
            return [stream.listed() for stream in (*whole, *rest)]
        case _:
            return []


def _left(stream: StreamRequest, is_lost: Callable[[str, str], bool]) -> tuple[str, ...] | None:
    if stream.codes is None:
        return None
    lost = {topic.code for topic in stream.topics() if is_lost(stream.type, topic.code)}
    return tuple(code for code in stream.codes if code.partition(".")[0] not in lost)
