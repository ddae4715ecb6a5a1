"""The overlay of a chart: crosshair, last-price line, their tags on the axes, and the legend (line of values).

It is a separate widget over the chart, so that mouse movement repaints no candles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.guard.guard import guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink, change_ink
from widgets.paint.cells import CellText
from widgets.paint.repaint import covering, schedule_repaint
from widgets.text import formats
from widgets.text.language import translate

if TYPE_CHECKING:
    from core.market.candles.bar import Bar

TAG_HEIGHT: Final = 18
_LEGEND_LINE: Final = 17

_PIECE_GAP: Final = 10

LEGEND_HEIGHT: Final = 2 * _LEGEND_LINE + 6
"""Pixels at the top of the prices reserved for the legend."""

LEAST_LEGENDED: Final = 3 * LEGEND_HEIGHT
"""Height of the prices in pixels below which the legend is hidden."""


class Areas(NamedTuple):
    """Positions of the parts of a chart, in pixels of the chart."""

    prices: QRect
    volumes: QRect
    price_axis: QRect
    time_axis: QRect


class Tag(NamedTuple):
    """A value at a height of the right axis or of the chart."""

    y: int
    text: str
    ink: Ink


class Piece(NamedTuple):
    """One text of the legend."""

    text: str
    ink: Ink


class Crosshair(QWidget):
    """Draws over its parent, the chart; mouse events pass through."""

    def __init__(self, look: Look, chart: QWidget) -> None:
        super().__init__(chart)
        self._look = look
        look.changed.connect(self._on_look_changed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._measure()
        self._areas = Areas(QRect(), QRect(), QRect(), QRect())
        self._last: Tag | None = None
        self._cross: QPoint | None = None
        self._value: Tag | None = None
        self._time = ""
        self._legend: list[Piece] = []

    @property
    def time(self) -> str:
        """The time at the crosshair; empty while the crosshair is hidden."""
        return self._time

    @property
    def legend(self) -> str:
        """The text of the legend."""
        return "  ".join(piece.text for piece in self._legend)

    def place(self, areas: Areas) -> None:
        """Set the positions of the chart's parts."""
        if areas != self._areas:
            self._areas = areas
            self.update()

    def show_last(self, last: Tag | None) -> None:
        """Draw the last-price line and its tag."""
        if last != self._last:
            before = self._last_areas()
            self._last = last
            schedule_repaint(self, *before, *self._last_areas())

    def show_cross(self, at: QPoint | None, value: Tag | None, time: str) -> None:
        """Draw the crosshair at `at` with its value and time on the axes; None hides it."""
        if (at, value, time) == (self._cross, self._value, self._time):
            return
        before = self._cross_areas()
        self._cross, self._value, self._time = at, value, time
        schedule_repaint(self, *before, *self._cross_areas())

    def show_legend(self, pieces: list[Piece]) -> None:
        """Show `pieces` as the legend."""
        if pieces != self._legend:
            before = self._legend_area()
            self._legend = pieces
            schedule_repaint(self, before, self._legend_area())

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts that lie in the exposed region."""
        painter = QPainter(self)
        painter.setFont(self._text.font)
        region, scale = event.region(), self.devicePixelRatio()
        if self._last is not None and any(region.intersects(covering(area, scale)) for area in self._last_areas()):
            self._draw_last(painter, self._last)
        if self._cross is not None:
            self._draw_cross(painter, self._cross)
        has_room = self._areas.prices.height() >= self._look.px(LEAST_LEGENDED)
        if has_room and region.intersects(covering(self._legend_area(), scale)):
            self._draw_legend(painter)

    def _on_look_changed(self) -> None:
        self._measure()
        self.update()

    def _measure(self) -> None:
        self._text = CellText(self._look, FontRole.SMALL)
        self._line, self._tag = self._look.px(_LEGEND_LINE), self._look.px(TAG_HEIGHT)

    def _draw_last(self, painter: QPainter, last: Tag) -> None:
        prices = self._areas.prices
        if prices.top() <= last.y <= prices.bottom():
            painter.setPen(QPen(self._look.theme.ink(last.ink), 0, Qt.PenStyle.DotLine))
            painter.drawLine(prices.left(), last.y, prices.right(), last.y)
        self._draw_value_tag(painter, last)

    def _draw_cross(self, painter: QPainter, at: QPoint) -> None:
        theme = self._look.theme
        prices, volumes = self._areas.prices, self._areas.volumes
        painter.setPen(QPen(theme.dim_text, 0, Qt.PenStyle.DashLine))
        painter.drawLine(at.x(), prices.top(), at.x(), volumes.bottom())
        if self._value is not None:
            painter.drawLine(prices.left(), at.y(), prices.right(), at.y())
            self._draw_value_tag(painter, self._value)
        place = self._time_tag_area(at)
        painter.fillRect(place, theme.crosshair_tag)
        painter.setPen(theme.text)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._time)
        painter.fillRect(self._time_mark_area(at), self._look.theme.text)

    def _draw_value_tag(self, painter: QPainter, tag: Tag) -> None:
        place = self._value_tag_area(tag)
        theme = self._look.theme
        painter.fillRect(place, theme.ink(tag.ink))
        painter.setPen({Ink.RISE: theme.on_rise, Ink.FALL: theme.on_fall}.get(tag.ink, theme.text))
        painter.drawText(
            place.adjusted(0, 0, -6, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tag.text
        )

    def _draw_legend(self, painter: QPainter) -> None:
        for (x, y), piece in zip(self._legend_places(), self._legend, strict=True):
            width = self._text.width(piece.text)
            painter.fillRect(x - _PIECE_GAP // 2, y - 1, width + _PIECE_GAP, self._line, self._look.theme.panel)
            painter.setPen(self._look.theme.ink(piece.ink))
            painter.drawText(x, y + self._text.metrics.ascent(), piece.text)

    def _legend_places(self) -> list[tuple[int, int]]:
        """Return the position of each piece, on as many lines as the width of the chart requires."""
        left, right = self._areas.prices.left() + 8, self._areas.prices.right() - 4
        x, y, places = left, self._areas.prices.top() + 5, []
        for piece in self._legend:
            width = self._text.width(piece.text)
            if x > left and x + width > right:
                x, y = left, y + self._line
            places.append((x, y))
            x += width + _PIECE_GAP
        return places

    def _legend_area(self) -> QRect:
        prices = self._areas.prices
        lines = 2 + len(self._legend) // 2
        return QRect(prices.left(), prices.top(), prices.width(), lines * self._line)

    def _last_areas(self) -> list[QRect]:
        """Return the areas covered by the last price."""
        if self._last is None:
            return []
        prices = self._areas.prices
        return [QRect(prices.left(), self._last.y, prices.width(), 1), self._value_tag_area(self._last)]

    def _cross_areas(self) -> list[QRect]:
        """Return the areas covered by the crosshair."""
        if self._cross is None:
            return []
        prices, volumes = self._areas.prices, self._areas.volumes
        upright = QRect(self._cross.x(), prices.top(), 1, volumes.bottom() - prices.top() + 1)
        areas = [upright, self._time_mark_area(self._cross), self._time_tag_area(self._cross)]
        if self._value is not None:
            level = QRect(prices.left(), self._cross.y(), prices.width(), 1)
            areas += [level, self._value_tag_area(self._value)]
        return areas

    def _value_tag_area(self, tag: Tag) -> QRect:
        axis = self._areas.price_axis
        top = min(max(tag.y - self._tag // 2, 0), self._areas.prices.bottom() - self._tag + 1)
        return QRect(axis.left() + 1, top, axis.width() - 1, self._tag)

    def _time_mark_area(self, at: QPoint) -> QRect:
        return QRect(at.x(), self._areas.time_axis.top(), 1, 3)

    def _time_tag_area(self, at: QPoint) -> QRect:
        axis = self._areas.time_axis
        width = self._text.width(self._time) + 14
        left = min(max(at.x() - width // 2, axis.left()), axis.right() - width + 1)
        return QRect(left, axis.top() + 2, width, self._tag)


def values(code: str, time: str, bar: Bar, previous_close: float | None) -> list[Piece]:
    """Return the legend of one candle.

    Args:
        code: of the market.
        time: the start of the candle as text.
        bar: the candle.
        previous_close: what its change is from; its own open if None.
    """
    base = previous_close or bar.open
    change = (bar.close - base) / base
    decimals = formats.column_decimals(code, (bar.open, bar.high, bar.low, bar.close))
    figures = (
        (translate("Chart", "시"), formats.price(code, bar.open, decimals)),
        (translate("Chart", "고"), formats.price(code, bar.high, decimals)),
        (translate("Chart", "저"), formats.price(code, bar.low, decimals)),
        (translate("Chart", "종"), formats.price(code, bar.close, decimals)),
    )
    ink = Ink.RISE if bar.close >= bar.open else Ink.FALL
    return [
        Piece(time, Ink.DIM),
        *(Piece(f"{name} {figure}", ink) for name, figure in figures),
        Piece(formats.change(change), change_ink(change)),
        Piece(translate("Chart", "거래량 {volume}").format(volume=formats.volume(bar.volume)), Ink.TEXT),
    ]
