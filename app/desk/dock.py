"""The dock a panel lives in: it goes when it is closed, and its panel lets go of its streams inside `close()`."""

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

    Floating, docking, tabbing and hiding are not closing: the panel watches on.

    Args:
        panel: built without a parent; from here on it lives and dies with the dock.
        name: by which a workspace finds the dock again.
        number: rises with every panel opened; Qt itself keeps no such order.
        window: whose dock it is.

    Signals:
        closed: it was closed, and its panel has been released.
    """

    closed = Signal(QDockWidget)

    def __init__(self, panel: Panel, name: str, number: int, window: QMainWindow) -> None:
        # The window owns it from the start: splitting and tabbing hand over the widget, but not Python's hold on it.
        super().__init__(title(panel.panel_title()), window)
        self.number = number
        self.kind = panel.kind
        self.is_closed = False
        """Qt deletes a closed dock one loop turn later; until then it is found among the window's children."""
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWidget(panel)
        panel.title_changed.connect(self._show_title)
        self.topLevelChanged.connect(self._on_floated)

    @property
    def panel(self) -> Panel:
        """The panel inside; there always is one but where somebody took it out by hand."""
        return cast("Panel", self.widget())

    @property
    def spec(self) -> PanelSpec:
        """The panel in words, as it is now."""
        return PanelSpec(self.panel.kind, self.panel.code, self.panel.option)

    def _show_title(self, text: str) -> None:
        self.setWindowTitle(title(text))

    def _on_floated(self, is_floating: bool) -> None:
        if not is_floating:  # among tabs Qt puts it back behind the one that is shown
            self.raise_()

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        """Release the panel now; its weak reference would die a loop turn later."""
        super().closeEvent(event)
        if event.isAccepted() and not self.is_closed:
            self.is_closed = True
            if self.widget() is not None:
                self.panel.release()
                self.closed.emit(self)
