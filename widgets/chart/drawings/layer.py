"""The layer of the drawings in the pane of the prices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil, floor
from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPaintEngine, QPainter

from core.market.candles.units import CandleUnit
from core.market.drawings.drawing import Drawing, Kind
from core.market.drawings.hit import Placed
from core.market.drawings.projection import Area, Projection, SlotTimes
from core.market.drawings.shapes import shapes_of
from widgets.chart.drawings.lettering import MarketLettering, on_grid
from widgets.chart.drawings.painting import bounds, color_of, paint_drawing, words_of
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Reading
from widgets.look.look import Look

if TYPE_CHECKING:
    from core.market.chart.price_scale import Scale
    from widgets.chart.panes.pane import Pane
    from widgets.chart.panes.sight import Sight

_WHOLE_PIXELS: Final = 20


class DrawingsLayer(Layer):
    """Paints drawings, back to front.

    Nothing is computed anew while neither the drawings nor the visible time and prices change.

    Args:
        look: theme, font and time zone.
        pane: whose layer this is; held weakly, since it holds the layer.
    """

    def __init__(self, look: Look, pane: Pane) -> None:
        super().__init__(look)
        self._pane = ref(pane)
        self.drawn = 0
        """How often the shapes of all drawings were computed."""
        self._drawings: tuple[Drawing, ...] = ()
        self._selected: int | None = None
        self._is_changed = True
        self._lettering = MarketLettering(look, "", CandleUnit.MINUTE_1)
        self._lettered: tuple[object, ...] = ()
        self._placed: list[Placed] = []
        self._placed_for: tuple[object, ...] = ()
        self._image: QImage | None = None
        self._image_for: tuple[object, ...] = ()

    @property
    def lettering(self) -> MarketLettering:
        """How values are written on them."""
        return self._lettering

    def show(self, drawings: Sequence[Drawing], selected: int | None) -> None:
        """Paint these from the next redraw of the chart on; the selected one with its handles."""
        if (tuple(drawings), selected) != (self._drawings, self._selected):
            self._drawings, self._selected = tuple(drawings), selected
            self._is_changed = True

    def letter_anew(self) -> None:
        """Write everything anew: font, time zone or price steps may be other ones."""
        self._lettered = ()
        self._is_changed = True

    def prepare(self, sight: Sight) -> int | None:
        """Return 0 if a drawing changed: what lies below it must be painted first."""
        super().prepare(sight)
        lettered = (sight.code, sight.series.unit)
        if lettered != self._lettered:
            self._lettered = lettered
            self._lettering = MarketLettering(self.look, *lettered)
            self._placed_for = ()
            self._is_changed = True
        is_changed, self._is_changed = self._is_changed, False
        return 0 if is_changed else None

    def projection(self, scale: Scale) -> Projection:
        """Return where things are, in pixels of the pane. Only after the first `prepare`."""
        sight = self.sight
        times = SlotTimes(sight.series.unit, sight.left, sight.bar_width)
        area = Area(0.0, 0.0, float(sight.width), float(scale.height))
        return Projection(area, times, scale, partial(on_grid, sight.code))

    def placed(self, scale: Scale) -> list[Placed]:
        """Return the drawings with their shapes, back to front, in pixels of the pane."""
        projection = self.projection(scale)
        wanted = (projection, self._drawings)
        if wanted != self._placed_for:
            self._placed_for = wanted
            self._placed = [Placed(each, shapes_of(each, projection, self._lettering)) for each in self._drawings]
            self.drawn += 1
        return self._placed

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw all of them; the painter clips what lies left of `left`.

        On the screen they are copied from an image: Qt paints a slanted line a little otherwise where it is clipped, so
        the strip of a new candle would show where it begins.
        """
        placed = self.placed(scale) if self._drawings else []
        if not placed:
            self._image = None
        elif painter.paintEngine().type() is not QPaintEngine.Type.Raster:
            self._paint_all(painter, scale)
        else:
            ratio = painter.device().devicePixelRatio()
            wanted = (self.drawn, self._selected, self.look.theme, ratio)
            if self._image is None or wanted != self._image_for:
                self._image_for, self._image = wanted, self._imaged(scale, ratio)
            painter.drawImage(self._image.offset(), self._image)

    def _imaged(self, scale: Scale, ratio: float) -> QImage:
        """Paint all of them on a ground that is seen through, as large as they are."""
        sight, areas = self.sight, [area for each in self._placed if (area := bounds(each)) is not None]
        left, top = (floor(max(min(each[side] for each in areas), 0)) for side in (0, 1)) if areas else (0, 0)
        right, bottom = (ceil(max(each[side] for each in areas)) for side in (2, 3)) if areas else (1, 1)
        # At every scale in steps of 5 % this is a whole pixel of the screen.
        left, top = (each // _WHOLE_PIXELS * _WHOLE_PIXELS for each in (left, top))
        right, bottom = (-(-each // _WHOLE_PIXELS) * _WHOLE_PIXELS for each in (right, bottom))
        right, bottom = max(min(right, sight.width), left + 1), max(min(bottom, scale.height), top + 1)
        size = QSize(ceil((right - left) * ratio), ceil((bottom - top) * ratio))
        image = self._image
        if image is None or image.size() != size:  # memory that was used before is there at once
            image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.setOffset(QPoint(left, top))
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.translate(-left, -top)
        self._paint_all(painter, scale)
        painter.end()
        return image

    def _paint_all(self, painter: QPainter, scale: Scale) -> None:
        theme, text = self.look.theme, self._lettering.text
        for each in self.placed(scale):
            is_selected = each.drawing.id == self._selected
            paint_drawing(painter, each, scale.height, theme, text, is_selected=is_selected)

    def text_areas(self, scale: Scale) -> Sequence[QRect]:
        """Return the places of all words."""
        text = self._lettering.text
        placed = self.placed(scale) if self._drawings else ()
        areas = [words.area for each in placed for words in words_of(each, scale.height, text)]
        return [QRectF(QPointF(*area[:2]), QPointF(*area[2:])).toAlignedRect() for area in areas]

    def readings(self) -> Sequence[Reading]:
        """Return the prices of level lines in sight, as tags on the axis."""
        pane, theme = self._pane(), self.look.theme
        return [
            Reading(drawing.anchors[0].price, color_of(theme, drawing.style.color))
            for drawing in self._drawings
            if drawing.kind is Kind.HORIZONTAL
            and not drawing.is_hidden
            and pane is not None
            and 0 <= pane.scale.y(drawing.anchors[0].price) < pane.scale.height
        ]
