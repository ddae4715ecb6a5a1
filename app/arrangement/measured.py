"""Sizes of an arrangement in pixels: taken from its panels, or from an earlier arrangement of the same panels."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from app.arrangement.arrangement import Arrangement, Node, Split, Tabs, names_of

Size = tuple[int, int]


class Ruler(NamedTuple):
    """What sizes are taken from, in pixels."""

    sizes: Mapping[str, Size]
    """Width and height of every panel; of a floating one those that it had in the window."""
    gap: int
    """Between two parts."""
    bar: int = 0
    """Height of a bar of tabs."""
    floating: Collection[str] = ()
    """Panels that take no room now."""

    def extent(self, node: Node | None) -> Size:
        """Return the width and height of a node; if all of its panels float, those that it would have."""
        if node is None:
            return (0, 0)
        inside = set(names_of(node))
        docked = inside.difference(self.floating)
        if docked and docked != inside:
            return self.extent(Arrangement(node).only(docked).docked)
        if isinstance(node, Tabs):
            width, height = self.sizes[node.front]
            return (width, height + self.bar) if len(node.names) > 1 else (width, height)
        parts = [self.extent(part) for part in node.parts]
        widths, heights, between = [each[0] for each in parts], [each[1] for each in parts], self.gap * (len(parts) - 1)
        return (sum(widths) + between, max(heights)) if node.is_columns else (max(widths), sum(heights) + between)

    def measured(self, arrangement: Arrangement) -> Arrangement:
        """Return the arrangement with the sizes that its panels have, or would have if no panel floated.

        Qt tells no size of a place whose panels all float: by then it has shared it out.
        """
        return replace(arrangement, docked=self._measured(arrangement.docked))

    def _measured(self, node: Node | None) -> Node | None:
        if not isinstance(node, Split):
            return node
        way = 0 if node.is_columns else 1
        parts = tuple(part for each in node.parts if (part := self._measured(each)) is not None)
        return replace(node, parts=parts, sizes=tuple(max(1, self.extent(part)[way]) for part in parts))


def with_sizes_of(now: Arrangement, before: Arrangement) -> Arrangement | None:
    """Return `now` with the sizes of `before`; None if they have other panels, or other columns, rows and tabs."""
    if now.docked is None or before.docked is None:
        return None
    node = _with_sizes_of(now.docked, before.docked)
    return replace(now, docked=node) if node is not None else None


def sizes_in(node: Node | None) -> Iterator[int]:
    """Return the sizes of all parts in `node`."""
    if isinstance(node, Split):
        yield from node.sizes
        for part in node.parts:
            yield from sizes_in(part)


def _with_sizes_of(now: Node, before: Node) -> Node | None:
    if isinstance(now, Tabs):
        return now if isinstance(before, Tabs) and set(now.names) == set(before.names) else None
    if not isinstance(before, Split) or now.is_columns is not before.is_columns or len(now.parts) != len(before.parts):
        return None
    pairs = zip(now.parts, before.parts, strict=True)
    parts = tuple(part for one, other in pairs if (part := _with_sizes_of(one, other)) is not None)
    return replace(now, parts=parts, sizes=before.sizes) if len(parts) == len(now.parts) else None
