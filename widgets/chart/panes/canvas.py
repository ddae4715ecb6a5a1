"""The pixels of a pane: its layers over the grid, kept as a pixmap.

The pixmap is redrawn only where it changed, mostly a strip at the newest candle, and otherwise copied to the screen.

Panes and axes are no items of a scene: a scene took a tenth of the time of each frame to find out that they lie where
they lay before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QBrush, QPainter, QPixmap, QRegion

from core.market.chart.price_scale import Scale
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.sight import Sight
from widgets.look.look import Look
from widgets.paint.rect_batch import Pixels, fill_rects

_WHOLE_PIXELS: Final = 20
"""A strip begins at a multiple of this: at every scale in steps of 5 % that is a whole pixel of the screen."""


class PaneCanvas:
    """What is painted in the area of a pane; `show_layers` sets what it draws.

    Attributes:
        area: its place in the view.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self.area = QRect()
        self.drawn = 0
        """Number of redraws, without copies to the screen."""
        self.drawn_whole = 0
        """Number of complete redraws, not only of the newest candles."""
        self._view: tuple[object, ...] = ()
        self._layers: tuple[Layer, ...] = ()
        self._scale = Scale(0.0, 1.0, 1)
        self._grid: Pixels = np.empty((0, 4), np.int32)
        self._stale_from: int | None = 0
        self._untold_from: int | None = 0
        """The first pixel that is drawn otherwise since `take_outdated` was called."""
        self._size = (1, 1)
        self._pixels = QPixmap()
        self._made_for: tuple[object, ...] = ()
        """Size and look of the pixels."""

    def show_layers(
        self,
        layers: Sequence[Layer],
        sight: Sight,
        scale: Scale,
        grid: tuple[list[int], list[int]],
        changed_from: int | None,
    ) -> None:
        """Set what the next paint draws.

        Args:
            layers: from the lowest to the topmost, each prepared for `sight`.
            sight: the visible part of time.
            scale: of the values; its height is that of the pane.
            grid: pixels from the left of upright lines, and from the top of level ones.
            changed_from: the first pixel that a layer draws otherwise than before; None if there is none.
        """
        self._size = (sight.width, scale.height)
        view = (sight.left, sight.bar_width, sight.width, scale, grid, tuple(layers))
        if view != self._view:
            self._view, self._layers, self._scale, self._grid = view, view[-1], scale, _lines(*grid, *self._size)
            changed_from = 0
        if changed_from is not None:
            self.redraw_from(min(max(changed_from, 0), sight.width - 1))

    def redraw_from(self, left: int) -> None:
        """Draw everything right of pixel `left` anew at the next paint."""
        self._stale_from = left if self._stale_from is None else min(left, self._stale_from)
        self._untold_from = left if self._untold_from is None else min(left, self._untold_from)

    def take_outdated(self) -> QRect:
        """Return what of the view must be painted again; the next call returns what is outdated since."""
        left, self._untold_from = self._untold_from, None
        return QRect() if left is None else self.area.adjusted(left, 0, 0, 0)

    def paint(self, painter: QPainter, exposed: QRegion, ratio: float) -> None:
        """Copy the pixmap to its area of the screen; redraw its outdated part first.

        Args:
            painter: of the view.
            exposed: what of the view is painted.
            ratio: screen pixels per logical pixel.
        """
        made_for = (self._size, ratio, self._look.theme, self._look.percent, self._look.zone)
        if made_for != self._made_for:
            self._made_for, self._stale_from = made_for, 0
            self._pixels = QPixmap(*(round(length * ratio) for length in self._size))
            self._pixels.setDevicePixelRatio(ratio)
        if self._stale_from is not None:
            left = self._stale_from
            self._draw(self._pixels, left if ratio == 1 else left // _WHOLE_PIXELS * _WHOLE_PIXELS)
            self._stale_from = None
        left, top = self.area.left(), self.area.top()
        if ratio == 1:
            part = exposed.intersected(self.area).boundingRect()
            painter.drawPixmap(part, self._pixels, part.translated(-left, -top))
        else:
            # Copied as a whole and clipped by Qt: a part that begins inside a screen pixel would be drawn one pixel
            # off.
            painter.drawPixmap(left, top, self._pixels)

    def draw(self, painter: QPainter, left: int = 0) -> None:
        """Draw everything right of `left`: the ground, the grid and the layers."""
        width, height = self._size
        theme = self._look.theme
        painter.fillRect(left, 0, width - left, height, theme.panel)
        for layer in self._layers:
            layer.paint_ground(painter, self._scale, left)
        fill_rects(painter, QBrush(theme.grid), self._grid)
        for layer in self._layers:
            painter.save()
            layer.paint(painter, self._scale, left)
            painter.restore()

    def _draw(self, pixels: QPixmap, left: int) -> None:
        """Redraw everything right of `left`."""
        width, height = self._size
        painter = QPainter(pixels)
        painter.setClipRect(left, 0, width - left, height)
        self.draw(painter, left)
        painter.end()
        self.drawn += 1
        self.drawn_whole += left == 0


def _lines(grid_x: list[int], grid_y: list[int], width: int, height: int) -> Pixels:
    lines = [(x, 0, x, height - 1) for x in grid_x] + [(0, y, width - 1, y) for y in grid_y]
    return np.array(lines, np.int32).reshape(-1, 4)
