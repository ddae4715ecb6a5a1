"""The overlay of a chart: crosshair, last values with their tags on the axes, legends, and the box of a gesture.

It is a separate widget over the chart, so that mouse movement repaints no candles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.chart.hands.box import Box
from widgets.chart.last_values import Drawn, LastValues, PlacedTag, TagPainter
from widgets.chart.legends import Legend, Legends
from widgets.chart.panes.tags import TAG_HEIGHT
from widgets.chart.panes.value_scale import LEGEND_LINE
from widgets.guard.guard import guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import CellText
from widgets.paint.repaint import covering, schedule_repaint

_BOX_OPACITY: Final = 48
_BOX_PADDING: Final = 6


class Areas(NamedTuple):
    """Positions of the parts of a chart, in pixels of the chart."""

    panes: tuple[QRect, ...]
    """Those that have room, from the top."""
    axis: QRect
    """At the right of all panes."""
    time_axis: QRect


NO_AREAS: Final = Areas((), QRect(), QRect())


class Crosshair(QWidget):
    """Draws over its parent, the chart; mouse events pass through.

    Signals:
        legends_changed: the texts at the top of the panes are other ones.
    """

    legends_changed = Signal()

    def __init__(self, look: Look, chart: QWidget) -> None:
        super().__init__(chart)
        self._look = look
        look.changed.connect(self._on_look_changed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._measure()
        self._areas = NO_AREAS
        self._cross: QPoint | None = None
        self._value: PlacedTag | None = None
        self._time = ""
        self._box: Box | None = None
        self.lettered: list[QRect] = []
        """Where texts lie below; no line of a last value strikes them out. Who moves a text has its place painted."""

    @property
    def time(self) -> str:
        """The time at the crosshair; empty while the crosshair is hidden."""
        return self._time

    @property
    def value(self) -> PlacedTag | None:
        """The value at the crosshair; None while it is hidden, or at none."""
        return self._value

    @property
    def legend(self) -> str:
        """The text of the topmost legend's first line."""
        return self._legends.first_line

    @property
    def box(self) -> Box | None:
        """What a gesture marks."""
        return self._box

    def place(self, areas: Areas) -> None:
        """Set the positions of the chart's parts."""
        if areas != self._areas:
            self._areas = areas
            self.update()

    def show_tags(self, tags: Sequence[PlacedTag]) -> None:
        """Draw last values as tags on the axis, where their panes placed them."""
        if changed := self._last_values.show(tags, self._areas.axis):
            schedule_repaint(self, *changed)

    @property
    def last_values(self) -> list[Drawn]:
        """The last values shown."""
        return self._last_values.drawn

    def show_cross(self, at: QPoint | None, value: PlacedTag | None, time: str) -> None:
        """Draw the crosshair at `at` with its value and time on the axes; None hides it."""
        if (at, value, time) == (self._cross, self._value, self._time):
            return
        before = self._cross_areas()
        self._cross, self._value, self._time = at, value, time
        schedule_repaint(self, *before, *self._cross_areas())

    def show_legends(self, legends: Sequence[Legend]) -> None:
        """Show texts at the top of the panes; the first is that of the prices."""
        if (changed := self._legends.show(legends)) is not None:
            schedule_repaint(self, *changed)
            self.legends_changed.emit()

    @property
    def legend_areas(self) -> list[QRect]:
        """What the texts of the legends cover, with a gap around: marks keep clear of it."""
        return [area.adjusted(-1, -1, 1, 2) for area in self._legends.areas]

    def show_box(self, box: Box | None) -> None:
        """Mark the area of a gesture; None for no gesture."""
        if box != self._box:
            before = self._box_areas()
            self._box = box
            schedule_repaint(self, *before, *self._box_areas())

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts that lie in the exposed region."""
        painter = QPainter(self)
        region, scale = event.region(), self.devicePixelRatio()
        is_whole = region.boundingRect().contains(self.rect())  # as while the chart is panned

        def is_exposed(area: QRect) -> bool:
            return is_whole or region.intersects(covering(area, scale))

        self._last_values.paint(painter, is_exposed, self.lettered)
        painter.setFont(self._text.font)
        if self._box is not None:
            self._draw_box(painter, self._box)
        if self._cross is not None:
            self._draw_cross(painter, self._cross)
        self._legends.paint(painter, is_exposed)

    def _on_look_changed(self) -> None:
        self._measure()
        self.update()

    def _measure(self) -> None:
        self._text = CellText(self._look, FontRole.SMALL)
        self._ascent = self._text.metrics.ascent()
        self._line, self._tag = self._look.px(LEGEND_LINE), self._look.px(TAG_HEIGHT)
        self._legends = Legends(self._look, self._text)
        self._last_values, self._tags = LastValues(self._look), TagPainter(self._look)

    def _draw_cross(self, painter: QPainter, at: QPoint) -> None:
        theme = self._look.theme
        panes, axis = self._areas.panes, self._areas.axis
        painter.setPen(QPen(theme.dim_text, 0, Qt.PenStyle.DashLine))
        painter.drawLine(at.x(), axis.top(), at.x(), axis.bottom())
        if self._value is not None and panes:
            painter.drawLine(panes[0].left(), at.y(), panes[0].right(), at.y())
            self._tags.paint(painter, self._value.tag, self._value_area(self._value))
            painter.setFont(self._text.font)
        place = self._time_tag_area(at)
        painter.fillRect(place, theme.crosshair_tag)
        painter.setPen(theme.text)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._time)
        painter.fillRect(self._time_mark_area(at), self._look.theme.text)

    def _draw_box(self, painter: QPainter, box: Box) -> None:
        theme = self._look.theme
        color = QColor(theme.ink(box.ink))
        color.setAlpha(_BOX_OPACITY)
        painter.fillRect(box.area, color)
        painter.setPen(QPen(theme.ink(box.ink), 0))
        painter.drawRect(box.area.adjusted(0, 0, -1, -1))
        if not box.texts:
            return
        place = self._box_text_area(box)
        painter.fillRect(place, theme.header)
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.setPen(theme.text)
        for number, text in enumerate(box.texts):
            top = place.top() + _BOX_PADDING // 2 + number * self._line
            painter.drawText(place.left() + _BOX_PADDING, top + self._ascent + 1, text)

    def _cross_areas(self) -> list[QRect]:
        """Return the areas covered by the crosshair."""
        if self._cross is None:
            return []
        panes, axis = self._areas.panes, self._areas.axis
        upright = QRect(self._cross.x(), axis.top(), 1, axis.height())
        areas = [upright, self._time_mark_area(self._cross), self._time_tag_area(self._cross)]
        if self._value is not None and panes:
            level = QRect(panes[0].left(), self._cross.y(), panes[0].width(), 1)
            areas += [level, self._value_area(self._value)]
        return areas

    def _box_areas(self) -> list[QRect]:
        if self._box is None:
            return []
        return [self._box.area.adjusted(-1, -1, 1, 1), self._box_text_area(self._box).adjusted(-1, -1, 1, 1)]

    def _box_text_area(self, box: Box) -> QRect:
        """Return the place of the texts: below the area, inside the panes."""
        if not box.texts or not self._areas.panes:
            return QRect()
        panes = self._areas.panes
        width = max(map(self._text.width, box.texts)) + 2 * _BOX_PADDING
        height = len(box.texts) * self._line + _BOX_PADDING
        left = min(max(box.area.center().x() - width // 2, 0), max(panes[0].right() - width, 0))
        top = min(box.area.bottom() + 4, max(panes[-1].bottom() - height, 0))
        return QRect(left, top, width, height)

    def _value_area(self, value: PlacedTag) -> QRect:
        axis, pane = self._areas.axis, value.pane
        top = min(max(value.tag.y - self._tag // 2, pane.top()), pane.bottom() - self._tag + 1)
        return QRect(axis.left() + 1, top, axis.width() - 1, self._tag)

    def _time_mark_area(self, at: QPoint) -> QRect:
        return QRect(at.x(), self._areas.time_axis.top(), 1, 3)

    def _time_tag_area(self, at: QPoint) -> QRect:
        axis = self._areas.time_axis
        width = self._text.width(self._time) + 14
        left = min(max(at.x() - width // 2, axis.left()), axis.right() - width + 1)
        return QRect(left, axis.top() + 2, width, self._tag)
