"""The plot of the last ten minutes: messages, delay and frame time, and when connections were made anew.

It imports pyqtgraph, so the monitor imports this module only when the plot is opened. The mouse does nothing in it: a
right click reaches the panel, whose menu it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import PySide6.QtWidgets  # noqa: F401 - loaded for pyqtgraph to find

# isort: split
import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.timing.timeline import SECONDS, Moment
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.text import formats
from widgets.text.language import when_language_changes
from widgets.text.value_table import ValueTable

_HEIGHT: Final = 270
_LEFT: Final = 46
"""The height of the plot and the width of its left axes, in pixels at a font size of 100 %."""
_TITLE: Final = 17
_TICKS: Final = tuple(range(-SECONDS, 1, 120))


class TimelinePlot(QWidget):
    """Three plots of stock items below each other, over the same ten minutes.

    Args:
        look: theme and font size.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._moments: Sequence[Moment] = ()
        self._now = 0.0
        self.view = pyqtgraph.GraphicsLayoutWidget()
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.plots = [self._made_plot(row) for row in range(3)]
        self._curves = [plot.plot(connect="finite") for plot in self.plots]
        self._marks = [pyqtgraph.VTickGroup(yrange=(0, 1)) for _ in self.plots]
        for plot, mark in zip(self.plots, self._marks, strict=True):
            plot.addItem(mark, ignoreBounds=True)
        self._show_look()
        look.changed.connect(self._show_look)
        when_language_changes(self, self._show_look)

    def show_moments(self, moments: Sequence[Moment], now: float) -> None:
        """Show the moments of the last ten minutes.

        Args:
            moments: the oldest first.
            now: on the clock of the moments.
        """
        self._moments, self._now = moments, now
        if not self.plots:
            return  # it has ended
        ago = np.array([moment.at - now for moment in moments])
        columns = (
            [moment.messages_a_second for moment in moments],
            [moment.delay_ms for moment in moments],
            [moment.frame_ms for moment in moments],
        )
        reconnects = [moment.at - now for moment in moments if moment.reconnects]
        for plot, curve, mark, column in zip(self.plots, self._curves, self._marks, columns, strict=True):
            figures = np.array([np.nan if figure is None else figure for figure in column])
            curve.setData(ago, figures)
            mark.setXVals(reconnects)
            known = figures[np.isfinite(figures)]
            plot.setYRange(0.0, max(float(known.max()) if len(known) else 0.0, 1.0) * 1.1, padding=0)

    def shown_values(self) -> ValueTable:
        """Return the newest and the greatest figures as a sentence."""
        names = self._names()
        parts = []
        for name, field in zip(names, ("messages_a_second", "delay_ms", "frame_ms"), strict=True):
            known = [figure for moment in self._moments if (figure := getattr(moment, field)) is not None]
            last, most = (f"{known[-1]:,.0f}", f"{max(known):,.0f}") if known else (formats.UNKNOWN, formats.UNKNOWN)
            parts.append(self.tr("{name} {last}, 최대 {most}").format(name=name, last=last, most=most))
        count = sum(moment.reconnects for moment in self._moments)
        return ValueTable(" · ".join((*parts, self.tr("재연결 {n}번").format(n=count))))

    def end(self) -> None:
        """Release the items of the scene, which would outlive its view; items that outlive their scene crash Qt."""
        for kept in (self.plots, self._curves, self._marks):
            kept.clear()
        self.view.close()

    def _names(self) -> tuple[str, str, str]:
        return self.tr("초당 메시지"), self.tr("지연 ms"), self.tr("프레임 ms")

    def _made_plot(self, row: int) -> Any:  # noqa: ANN401 - pyqtgraph is untyped
        plot = self.view.addPlot(row=row, col=0)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(False, False)
        plot.setXRange(-SECONDS, 0, padding=0)
        plot.disableAutoRange()
        plot.getAxis("bottom").setStyle(showValues=row == 2, hideOverlappingLabels=False)
        plot.showGrid(x=True, y=True, alpha=0.25)
        return plot

    def _show_look(self) -> None:
        if not self.plots:
            return
        theme, look = self._look.theme, self._look
        self.view.setBackground(theme.panel)
        font = look.font(FontRole.SMALL)
        ticks = [[(tick, self.tr("{n}분").format(n=tick // 60) if tick else self.tr("지금")) for tick in _TICKS]]
        colors = (theme.accent, theme.warning, theme.good)
        for plot, name, curve, mark, color in zip(
            self.plots, self._names(), self._curves, self._marks, colors, strict=True
        ):
            curve.setPen(pyqtgraph.mkPen(color, width=1))
            mark.setPen(pyqtgraph.mkPen(theme.bad, width=1))
            left, bottom = plot.getAxis("left"), plot.getAxis("bottom")
            left.setWidth(look.px(_LEFT))
            plot.titleLabel.setMaximumHeight(look.px(_TITLE))
            plot.layout.setRowFixedHeight(0, look.px(_TITLE))
            plot.setTitle(name, color=theme.dim_text, size=f"{font.pixelSize()}px", justify="left")
            bottom.setTicks(ticks)
            for axis in (left, bottom):
                axis.setPen(pyqtgraph.mkPen(theme.grid))
                axis.setTextPen(pyqtgraph.mkPen(theme.dim_text))
                axis.setTickFont(font)
        self.setFixedHeight(look.px(_HEIGHT))
        self.show_moments(self._moments, self._now)
