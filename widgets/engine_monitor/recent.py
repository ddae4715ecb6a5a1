"""What the monitor shows on demand: the plot of the last ten minutes, and how late each panel is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.engine.report import ComponentReport
from core.timing.timeline import SECONDS
from widgets.engine_monitor.panel_figures import PanelFigures, panel_columns, panel_rows
from widgets.paint.text_table import TextTable
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from widgets.engine_monitor.timeline_plot import TimelinePlot
    from widgets.panel.context import PanelContext


class Recent(QWidget):
    """A button, and below it what it opens; while it is closed, nothing is measured and pyqtgraph is not loaded.

    Args:
        context: of the panel.

    Signals:
        opened: it was opened or closed.
    """

    opened = Signal()

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._context = context
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.toggled.connect(self._on_toggled)
        self.plot: TimelinePlot | None = None
        self.panels = TextTable(context.look, panel_columns())
        self.panels.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(4, 0, 4, 0)
        self._layout.setSpacing(2)
        self._layout.addWidget(self.button)
        self._layout.addWidget(self.panels)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    @property
    def is_open(self) -> bool:
        """Whether it shows more than its button."""
        return self.button.isChecked()

    def open(self, is_wanted: bool) -> None:
        """Open or close it."""
        self.button.setChecked(is_wanted)

    def show_figures(self, components: list[ComponentReport]) -> None:
        """Show the last ten minutes and the panels; called once a second while it is open."""
        if self.plot is None:
            return
        self._context.ages.look()
        now = time.monotonic()
        self.plot.show_moments(self._context.timeline.since(now - SECONDS), now)
        self.panels.show_rows(panel_rows(self._figures(), components))

    def end(self) -> None:
        """Release the plot."""
        if self.plot is not None:
            self.plot.end()
            self.plot = None

    def _figures(self) -> Mapping[str, PanelFigures]:
        return {
            name: PanelFigures(panel.panel_title(), panel.age, panel.freshness.latency_ms)
            for name, panel in list(self._context.panels.items())
            if isValid(panel)
        }

    def _on_toggled(self, is_open: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        if is_open and self.plot is None:
            from widgets.engine_monitor.timeline_plot import TimelinePlot  # noqa: PLC0415 - loads pyqtgraph

            self.plot = TimelinePlot(self._context.look)
            self._layout.insertWidget(1, self.plot)
        if self.plot is not None:
            self.plot.setVisible(is_open)
        self.panels.setVisible(is_open)
        self.opened.emit()

    def _set_texts(self) -> None:
        self.button.setText(self.tr("최근 10분 · 패널별 지연"))
        self.button.setArrowType(Qt.ArrowType.DownArrow if self.is_open else Qt.ArrowType.RightArrow)
        self.panels.set_columns(panel_columns())
        self.panels.setAccessibleName(self.tr("패널별 지연"))
