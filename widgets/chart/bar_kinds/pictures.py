"""Small pictures of the kinds of bars, drawn by the same code as the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from core.market.chart.bar_kind import BarKind
from core.market.chart.price_scale import Scale
from widgets.chart.bar_kinds.painting import DRAW, draw_area
from widgets.chart.panes.bars import Bars

if TYPE_CHECKING:
    from widgets.look.theme import Theme

WIDTH: Final = 19
HEIGHT: Final = 16
"""In logical pixels."""

_TURN: Final = ((11, 14, 5, 7), (6, 9, 1, 4), (5, 15, 3, 13))
"""Open, high, low and close of each bar, of a height of 16."""
_TREND: Final = ((3, 8, 2, 7), (5, 12, 5, 10), (8, 15, 8, 14))


def picture(kind: BarKind, theme: Theme, ratio: float) -> QIcon:
    """Return the picture of a kind.

    Args:
        kind: what is drawn.
        theme: its colours.
        ratio: screen pixels per logical pixel.
    """
    pixels = QPixmap(QSize(round(WIDTH * ratio), round(HEIGHT * ratio)))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    bars = _bars(_TREND if kind is BarKind.HEIKIN_ASHI else _TURN)
    if kind is BarKind.AREA:
        draw_area(painter, theme, bars, _SCALE, is_flat=True)
    DRAW[kind](painter, theme, bars, _SCALE, True)
    painter.end()
    return QIcon(pixels)


_SCALE: Final = Scale(0.0, 16.0, HEIGHT)


def _bars(prices: tuple[tuple[int, int, int, int], ...]) -> Bars:
    first, high, low, last = (np.array(column, np.float64) for column in zip(*prices, strict=True))
    left = np.arange(len(prices)) * 7
    return Bars(left, 5, first, high, low, last, np.zeros(len(prices)), np.empty(0, np.int64))
