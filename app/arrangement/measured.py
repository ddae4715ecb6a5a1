"""Sizes of an arrangement in pixels: taken from its panels, or from an earlier arrangement of the same panels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.arrangement.arrangement import Arrangement, Node, Split, Tabs

Size = tuple[int, int]


def measured(arrangement: Arrangement, sizes: Mapping[str, Size], gap: int) -> Arrangement:
    """Return the arrangement with the sizes that its panels have, or would have if no panel floated.

    Qt tells no size of a place whose panels all float: by then it has shared it out.

    Args:
        arrangement: what is where.
        sizes: width and height of every panel, in pixels.
        gap: pixels between two parts.
    """
    return replace(arrangement, docked=_measured(arrangement.docked, sizes, gap))


def extent(node: Node | None, sizes: Mapping[str, Size], gap: int) -> Size:
    """Return the width and height that a node with panels of these sizes takes, in pixels."""
    if node is None:
        return (0, 0)
    if isinstance(node, Tabs):
        return sizes[node.front]
    parts = [extent(part, sizes, gap) for part in node.parts]
    widths, heights, between = [each[0] for each in parts], [each[1] for each in parts], gap * (len(parts) - 1)
    return (sum(widths) + between, max(heights)) if node.is_columns else (max(widths), sum(heights) + between)


def with_sizes_of(now: Arrangement, before: Arrangement) -> Arrangement | None:
    """Return `now` with the sizes of `before`; None if they have other panels, or other columns, rows and tabs."""
    if now.docked is None or before.docked is None:
        return None
    node = _with_sizes_of(now.docked, before.docked)
    return replace(now, docked=node) if node is not None else None


def _measured(node: Node | None, sizes: Mapping[str, Size], gap: int) -> Node | None:
    if not isinstance(node, Split):
        return node
    way = 0 if node.is_columns else 1
    parts = tuple(part for each in node.parts if (part := _measured(each, sizes, gap)) is not None)
    return replace(node, parts=parts, sizes=tuple(max(1, extent(part, sizes, gap)[way]) for part in parts))


def _with_sizes_of(now: Node, before: Node) -> Node | None:
    if isinstance(now, Tabs):
        return now if isinstance(before, Tabs) and set(now.names) == set(before.names) else None
    if not isinstance(before, Split) or now.is_columns is not before.is_columns or len(now.parts) != len(before.parts):
        return None
    pairs = zip(now.parts, before.parts, strict=True)
    parts = tuple(part for one, other in pairs if (part := _with_sizes_of(one, other)) is not None)
    return replace(now, parts=parts, sizes=before.sizes) if len(parts) == len(now.parts) else None
