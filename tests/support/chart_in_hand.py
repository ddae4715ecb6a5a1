"""A chart with candles, and a mouse over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from looks import LOOK
from widgets.chart.view import ChartView
from widgets.look.look import Look


def bar(slot: int, close: float = 0.0) -> Bar:
    close = close or 1000.0 + slot
    return Bar(slot * 60_000, close - 1, close + 2, close - 3, close, 1.0 + slot % 5, 1.0)


def chart(first: int = 0, last: int = 2_000, look: Look = LOOK) -> tuple[ChartView, CandleSeries]:
    series = CandleSeries(CandleUnit.MINUTE_1)
    series.merge(bar(slot) for slot in range(first, last + 1))
    view = ChartView(look, "KRW-BTC", series)
    view.resize(800, 500)
    view.show()
    QApplication.processEvents()
    return view, series


def mouse(view: ChartView, kind: QEvent.Type, x: int, y: int, button: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    at = QPointF(x, y)
    QApplication.sendEvent(
        view.viewport(), QMouseEvent(kind, at, QPointF(at), button, button, Qt.KeyboardModifier.NoModifier)
    )


def wheel(view: ChartView, x: int, notches: int) -> None:
    at = QPointF(x, 200)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)
