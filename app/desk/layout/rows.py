"""The height of a panel that is opened among others of its column: its main panels, such as charts, keep most of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from app.desk.layout.placement import MAIN_SHARE
from app.dock.dock import PanelDock
from app.panels.kinds import KINDS
from app.panels.readable_size import least_height


def give_row(window: QMainWindow, dock: PanelDock, before: Mapping[PanelDock, int], percent: int) -> None:
    """Set the height of a new row of a column; the other rows keep theirs, as far as the main panels have enough.

    Without this Qt would give the new row up to half of the column.

    Args:
        window: the owner of the docks.
        dock: the new panel, which has its place already.
        before: the panels in sight before it was placed, with their heights.
        percent: the font size.
    """
    if window.tabifiedDockWidgets(dock):
        return
    rows = {
        each: height
        for each, height in before.items()
        if KINDS[each.kind].column is KINDS[dock.kind].column and not KINDS[each.kind].is_strip
    }
    if any(KINDS[each.kind].is_main for each in (dock, *rows)) and rows:
        heights = heights_with(rows, dock, percent)
        window.resizeDocks(list(heights), list(heights.values()), Qt.Orientation.Vertical)


def heights_with(rows: Mapping[PanelDock, int], dock: PanelDock, percent: int) -> dict[PanelDock, int]:
    """Return the heights of a column's rows and of a new row; together they fill the room that the rows fill now."""
    whole = sum(rows.values())
    if KINDS[dock.kind].is_strip:
        height = dock.sizeHint().height()
        return {dock: height} | _scaled(rows, whole - height)
    main = {each: height for each, height in rows.items() if KINDS[each.kind].is_main}
    others = {each: height for each, height in rows.items() if each not in main}
    taken = sum(others.values())
    most = max(int(whole * (1 - MAIN_SHARE)), taken)  # who made the others higher wants them so
    if not KINDS[dock.kind].is_main:
        least = min(least_height(dock.kind), whole // 2)
        own = max(min(KINDS[dock.kind].height * percent // 100, most - taken), least)
        others = _scaled(others, min(taken, max(most - own, 0))) | {dock: own}
    elif main:
        main[dock] = sum(main.values()) // len(main)
    else:
        main[dock], others = whole, _scaled(others, min(taken, int(whole * (1 - MAIN_SHARE))))
    return _scaled(main, max(whole - sum(others.values()), 1)) | others


def _scaled(heights: Mapping[PanelDock, int], room: int) -> dict[PanelDock, int]:
    whole = sum(heights.values()) or 1
    return {dock: max(height * room // whole, 1) for dock, height in heights.items()}
