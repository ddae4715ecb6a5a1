"""The axes of a chart: KST times below, prices and volumes on the right.

They draw labels at positions set by the chart, which draws its grid at the same positions. An axis has no reference to
the chart: that would keep a closed panel alive until the garbage collector runs. So the chart asks what is outdated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QRegion

from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import CellText

TIME_AXIS_HEIGHT: Final = 22
LABEL_HEIGHT: Final = 14
"""Both in pixels at a font size of 100 %."""


class Label(NamedTuple):
    """A text at a pixel of an axis."""

    pixel: int
    text: str
    is_major: bool


class LabelAxis:
    """Labels along one side of the chart: below it, or on its right.

    pyqtgraph's `AxisItem` is not used: it recomputes range, prefixes and size whenever prices move.

    Args:
        look: theme and font size.
        is_horizontal: whether it lies below the chart.

    Attributes:
        area: its place in the view; set by `place`.
    """

    def __init__(self, look: Look, *, is_horizontal: bool) -> None:
        self._look = look
        self._is_horizontal = is_horizontal
        self.area = QRect()
        self._labels: list[Label] = []
        self._covered = 0
        self._placed: list[tuple[QRectF, QRect, Label]] = []
        """The labels that fit completely: the place of the text in the view, and whole pixels around it."""
        self._placed_at = 0
        """The font size at which they were placed, in percent; 0 if they are to be placed anew."""
        self._is_outdated = True
        self._text: CellText | None = None
        self._text_at = 0
        """The font size of the text, in percent."""

    def place(self, area: QRect) -> None:
        """Set its place in the view."""
        self.area, self._placed_at, self._is_outdated = area, 0, True

    def show_labels(self, labels: Sequence[Label], covered: int = 0) -> None:
        """Show `labels` from the next paint on; none within `covered` pixels of the right end, where a button lies."""
        if (shown := list(labels)) != self._labels or covered != self._covered:
            self._labels, self._covered, self._placed_at, self._is_outdated = shown, covered, 0, True

    def label_areas(self) -> list[QRect]:
        """Return the places of the labels that are shown, in pixels of the view."""
        return [pixels for _, pixels, _ in self._places()]

    def take_outdated(self) -> QRect:
        """Return what of the view must be painted again; the next call returns what is outdated since."""
        is_outdated, self._is_outdated = self._is_outdated, False
        return self.area if is_outdated else QRect()

    def paint(self, painter: QPainter, exposed: QRegion) -> None:
        """Paint the ground, the border towards the chart and the labels, as far as they are exposed."""
        theme, border = self._look.theme, QRect(self.area)
        if self._is_horizontal:
            border.setHeight(1)
        else:
            border.setWidth(1)
        painter.fillRect(self.area, theme.panel)
        painter.fillRect(border, theme.border)
        if self._placed_at != self._look.percent:
            self._placed, self._placed_at = self._places(), self._look.percent
        text = self._lettering()
        painter.setFont(text.font)
        for place, pixels, label in self._placed:
            if exposed.intersects(pixels):
                painter.setPen(theme.text if label.is_major else theme.dim_text)
                text.centred(painter, label.text, place)

    def _places(self) -> list[tuple[QRectF, QRect, Label]]:
        width = self._lettering().width
        whole = QRectF(self.area.adjusted(0, 0, -self._covered, 0))
        places = ((self._place(label.pixel, width(label.text) + 1), label) for label in self._labels)
        return [(place, place.toAlignedRect(), label) for place, label in places if whole.contains(place)]

    def _lettering(self) -> CellText:
        """Return font and metrics at the present font size."""
        if self._text is None or self._text_at != self._look.percent:
            self._text, self._text_at = CellText(self._look, FontRole.SMALL), self._look.percent
        return self._text

    def _place(self, pixel: int, text_width: int) -> QRectF:
        height, area = self._look.px(LABEL_HEIGHT), self.area
        if self._is_horizontal:
            return QRectF(area.left() + pixel - text_width / 2, area.top() + 4, text_width, height)
        return QRectF(area.left() + area.width() - text_width - 6, area.top() + pixel - height / 2, text_width, height)
