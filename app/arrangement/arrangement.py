"""The places of a desk's panels as plain data: columns, rows and tabs with their shares, and floating windows.

A workspace keeps it beside Qt's own state, whose format is not documented. Where that is lost, damaged or of another
desk, this still gives the right desk. A closed panel is put back by it too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

DEEPEST: Final = 24
"""Maximum levels of columns and rows inside one another; what is nested deeper is left out."""


class Place(NamedTuple):
    """The place of a floating window on the desktop, in pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Tabs:
    """Panels at one place, one in front of the others; a single panel is one of these too."""

    names: tuple[str, ...]
    front: str


@dataclass(frozen=True, slots=True)
class Split:
    """Parts beside each other (columns), or one above the other (rows)."""

    is_columns: bool
    parts: tuple[Node, ...]
    sizes: tuple[int, ...]
    """Of each part, in any unit: only the proportions count."""


Node = Tabs | Split


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All panels of a window by the names of their docks.

    A floating panel stands in `docked` too: there it goes when it is docked again.
    """

    docked: Node | None = None
    floating: Mapping[str, Place] = field(default_factory=dict)

    def names(self) -> set[str]:
        """Return the names of all panels."""
        return set(names_of(self.docked)) | set(self.floating)

    def only(self, names: Collection[str]) -> Arrangement:
        """Return the arrangement without any other panel than `names`."""
        return Arrangement(
            _only(self.docked, names), {name: place for name, place in self.floating.items() if name in names}
        )

    def renamed(self, name: str, new: str) -> Arrangement:
        """Return the arrangement with another name of one panel."""
        if name == new:
            return self
        floating = {new if each == name else each: place for each, place in self.floating.items()}
        return Arrangement(_renamed(self.docked, name, new), floating)

    def has_shape_of(self, other: Arrangement) -> bool:
        """Return whether the same panels float, and the others are in the same columns, rows and tabs."""
        return self.floating.keys() == other.floating.keys() and _shape(self.docked) == _shape(other.docked)

    def with_sizes(self, sizes: Mapping[str, tuple[int, int]]) -> Arrangement:
        """Return the arrangement with the widths and heights in `sizes`; who is beside those shares the room left.

        A width or height of 0 stands for any. All are in the unit of the arrangement's own sizes.
        """
        return Arrangement(_with_sizes(self.docked, sizes), self.floating)

    def with_panel_of(self, before: Arrangement, name: str) -> Arrangement:
        """Return this arrangement with one panel more, at the place and in the size it has in `before`.

        Whatever has been moved since stays where it is; only who shares the place with the panel makes room.
        """
        floating = dict(self.floating)
        if name in before.floating:
            floating[name] = before.floating[name]
        kept = _only(self.docked, set(names_of(self.docked)) - {name})
        return Arrangement(_put_back(kept, before.docked, name), floating)


def names_of(node: Node | None) -> Iterator[str]:
    """Return the names of the panels in `node`."""
    if isinstance(node, Tabs):
        yield from node.names
    elif node is not None:
        for part in node.parts:
            yield from names_of(part)


def tabs_of(node: Node | None) -> Iterator[Tabs]:
    """Return the places in `node`, from left to right and from top to bottom."""
    if isinstance(node, Tabs):
        yield node
    elif node is not None:
        for part in node.parts:
            yield from tabs_of(part)


def with_front(node: Node | None, name: str) -> Node | None:
    """Return the node with one panel in front of the others at its place."""
    if isinstance(node, Tabs):
        return replace(node, front=name) if name in node.names else node
    if node is None:
        return None
    return replace(node, parts=tuple(part for each in node.parts if (part := with_front(each, name)) is not None))


def split_of(is_columns: bool, parts: Iterable[tuple[Node | None, int]]) -> Node | None:
    """Return parts side by side in the simplest form: without empty ones, and columns among columns made one row.

    Args:
        is_columns: whether the parts are beside each other.
        parts: each with its size.
    """
    found: list[tuple[Node, int]] = []
    for part, size in parts:
        if isinstance(part, Split) and part.is_columns is is_columns:
            whole = sum(part.sizes) or 1
            found += [(inner, max(1, size * each // whole)) for inner, each in zip(part.parts, part.sizes, strict=True)]
        elif part is not None:
            found.append((part, max(1, size)))
    if len(found) <= 1:
        return found[0][0] if found else None
    return Split(is_columns, tuple(part for part, _ in found), tuple(size for _, size in found))


def _only(node: Node | None, names: Collection[str]) -> Node | None:
    if isinstance(node, Tabs):
        left = tuple(name for name in node.names if name in names)
        return Tabs(left, node.front if node.front in left else left[0]) if left else None
    if node is None:
        return None
    parts = zip((_only(part, names) for part in node.parts), node.sizes, strict=True)
    return split_of(node.is_columns, parts)


def _renamed(node: Node | None, name: str, new: str) -> Node | None:
    if isinstance(node, Tabs):
        names = tuple(new if each == name else each for each in node.names)
        return Tabs(names, new if node.front == name else node.front)
    if node is None:
        return None
    parts = (_renamed(part, name, new) for part in node.parts)
    return replace(node, parts=tuple(part for part in parts if part is not None))


def _with_sizes(node: Node | None, sizes: Mapping[str, tuple[int, int]]) -> Node | None:
    if not isinstance(node, Split):
        return node
    way = 0 if node.is_columns else 1
    fixed: dict[int, int] = {}
    for number, part in enumerate(node.parts):
        names = set(names_of(part))
        if names <= sizes.keys() and all(sizes[name][way] for name in names):
            fixed[number] = max(sizes[name][way] for name in names)
    flexible = sum(size for number, size in enumerate(node.sizes) if number not in fixed)
    left = max(sum(node.sizes) - sum(fixed.values()), 1)
    shares = (
        fixed[number] if number in fixed else max(1, size * left // max(flexible, 1))
        for number, size in enumerate(node.sizes)
    )
    parts = (_with_sizes(part, sizes) for part in node.parts)
    return replace(node, parts=tuple(part for part in parts if part is not None), sizes=tuple(shares))


def _shape(node: Node | None) -> object:
    if isinstance(node, Split):
        return node.is_columns, tuple(map(_shape, node.parts))
    return node


def _put_back(now: Node | None, before: Node | None, name: str) -> Node | None:
    """Return `now` with `name`, as near to its neighbours in `before` as these still are to each other."""
    present = set(names_of(now))
    path = _path_to(before, name)
    if not path:
        return now
    place = path[-1]
    assert isinstance(place, Tabs)
    alone: Node = Tabs((name,), name)
    if now is None:
        return alone
    if mates := [mate for mate in place.names if mate in present]:
        return _changed(now, _holder(now, mates[:1]), _with_tab(_holder(now, mates[:1]), place, name))
    for split, inner in zip(path[-2::-1], path[:0:-1], strict=True):
        assert isinstance(split, Split)
        own = split.parts.index(inner)
        nearest = sorted((each for each in range(len(split.parts)) if each != own), key=lambda each: abs(each - own))
        for neighbour in nearest:
            if there := [each for each in names_of(split.parts[neighbour]) if each in present]:
                return _beside(now, split, own, neighbour, alone, there)
    return now


def _beside(now: Node, before: Split, own: int, neighbour: int, alone: Node, there: Collection[str]) -> Node:
    """Return `now` with `alone` beside the panels `there`, which were part `neighbour` of `before`."""
    holder = _holder(now, there)
    if not set(names_of(holder)) <= set(names_of(before.parts[neighbour])):
        holder = _holder(now, list(there)[-1 if neighbour < own else 0 :][:1])  # they are no longer together
    is_after = neighbour < own
    row = _parent(now, holder)
    if row is None or row.is_columns is not before.is_columns:
        pair = [(holder, before.sizes[neighbour]), (alone, before.sizes[own])]
        split = split_of(before.is_columns, pair if is_after else pair[::-1])
        return _changed(now, holder, split) if split is not None else now
    at = row.parts.index(holder) + is_after
    parts = (*row.parts[:at], alone, *row.parts[at:])
    if len(parts) == len(before.parts) and all(
        set(names_of(part)) <= set(names_of(was)) for part, was in zip(parts, before.parts, strict=True)
    ):
        return _changed(now, row, Split(row.is_columns, parts, before.sizes))
    rest = max(1, sum(before.sizes) - before.sizes[own])
    size = max(1, sum(row.sizes) * before.sizes[own] // rest)
    return _changed(now, row, Split(row.is_columns, parts, (*row.sizes[:at], size, *row.sizes[at:])))


def _with_tab(held: Node, before: Tabs, name: str) -> Node:
    """Return the tabs with `name` among them in the former order, and in front if it was."""
    assert isinstance(held, Tabs)
    earlier = before.names[: before.names.index(name)]
    at = max((held.names.index(each) + 1 for each in earlier if each in held.names), default=0)
    return Tabs((*held.names[:at], name, *held.names[at:]), name if before.front == name else held.front)


def _path_to(node: Node | None, name: str) -> list[Node]:
    """Return the nodes from `node` down to the tabs with `name`; empty if it is not there."""
    if isinstance(node, Tabs):
        return [node] if name in node.names else []
    for part in node.parts if node is not None else ():
        if below := _path_to(part, name):
            assert node is not None
            return [node, *below]
    return []


def _holder(node: Node, names: Collection[str]) -> Node:
    """Return the smallest node that has all of `names`."""
    for part in node.parts if isinstance(node, Split) else ():
        if set(names) <= set(names_of(part)):
            return _holder(part, names)
    return node


def _parent(node: Node, child: Node) -> Split | None:
    if isinstance(node, Tabs):
        return None
    if any(part is child for part in node.parts):
        return node
    return next((found for part in node.parts if (found := _parent(part, child)) is not None), None)


def _changed(node: Node, old: Node, new: Node) -> Node:
    """Return `node` with `new` in the place of its part `old`."""
    if node is old:
        return new
    if isinstance(node, Tabs):
        return node
    return replace(node, parts=tuple(_changed(part, old, new) for part in node.parts))
