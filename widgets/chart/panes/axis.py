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

from widgets.guard.guard import guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.plotting import GraphicsObject

TIME_AXIS_HEIGHT: Final = 22
LABEL_HEIGHT: Final = 14
"""Both in pixels at a font size of 100 %."""


class Label(NamedTuple):
    """A text at a pixel of an axis."""

    pixel: int
    text: str
    is_major: bool


class LabelAxis(GraphicsObject):
    """Labels along one side of the chart: below it, or on its right.

    pyqtgraph's `AxisItem` is not used: it recomputes range, prefixes and size whenever prices move.

    Args:
        look: theme and font size.
        is_horizontal: whether it lies below the chart.
    """

    def __init__(self, look: Look, *, is_horizontal: bool) -> None:
        super().__init__()
        self._look = look
        # The candles beside it are repainted far more often than its labels change.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._is_horizontal = is_horizontal
        self._size = QSize()
        self._bounds = QRectF()
        self._labels: list[Label] = []
        self._font = look.font(FontRole.SMALL)
        look.changed.connect(self._on_look_changed)

    def place(self, left: int, top: int, width: int, height: int) -> None:
        """Set position and size, in pixels of the view."""
        self.prepareGeometryChange()
        self.setPos(left, top)
        self._size = QSize(width, height)
        self._bounds = QRectF(0, 0, width, height)

    def show_labels(self, labels: Sequence[Label]) -> None:
        """Show `labels` from the next paint on."""
        if (shown := list(labels)) != self._labels:
            self._labels = shown
            self.update()

    @guarded_or(QRectF())
    def boundingRect(self) -> QRectF:
        """Return the axis's own area without the grid, which the layers draw."""
        return self._bounds

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the border towards the chart, and the labels that fit completely."""
        width, height = self._size.width(), self._size.height()
        painter.fillRect(0, 0, width, height, self._look.theme.panel)
        painter.setFont(self._font)
        if self._is_horizontal:
            painter.fillRect(0, 0, width, 1, self._look.theme.border)
        else:
            painter.fillRect(0, 0, 1, height, self._look.theme.border)
        metrics = painter.fontMetrics()
        for pixel, text, is_major in self._labels:
            place = self._place(pixel, metrics.horizontalAdvance(text) + 1)
            if self._bounds.contains(place):
                painter.setPen(self._look.theme.text if is_major else self._look.theme.dim_text)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _on_look_changed(self) -> None:
        self._font = self._look.font(FontRole.SMALL)
        self.update()

    def _place(self, pixel: int, text_width: int) -> QRectF:
        height = self._look.px(LABEL_HEIGHT)
        if self._is_horizontal:
            return QRectF(pixel - text_width / 2, 4, text_width, height)
        return QRectF(self._size.width() - text_width - 6, pixel - height / 2, text_width, height)
