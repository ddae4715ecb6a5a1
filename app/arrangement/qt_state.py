"""Reads Qt's state of a window's docks, the only place where Qt tells how they are nested.

The format is Qt's own and not documented, so anything unexpected ends the reading; a test reads what the present Qt
writes, for random desks. `app/desk/layout/arranging.py` moves docks by Qt's public functions, never by such a state.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QByteArray, QDataStream, QSize

from app.arrangement.arrangement import DEEPEST, Arrangement, Node, Place, Tabs, split_of

_STATE: Final = 0xFF
_DOCKS: Final = 0xFD
_SEQUENCE: Final = 0xFC
_DOCK: Final = 0xFB
_TABS: Final = 0xFA

_FLOATING: Final = 2
"""The flag of a floating dock; that of a shown one is 1."""
_HORIZONTAL: Final = 1

_MOST: Final = 10_000
"""Parts side by side, or characters of a name; more is no state."""


class _NotRead(Exception):
    """The bytes are not a window state of this version of Qt."""


class _Item(NamedTuple):
    node: Node | None
    size: int


def read_state(state: QByteArray) -> Arrangement | None:
    """Return where the docks are, closed and hidden ones included; None if `state` is not one of this Qt."""
    try:
        return _Reader(state).read()
    except _NotRead:
        return None


class _Reader:
    def __init__(self, state: QByteArray) -> None:
        self._stream = QDataStream(state)
        self._floating: dict[str, Place] = {}

    def read(self) -> Arrangement:
        if self._whole() != _STATE:
            raise _NotRead
        self._whole()  # the version of the window's owner
        if self._byte() != _DOCKS:
            raise _NotRead
        areas = [self._area() for _ in range(self._count())]
        return Arrangement(split_of(True, areas), self._floating)

    def _area(self) -> _Item:
        self._whole()  # which of the four; this desk has one
        size = QSize()
        self._stream >> size
        return _Item(self._node(0), size.width())

    def _node(self, depth: int) -> Node | None:
        """Read parts side by side or tabs; `depth` bounds what a damaged state can ask for."""
        if depth > DEEPEST:
            raise _NotRead
        front = None
        if (marker := self._byte()) == _TABS:
            front = self._whole()
        elif marker != _SEQUENCE:
            raise _NotRead
        is_columns = self._byte() == _HORIZONTAL
        items = [self._item(depth) for _ in range(self._count())]
        if front is None:
            return split_of(is_columns, items)
        tabs = [item.node for item in items if isinstance(item.node, Tabs)]
        names = tuple(name for each in tabs for name in each.names)
        if not names:
            return None
        shown = items[front].node if 0 <= front < len(items) else None
        return Tabs(names, shown.front if isinstance(shown, Tabs) else names[0])

    def _item(self, depth: int) -> _Item:
        marker = self._byte()
        if marker == _SEQUENCE:
            size = self._numbers()[1]
            return _Item(self._node(depth + 1), size)
        if marker != _DOCK:
            raise _NotRead
        name = self._name()
        is_floating = self._byte() & _FLOATING
        numbers = self._numbers()
        if is_floating:
            self._floating[name] = Place(*numbers)
        return _Item(Tabs((name,), name), 0 if is_floating else numbers[1])

    def _numbers(self) -> tuple[int, int, int, int]:
        """Read position, size and limits of a docked item; left, top, width and height of a floating one."""
        return self._whole(), self._whole(), self._whole(), self._whole()

    def _name(self) -> str:
        name = self._stream.readQString()
        self._check()
        if not name or len(name) > _MOST:
            raise _NotRead
        return name

    def _count(self) -> int:
        if not 0 <= (count := self._whole()) <= _MOST:
            raise _NotRead
        return count

    def _whole(self) -> int:
        number = self._stream.readInt32()
        self._check()
        return number

    def _byte(self) -> int:
        number = self._stream.readUInt8()
        self._check()
        return number

    def _check(self) -> None:
        if self._stream.status() is not QDataStream.Status.Ok:
            raise _NotRead
