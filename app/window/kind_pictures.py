"""Small pictures of the kinds of panel, drawn in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF

from widgets.look.theme import Theme

SIZE: Final = QSize(88, 54)
"""In pixels at the usual font size."""

_CANDLES: Final = ((30, 12, 1), (26, 9, 0), (31, 8, 0), (22, 14, 1), (16, 12, 1), (18, 9, 0), (10, 13, 1), (8, 8, 1))
"""Top, height, and whether it rises, of each candle."""

_WIDTHS: Final = (26, 20, 30, 23, 28, 18)
"""Lengths of lines that stand for texts."""


def picture(kind: str, theme: Theme, percent: int, ratio: float) -> QPixmap:
    """Return the picture of a kind; one without a drawing of its own is shown as lines of text.

    Args:
        kind: of panel.
        theme: its colours.
        percent: the size of all fonts.
        ratio: pixels of the screen for each pixel of the window.
    """
    size = SIZE * percent / 100
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(theme.panel)
    painter = QPainter(pixmap)
    painter.scale(percent / 100, percent / 100)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, SIZE.width(), 7), theme.header)
    DRAWN.get(kind, _lines)(painter, theme)
    painter.setPen(theme.border)
    painter.drawRect(QRectF(0.5, 0.5, SIZE.width() - 1, SIZE.height() - 1))
    painter.end()
    return pixmap


def _bar(painter: QPainter, left: float, top: float, width: float, color: QColor, height: float = 3) -> None:
    painter.fillRect(QRectF(left, top, width, height), color)


def _lines(painter: QPainter, theme: Theme) -> None:
    for row, width in enumerate(_WIDTHS):
        _bar(painter, 6, 12 + 7 * row, 2 * width, theme.dim_text)


def _watchlist(painter: QPainter, theme: Theme) -> None:
    for row, width in enumerate(_WIDTHS):
        color = theme.rise if row % 3 else theme.fall
        _bar(painter, 6, 12 + 7 * row, width, theme.text)
        _bar(painter, 44, 12 + 7 * row, 16, color)
        _bar(painter, 66, 12 + 7 * row, 16, color)


def _market_header(painter: QPainter, theme: Theme) -> None:
    _bar(painter, 6, 16, 40, theme.rise, 10)
    _bar(painter, 52, 20, 18, theme.rise)
    for column in range(3):
        _bar(painter, 6 + 27 * column, 36, 14, theme.dim_text)
        _bar(painter, 6 + 27 * column, 43, 20, theme.text)


def _chart(painter: QPainter, theme: Theme) -> None:
    for number, (top, height, is_rise) in enumerate(_CANDLES):
        color = theme.rise if is_rise else theme.fall
        _bar(painter, 10.5 + 9 * number, top + 1, 1, color, height + 6)
        _bar(painter, 8 + 9 * number, top + 4, 6, color, height)
        _bar(painter, 8 + 9 * number, 52 - height / 3, 6, color, height / 3)


def _order_book(painter: QPainter, theme: Theme) -> None:
    for row, width in enumerate(_WIDTHS):
        is_ask = row < len(_WIDTHS) // 2
        _bar(painter, 0, 9 + 7.4 * row, SIZE.width(), theme.ask_row if is_ask else theme.bid_row, 7)
        _bar(painter, 46, 9 + 7.4 * row, width, theme.ask_bar if is_ask else theme.bid_bar, 7)
        _bar(painter, 8, 11 + 7.4 * row, 28, theme.fall if is_ask else theme.rise)


def _trades(painter: QPainter, theme: Theme) -> None:
    for row, width in enumerate(_WIDTHS):
        color = theme.rise if row in (0, 1, 4) else theme.fall
        _bar(painter, 6, 12 + 7 * row, 16, theme.dim_text)
        _bar(painter, 30, 12 + 7 * row, 20, color)
        _bar(painter, 82 - width, 12 + 7 * row, width, color)


def _assets(painter: QPainter, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for start, span, color in ((0, 170, theme.accent), (170, 110, theme.rise), (280, 80, theme.dim_text)):
        painter.setBrush(color)
        painter.drawPie(QRectF(6, 13, 34, 34), start * 16, span * 16)
    painter.setBrush(theme.panel)
    painter.drawEllipse(QRectF(14, 21, 18, 18))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row, color in enumerate((theme.accent, theme.rise, theme.dim_text)):
        _bar(painter, 48, 17 + 11 * row, 12, theme.text)
        _bar(painter, 64, 17 + 11 * row, 18, color)


def _my_orders(painter: QPainter, theme: Theme) -> None:
    for row, color in enumerate((theme.rise, theme.fall, theme.rise)):
        _bar(painter, 6, 15 + 12 * row, 10, color)
        _bar(painter, 20, 15 + 12 * row, 22, theme.text)
        _bar(painter, 46, 15 + 12 * row, 20, theme.dim_text)
        painter.setPen(theme.dim_text)
        painter.drawLine(QPointF(74, 13.5 + 12 * row), QPointF(80, 19.5 + 12 * row))
        painter.drawLine(QPointF(80, 13.5 + 12 * row), QPointF(74, 19.5 + 12 * row))


def _depth(painter: QPainter, theme: Theme) -> None:
    middle, bottom = 44.0, 48.0
    for side, color in ((-1, theme.rise), (1, theme.fall)):
        steps = [(0.0, 4.0), (8.0, 9.0), (14.0, 17.0), (24.0, 21.0), (32.0, 30.0), (38.0, 33.0)]
        points = [QPointF(middle + side * 2, bottom)]
        for (x, y), (further, _) in zip(steps, [*steps[1:], (40.0, 0.0)], strict=True):
            points += [QPointF(middle + side * (2 + x), bottom - y), QPointF(middle + side * (2 + further), bottom - y)]
        points.append(QPointF(points[-1].x(), bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF(points))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _alerts(painter: QPainter, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accent)
    painter.drawPie(QRectF(32, 14, 24, 24), 0, 180 * 16)
    painter.drawRect(QRectF(32, 26, 24, 12))
    painter.drawRect(QRectF(28, 38, 32, 3))
    painter.drawEllipse(QPointF(44, 45), 3.5, 3.5)
    painter.setBrush(theme.fall)
    painter.drawEllipse(QPointF(58, 17), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _engine(painter: QPainter, theme: Theme) -> None:
    for row in range(3):
        painter.setPen(theme.dim_text)
        painter.drawLine(QPointF(18, 16 + 14 * row), QPointF(44, 30))
        painter.drawLine(QPointF(44, 30), QPointF(70, 30))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.text)
        painter.drawEllipse(QPointF(16, 16 + 14 * row), 4, 4)
    painter.setBrush(theme.accent)
    painter.drawEllipse(QPointF(44, 30), 6, 6)
    painter.setBrush(theme.good)
    painter.drawEllipse(QPointF(72, 30), 5, 5)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _faults(painter: QPainter, theme: Theme) -> None:
    painter.setPen(theme.warning)
    painter.drawPolygon(QPolygonF([QPointF(44, 13), QPointF(64, 47), QPointF(24, 47)]))
    _bar(painter, 42.5, 25, 3, theme.warning, 11)
    _bar(painter, 42.5, 39, 3, theme.warning, 3)


DRAWN: Final[Mapping[str, Callable[[QPainter, Theme], None]]] = {
    "watchlist": _watchlist,
    "market-header": _market_header,
    "chart": _chart,
    "orderbook": _order_book,
    "trades": _trades,
    "assets": _assets,
    "my-orders": _my_orders,
    "depth": _depth,
    "alerts": _alerts,
    "engine": _engine,
    "faults": _faults,
}
"""What draws the picture of each kind, below its title."""
