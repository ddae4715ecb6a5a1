"""The legends of a chart: the texts at the top of its panes, laid out, compared and painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
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


class _Place(NamedTuple):
    """Where a piece of a legend lies."""

    x: int
    y: int
    width: int
    area: QRect
    """What it covers."""


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
        return _lines_of(differing(before, self._words))

    def paint(self, painter: QPainter, is_exposed: Callable[[QRect], bool]) -> None:
        """Paint the words whose areas are exposed."""
        for place, piece in self._words:
            if is_exposed(place.area):
                self._draw(painter, place, piece)

    def _draw(self, painter: QPainter, place: _Place, piece: Piece) -> None:
        x, y, width, _ = place
        theme = self._look.theme
        painter.fillRect(x - _PIECE_GAP // 2, y - 1, width + _PIECE_GAP, self._line, theme.panel)
        painter.setPen(color_of(theme, piece.paint))
        painter.drawText(x, y + self._ascent, piece.text)

    def _words_of(self, legend: Legend) -> list[_Word]:
        """Return the pieces that have room, each with its place."""
        pane = legend.pane
        if pane.height() < (self._look.px(LEAST_LEGENDED) if legend.is_important else 2 * self._line + 4):
            return []
        widths = tuple(tuple(self._text.width(piece.text) for piece in line) for line in legend.lines)
        top = pane.top() + (5 if legend.is_important else 3)
        places = _places(pane.left() + 8, top, pane.right() - 4, pane.bottom(), self._line, widths)
        pieces = (piece for line in legend.lines for piece in line)
        return [(place, piece) for place, piece in zip(places, pieces, strict=True) if place is not None]


@lru_cache(maxsize=64)
def _places(
    left: int, top: int, right: int, bottom: int, height: int, lines: tuple[tuple[int, ...], ...]
) -> list[_Place | None]:
    """Return the place of each piece, on as many lines as there is room for; None below the bottom.

    Kept, because most figures have as many digits as before.

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
            area = QRect(x - _PIECE_GAP // 2 - 1, y - 2, width + _PIECE_GAP + 2, height + 3)
            places.append(_Place(x, y, width, area) if y + height <= bottom else None)
            x += width + _PIECE_GAP
        y += height if widths else 0
    return places


def _lines_of(words: list[_Word]) -> list[QRect]:
    """Return what words cover, as one area for each line: Qt is slower the more areas it paints."""
    lines: dict[int, QRect] = {}
    for place, _ in words:
        lines[place.y] = lines[place.y].united(place.area) if place.y in lines else place.area
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
