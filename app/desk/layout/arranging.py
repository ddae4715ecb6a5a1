"""Puts the docks of a window where an arrangement says, by Qt's public functions only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QStyle, QTabBar

from app.arrangement.arrangement import Arrangement, Node, Split, Tabs, names_of, tabs_of, with_front
from app.arrangement.measured import Ruler, with_sizes_of
from app.arrangement.qt_state import read_state
from app.desk.layout.placement import AREA, is_in_front, laid_out_once
from app.dock.dock import PanelDock
from app.dock.floating import docked_size, give_place
from app.panels.kinds import KINDS

_NEARLY: Final = 48
"""Pixels by which two windows of one width may differ, because of their frames or the widths of their texts."""


def arrangement_of_window(window: QMainWindow, docks: Mapping[str, PanelDock]) -> Arrangement | None:
    """Return where `docks` are, by their names; None if this Qt writes it in another way than is known."""
    found = read_state(window.saveState())
    return found.only(docks) if found is not None else None


def arrangement_with_room(window: QMainWindow, docks: Mapping[str, PanelDock]) -> Arrangement | None:
    """Return the same, where floating docks have the room in the window that they had, and will have there again."""
    found = arrangement_of_window(window, docks)
    if found is None or not found.floating:
        return found
    sizes = {name: docked_size(docks[name]) for name in found.floating}
    return given_sizes(window, docks, found, {name: (size.width(), size.height()) for name, size in sizes.items()})


def given_sizes(
    window: QMainWindow, docks: Mapping[str, PanelDock], present: Arrangement, sizes: Mapping[str, tuple[int, int]]
) -> Arrangement:
    """Return the present arrangement with other sizes of some panels.

    Args:
        window: the owner of the docks.
        docks: by their names.
        present: where they are.
        sizes: widths and heights in pixels; others share the room left, strips as high as they need to be.
    """
    ruler = ruler_of(window, docks)
    away = {name for name, dock in docks.items() if dock.isHidden() or dock.isFloating()}
    ruler = ruler._replace(sizes={**ruler.sizes, **dict.fromkeys(ruler.floating, (1, 1))}, floating=away)
    strips = {name: (0, dock.sizeHint().height()) for name, dock in docks.items() if KINDS[dock.kind].is_strip}
    # In pixels, as the sizes are: once a whole column has left, the numbers of Qt have another sum than the window.
    return ruler.measured(present).with_sizes({**strips, **sizes})


def gap_of(window: QMainWindow) -> int:
    """Return the pixels between two docks of a window."""
    return window.style().pixelMetric(QStyle.PixelMetric.PM_DockWidgetSeparatorExtent, None, window)


def bar_height(window: QMainWindow) -> int:
    """Return the height of a bar of tabs between the docks of a window.

    A bar of Qt's own is not asked: looking for it among the window's children would keep it for good.
    """
    bar = QTabBar()
    bar.setFont(window.font())
    bar.setDocumentMode(window.documentMode())
    bar.addTab(window.windowTitle())
    return bar.sizeHint().height()


def ruler_of(window: QMainWindow, docks: Mapping[str, PanelDock], *, leaving: PanelDock | None = None) -> Ruler:
    """Return what the present sizes of docks are taken from.

    Args:
        window: the owner of the docks.
        docks: by their names.
        leaving: has just become a window, and counts as docked: the others have their places still.
    """
    sizes = {name: docked_size(dock) for name, dock in docks.items()}
    return Ruler(
        {name: (size.width(), size.height()) for name, size in sizes.items()},
        gap_of(window),
        bar_height(window),
        {name for name, dock in docks.items() if dock.isFloating() and dock is not leaving},
    )


def measured_before(
    window: QMainWindow, docks: Mapping[str, PanelDock], leaving: PanelDock | None = None
) -> Arrangement | None:
    """Return where `docks` are with their sizes in pixels, floating ones with those that they had in the window.

    Args:
        window: the owner of the docks.
        docks: by their names.
        leaving: has just become a window, and counts as docked: the docks have their places still, though Qt's own
            state is a step ahead. None if nothing moves.
    """
    found = arrangement_of_window(window, docks)
    if found is None:
        return None
    if leaving is not None:
        name = leaving.objectName()
        mates = {mate for tabs in tabs_of(found.docked) if name in tabs.names for mate in tabs.names} - {name}
        ahead = (mate for mate in mates if not docks[mate].isFloating() and is_in_front(docks[mate]))
        floating = {each: place for each, place in found.floating.items() if each != name}
        found = Arrangement(with_front(found.docked, next(ahead, name)), floating)
    return ruler_of(window, docks, leaving=leaving).measured(found)


def arrange(window: QMainWindow, docks: Mapping[str, PanelDock], wanted: Arrangement) -> None:
    """Put `docks` at their places in `wanted`; docks that it does not name stay docked to the right of the others.

    Args:
        window: the owner of the docks.
        docks: by their names.
        wanted: the arrangement; names without a dock are ignored.
    """
    wanted = wanted.only(docks)
    floating = {name for name in wanted.floating if docks[name].isFloating()}  # they stay windows: else they flicker
    homes, wanted = wanted, Arrangement(wanted.only(docks.keys() - floating).docked, wanted.floating)
    hidden = {name for name, dock in docks.items() if dock.isHidden()}
    with laid_out_once(window):
        _dock(window, docks, homes, floating)
    resize(window, docks, wanted)
    for tabs in tabs_of(wanted.docked):
        docks[tabs.front].raise_()
    layout = window.layout()
    if wanted.floating.keys() - floating and layout is not None:
        layout.activate()  # each dock takes its size in the window before it leaves
    for name in wanted.floating.keys() - floating:
        docks[name].setFloating(True)
        give_place(docks[name], QRect(*wanted.floating[name]))
    for name in hidden:
        docks[name].hide()


def _dock(window: QMainWindow, docks: Mapping[str, PanelDock], wanted: Arrangement, floating: Collection[str]) -> None:
    """Put the docks into columns, rows and tabs; Qt gives them sizes of its own.

    Those in `floating` stay windows, and have their places among the others for when they are docked again.
    """
    homes = list(names_of(wanted.docked))
    inside = [name for name in homes if name not in floating]
    for name in inside:
        docks[name].setFloating(False)
        window.removeDockWidget(docks[name])
    for name in homes:  # each of them: a dock that is taken out belongs to Python until it is added, not split, in
        window.addDockWidget(AREA, docks[name], Qt.Orientation.Horizontal)
    if wanted.docked is not None:
        _split(window, docks, wanted.docked)
        _tabify(window, docks, wanted.docked)
    for name in docks.keys() - wanted.names():
        if not docks[name].isFloating():
            window.addDockWidget(AREA, docks[name], Qt.Orientation.Horizontal)
    for name in inside:
        docks[name].show()  # taken out, Qt had hidden it


def resize(window: QMainWindow, docks: Mapping[str, PanelDock], wanted: Arrangement, room: QSize | None = None) -> None:
    """Give the docked panels their share of the present room.

    Args:
        window: the owner of the docks.
        docks: by their names.
        wanted: the arrangement; panels that are not in the window now are ignored.
        room: of all docks together; about that of the window if None.
    """
    node = wanted.only([name for name, dock in docks.items() if not (dock.isHidden() or dock.isFloating())]).docked
    if node is None:
        return
    around = [part.height() for part in (window.menuWidget(), window.statusBar()) if part is not None]
    room = room or QSize(window.width(), window.height() - sum(around))
    fronts = list(_sized(node, room, gap_of(window)))
    shown = [docks[tabs.front] for tabs, _ in fronts]
    window.resizeDocks(shown, [size.width() for _, size in fronts], Qt.Orientation.Horizontal)
    window.resizeDocks(shown, [size.height() for _, size in fronts], Qt.Orientation.Vertical)


def give_sizes(window: QMainWindow, docks: Mapping[str, PanelDock], before: Arrangement) -> None:
    """Give docks the sizes that they had, if they are where they were; else leave them as they are.

    Args:
        window: the owner of the docks.
        docks: all that are docked, by their names.
        before: where they and others were, with sizes in pixels.
    """
    now = arrangement_of_window(window, docks)
    if now is not None and (wanted := with_sizes_of(now, before.only(docks))) is not None:
        resize(window, docks, wanted, QSize(*ruler_of(window, docks).extent(now.docked)))


def fills(window: QMainWindow, wanted: Arrangement) -> bool:
    """Return whether the columns of `wanted` were those of a window about as wide as this one."""
    node = wanted.docked
    if not isinstance(node, Split) or not node.is_columns:
        return True
    return abs(window.width() - sum(node.sizes) - gap_of(window) * (len(node.sizes) - 1)) <= _NEARLY


def _first(node: Node) -> str:
    return next(names_of(node))


def _split(window: QMainWindow, docks: Mapping[str, PanelDock], node: Node) -> None:
    """Split the place of the first panel of `node` into the parts of `node`, and these in turn."""
    if isinstance(node, Tabs):
        return
    way = Qt.Orientation.Horizontal if node.is_columns else Qt.Orientation.Vertical
    for part, following in pairwise(node.parts):
        window.splitDockWidget(docks[_first(part)], docks[_first(following)], way)
    for part in node.parts:
        _split(window, docks, part)


def _tabify(window: QMainWindow, docks: Mapping[str, PanelDock], node: Node) -> None:
    """Make tabs of docks. Call after all splits: Qt would add a dock split from a tab to the tabs."""
    for tabs in tabs_of(node):
        for name, following in pairwise(tabs.names):
            window.tabifyDockWidget(docks[name], docks[following])


def _sized(node: Node, room: QSize, gap: int) -> Iterator[tuple[Tabs, QSize]]:
    """Return the places in `node` with their sizes, where `node` as a whole has the size `room`."""
    if isinstance(node, Tabs):
        yield node, room
        return
    shares = _shared(node, room.width() if node.is_columns else room.height(), gap)
    for part, size in zip(node.parts, shares, strict=True):
        inner = QSize(size, room.height()) if node.is_columns else QSize(room.width(), size)
        yield from _sized(part, inner, gap)


def _shared(split: Split, room: int, gap: int) -> list[int]:
    left = max(len(split.parts), room - gap * (len(split.parts) - 1))
    whole = sum(split.sizes)
    return [max(1, left * size // whole) for size in split.sizes]
