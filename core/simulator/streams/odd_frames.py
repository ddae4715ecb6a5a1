"""Changes a good row, alone or in a frame, according to the active odd faults. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, cast

import msgspec

from core.simulator.faults.faults import Faults, Switch
from core.simulator.streams.frames import Row
from core.simulator.streams.odd_rows import bend_field, bend_time, bend_value


class Identity(NamedTuple):
    """The type and code of a data frame."""

    kind: str
    code: str


def bend(faults: Faults, where: str, kind: str, row: Row, now: float) -> Row | None:
    """The row to send: unchanged, or an odd one in its place, which may be null.

    Args:
        faults: the active faults; each odd row is counted there.
        where: `rest` or `stream`.
        kind: the kind of the row.
        row: the good row; it is not modified.
        now: the time.
    """
    for name, change in _BENDS.items():
        switch = faults.switch(name)
        if switch is None or switch.text("where") not in {"all", where} or switch.text("rows") not in {"all", kind}:
            continue
        bent = change(row, switch)
        if bent == row:
            continue  # the row has no field for this fault
        switch.turns += 1
        if switch.turns % switch.whole("every") == 0:
            faults.spend(switch, now)
            if bent is None:
                return None
            row = bent
    return row


def bend_frame(faults: Faults, frame: bytes, now: float) -> bytes:
    """The data frame to send: unchanged, or an odd one in its place."""
    if not any(faults.switch(name) for name in _BENDS):
        return frame
    content = msgspec.json.decode(frame)
    row = cast("Row", content[0] if isinstance(content, list) else content)
    bent = bend(faults, "stream", identity(row).kind, row, now)
    if bent is row:
        return frame
    return msgspec.json.encode([bent] if isinstance(content, list) else bent)


def identity_of(frame: bytes) -> Identity:
    """The type and code of a good data frame."""
    content = msgspec.json.decode(frame)
    return identity(content[0] if isinstance(content, list) else content)


def identity(row: Row) -> Identity:
    """The type and code of a good row of a stream."""
    stream, code = (str(row.get(long, row.get(short, ""))) for long, short in (("type", "ty"), ("code", "cd")))
    return Identity(kind_of_stream(stream), code)


def kind_of_stream(stream: str) -> str:
    """The kind of the rows of a stream, named as on the wire."""
    return _KINDS.get(stream, stream.partition(".")[0])


_KINDS: Final = {"myOrder": "order", "myAsset": "asset"}

_BENDS: Final[dict[str, Callable[[Row, Switch], Row | None]]] = {
    "odd_field": lambda row, switch: bend_field(row, switch.text("field"), switch.text("shape"), switch.turns),
    "odd_value": lambda row, switch: bend_value(row, switch.text("value")),
    "odd_time": lambda row, switch: bend_time(row, switch.text("shape"), switch.number("by")),
}
"""The function that each fault applies to a row."""
