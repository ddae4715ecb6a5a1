"""The base of what a chart has beside its view: bars, marks, a comparison, what goes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from widgets.chart.view import ChartView
    from widgets.panel.panel import Panel


class ChartPart(QObject):
    """Belongs to one chart, and holds it weakly: no cycle keeps a closed chart.

    Args:
        panel: the chart; the part ends with it.
        view: what it draws in.
    """

    def __init__(self, panel: Panel, view: ChartView) -> None:
        super().__init__(panel)
        self._panel_ref, self._view_ref = ref(panel), ref(view)

    @property
    def panel(self) -> Panel:
        """The chart; it is alive while its parts are called."""
        panel = self._panel_ref()
        assert panel is not None
        return panel

    @property
    def view(self) -> ChartView:
        """What it draws in."""
        view = self._view_ref()
        assert view is not None
        return view
