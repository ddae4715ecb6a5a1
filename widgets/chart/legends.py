"""The legends of a chart: the texts at the top of its panes, laid out, compared and painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from sys import maxsize
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from widgets.chart.panes.readings import Piece, Weight, color_of
from widgets.chart.panes.value_scale import LEAST_LEGENDED, LEGEND_LINE, LEGEND_LINES
from widgets.chart.shortening import ALL_BUT_CLOSE, STEPS, Lines, Order, in_one
from widgets.look.look import Look
from widgets.look.theme import Ink, change_ink
from widgets.paint.cells import CellText
from widgets.paint.repaint import differing
from widgets.text import formats
from widgets.text.language import translate

if TYPE_CHECKING:
    from core.market.candles.bar import Bar

_PIECE_GAP: Final = 10

_MOST_OF_A_PANE: Final = 0.27
"""Share of a pane's height that its legend takes at most, if that is more than one line: about a quarter, so that the
candles stay in sight under it."""

KEPT_LAYOUTS: Final = 16
"""Layouts of legends that a chart keeps: a few for each of its panes."""


class Legend(NamedTuple):
    """The texts at the top of a pane."""

    pane: QRect
    lines: Lines
    needs_height: bool = False
    """Whether a low pane has none: that of the prices lies over candles, unless somebody points at one of them."""
    most_lines: int = maxsize
    """Lines that it may take if its pane is high enough for them."""
    order: Order = Order.NONE
    """What gives way first."""


class _Place(NamedTuple):
    """Where a piece of a legend lies."""

    x: int
    y: int
    width: int
    area: QRect
    """What it covers: the text, and half of the gaps beside it."""


_Word = tuple[_Place, Piece]


class Legends:
    """The legends that a chart shows at one font size.

    Args:
        look: of the chart.
        text: font and metrics of the texts.
    """

    def __init__(self, look: Look, text: CellText) -> None:
        self._look = look
        self._text = text
        self._ascent, self._line = text.metrics.ascent(), look.px(LEGEND_LINE)
        # Kept, because most figures have as many digits as before.
        self._places = lru_cache(KEPT_LAYOUTS)(_places)
        self._breaks = lru_cache(KEPT_LAYOUTS)(_breaks)
        self._shown: list[Legend] = []
        self._words: list[_Word] = []
        self._short_in: tuple[object, ...] = ()
        self._shortening = 0
        """In which room the legend of the prices was shortened, and by which of its steps. There it is never shortened
        less: it would flicker with each price that is wider or narrower than the last."""

    @property
    def first_line(self) -> str:
        """The text of the topmost legend's first line."""
        first = self._shown[0].lines if self._shown else ()
        return "  ".join(piece.text for piece in first[0]) if first else ""

    @property
    def areas(self) -> list[QRect]:
        """What the texts cover."""
        return [place.area for place, _ in self._words]

    def show(self, legends: Sequence[Legend]) -> list[QRect] | None:
        """Show other legends; the first is that of the prices.

        Returns:
            What is to be painted again; None if they are the same as before.
        """
        if (shown := list(legends)) == self._shown:
            return None
        self._shown = shown
        before, self._words = self._words, [word for legend in shown for word in self._words_of(legend)]
        return _areas_of(differing(before, self._words))

    def paint(self, painter: QPainter, is_exposed: Callable[[QRect], bool]) -> None:
        """Paint the words whose areas are exposed."""
        for place, piece in self._words:
            if is_exposed(place.area):
                self._draw(painter, place, piece)

    def _draw(self, painter: QPainter, place: _Place, piece: Piece) -> None:
        theme = self._look.theme
        painter.fillRect(place.area, theme.panel)
        painter.setPen(color_of(theme, piece.paint))
        painter.drawText(place.x, place.y + self._ascent, piece.text)

    def _words_of(self, legend: Legend) -> list[_Word]:
        """Return the pieces that have room, each with its place."""
        pane = legend.pane
        if pane.height() < (self._look.px(LEAST_LEGENDED) if legend.needs_height else 2 * self._line + 4):
            return []
        left, right = pane.left() + 8, pane.right() - 4
        lines = self._lines_of(legend, right - left)
        top = pane.top() + (3 if legend.order is Order.NONE else 5)
        places = self._places(left, top, right, pane.bottom(), self._line, self._widths(lines))
        pieces = (piece for line in lines for piece in line)
        return [(place, piece) for place, piece in zip(places, pieces, strict=True) if place is not None]

    def _widths(self, lines: Lines) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(self._text.width(piece.text) for piece in line) for line in lines)

    def _lines_of(self, legend: Legend, room: int) -> Lines:
        """Return the lines that fit into as many as the legend may take."""
        most = min(max(int(legend.pane.height() * _MOST_OF_A_PANE / self._line), 1), legend.most_lines)
        key = (room, most, legend.order, *map(len, legend.lines))
        first = self._shortening if key == self._short_in else 0
        lines, steps = legend.lines, STEPS[legend.order]
        for step in range(first, len(steps)):
            lines = steps[step](legend.lines)
            if legend.order is not Order.NONE:
                self._short_in, self._shortening = key, step
            if self._fits(lines, room, most):
                return lines
        cut = self._cut(lines, room, most)
        if legend.order is Order.POINTED and len(cut[0]) <= _pieces_to_close(lines):
            cut = self._cut(in_one(ALL_BUT_CLOSE, legend.lines), room, most)
        return cut

    def _fits(self, lines: Lines, room: int, most: int) -> bool:
        return len(self._breaks(room, self._widths(lines))) <= most

    def _cut(self, lines: Lines, room: int, most: int) -> Lines:
        """Return the pieces that have room in `most` lines, and a sign that there are more."""
        counts = self._breaks(room, self._widths(lines))[:most]
        kept = [piece for line in lines for piece in line][: sum(counts)]
        with_sign = [[*kept, _MORE]]
        return with_sign if self._fits(with_sign, room, most) else [[*kept[:-1], _MORE]]


def _breaks(room: int, lines: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """Return how many pieces each line has where lines are broken; like `_places`, of which it is the first half."""
    counts: list[int] = []
    for widths in lines:
        x = room + 1
        for width in widths:
            if x + width > room:
                counts.append(0)
                x = 0
            counts[-1] += 1
            x += width + _PIECE_GAP
    return tuple(counts)


def _places(
    left: int, top: int, right: int, bottom: int, height: int, lines: tuple[tuple[int, ...], ...]
) -> list[_Place | None]:
    """Return the place of each piece, on as many lines as there is room for; None below the bottom.

    Args:
        left: where lines begin, as the others in pixels of the view.
        top: of the first line.
        right: where lines end.
        bottom: of the pane.
        height: of a line.
        lines: the widths of the pieces that begin a line together.
    """
    y, places = top, []
    for widths in lines:
        x = left
        for width in widths:
            if x > left and x + width > right:
                x, y = left, y + height
            area = QRect(x - _PIECE_GAP // 2, y - 1, width + _PIECE_GAP, height)
            places.append(_Place(x, y, width, area) if y + height <= bottom else None)
            x += width + _PIECE_GAP
        y += height if widths else 0
    return places


def _pieces_to_close(lines: Lines) -> int:
    """Return how many texts there are up to the close of the candle; 0 without other prices before it."""
    prices = [place for place, piece in enumerate(lines[0], 1) if piece.weight is Weight.OTHER_PRICES]
    return prices[-1] + 1 if prices else 0


_MORE: Final = Piece("…", Ink.DIM)
"""Stands for the texts that have no room even so."""


def _areas_of(words: list[_Word]) -> list[QRect]:
    """Return what words cover, as one area for each line: Qt is slower the more areas it paints."""
    lines: dict[int, QRect] = {}
    for place, _ in words:
        lines[place.y] = lines[place.y].united(place.area) if place.y in lines else place.area
    return list(lines.values())


def over_prices(pane: QRect, lines: Lines, *, is_pointed: bool) -> Legend:
    """Return the legend of the prices, of few lines unless somebody points at a high chart."""
    if is_pointed:
        return Legend(pane, lines, order=Order.POINTED)
    return Legend(pane, lines, needs_height=True, most_lines=LEGEND_LINES, order=Order.NEWEST)


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
        Piece(time, Ink.DIM, Weight.TIME),
        *(Piece(f"{name} {figure}", ink, Weight.OTHER_PRICES) for name, figure in figures[:-1]),
        *(Piece(f"{name} {figure}", ink, Weight.CLOSE) for name, figure in figures[-1:]),
        Piece(formats.change(change), change_ink(formats.as_written(change)), Weight.CLOSE),
        Piece(translate("Chart", "거래량 {volume}").format(volume=formats.volume(bar.volume)), Ink.TEXT, Weight.VOLUME),
    ]
