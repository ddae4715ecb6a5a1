"""The tags of a pane: values written beside it, each as near to its height as the others leave room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRect

from core.market.chart.tag_places import spread
from widgets.chart.panes.readings import Paint

if TYPE_CHECKING:
    from widgets.look.look import Look

TAG_HEIGHT: Final = 18
"""In pixels at a font size of 100 %."""

NOTE_HEIGHT: Final = 15


class Tag(NamedTuple):
    """A value at a height of the view, beside its pane."""

    y: int
    text: str
    paint: Paint
    note: str = ""
    has_line: bool = False
    top: int = 0
    height: int = 0
    """What the tag takes of the axis, in pixels of the view."""


def placed_tags(look: Look, area: QRect, tags: Sequence[Tag]) -> list[Tag]:
    """Return the tags of a pane, each beside its value or as near as the others leave room; none beyond the pane.

    Args:
        look: the size of the texts.
        area: of the pane.
        tags: the most important one first.
    """
    height, note = look.px(TAG_HEIGHT), look.px(NOTE_HEIGHT)
    if area.height() < height + note:  # a last value without its note is better than none
        tags = [tag._replace(note="") for tag in tags]
    heights = [height + (note if tag.note else 0) for tag in tags]
    bottom = area.bottom() + 1
    tops = spread([tag.y for tag in tags], heights, area.top(), bottom)
    placed = zip(tags, tops, heights, strict=True)
    fits = ((tag, top, high) for tag, top, high in placed if top >= area.top() and top + high <= bottom)
    return [tag._replace(top=top, height=high) for tag, top, high in fits]


def parts_of_line(line: QRect, places: Iterable[QRect]) -> list[tuple[int, int]]:
    """Return the first and the last pixel of each part of a level line that lies in none of `places`."""
    parts, left = [], line.left()
    for place in sorted((place for place in places if place.intersects(line)), key=QRect.left):
        if left < place.left():
            parts.append((left, place.left() - 1))
        left = max(left, place.right() + 1)
    return [*parts, (left, line.right())] if left <= line.right() else parts
