"""The legends of a chart: the texts at the top of its panes, laid out, compared and painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from sys import maxsize
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from widgets.chart.panes.readings import Piece, Weight, color_of
from widgets.chart.panes.value_scale import LEAST_LEGENDED, LEGEND_LINE, LEGEND_LINES
from widgets.look.look import Look
from widgets.look.theme import Ink, change_ink
from widgets.paint.cells import CellText
from widgets.paint.repaint import differing
from widgets.text import formats
from widgets.text.language import translate

if TYPE_CHECKING:
    from core.market.candles.bar import Bar

_PIECE_GAP: Final = 10

_KEPT: Final = 16
"""Layouts of legends that a chart keeps: a few for each of its panes."""


class Legend(NamedTuple):
    """The texts at the top of a pane."""

    pane: QRect
    lines: Sequence[Sequence[Piece]]
    needs_height: bool = False
    """Whether a low pane has none: that of the prices lies over candles, unless somebody points at one of them."""
    most_lines: int | None = None
    """Lines that it may take: what has the least weight is left out until it does. None in a pane of
    an indicator, which has few."""


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
        self._places = lru_cache(_KEPT)(_places)
        self._breaks = lru_cache(_KEPT)(_breaks)
        self._shown: list[Legend] = []
        self._words: list[_Word] = []
        self._short_in: tuple[int, ...] = ()
        self._shortening = 0
        """In which room the legend of few lines was shortened, and by which of `_STEPS`. There it is never shortened
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
        top = pane.top() + (3 if legend.most_lines is None else 5)
        places = self._places(left, top, right, pane.bottom(), self._line, self._widths(lines))
        pieces = (piece for line in lines for piece in line)
        return [(place, piece) for place, piece in zip(places, pieces, strict=True) if place is not None]

    def _widths(self, lines: Sequence[Sequence[Piece]]) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(self._text.width(piece.text) for piece in line) for line in lines)

    def _lines_of(self, legend: Legend, room: int) -> Sequence[Sequence[Piece]]:
        """Return the lines that fit into as many as the legend may take."""
        if legend.most_lines is None:
            return legend.lines
        key = (room, legend.most_lines, *map(len, legend.lines))
        first = self._shortening if key == self._short_in else 0
        lines, breaks = legend.lines, tuple[int, ...]()
        for step in range(first, len(_STEPS)):
            lines = _STEPS[step](legend.lines)
            self._short_in, self._shortening = key, step
            if len(breaks := self._breaks(room, self._widths(lines))) <= legend.most_lines:
                return lines
        kept = [piece for line in lines for piece in line][: sum(breaks[: legend.most_lines])]
        return [[*kept[:-1], _MORE]]


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


def _without(left_out: frozenset[Weight], lines: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Return the lines without some texts, which are shortened where they can be."""
    return [
        [
            piece._replace(text=piece.short) if piece.weight in left_out else piece
            for piece in line
            if piece.weight not in left_out or piece.short
        ]
        for line in lines
    ]


def _in_one(left_out: frozenset[Weight], lines: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    return [[piece for line in _without(left_out, lines) for piece in line]]


_LEAST: Final = frozenset({Weight.VOLUME, Weight.TIME})
_ALL_BUT_CLOSE: Final = _LEAST | {Weight.OTHER_PRICES}

_STEPS: Final[Sequence[Callable[[Sequence[Sequence[Piece]]], Sequence[Sequence[Piece]]]]] = (
    partial(_without, frozenset()),
    partial(_without, frozenset({Weight.VOLUME})),
    partial(_without, _LEAST),
    partial(_in_one, _LEAST),
    partial(_in_one, _ALL_BUT_CLOSE),
    partial(_in_one, _ALL_BUT_CLOSE | {Weight.CLOSE}),
    partial(_in_one, _ALL_BUT_CLOSE | {Weight.VALUES}),
)
"""What makes a legend shorter, one after the other.

What the axis has too gives way to values of indicators; if those have no room even so, it is the better text.
"""

_MORE: Final = Piece("…", Ink.DIM)
"""Stands for the texts that have no room even so."""


def _areas_of(words: list[_Word]) -> list[QRect]:
    """Return what words cover, as one area for each line: Qt is slower the more areas it paints."""
    lines: dict[int, QRect] = {}
    for place, _ in words:
        lines[place.y] = lines[place.y].united(place.area) if place.y in lines else place.area
    return list(lines.values())


def over_prices(pane: QRect, lines: Sequence[Sequence[Piece]], look: Look, *, is_pointed: bool) -> Legend:
    """Return the legend of the prices, of few lines unless somebody points at a high chart."""
    is_high = pane.height() >= look.px(LEAST_LEGENDED)
    most = maxsize if is_pointed and is_high else LEGEND_LINES
    return Legend(pane, lines, needs_height=not is_pointed, most_lines=most)


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
        Piece(formats.change(change), change_ink(change), Weight.CLOSE),
        Piece(translate("Chart", "거래량 {volume}").format(volume=formats.volume(bar.volume)), Ink.TEXT, Weight.VOLUME),
    ]
