"""The engine monitor: merged subscriptions, links, rate limiter, pending task.

It registers no subscription, so that opening it changes none of the figures, and reads only attributes that cost
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from widgets.engine_monitor.page import EnginePage
from widgets.engine_monitor.pipeline import PipelinePicture, lanes
from widgets.guard.guard import guarded_or
from widgets.paint.scroll_area import ScrollArea
from widgets.panel.panel import panel_titles
from widgets.panel.polling_panel import PollingPanel

if TYPE_CHECKING:
    from widgets.panel.context import PanelContext
    from widgets.text.value_table import ValueTable


class EnginePanel(PollingPanel):
    """The pipeline picture above, the four sections of the debugging checklist below."""

    kind: ClassVar[str] = "engine"

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self.picture = PipelinePicture(context.look)
        self.page = EnginePage(context.look)
        self.page.unfolded.connect(self.refresh)
        area = ScrollArea()
        area.setWidget(self.page)
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

    def shown_values(self) -> ValueTable:
        """Return all sections as one table, and the picture as its summary."""
        return self.page.as_table()._replace(summary=self.picture.shown_values().summary)

    def panel_title(self) -> str:
        """`엔진 모니터`."""
        return self.tr("엔진 모니터")

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for all four sections side by side."""
        return QSize(840, 460)
