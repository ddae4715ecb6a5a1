"""The axes of a chart: KST times below, prices and volumes on the right.

They draw labels at positions set by the chart, which draws its grid at the same positions. An axis has no reference to
the chart: that would keep a closed panel alive until the garbage collector runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from widgets.chart.plotting import GraphicsObject
from widgets.paint import palette
from widgets.paint.guard import guarded_or, guarded_paint
from widgets.paint.palette import FontRole

TIME_AXIS_HEIGHT: Final = 22
LABEL_HEIGHT: Final = 14


class Label(NamedTuple):
    """A text at a pixel of an axis."""

    pixel: int
    text: str
    is_major: bool


class LabelAxis(GraphicsObject):
    """Labels along one side of the chart: below it, or on its right.

    pyqtgraph's `AxisItem` is not used: it recomputes range, prefixes and size whenever prices move.

    Args:
        is_horizontal: whether it lies below the chart.
    """

    def __init__(self, *, is_horizontal: bool) -> None:
        super().__init__()
        # The candles beside it are repainted far more often than its labels change.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._is_horizontal = is_horizontal
        self._size = QSize()
        self._labels: list[Label] = []
        self._font = palette.font(FontRole.SMALL)

    def place(self, left: int, top: int, width: int, height: int) -> None:
        """Set position and size, in pixels of the view."""
        self.prepareGeometryChange()
        self.setPos(left, top)
        self._size = QSize(width, height)

    def show_labels(self, labels: Sequence[Label]) -> None:
        """Show `labels` from the next paint on."""
        if (shown := list(labels)) != self._labels:
            self._labels = shown
            self.update()

    @guarded_or(QRectF())
    def boundingRect(self) -> QRectF:
        """Return the axis's own area without the grid, which the layers draw."""
        return QRectF(0, 0, self._size.width(), self._size.height())

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the border towards the chart, and the labels that fit completely."""
        width, height = self._size.width(), self._size.height()
        painter.fillRect(0, 0, width, height, palette.PANEL)
        painter.setFont(self._font)
        if self._is_horizontal:
            painter.fillRect(0, 0, width, 1, palette.BORDER)
        else:
            painter.fillRect(0, 0, 1, height, palette.BORDER)
        for pixel, text, is_major in self._labels:
            place = self._place(pixel, text, painter)
            if QRectF(0, 0, width, height).contains(place):
                painter.setPen(palette.TEXT if is_major else palette.DIM_TEXT)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _place(self, pixel: int, text: str, painter: QPainter) -> QRectF:
        text_width = painter.fontMetrics().horizontalAdvance(text) + 1
        if self._is_horizontal:
            return QRectF(pixel - text_width / 2, 4, text_width, LABEL_HEIGHT)
        return QRectF(self._size.width() - text_width - 6, pixel - LABEL_HEIGHT / 2, text_width, LABEL_HEIGHT)
