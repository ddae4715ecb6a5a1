"""Puts a new panel above or below a place of several tabs, which Qt cannot: what it splits from a tab becomes a tab."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QMainWindow

from app.arrangement.arrangement import Arrangement, Node, Tabs, split_of
from app.desk.layout.arranging import arrange, arrangement_of_window
from app.dock.dock import PanelDock
from app.panels.kinds import KINDS


def take_out_of_tabs(
    window: QMainWindow, dock: PanelDock, docked: Sequence[PanelDock], in_front: Collection[PanelDock]
) -> None:
    """Make a new panel a row of its own if it is a tab: a strip above the tabs, any other below them.

    Args:
        window: the owner of the docks.
        dock: the new one.
        docked: the docks that were placed before.
        in_front: those of `docked` that were not behind another tab.
    """
    if not window.tabifiedDockWidgets(dock):
        return
    docks = {each.objectName(): each for each in (*docked, dock)}
    found = arrangement_of_window(window, docks)
    if found is None or found.docked is None:
        return
    fronts = {each.objectName() for each in in_front}
    node = _apart(found.docked, dock.objectName(), fronts, is_above=KINDS[dock.kind].is_strip)
    arrange(window, docks, Arrangement(node, found.floating))


def _apart(node: Node, name: str, fronts: Collection[str], *, is_above: bool) -> Node | None:
    if not isinstance(node, Tabs):
        parts = (_apart(part, name, fronts, is_above=is_above) for part in node.parts)
        return split_of(node.is_columns, zip(parts, node.sizes, strict=True))
    if name not in node.names:
        return node
    others = tuple(each for each in node.names if each != name)
    rest = Tabs(others, next((each for each in others if each in fronts), others[-1]))
    rows = [(Tabs((name,), name), 1), (rest, 1)]
    return split_of(False, rows if is_above else rows[::-1])
