"""What menus, bars and keys do to all drawings of a chart at once. Each can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.market.drawings.drawing_list import DrawingList

if TYPE_CHECKING:
    from widgets.chart.drawings.chart_drawings import ChartDrawings


def hide_or_show_all(drawings: ChartDrawings) -> None:
    """Show all drawings if one of them is hidden, else hide all."""
    is_hidden = not any(each.is_hidden for each in drawings.market.drawings)
    drawings.change_all(lambda some: some.hide_all(is_hidden=is_hidden))


def lock_or_unlock_all(drawings: ChartDrawings) -> None:
    """Unlock all drawings if all of them are locked, else lock all."""
    is_locked = not all(each.is_locked for each in drawings.market.drawings)
    drawings.change_all(lambda some: some.lock_all(is_locked=is_locked))


def remove_all(drawings: ChartDrawings) -> None:
    """Remove all drawings."""
    drawings.change_all(lambda some: some.remove({each.id for each in some.drawings}))


def undo(drawings: ChartDrawings) -> None:
    """Undo the last change of the market's drawings; give up what is being drawn first."""
    if not drawings.give_up_draft():
        drawings.change_all(DrawingList.undo)


def redo(drawings: ChartDrawings) -> None:
    """Make the change again that was undone last."""
    drawings.change_all(DrawingList.redo)
