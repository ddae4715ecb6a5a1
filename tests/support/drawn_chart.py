"""A chart with its drawing tools, and a mouse and keys over it."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from chart_in_hand import chart
from core.market.drawings.drawing import ANCHORS, Drawing, Kind
from core.market.drawings.hit import Placed
from desk_in_hand import Desk
from looks import LOOK
from widgets.chart.drawings.drawing_tools import DrawingTools
from widgets.look.look import Look
from widgets.markets.drawings import AllDrawings

LEFT, RIGHT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

POINTS = (QPoint(200, 150), QPoint(420, 260), QPoint(300, 320))
"""Three places inside the prices of the chart."""


class DrawnChart:
    """A chart of 800 by 500 pixels beside its bar of tools."""

    def __init__(self, everything: AllDrawings | None = None, look: Look = LOOK) -> None:
        self.view, self.series = chart(look=look)
        self.everything = everything or AllDrawings()
        context = dataclasses.replace(Desk().context, look=look, drawings=self.everything)
        self.tools = DrawingTools(self.view, context)
        self.drawings = self.tools.drawings
        self.panel = QWidget()
        row = QHBoxLayout(self.panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.tools.bar)
        row.addWidget(self.view, 1)
        self.tools.follow(self.panel)
        self.panel.resize(800 + self.tools.bar.width(), 500)
        self.panel.show()
        self.panel.activateWindow()
        self.view.setFocus()
        self.settle()

    @property
    def list(self) -> tuple[Drawing, ...]:
        return self.drawings.market.drawings

    @property
    def kinds(self) -> list[Kind]:
        return [each.kind for each in self.list]

    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()

    def close(self) -> None:
        self.view.close()
        self.panel.close()
        self.panel.deleteLater()

    def placed(self, drawing: Drawing) -> Placed:
        return next(
            each for each in self.drawings.layer.placed(self.view.prices.scale) if each.drawing.id == drawing.id
        )

    def handle(self, drawing: Drawing, number: int) -> QPoint:
        """Where a handle is, in pixels of the view."""
        point = self.placed(drawing).shapes.handles[number]
        assert point is not None
        return QPoint(round(point[0]), round(point[1]) + self.view.prices.area.top())

    # Mouse and keys

    def mouse(
        self,
        kind: QEvent.Type,
        at: QPoint,
        button: Qt.MouseButton = NO_BUTTON,
        keys: Qt.KeyboardModifier = NO_KEYS,
    ) -> None:
        held = NO_BUTTON if kind is QEvent.Type.MouseButtonRelease else button
        one = NO_BUTTON if kind is QEvent.Type.MouseMove else button
        place = QPointF(at)
        event = QMouseEvent(kind, place, QPointF(self.view.viewport().mapToGlobal(at)), one, held, keys)
        QApplication.sendEvent(self.view.viewport(), event)

    def move(self, at: QPoint) -> None:
        self.mouse(QEvent.Type.MouseMove, at)

    def press(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, at, button)

    def release(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at, button)

    def click(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        self.move(at)
        self.press(at, button)
        self.release(at, button)

    def double_click(self, at: QPoint) -> None:
        self.click(at)
        self.mouse(QEvent.Type.MouseButtonDblClick, at, LEFT)
        self.release(at)

    def drag(self, *points: QPoint) -> None:
        self.move(points[0])
        self.press(points[0])
        for point in points[1:]:
            self.mouse(QEvent.Type.MouseMove, point, LEFT)
        self.release(points[-1])

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.view, key, keys)

    def draw(self, kind: Kind, *points: QPoint) -> Drawing:
        """Draw by clicks, and return what was drawn."""
        self.drawings.choose_tool(kind)
        for point in (points or POINTS)[: ANCHORS[kind]]:
            self.click(point)
        if kind is Kind.TEXT:
            self.tools.field.setText("지지선")
            self.key(Qt.Key.Key_Return)
        return self.list[-1]
