"""A context menu made of menu entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from widgets.controls.popups import PopupMenu
from widgets.panel.menu_entry import MenuEntry


class EntryMenu(PopupMenu):
    """One context menu; deleted when it closes.

    Args:
        owner: the menu is its child, so it is also deleted with it.
        *groups: the entries, with a line between groups.
    """

    def __init__(self, owner: QWidget, *groups: Sequence[MenuEntry]) -> None:
        super().__init__(owner)
        # No method of the menu is among them: the cycle would keep a panel that is closed later.
        self._runs: list[Callable[[], object]] = []
        """What the actions do, by the number each one carries."""
        for group in groups:
            if self.actions():
                self.addSeparator()
            self._fill(self, group)
        self.triggered.connect(self._on_triggered)
        self.aboutToHide.connect(self.deleteLater)

    def _fill(self, menu: QMenu, entries: Sequence[MenuEntry]) -> None:
        for entry in entries:
            if entry.entries:
                self._fill(menu.addMenu(entry.title), entry.entries)
                continue
            action: QAction = menu.addAction(entry.title)
            if entry.is_checked is not None:
                action.setCheckable(True)
                action.setChecked(entry.is_checked)
            action.setData(len(self._runs))
            self._runs.append(entry.run)

    def _on_triggered(self, action: QAction) -> None:
        self._runs[action.data()]()
