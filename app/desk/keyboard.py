"""Which panel has the keyboard: the active one, and the one that gets it when another is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QTabBar
from shiboken6 import isValid

from app.desk.tabs import dock_of_tab, in_front_of
from app.dock.dock import PanelDock
from widgets.controls.window_front import restore_minimized

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


def active_of(docks: Sequence[PanelDock], last: int | None = None) -> PanelDock | None:
    """Return the active panel: the one with the keyboard focus, else the one under the pointer; never a hidden one.

    A bar of tabs that has the focus stands for the panel of its tab, and a panel behind a tab for the one in front.

    Args:
        docks: those that are open.
        last: the number of the dock that had the keyboard before another window got it, such as the palette, whose
            commands are about that panel; when it has closed, the focus comes back only some moments later.
    """
    focus = QApplication.focusWidget()
    holders = [dock for dock in docks if focus is not None and dock.isAncestorOf(focus)]
    if isinstance(focus, QTabBar) and (chosen := dock_of_tab(focus, focus.currentIndex(), docks)) is not None:
        holders = [chosen]
    if not holders and (focus is None or isinstance(focus.window(), QDialog)):
        holders = [dock for dock in docks if dock.number == last]
    holder = next(map(in_front_of, holders), None)
    return holder or next((dock for dock in docks if dock.underMouse()), None)


def heirs_of(window: QMainWindow, dock: PanelDock, docks: Sequence[PanelDock]) -> list[PanelDock]:
    """Return the docks that may get the keyboard after `dock`, the best first: its tabs, then those opened before it.

    Args:
        window: the owner of the docks.
        dock: is closed or about to be.
        docks: those that are open, in order of opening.
    """
    position = next((number for number, each in enumerate(docks) if each.number >= dock.number), len(docks))
    tabs = [each for each in window.tabifiedDockWidgets(dock) if isinstance(each, PanelDock)]
    return [each for each in (*tabs, *docks[:position][::-1], *docks[position:]) if each is not dock]


def hand_on(heirs: Iterable[PanelDock]) -> None:
    """Give the keyboard to the first panel that can be seen, or be brought forward; not to a minimised window."""
    usable = (each for each in heirs if not (each.is_closed or each.isHidden() or each.window().isMinimized()))
    if (heir := next(usable, None)) is not None:
        bring_forward(heir)


def take(docks: Sequence[PanelDock]) -> None:
    """Give the keyboard to the first panel in sight, unless a panel has it, or the user is at work in a dialog."""
    if not (isinstance(QApplication.activeWindow(), QDialog) or any(dock.has_keyboard for dock in docks)):
        hand_on([dock for dock in docks if not dock.visibleRegion().isEmpty()])


@contextmanager
def keyboard_kept() -> Iterator[None]:
    """Let who has the keyboard keep it while docks are laid out again inside the `with` block.

    Qt hides docks meanwhile, and passes the keyboard on to others, at last to one behind another tab.
    """
    before = QApplication.focusWidget()
    yield
    if before is not None and isValid(before) and before is not QApplication.focusWidget():
        before.setFocus(Qt.FocusReason.OtherFocusReason)


def bring_forward(dock: PanelDock) -> None:
    """Show a panel that is hidden, minimised or behind others, and give it the keyboard."""
    dock.show()
    dock.raise_()
    restore_minimized(dock.window())  # the dock itself while it floats
    if dock.isFloating() or QApplication.activeWindow() is not None:  # of the desk; never over other programs
        dock.activateWindow()
    dock.panel.setFocus(Qt.FocusReason.OtherFocusReason)
