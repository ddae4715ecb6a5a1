"""The line below an order book: the sums of both sides, the spread, how much was bought, and a bar of their balance."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QPainter

from core.market.order_book import OrderBookView
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.order_book.choices import BookChoices
from widgets.paint.cells import HEADER_HEIGHT, PADDING, CellText, Column
from widgets.text import formats
from widgets.text.language import translate

_BAR: Final = 3
"""Pixels of the bar at the top of the footer."""

_LEAST_SHORTENED: Final = 1_000
"""From here on a sum is shorter in thousands, millions or more of them."""


def spread_text(code: str, view: OrderBookView, decimals: int | None) -> str:
    """Return the spread in words, which say so if it is one of groups: the best prices may be nearer."""
    words = translate("OrderBookPainter", "차이 {price}")
    if view.is_grouped:
        words = translate("OrderBookPainter", "묶음 차이 {price}")
    return words.format(price=formats.price(code, view.spread, decimals))


def strength_text(ratio: float | None) -> str:
    """Return 체결강도, as percent: `102.4%`; the dash if it is unknown."""
    return formats.UNKNOWN if ratio is None else f"{min(ratio * 100, 99_999.9):,.1f}%"


def _shortest(total: float | None) -> str:
    return formats.size(total, 0) if total is None or total < _LEAST_SHORTENED else formats.shortened(total)


class BookFooter:
    """Paints the footer of one market's book, for one look."""

    def __init__(self, look: Look, code: str) -> None:
        self._theme = look.theme
        self._code = code
        self._height = look.px(HEADER_HEIGHT)
        self._small = CellText(look, FontRole.SMALL_NUMBER)
        self._known: tuple[object, tuple[str, str, str]] | None = None

    def set_texts(self) -> None:
        """Word the texts again after the language changed."""
        self._known = None

    def texts(self, view: OrderBookView, choices: BookChoices, width: int) -> tuple[str, str, str]:
        """Return the sum of the asks, that of the bids, and what stands between them, as far as there is room.

        They are asked for when the book changes and when it is painted, and made once.
        """
        ends = [(side[0], side[-1]) if side else None for side in (view.asks, view.bids)]
        key = (ends, view.is_grouped, view.day.strength, choices.is_amount, width)
        if self._known is None or self._known[0] != key:
            self._known = key, self._made(view, choices, width)
        return self._known[1]

    def _made(self, view: OrderBookView, choices: BookChoices, width: int) -> tuple[str, str, str]:
        """Where room is short, 체결강도 goes first, then the digits of the sums, then both sums; the spread goes last.

        No figure is ever cut: what is left of one reads as another one.
        """
        sums = self._sums(view, choices)
        best = [side[0].price for side in (view.asks, view.bids) if side]
        gap = spread_text(self._code, view, formats.column_decimals(self._code, best))
        if view.day.strength is not None:
            strength = translate("OrderBookPainter", "체결강도 {percent}")
            both = f"{gap}   {strength.format(percent=strength_text(view.day.strength))}"
            if self._fit(sums[0], both, width):
                return *sums[0], both
        for pair in sums:
            if self._fit(pair, gap, width):
                return *pair, gap
        if self._small.width(gap) <= width - 2 * PADDING:
            return "", "", gap
        room = (width - 3 * PADDING) // 2
        asks, bids = next((pair for pair in sums if max(map(self._small.width, pair)) <= room), ("", ""))
        return asks, bids, ""

    def _fit(self, sums: tuple[str, str], between: str, width: int) -> bool:
        """Return whether a text has room in the middle, between the sums."""
        return 2 * max(map(self._small.width, sums)) + self._small.width(between) + 4 * PADDING <= width

    def paint(self, painter: QPainter, view: OrderBookView, choices: BookChoices, top: int, width: int) -> None:
        """Paint the footer from `top` on."""
        theme, whole = self._theme, Column("", 0, width)
        painter.fillRect(0, top, width, self._height, theme.header)
        if (share := view.bid_share) is not None:
            ask_width = round(width * (1 - share))
            painter.fillRect(0, top, ask_width, _BAR, theme.ask_edge)
            painter.fillRect(ask_width, top, width - ask_width, _BAR, theme.bid_edge)
        painter.setFont(self._small.font)
        baseline = top + _BAR + self._small.baseline(self._height - _BAR)
        asks, bids, between = self.texts(view, choices, width)
        for text, color, put in (
            (asks, theme.fall, self._small.left),
            (bids, theme.rise, self._small.right),
            (between, theme.dim_text, self._small.center),
        ):
            if text:
                painter.setPen(color)
                put(painter, text, whole, baseline)

    def _sums(self, view: OrderBookView, choices: BookChoices) -> list[tuple[str, str]]:
        """Return the sums of both sides with ever fewer decimals, and at last as the rows shorten theirs: `205M`.

        They are those of the levels shown, as the bar and the running totals are; the exchange's own are of all levels.
        """
        if choices.is_amount:
            sums = [side[-1].total_amount if side else None for side in (view.asks, view.bids)]
            most = formats.amount_decimals(self._code)
        else:
            sums = [side[-1].total if side else None for side in (view.asks, view.bids)]
            best = next((side[0].price for side in (view.asks, view.bids) if side), None)
            most = formats.size_decimals(self._code, best)
        asks, bids = sums
        decimals = range(most, -1, -1)
        return [
            *(self._words(formats.size(asks, at), formats.size(bids, at)) for at in decimals),
            self._words(_shortest(asks), _shortest(bids)),
        ]

    @staticmethod
    def _words(asks: str, bids: str) -> tuple[str, str]:
        """Return two sums in words."""
        words = translate("OrderBookPainter", "매도 {size}"), translate("OrderBookPainter", "매수 {size}")
        return words[0].format(size=asks), words[1].format(size=bids)
