"""An arrangement in the form in which workspaces keep it: JSON, readable by eye, and read with tolerance."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from app.arrangement.arrangement import DEEPEST, Arrangement, Node, Place, Tabs, split_of

_FARTHEST: Final = 100_000
"""Pixels; no desktop is larger."""


def record_of(arrangement: Arrangement) -> dict[str, Any]:
    """Return `arrangement` as JSON-able data."""
    return {
        "docked": _record(arrangement.docked),
        "floating": {name: list(place) for name, place in arrangement.floating.items()},
    }


def arrangement_of(record: object, names: Collection[str]) -> Arrangement | None:
    """Read an arrangement; wrong parts are left out.

    Args:
        record: from a file; anything.
        names: of the panels that are there.

    Returns:
        None if not every panel has a place in it: Qt's state, or the kinds of the panels, then place them.
    """
    if not isinstance(record, dict):
        return None
    left = set(names)
    docked = _node(record.get("docked"), left, 0)
    found = record.get("floating")
    places = {name: place_of(place) for name, place in found.items()} if isinstance(found, dict) else {}
    floating = {name: place for name, place in places.items() if place is not None and name in names}
    return Arrangement(docked, floating) if left <= floating.keys() else None


def _record(node: Node | None) -> dict[str, Any] | None:
    if isinstance(node, Tabs):
        return {"tabs": list(node.names), "front": node.front}
    if node is None:
        return None
    return {"columns" if node.is_columns else "rows": list(map(_record, node.parts)), "sizes": list(node.sizes)}


def _node(record: object, left: set[str], depth: int) -> Node | None:
    """Read one node; each name counts once, so it is taken from `left`."""
    if not isinstance(record, dict) or depth > DEEPEST:
        return None
    if isinstance(tabs := record.get("tabs"), list):
        names = tuple(dict.fromkeys(name for name in tabs if isinstance(name, str) and name in left))
        left.difference_update(names)
        front = record.get("front")
        return Tabs(names, next((name for name in names if name == front), names[0])) if names else None
    return _split(record, left, depth)


def _split(record: Mapping[str, Any], left: set[str], depth: int) -> Node | None:
    is_columns = "columns" in record
    parts, sizes = record.get("columns" if is_columns else "rows"), record.get("sizes")
    if not isinstance(parts, list):
        return None
    known = sizes if isinstance(sizes, list) and len(sizes) == len(parts) else [None] * len(parts)
    shares = [size if type(size) is int and 0 < size <= _FARTHEST else 1 for size in known]
    nodes = [_node(part, left, depth + 1) for part in parts]
    return split_of(is_columns, zip(nodes, shares, strict=True))


def place_of(record: object) -> Place | None:
    """Read the place of a window; None if it is none."""
    if not isinstance(record, list) or len(record) != len(Place._fields):
        return None
    if not all(type(each) is int and abs(each) <= _FARTHEST for each in record):
        return None
    place = Place(*record)
    return place if place.width > 0 and place.height > 0 else None
