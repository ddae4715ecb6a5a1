"""Places one new panel on a desk that is laid out, and gives it room at the cost of the right neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.desk.layout.columns import put_in_column
from app.desk.layout.placement import is_in_front, place
from app.desk.layout.rows import give_row
from app.desk.layout.tabs import take_out_of_tabs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from app.dock.dock import PanelDock


def place_alone(window: QMainWindow, dock: PanelDock, docked: Sequence[PanelDock], percent: int) -> None:
    """Put a dock at the place of its kind, as one that is opened alone: the others keep their sizes where they can.

    Args:
        window: the owner of the docks.
        dock: the new one.
        docked: the others in the main window.
        percent: the size of all fonts.
    """
    heights = {each: each.height() for each in docked if is_in_front(each)}
    is_row = place(window, dock, docked)
    put_in_column(window, dock, docked)
    if is_row:
        take_out_of_tabs(window, dock, docked, heights)
    give_row(window, dock, heights, percent)
