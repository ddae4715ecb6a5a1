"""The dock of a panel: it is deleted when closed, and its panel is released inside `close()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow

from app.panels.spec import PanelSpec
from widgets.paint.guard import guarded
from widgets.paint.untrusted_text import title

if TYPE_CHECKING:
    from widgets.panel.panel import Panel


class PanelDock(QDockWidget):
    """One panel in a frame that can be moved, floated, tabbed and closed.

    Floating, docking, tabbing and hiding do not close the panel: it stays subscribed.

    Args:
        panel: built without a parent; owned by the dock from now on.
        name: identifies the dock in a workspace.
        number: rises with every panel opened; Qt keeps no such order.
        window: owner of the dock.

    Signals:
        closed: the dock was closed and its panel released.
    """

    closed = Signal(QDockWidget)

    def __init__(self, panel: Panel, name: str, number: int, window: QMainWindow) -> None:
        # Owned by the window from the start: splitting and tabbing reparent the widget, but not Python's ownership.
        super().__init__(title(panel.panel_title()), window)
        self.number = number
        self.kind = panel.kind
        self.is_closed = False
        """Qt deletes a closed dock one loop turn later; until then it is still among the window's children."""
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWidget(panel)
        panel.title_changed.connect(self._show_title)
        self.topLevelChanged.connect(self._on_floated)

    @property
    def panel(self) -> Panel:
        """The panel inside; missing only if other code has removed it."""
        return cast("Panel", self.widget())

    @property
    def spec(self) -> PanelSpec:
        """The present spec of the panel."""
        return PanelSpec(self.panel.kind, self.panel.code, self.panel.option)

    def _show_title(self, text: str) -> None:
        self.setWindowTitle(title(text))

    def _on_floated(self, is_floating: bool) -> None:
        if not is_floating:  # Qt puts a docked panel back behind the visible tab
            self.raise_()

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        """Release the panel now; its weak reference would die one loop turn later."""
        super().closeEvent(event)
        if event.isAccepted() and not self.is_closed:
            self.is_closed = True
            if self.widget() is not None:
                self.panel.release()
                self.closed.emit(self)
