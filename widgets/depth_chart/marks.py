"""What is painted over the curves of a book's depth: axes, the middle, the legend, the lines at the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from widgets.guard.guard import guarded_or, guarded_paint
from widgets.look.look import Look
from widgets.paint.cells import PADDING, Column
from widgets.paint.plotting import GraphicsObject

if TYPE_CHECKING:
    from widgets.depth_chart.view import DepthView

LEGEND_TOP: Final = 3
"""Pixels above the legend."""


class DepthMarks(GraphicsObject):
    """Everything over the curves.

    Args:
        view: what is drawn, and where.
        look: its colours.
    """

    def __init__(self, view: DepthView, look: Look) -> None:
        super().__init__()
        self._view, self._look = view, look
        self.setZValue(10)

    @guarded_or(QRectF())
    def boundingRect(self) -> QRectF:
        """Return the whole view."""
        return QRectF(self._view.rect())

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint axes, legend and the lines at the pointer."""
        view = self._view
        theme, small, plot = self._look.theme, view.small, view.plot
        painter.fillRect(plot.width(), 0, view.width() - plot.width(), view.height(), theme.panel)
        painter.fillRect(0, plot.height(), view.width(), view.height() - plot.height(), theme.panel)
        painter.fillRect(plot.width(), 0, 1, plot.height(), theme.border)
        painter.fillRect(0, plot.height(), plot.width(), 1, theme.border)
        painter.setFont(small.font)
        if view.depth.mid is None:
            return
        painter.setPen(theme.dim_text)
        half = (small.metrics.ascent() - small.metrics.descent()) // 2
        for y, text in view.total_labels():
            if half < y < plot.height() - half:
                painter.fillRect(plot.width(), int(y), 4, 1, theme.border)
                painter.drawText(plot.width() + PADDING, int(y) + half, text)
        baseline = plot.height() + small.baseline(view.axis_height)
        for x, text in view.price_labels():
            left = int(x) - small.width(text) // 2
            if left >= 0 and left + small.width(text) <= view.width():
                painter.fillRect(int(x), plot.height(), 1, 4, theme.border)
                painter.drawText(left, baseline, text)
        middle = int(view.x_of(view.depth.mid))
        painter.fillRect(middle, 0, 1, plot.height(), theme.grid)
        point = view.point
        if point is not None:
            x, y = int(view.x_of(point.price)), int(view.totals.y(point.total))
            painter.fillRect(x, 0, 1, plot.height(), theme.dim_text)
            if point.side is not None:
                painter.fillRect(0, y, plot.width(), 1, theme.dim_text)
        painter.setPen(theme.text)
        legend = small.elided(view.legend(), plot.width() - 2 * PADDING)
        whole = Column("", 0, plot.width())
        ground = QRect(PADDING - 2, LEGEND_TOP, small.width(legend) + 4, small.metrics.height())
        painter.fillRect(ground, theme.panel)
        small.left(painter, legend, whole, LEGEND_TOP + small.metrics.ascent())
