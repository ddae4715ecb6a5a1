"""The legends of a chart: the texts at the top of its panes, laid out, compared and painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from widgets.chart.panes.readings import Piece, color_of
from widgets.chart.panes.value_scale import LEAST_LEGENDED, LEGEND_LINE
from widgets.look.look import Look
from widgets.look.theme import Ink, change_ink
from widgets.paint.cells import CellText
from widgets.paint.repaint import differing
from widgets.text import formats
from widgets.text.language import translate

if TYPE_CHECKING:
    from core.market.candles.bar import Bar

_PIECE_GAP: Final = 10


class Legend(NamedTuple):
    """The texts at the top of a pane."""

    pane: QRect
    lines: Sequence[Sequence[Piece]]
    is_important: bool = False
    """Whether it needs a high pane: that of the prices lies over candles."""


class _Word(NamedTuple):
    """A piece of a legend at its place."""

    x: int
    y: int
    piece: Piece
    width: int
    area: QRect
    """What it covers."""


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
        self._shown: list[Legend] = []
        self._words: list[_Word] = []

    @property
    def first_line(self) -> str:
        """The text of the topmost legend's first line."""
        first = self._shown[0].lines if self._shown else ()
        return "  ".join(piece.text for piece in first[0]) if first else ""

    @property
    def areas(self) -> list[QRect]:
        """What the texts cover."""
        return [word.area for word in self._words]

    def show(self, legends: Sequence[Legend]) -> list[QRect] | None:
        """Show other legends; the first is that of the prices.

        Returns:
            What is to be painted again; None if they are the same as before.
        """
        if (shown := list(legends)) == self._shown:
            return None
        self._shown = shown
        before, self._words = self._words, [word for legend in shown for word in self._places_of(legend)]
        return _lines_of(differing(before, self._words))

    def paint(self, painter: QPainter, is_exposed: Callable[[QRect], bool]) -> None:
        """Paint the words whose areas are exposed."""
        for word in self._words:
            if is_exposed(word.area):
                self._draw(painter, word)

    def _draw(self, painter: QPainter, word: _Word) -> None:
        x, y, piece, width, _ = word
        theme = self._look.theme
        painter.fillRect(x - _PIECE_GAP // 2, y - 1, width + _PIECE_GAP, self._line, theme.panel)
        painter.setPen(color_of(theme, piece.paint))
        painter.drawText(x, y + self._ascent, piece.text)

    def _places_of(self, legend: Legend) -> list[_Word]:
        """Return the position of each piece, on as many lines as the width of the pane requires."""
        pane = legend.pane
        if pane.height() < (self._look.px(LEAST_LEGENDED) if legend.is_important else 2 * self._line + 4):
            return []
        left, right = pane.left() + 8, pane.right() - 4
        y, places = pane.top() + (5 if legend.is_important else 3), []
        for line in legend.lines:
            x = left
            for piece in line:
                width = self._text.width(piece.text)
                if x > left and x + width > right:
                    x, y = left, y + self._line
                area = QRect(x - _PIECE_GAP // 2 - 1, y - 2, width + _PIECE_GAP + 2, self._line + 3)
                places.append(_Word(x, y, piece, width, area))
                x += width + _PIECE_GAP
            y += self._line if line else 0
        return [place for place in places if place.y + self._line <= pane.bottom()]


def _lines_of(words: list[_Word]) -> list[QRect]:
    """Return what words cover, as one area for each line: Qt is slower the more areas it paints."""
    lines: dict[int, QRect] = {}
    for word in words:
        lines[word.y] = lines[word.y].united(word.area) if word.y in lines else word.area
    return list(lines.values())


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
