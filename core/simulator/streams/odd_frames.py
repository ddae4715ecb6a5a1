"""What becomes of a good row, alone or in a frame of a stream, while odd faults are on. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, cast

import msgspec

from core.simulator.faults.faults import Faults, Switch
from core.simulator.streams.frames import Row
from core.simulator.streams.odd_rows import bend_field, bend_time, bend_value


class Identity(NamedTuple):
    """What a frame of data is about."""

    kind: str
    code: str


def bend(faults: Faults, where: str, kind: str, row: Row, now: float) -> Row | None:
    """A row as it is sent: the very same, or an odd one in its place, which may be null.

    Args:
        faults: what is on; each odd row is counted there.
        where: `rest` or `stream`.
        kind: what it is a row of.
        row: the good row; it is left as it is.
        now: the time.
    """
    for name, change in _BENDS.items():
        switch = faults.switch(name)
        if switch is None or switch.text("where") not in {"all", where} or switch.text("rows") not in {"all", kind}:
            continue
        bent = change(row, switch)
        if bent == row:
            continue  # it has nothing that could be odd in this way
        switch.turns += 1
        if switch.turns % switch.whole("every") == 0:
            faults.spend(switch, now)
            if bent is None:
                return None
            row = bent
    return row


def bend_frame(faults: Faults, frame: bytes, now: float) -> bytes:
    """A frame of data as it is sent: the very same, or an odd one in its place."""
    if not any(faults.switch(name) for name in _BENDS):
        return frame
    content = msgspec.json.decode(frame)
    row = cast("Row", content[0] if isinstance(content, list) else content)
    bent = bend(faults, "stream", identity(row).kind, row, now)
    if bent is row:
        return frame
    return msgspec.json.encode([bent] if isinstance(content, list) else bent)


def identity_of(frame: bytes) -> Identity:
    """What a good frame of data is about."""
    content = msgspec.json.decode(frame)
    return identity(content[0] if isinstance(content, list) else content)


def identity(row: Row) -> Identity:
    """What a good row of a stream is about."""
    stream, code = (str(row.get(long, row.get(short, ""))) for long, short in (("type", "ty"), ("code", "cd")))
    return Identity(kind_of_stream(stream), code)


def kind_of_stream(stream: str) -> str:
    """What the rows are that a stream, named as on the wire, is made of."""
    return _KINDS.get(stream, stream.partition(".")[0])


_KINDS: Final = {"myOrder": "order", "myAsset": "asset"}

_BENDS: Final[dict[str, Callable[[Row, Switch], Row | None]]] = {
    "odd_field": lambda row, switch: bend_field(row, switch.text("field"), switch.text("shape"), switch.turns),
    "odd_value": lambda row, switch: bend_value(row, switch.text("value")),
    "odd_time": lambda row, switch: bend_time(row, switch.text("shape"), switch.number("by")),
}
"""How each fault changes a row."""
