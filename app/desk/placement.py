"""Where a new panel goes: markets on the left, charts in the middle, what is traded right now on the right.

All panels share one dock area that fills the window, split into columns and rows. With several areas and nothing in the
middle Qt gives the outer ones a few pixels more at every layout, for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from app.desk.dock import PanelDock
from app.panels.kinds import KINDS, Column

AREA: Final = Qt.DockWidgetArea.LeftDockWidgetArea

WIDTHS: Final = {Column.MARKETS: 404, Column.CHARTS: 786, Column.TRADING: 410}
"""Shares rather than sizes: together they are a window 1600 pixels wide."""

MOST_ROWS: Final = 3
"""Panels one above the other in a column; further ones become tabs."""

READABLE: Final = {"chart": 250, "engine": 170, "assets": 230, "my-orders": 230}
"""Pixels of height, title included, below which a panel shows too little to be read."""
_READABLE: Final = 160
"""Of every other kind."""


@contextmanager
def laid_out_once(window: QMainWindow) -> Iterator[None]:
    """Place any number of docks inside the `with` block, and lay the window out once after it.

    Qt lays out every dock anew whenever one is shown, which makes opening many of them quadratic.
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


def place(window: QMainWindow, dock: PanelDock, docked: Sequence[PanelDock]) -> None:
    """Put `dock` where its kind belongs.

    Args:
        window: the desk's window.
        dock: the new one.
        docked: what is docked already, in order of opening.
    """
    dock.setAllowedAreas(AREA)
    kind = dock.kind
    column = [each for each in docked if KINDS[each.kind].column == KINDS[kind].column]
    if not column:
        window.addDockWidget(AREA, dock, Qt.Orientation.Horizontal)
    elif len(column) == 1 or (len(column) < MOST_ROWS and _is_room(window, [*column, dock])):
        window.splitDockWidget(column[-1], dock, Qt.Orientation.Vertical)
    else:
        like = [each for each in column if each.kind == kind]
        others = [each for each in column if each.kind != "chart"]  # which is what a desk is looked at for
        window.tabifyDockWidget((like or others or column)[-1], dock)
    # By itself Qt shows it a turn of the loop later, and until then the layout does not count it.
    dock.show()
    dock.raise_()


def _is_room(window: QMainWindow, column: Sequence[PanelDock]) -> bool:
    """Whether all of `column` can be read one above the other."""
    # Asked for and not measured: a window that opens has laid nothing out yet.
    around = [part.sizeHint().height() for part in (window.menuWidget(), window.statusBar()) if part is not None]
    return sum(READABLE.get(dock.kind, _READABLE) for dock in column) <= window.height() - sum(around)


def spread(window: QMainWindow, docked: Sequence[PanelDock]) -> None:
    """Give the columns their widths and the panels their heights."""
    heads = {KINDS[dock.kind].column: dock for dock in reversed(docked)}
    scale = window.width() / max(1, sum(WIDTHS[column] for column in heads))
    widths = [round(WIDTHS[column] * scale) for column in heads]
    window.resizeDocks(list(heads.values()), widths, Qt.Orientation.Horizontal)
    window.resizeDocks(list(docked), [KINDS[dock.kind].height for dock in docked], Qt.Orientation.Vertical)
