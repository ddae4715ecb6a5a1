"""Placement of new panels: markets on the left, charts in the middle, order book and trades on the right.

All panels share one dock area that fills the window, split into columns and rows. With several areas and an empty
centre Qt enlarges the outer ones by a few pixels at every layout, for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMainWindow

from app.dock.dock import PanelDock
from app.panels.kinds import KINDS, Column
from app.panels.readable_size import FULL_ROWS, least_height

AREA: Final = Qt.DockWidgetArea.LeftDockWidgetArea

WIDTHS: Final = {Column.MARKETS: 404, Column.CHARTS: 786, Column.TRADING: 410}
"""Relative widths: their sum is a window 1600 pixels wide."""

MOST_ROWS: Final = 3
"""Panels stacked in a column; further ones become tabs."""

MAIN_SHARE: Final = 0.55
"""The least share of a column's height for its charts, order books and watchlists together."""


@contextmanager
def laid_out_once(window: QMainWindow) -> Iterator[None]:
    """Place any number of docks inside the `with` block, and lay out the window once afterwards.

    Qt lays out all docks each time one is shown, which makes opening many of them quadratic.
    """
    layout = window.layout()
    if layout is None or not layout.isEnabled():  # an outer block does it
        yield
        return
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.activate()


def place(window: QMainWindow, dock: PanelDock, docked: Sequence[PanelDock]) -> bool:
    """Place `dock` according to its kind; return whether it is to be a row, though it may be a tab as yet.

    Args:
        window: the desk's window.
        dock: the new dock.
        docked: the docks already placed, in order of opening.
    """
    dock.setAllowedAreas(AREA)
    kind = dock.kind
    beside = [each for each in docked if KINDS[each.kind].column == KINDS[kind].column]
    column = [each for each in beside if not KINDS[each.kind].is_strip]
    strips = [each for each in beside if KINDS[each.kind].is_strip]
    like = [each for each in column if each.kind == kind]
    is_row = True
    if KINDS[kind].is_strip and strips:
        is_row = False
        window.tabifyDockWidget(strips[-1], dock)
    elif KINDS[kind].is_strip and column:
        _place_strip(window, dock, column)
    elif strips and not column:
        _put_below(window, strips[-1], dock)
    elif not column:
        window.addDockWidget(AREA, dock, Qt.Orientation.Horizontal)
    elif any(each.kind == kind for each in _mates(window, like)):  # who made tabs of them wants more of these
        is_row = False
        window.tabifyDockWidget(like[-1], dock)
    elif len(column) == 1 or _is_room(window, [*_rows(window, column), dock], strips):
        _put_below(window, (like if kind == "chart" and like else column)[-1], dock)
    else:
        is_row = False
        others = [each for each in column if not KINDS[each.kind].is_main]  # these keep their place
        window.tabifyDockWidget((like or others or column)[-1], dock)
    # By itself Qt shows it one loop turn later, and until then the layout ignores it.
    dock.show()
    dock.raise_()
    return is_row


def _place_strip(window: QMainWindow, dock: PanelDock, column: Sequence[PanelDock]) -> None:
    """Place a strip above its column."""
    tops = {each: each.mapTo(window, QPoint(0, 0)).y() for each in column}
    first = min(column, key=lambda each: (tops[each] < 0, tops[each]))  # Qt puts a dock behind a tab far outside
    has_tabs = bool(_mates(window, [first]))
    _put_below(window, first, dock)
    if not has_tabs:
        window.splitDockWidget(dock, first, Qt.Orientation.Vertical)


def _put_below(window: QMainWindow, above: PanelDock, dock: PanelDock) -> None:
    """Put `dock` below another, or to its tabs if it has some: Qt loses a dock that is split from the only tabs."""
    if mates := _mates(window, [above]):
        window.tabifyDockWidget(mates[-1], dock)
    else:
        window.splitDockWidget(above, dock, Qt.Orientation.Vertical)


def _mates(window: QMainWindow, docks: Sequence[PanelDock]) -> list[PanelDock]:
    """Return the panels that are tabs of the last one of `docks`."""
    mates = window.tabifiedDockWidgets(docks[-1]) if docks else []
    return [each for each in mates if isinstance(each, PanelDock)]


def is_in_front(dock: PanelDock) -> bool:
    """Return whether a docked panel is not behind another tab: there Qt puts it far outside of the window."""
    return not dock.isHidden() and dock.mapTo(dock.window(), QPoint(0, 0)).y() >= 0


def column_widths(width: int, columns: Sequence[Column], percent: int) -> dict[Column, int]:
    """Return the widths of `columns` in a window: a chart that is narrower is complete, an order book is not."""
    whole = sum(WIDTHS[column] for column in columns) or 1
    widths = {column: WIDTHS[column] * width // whole for column in columns}
    if Column.CHARTS in widths and Column.TRADING in widths:
        missing = max(FULL_ROWS * percent // 100 - widths[Column.TRADING], 0)
        given = min(missing, max(widths[Column.CHARTS] - widths[Column.TRADING], 0) // 2)
        widths[Column.TRADING] += given
        widths[Column.CHARTS] -= given
    return widths


def _rows(window: QMainWindow, column: Sequence[PanelDock]) -> list[PanelDock]:
    """Return one panel of each place, which tabs share: the one that needs most height."""
    rows: list[PanelDock] = []
    for dock in sorted(column, key=lambda each: least_height(each.kind), reverse=True):
        if not any(mate in rows for mate in window.tabifiedDockWidgets(dock)):
            rows.append(dock)
    return rows


def _is_room(window: QMainWindow, column: Sequence[PanelDock], strips: Sequence[PanelDock]) -> bool:
    """Return whether all of `column` would be readable one above the other, and the main ones have their share."""
    # Computed from size hints: a window that is opening has no layout to measure.
    around = [part.sizeHint().height() for part in (window.menuWidget(), window.statusBar()) if part is not None]
    height = window.height() - sum(around) - max((strip.sizeHint().height() for strip in strips), default=0)
    if len(column) > MOST_ROWS:
        return False
    needed = {dock: least_height(dock.kind) for dock in column}
    others = sum(needed[dock] for dock in column if not KINDS[dock.kind].is_main)
    has_main = any(KINDS[dock.kind].is_main for dock in column)
    return sum(needed.values()) <= height and (not has_main or others <= height * (1 - MAIN_SHARE))


def spread(window: QMainWindow, docked: Sequence[PanelDock], percent: int = 100) -> None:
    """Set the widths of the columns and the heights of the panels; `percent` is the font size."""
    heads = {KINDS[dock.kind].column: dock for dock in reversed(docked)}
    widths = column_widths(window.width(), list(heads), percent)
    window.resizeDocks(list(heads.values()), [widths[column] for column in heads], Qt.Orientation.Horizontal)
    around = [part.sizeHint().height() for part in (window.menuWidget(), window.statusBar()) if part is not None]
    heights = _heights(window, docked, window.height() - sum(around), percent)
    window.resizeDocks(list(docked), [heights[dock] for dock in docked], Qt.Orientation.Vertical)


def _heights(window: QMainWindow, docked: Sequence[PanelDock], room: int, percent: int) -> dict[PanelDock, int]:
    """Return the heights of all docks: strips as high as they need, the others by their shares of what is left."""
    heights: dict[PanelDock, int] = {}
    for column in Column:
        docks = [dock for dock in docked if KINDS[dock.kind].column == column]
        strips = [dock for dock in docks if KINDS[dock.kind].is_strip]
        heights |= {dock: dock.sizeHint().height() for dock in strips}
        left = max(room - max((heights[dock] for dock in strips), default=0), 1)
        rows = _rows(window, [dock for dock in docks if dock not in strips])
        for row, height in zip(rows, shares([dock.kind for dock in rows], left, percent), strict=True):
            heights |= dict.fromkeys((row, *_mates(window, [row])), height)
    return heights


def shares(kinds: Sequence[str], room: int, percent: int) -> list[int]:
    """Return the heights of panels that share a column.

    They are those of a large window, made smaller alike; a panel that would not be readable then gets what it needs
    from the others. Where all of them together lack room for that, they share it by what they need.

    Args:
        kinds: of the panels.
        room: their height together.
        percent: the font size.
    """
    least = [least_height(kind) * percent // 100 for kind in kinds]
    if sum(least) >= room:
        return [each * room // sum(least) for each in least]
    wanted = [KINDS[kind].height for kind in kinds]
    low: set[int] = set()
    while True:
        others = {place: each for place, each in enumerate(wanted) if place not in low}
        left, whole = room - sum(least[place] for place in low), sum(others.values())
        lower = {place for place, each in others.items() if each * left < least[place] * whole}
        if not lower:
            return [others[place] * left // whole if place in others else each for place, each in enumerate(least)]
        low |= lower
