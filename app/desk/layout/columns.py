"""Puts the first panel of a column where that column belongs: markets left of charts, charts left of trading."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMainWindow

from app.arrangement.arrangement import Arrangement, Node, Split, Tabs, names_of, split_of
from app.desk.layout.arranging import arrange, arrangement_of_window
from app.desk.layout.placement import WIDTHS
from app.dock.dock import PanelDock
from app.panels.kinds import KINDS, Column


def put_in_column(window: QMainWindow, dock: PanelDock, docked: Sequence[PanelDock]) -> None:
    """Move a new dock to the left of the columns that come after its own, if it is alone in its own.

    Qt can only add a column at the right.

    Args:
        window: the owner of the docks.
        dock: the new one, which is placed at the right.
        docked: the docks that were placed before.
    """
    columns = {each.objectName(): KINDS[each.kind].column for each in docked}
    column = KINDS[dock.kind].column
    if column in columns.values() or not any(each > column for each in columns.values()):
        return
    docks = {each.objectName(): each for each in (*docked, dock)}
    found = arrangement_of_window(window, docks)
    if found is None:
        return
    others = found.only(columns.keys())
    if others.docked is not None:
        node = _with_column(others.docked, dock.objectName(), column, columns)
        arrange(window, docks, Arrangement(node, found.floating))


def _with_column(others: Node, name: str, column: Column, columns: dict[str, Column]) -> Node | None:
    """Return `others` with one column more, left of the first one that belongs right of it."""
    if isinstance(others, Split) and others.is_columns:
        both = list(zip(others.parts, others.sizes, strict=True))
    else:
        both = [(others, 1_000)]
    place = next(i for i, (part, _) in enumerate(both) if any(columns[each] > column for each in names_of(part)))
    width = sum(size for _, size in both) * WIDTHS[column] // sum(WIDTHS[each] for each in set(columns.values()))
    new: tuple[Node, int] = (Tabs((name,), name), max(width, 1))
    return split_of(True, [*both[:place], new, *both[place:]])
