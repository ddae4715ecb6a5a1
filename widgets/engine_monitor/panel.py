"""The engine monitor: merged subscriptions, links, rate limiter, pending task.

It registers no subscription, so that opening it changes none of the figures, and reads only attributes that cost
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from widgets.controls.scroll_area import ScrollArea
from widgets.engine_monitor.page import EnginePage
from widgets.engine_monitor.pipeline import PipelinePicture, lanes
from widgets.engine_monitor.recent import Recent
from widgets.guard.guard import guarded_or
from widgets.panel.panel import panel_titles
from widgets.panel.polling_panel import PollingPanel

if TYPE_CHECKING:
    from widgets.panel.context import PanelContext
    from widgets.text.value_table import ValueTable


class EnginePanel(PollingPanel):
    """The pipeline picture above, below it the last ten minutes on demand, and the four sections of the checklist."""

    kind: ClassVar[str] = "engine"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self.picture = PipelinePicture(context.look)
        self.page = EnginePage(context.look)
        self.page.unfolded.connect(self.refresh)
        self.recent = Recent(context)
        self.recent.opened.connect(self.refresh)
        all_parts = QWidget()
        all_parts.setAutoFillBackground(True)
        all_parts.setBackgroundRole(QPalette.ColorRole.Base)
        parts = QVBoxLayout(all_parts)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        parts.addWidget(self.recent)
        parts.addWidget(self.page, 1)
        area = ScrollArea()
        area.setWidget(all_parts)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.picture)
        layout.addWidget(area, 1)

    def poll(self) -> None:
        """Read the engine."""
        report = self.context.engine.report()
        self.picture.show_lanes(lanes(report))
        self.page.show_report(report, panel_titles(self.context))
        if self.recent.is_open:
            self.recent.show_figures(report.components)

    def shown_values(self) -> ValueTable:
        """Return all sections as one table; the picture, and the last ten minutes if shown, are its summary."""
        said = [self.picture.shown_values().summary]
        if self.recent.plot is not None and self.recent.is_open:
            said.append(self.recent.plot.shown_values().summary)
        return self.page.as_table()._replace(summary=". ".join(filter(None, said)))

    def state(self) -> dict[str, Any]:
        """Return whether the last ten minutes are shown, for the workspace."""
        return {"recent": True} if self.recent.is_open else {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Show the last ten minutes, or do not."""
        self.recent.open(state.get("recent") is True)

    def release(self) -> None:
        """Release the panel and the scene of the plot."""
        super().release()
        if isValid(self):
            self.recent.end()

    def panel_title(self) -> str:
        """`엔진 모니터`."""
        return self.tr("엔진 모니터")

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for all four sections side by side."""
        return QSize(840, 460)
