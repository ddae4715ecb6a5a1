"""The plot of a book's depth: two curves of pyqtgraph over price, labels, and what is reached at the pointer."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyqtgraph
from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPen, QResizeEvent, QWheelEvent

from core.market.chart.price_scale import Scale, decimals_of_step
from core.market.order_book import OrderBookView, Side
from core.market.order_book_depth import BookDepth, DepthPoint
from widgets.depth_chart.marks import LEGEND_TOP, DepthMarks
from widgets.depth_chart.values import depth_values
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import HEADER_HEIGHT, PADDING, CellText
from widgets.paint.plotting import GraphicsView
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.price_steps import price_decimals, tick_size
from widgets.text.value_table import ValueTable

_ZOOM: Final = 1.25
"""The factor of one notch of the wheel, or of one key."""
_NARROWEST: Final = 0.02
"""The least part of the levels' reach that is shown."""
_TOP: Final = 1.08
"""The height of the plot, as a multiple of the largest total in sight; more where the legend needs it."""
_LEGEND_GAP: Final = 2
"""Pixels below the legend."""
_LABEL_SPACING: Final = (36, 110)
"""Pixels between two labels of totals and of prices, at least."""
_FILL: Final = 70
"""Opacity of the area below a curve, of 255."""


class Curve(pyqtgraph.PlotCurveItem):  # type: ignore[misc]  # pyqtgraph is untyped
    """One side of the book; guarded, because Qt calls it."""

    paint = guarded_paint(pyqtgraph.PlotCurveItem.paint)
    boundingRect = guarded_or(QRectF())(pyqtgraph.PlotCurveItem.boundingRect)
    itemChange = guarded_or(None)(pyqtgraph.PlotCurveItem.itemChange)  # noqa: N815 - Qt's name


class DepthView(GraphicsView):
    """Plots a book shared with its panel. The wheel and the keys zoom around the middle of the spread.

    Args:
        look: theme and fonts.
        view: the book.
        code: its market.
    """

    _is_built = False

    def __init__(self, look: Look, view: OrderBookView, code: str) -> None:
        super().__init__()
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._curves = {side: Curve() for side in Side}
        self._marks = DepthMarks(self, look)
        for curve in self._curves.values():
            self.scene().addItem(curve)
        self.scene().addItem(self._marks)
        self._zoom = 1.0
        self._pointer: float | None = None
        look.changed.connect(self._on_look_changed)
        self._take_look()
        self._is_built = True
        self.show_view(view, code)

    def show_view(self, view: OrderBookView, code: str) -> None:
        """Show another book."""
        self._view, self._code = view, code
        self.redraw()

    @property
    def point(self) -> DepthPoint | None:
        """What is reached at the pointer; None while it is elsewhere."""
        if self._pointer is None:
            return None
        price = self.price_at(self._pointer)
        tick = tick_size(self._code, price)
        return self.depth.at(round(round(price / tick) * tick, formats.MAX_DECIMALS))

    @property
    def zoom(self) -> float:
        """The part of the levels' reach that is shown."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show another part of the levels' reach around the middle."""
        self._zoom = min(max(zoom, _NARROWEST), 1.0)
        self.redraw()

    @property
    def legend_bottom(self) -> int:
        """The pixel below the legend."""
        return LEGEND_TOP + self.small.metrics.height() + _LEGEND_GAP

    def price_at(self, x: float) -> float:
        """Return the price at a pixel."""
        return max(self.low + x / max(self.plot.width(), 1) * (self.high - self.low), 0.0)

    def x_of(self, price: float) -> float:
        """Return the pixel of a price."""
        return (price - self.low) / (self.high - self.low) * self.plot.width()

    def redraw(self) -> None:
        """Draw the newest book."""
        if self.is_closed:
            return
        self.depth = depth = BookDepth(self._view)
        self.plot = QRect(0, 0, self.width() - self.axis_width, max(self.height() - self.axis_height, 1))
        reach = depth.reach * self._zoom
        mid = depth.mid or 0.0
        reach = reach or mid * 0.01 or 1.0
        self.low, self.high = mid - reach, mid + reach
        largest = depth.total_within(self.low, self.high)
        height = max(self.plot.height(), 1)
        below = height - self.legend_bottom  # of the legend, over which no curve may lie
        self.totals = Scale(0.0, (largest or 1.0) * max(_TOP, height / max(below, 1)), height)
        for side, curve in self._curves.items():
            prices, totals = depth.corners(side, self.high if side is Side.ASK else self.low)
            x = np.array([min(max(self.x_of(price), -2.0), self.plot.width() + 2.0) for price in prices])
            y = np.array([self.totals.y(total) for total in totals])
            curve.setData(x, y, fillLevel=self.totals.y(0.0))
        self._repaint_marks()
        self.viewport().update()

    def total_labels(self) -> list[tuple[float, str]]:
        """Return the labels of the axis of totals."""
        step = self.totals.step(self._look.px(_LABEL_SPACING[0]))
        ticks = [tick for tick in self.totals.ticks(step) if tick > 0]
        decimals = min(decimals_of_step(step), formats.MAX_DECIMALS)
        long = max(ticks, default=0.0) >= 1e6
        texts = formats.round_volumes(ticks, step) if long else [f"{tick:,.{decimals}f}" for tick in ticks]
        return [(self.totals.y(tick), text) for tick, text in zip(ticks, texts, strict=True)]

    def price_labels(self) -> list[tuple[float, str]]:
        """Return the labels of the axis of prices, those that fit."""
        axis = Scale(self.low, self.high, max(self.plot.width(), 1))
        step = axis.step(self._look.px(_LABEL_SPACING[1]))
        decimals = max(decimals_of_step(step), price_decimals(self._code, self.high) if step < 1 else 0)
        return [
            (self.x_of(price), f"{price:,.{min(decimals, formats.MAX_DECIMALS)}f}")
            for price in axis.ticks(step)
            if price > 0
        ]

    def legend(self) -> str:
        """Return in words what is reached at the pointer; without one, the spread."""
        depth, point = self.depth, self.point
        if depth.mid is None:
            return ""
        if point is None:
            middle = formats.price(self._code, depth.mid, formats.column_decimals(self._code, [depth.mid]))
            return translate("DepthChart", "중간가 {price}").format(price=middle)
        decimals = formats.column_decimals(self._code, [level.price for level in (*depth.asks[:1], *depth.bids[:1])])
        price = formats.price(self._code, point.price, decimals)
        from_mid = formats.percent(point.from_mid, 3)
        if point.side is None:
            return f"{price}  {from_mid}"
        size = formats.size(point.total, formats.size_decimals(self._code, point.price))
        amount = formats.size(point.amount, formats.amount_decimals(self._code))
        words = {
            Side.ASK: translate("DepthChart", "{price}  {percent}  매도 누적 {size}  금액 {amount}"),
            Side.BID: translate("DepthChart", "{price}  {percent}  매수 누적 {size}  금액 {amount}"),
        }
        return words[point.side].format(price=price, percent=from_mid, size=size, amount=amount)

    def shown_values(self) -> ValueTable:
        """Return the levels as a table."""
        return depth_values(self._code, self.depth, self.legend())

    # Hands

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return room for both sides. A hint only: a notice may take some of it."""
        return QSize(160, 120)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is reached at the pointer."""
        x = event.position().x()
        self._pointer = x if x < self.plot.width() else None
        self._repaint_marks()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        """Tell the middle again."""
        self._pointer = None
        self._repaint_marks()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the middle."""
        self.set_zoom(self._zoom * _ZOOM ** (-event.angleDelta().y() / 120))
        event.accept()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom, Home shows all levels, the arrows move the pointer's line."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            middle = self.plot.width() / 2
            a_tick = tick_size(self._code, self.low) / (self.high - self.low) * self.plot.width()
            moved = (self._pointer if self._pointer is not None else middle) + step * max(self._look.px(8), a_tick)
            self._pointer = min(max(moved, 0.0), self.plot.width() - 1.0)
            self._repaint_marks()
        elif event.key() == Qt.Key.Key_Home:
            self._pointer = None
            self.set_zoom(1.0)
        elif event.text() in {"+", "="}:
            self.set_zoom(self._zoom / _ZOOM)
        elif event.text() == "-":
            self.set_zoom(self._zoom * _ZOOM)
        else:
            event.ignore()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for the new size."""
        super().resizeEvent(event)
        if self._is_built:  # pyqtgraph resizes the view in its own constructor
            self.setSceneRect(0, 0, self.width(), self.height())
            self.redraw()

    def _take_look(self) -> None:
        theme = self._look.theme
        self.small = CellText(self._look, FontRole.SMALL)
        self.axis_height = self._look.px(HEADER_HEIGHT)
        self.axis_width = self.small.width("8,888.88") + 2 * PADDING
        self.setBackground(theme.panel)
        for side, color in ((Side.ASK, theme.fall), (Side.BID, theme.rise)):
            curve, fill = self._curves[side], QColor(color)
            fill.setAlpha(_FILL)
            curve.setPen(QPen(color, 1))
            curve.setBrush(fill)

    def _on_look_changed(self) -> None:
        if not self.is_closed:
            self._take_look()
            self.redraw()

    def _repaint_marks(self) -> None:
        if not self.is_closed:
            self._marks.update()
