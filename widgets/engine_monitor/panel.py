"""The engine monitor: merged subscriptions, links, rate limiter, pending task.

It registers no subscription, so that opening it changes none of the figures, and reads only attributes that cost
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from widgets.engine_monitor.page import EnginePage
from widgets.engine_monitor.pipeline import PipelinePicture, lanes
from widgets.guard.guard import guarded, guarded_or
from widgets.paint.scroll_area import ScrollArea
from widgets.panel.panel import Panel, panel_titles

if TYPE_CHECKING:
    from core.engine.deliver.mailbox import Mail
    from widgets.panel.context import PanelContext

INTERVAL_MS: Final = 1000
"""How often the engine is read; only while the panel is visible."""


class EnginePanel(Panel):
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
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.refresh)

    def consume(self, messages: list[Mail]) -> bool:
        """Do nothing: the panel has no subscription."""
        return False

    def refresh(self) -> None:
        """Read the engine while the panel is visible."""
        if self._is_released or not self.isVisible():
            self._timer.stop()
            return
        report = self.context.engine.report()
        self.picture.show_lanes(lanes(report))
        self.page.show_report(report, panel_titles(self.context))
        if not self._timer.isActive():
            self._timer.start()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        """Stop reading while hidden."""
        super().hideEvent(event)
        self._timer.stop()

    def release(self) -> None:
        """Stop reading for good."""
        super().release()
        self._timer.stop()

    def panel_title(self) -> str:
        """`엔진 모니터`."""
        return self.tr("엔진 모니터")

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for all four sections side by side."""
        return QSize(840, 460)
