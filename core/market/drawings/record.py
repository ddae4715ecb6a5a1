"""Drawings as plain values for a file, and back. What comes from a file is read piece by piece, and bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeVar

from core.market.drawings.drawing import (
    ANCHORS,
    LONGEST_TEXT,
    USUAL_STYLES,
    WIDTHS,
    Anchor,
    Dash,
    Drawing,
    Kind,
    Style,
    is_color,
    is_sound,
)
from core.model.one_line import one_line

Member = TypeVar("Member", bound=StrEnum)

MOST: Final = 200
"""Drawings of one market; further ones are refused, whoever made them."""


class Read(NamedTuple):
    """What could be read."""

    drawings: tuple[Drawing, ...]
    """Numbered from 1 on."""
    dropped: int
    """How many could not be read, or were too many."""


def to_record(drawing: Drawing) -> dict[str, Any]:
    """A drawing as values that JSON knows."""
    record: dict[str, Any] = {
        "kind": drawing.kind.value,
        "anchors": [[anchor.time_ms, anchor.price] for anchor in drawing.anchors],
        "color": str(drawing.style.color),
        "width": drawing.style.width,
        "dash": drawing.style.dash.value,
    }
    if drawing.text:
        record["text"] = drawing.text
    for name, is_so in (("locked", drawing.is_locked), ("hidden", drawing.is_hidden)):
        if is_so:
            record[name] = True
    return record


def read(records: object) -> Read:
    """The drawings of one market from values of any kind.

    One without a known kind or without all of its anchors is dropped; anything else that makes no sense gets its usual
    value.
    """
    if not isinstance(records, Sequence) or isinstance(records, str | bytes):
        return Read((), int(records is not None))
    drawings = [drawing for drawing in map(_drawing, records[:MOST]) if drawing is not None]
    numbered = tuple(replace(drawing, id=number) for number, drawing in enumerate(drawings, 1))
    return Read(numbered, len(records) - len(drawings))


def _drawing(record: object) -> Drawing | None:
    if not isinstance(record, dict):
        return None
    kind = _member(Kind, record.get("kind"))
    anchors = _anchors(record.get("anchors"))
    text = record.get("text")
    words = one_line(text, LONGEST_TEXT) if isinstance(text, str) else ""
    if kind is None or len(anchors) != ANCHORS[kind] or (kind is Kind.TEXT and not words):
        return None
    return Drawing(
        0,
        kind,
        anchors,
        _style(record, USUAL_STYLES[kind]),
        words if kind is Kind.TEXT else "",
        record.get("locked") is True,
        record.get("hidden") is True,
    )


def _style(record: dict[Any, Any], usual: Style) -> Style:
    color, width = record.get("color"), record.get("width")
    return Style(
        color if isinstance(color, str) and is_color(color) else usual.color,
        width if type(width) is int and width in WIDTHS else usual.width,
        _member(Dash, record.get("dash")) or usual.dash,
    )


def _anchors(values: object) -> tuple[Anchor, ...]:
    """The anchors, if all of them are sound; otherwise none."""
    if not isinstance(values, list) or len(values) > max(ANCHORS.values()):
        return ()
    anchors = [_anchor(value) for value in values]
    return tuple(each for each in anchors if each is not None) if None not in anchors else ()


def _anchor(value: object) -> Anchor | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    time_ms, price = value
    if not _is_number(time_ms) or not _is_number(price) or not is_sound(time_ms, price):
        return None
    return Anchor(round(time_ms), float(price))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _member(members: type[Member], value: object) -> Member | None:
    return next((member for member in members if member.value == value), None)
