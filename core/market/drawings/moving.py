"""Moves a drawing with the pointer, as a whole or by one of its handles."""

from __future__ import annotations

from dataclasses import replace

from core.market.drawings.clipping import Point
from core.market.drawings.drawing import Anchor, Drawing, Kind, anchor
from core.market.drawings.projection import Projection
from core.market.drawings.shapes import channel_offset


def moved(drawing: Drawing, right: float, down: float, projection: Projection) -> Drawing:
    """The drawing moved by pixels, sideways by whole candles; a locked one stays.

    Args:
        drawing: before the move.
        right: pixels to the right, or to the left if negative.
        down: pixels down, or up if negative.
        projection: where things are on the screen.
    """
    if drawing.is_locked:
        return drawing
    width = projection.times.slot_width
    along = round(right / width) * width if width >= 1 else right
    anchors = tuple(projection.shifted(each, along, down) for each in drawing.anchors)
    return replace(drawing, anchors=anchors)


def handle_moved(drawing: Drawing, handle: int, to: Anchor, projection: Projection) -> Drawing:
    """The drawing with one of its handles at `to`; a locked one stays.

    The handles of a kind are its anchors, and then the other two corners of what has four.
    """
    if drawing.is_locked:
        return drawing
    first, *others = drawing.anchors
    match drawing.kind, handle:
        case (Kind.CHANNEL, 0 | 1):
            anchors = _channel_moved(drawing.anchors, handle, to, projection)
        case (Kind.RECTANGLE | Kind.RANGE, 2 | 3):
            (second,) = others
            # Handle 2 has the time of the first anchor and the price of the second, handle 3 the other two.
            if handle == 2:
                anchors = Anchor(to.time_ms, first.price), Anchor(second.time_ms, to.price)
            else:
                anchors = Anchor(first.time_ms, to.price), Anchor(to.time_ms, second.price)
        case _ if handle < len(drawing.anchors):
            anchors = tuple(to if number == handle else each for number, each in enumerate(drawing.anchors))
        case _:
            return drawing
    return replace(drawing, anchors=anchors)


def _channel_moved(anchors: tuple[Anchor, ...], handle: int, to: Anchor, projection: Projection) -> tuple[Anchor, ...]:
    """A channel whose first line was moved at one end; the second one stays as far above or below as it was."""
    before = [projection.point(each) for each in anchors]
    after: list[Point] = [*before]
    after[handle] = projection.point(to)
    first, second = (to if number == handle else anchors[number] for number in (0, 1))
    was, now = channel_offset(*before), channel_offset(*after)
    if was[0] or now[0]:  # one of them stands upright, where nothing is above or below
        return first, second, anchors[2]
    y = before[2][1] + was[1] - now[1]
    price = projection.prices.value(y - projection.area.top)
    return first, second, anchor(anchors[2].time_ms, price)
