"""Paints the watchlist's cells: Korean name with code and badges, right-aligned numbers.

Column by column, because a column has one font. Qt's own way, a delegate that is called for each cell, took twice as
long: most of it for the objects that describe a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from core.market.watchlist import SortKey, WatchRow
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.markets.badges import market_badges
from widgets.paint.badges import Badge, paint_badge, width_of
from widgets.paint.cells import PADDING, CellText
from widgets.text import formats
from widgets.text.language import translate
from widgets.watchlist.table.columns import WatchColumn
from widgets.watchlist.table.day_picture import draw_day
from widgets.watchlist.table.model import WatchlistModel
from widgets.watchlist.table.tints import STEPS

STAR: Final = 20
"""Width of the star before a name, in pixels at a font size of 100 %; a click there is for the star."""

_STARRED, _NOT_STARRED = "★", "☆"

WATCH_ROW_HEIGHT: Final = 26
"""In pixels at a font size of 100 %."""

_TINT: Final = 72
"""How opaque the tint of a price is that has just changed, of 255."""

_ARROWS: Final = "▲▼ "

_WIDE_CHANGE: Final = 8.8888
"""A column with room for this change and its arrow shows arrows: which of them have room must not differ by row."""

_LEAST_LETTERS: Final = 2
"""So many letters of a name stand before its marks do."""

Fitted = tuple[str, str, list[str]]
"""The painted parts of a name: name, market, marks; a mark without room is empty."""


class Place(NamedTuple):
    """Where a visible column is painted."""

    column: WatchColumn
    left: int
    width: int


class WatchlistCells:
    """The painter of all cells; it knows no scroll position.

    Attributes:
        shows_arrows: whether prices have an arrow for their direction: where the change has no room.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self.shows_arrows = False
        self.measure()
        self.set_texts()

    def measure(self) -> None:
        """Take the present font size."""
        self._text = CellText(self._look, FontRole.TEXT)
        self._number = CellText(self._look, FontRole.NUMBER)
        self._small = CellText(self._look, FontRole.SMALL)
        self._row = self._look.px(WATCH_ROW_HEIGHT)
        self._star_width = self._look.px(STAR) - PADDING
        self._baseline = self._number.baseline(self._row)
        self._with_arrow = self._number.width(formats.change(_WIDE_CHANGE))

    def set_texts(self) -> None:
        """Set the words of the badges; called again after the language changed."""
        self._silent = Badge(translate("WatchlistCells", "응답 없음"), "?", Ink.DIM)

    def paint(
        self,
        painter: QPainter,
        model: WatchlistModel,
        rows: Sequence[tuple[WatchRow, int]],
        places: Sequence[Place],
        selected: WatchRow | None = None,
    ) -> None:
        """Paint cells on their ground.

        Args:
            painter: of the viewport.
            model: whose rows these are.
            rows: each with its top.
            places: the columns, from the left.
            selected: the row that is lit.
        """
        for row, top in rows if places else ():
            if row is selected:
                right = places[-1].left + places[-1].width
                painter.fillRect(places[0].left, top, right - places[0].left, self._row, self._look.theme.selection)
        for place in places:
            if place.column.key is SortKey.NAME:
                self._paint_names(painter, model, rows, place)
            elif place.column.key is SortKey.DAY:
                self._paint_days(painter, model, rows, place)
            else:
                self._paint_figures(painter, model, rows, place)

    def _paint_names(
        self, painter: QPainter, model: WatchlistModel, rows: Sequence[tuple[WatchRow, int]], place: Place
    ) -> None:
        theme, left, baseline = self._look.theme, place.left, self._baseline
        painter.setFont(self._text.font)
        for row, top in rows:
            is_starred = model.is_starred(row)
            painter.setPen(theme.warning if is_starred else theme.faint_text)
            painter.drawText(left + PADDING // 2, top + baseline, _STARRED if is_starred else _NOT_STARRED)
        left += self._star_width + PADDING
        room = place.width - self._star_width - 2 * PADDING
        beside = []
        for row, top in rows:
            badges = self._badges(row, is_silent=model.is_silent(row))
            name, pair, marks = self._fitted(row, badges, room, is_mixed=model.is_mixed, chosen_quote=model.quote)
            left_out = [badge.ink for mark, badge in zip(marks, badges, strict=True) if not mark]
            painter.setPen(theme.ink(_name_ink(left_out, Ink.STALE if model.is_stale(row) else Ink.TEXT)))
            painter.drawText(left, top + baseline, name)
            beside.append((left + self._text.width(name) + PADDING, top, pair, marks, badges))
        painter.setFont(self._small.font)
        for x, top, pair, marks, badges in beside:
            at = x
            if pair:
                painter.setPen(theme.dim_text)
                painter.drawText(at, top + baseline, pair)
                at += self._small.width(pair) + PADDING
            for mark, badge in zip(marks, badges, strict=True):
                if mark:
                    at += paint_badge(painter, self._small, mark, theme.ink(badge.ink), (at, top, self._row))

    def _paint_days(
        self, painter: QPainter, model: WatchlistModel, rows: Sequence[tuple[WatchRow, int]], place: Place
    ) -> None:
        theme = self._look.theme
        for row, top in rows:
            ink = theme.stale if model.is_stale(row) else theme.ink(place.column.ink(row))
            room = QRect(place.left, top, place.width, self._row).adjusted(PADDING, 5, -PADDING, -5)
            draw_day(painter, room, row.day.points(), ink)

    def _paint_figures(
        self, painter: QPainter, model: WatchlistModel, rows: Sequence[tuple[WatchRow, int]], place: Place
    ) -> None:
        theme, baseline, column = self._look.theme, self._baseline, place.column
        if column.key is SortKey.PRICE and model.tints:
            self._paint_tints(painter, model, rows, place)
        painter.setFont(self._number.font)
        right, ink, pen = place.left + place.width - 1 - PADDING, "", None
        for row, top in rows:
            ink = Ink.STALE if model.is_stale(row) else column.ink(row)
            if ink is not pen:
                pen = ink
                painter.setPen(theme.ink(ink))
            text, width = self._figure(row, column, model.cell_text(row, column.key), place.width - PADDING)
            painter.drawText(right - width, top + baseline, text)

    def _paint_tints(
        self, painter: QPainter, model: WatchlistModel, rows: Sequence[tuple[WatchRow, int]], place: Place
    ) -> None:
        theme = self._look.theme
        for row, top in rows:
            if (strength := model.tints.strength(row.code)) and not model.is_stale(row):
                tint = QColor(theme.rise if strength > 0 else theme.fall)
                tint.setAlpha(_TINT * abs(strength) // STEPS)
                painter.fillRect(place.left, top, place.width, self._row, tint)

    def _figure(self, row: WatchRow, column: WatchColumn, text: str, room: int) -> tuple[str, int]:
        """Return a figure as it is painted, and its width; a wide one takes the left margin before it is cut."""
        if self.shows_arrows and column.key is SortKey.PRICE:
            text = formats.arrow(row.change) + text
        if column.key is SortKey.CHANGE and room < self._with_arrow:  # drop the arrows before any digit
            text = text.lstrip(_ARROWS)
        width = self._number.width(text)
        if width > room and column.key is SortKey.CHANGE:  # round rather than cut
            for decimals in (2, 1, 0):
                text = formats.percent(row.change, decimals)
                width = self._number.width(text)
                if width <= room:
                    break
        if width > room:
            return self._number.elided(text, room - PADDING), room - PADDING
        return text, width

    def _fitted(
        self, row: WatchRow, badges: Sequence[Badge], room: int, *, is_mixed: bool = False, chosen_quote: str = ""
    ) -> Fitted:
        """Return name, market and marks for a width: shorten the market first, then the marks, last the name.

        A name without room gives way to the symbol, and only a symbol without room is cut: 비… is one of three
        markets, BCH is one. In a list of several quote currencies the quote is kept: it distinguishes 리플 for won
        from 리플 for bitcoin. Only that of the chosen list goes before the name: those of the others still stand.
        """
        pair, least = f"{row.market.symbol}/{row.market.quote}", row.market.quote if is_mixed else ""
        words, initials = [badge.words for badge in badges], [badge.initial for badge in badges]
        for code, marks in ((pair, words), (least, words), (least, initials)):
            if self._text.width(row.name) <= self._room_beside(code, marks, room):
                return row.name, code, marks
        codes = (least, "") if row.market.quote == chosen_quote else (least,)
        for name in (row.name, row.market.symbol):
            for code in codes:
                for marks in (words, initials):
                    if self._text.width(name) <= self._room_beside(code, marks, room):
                        return name, code, marks
        return self._cut(row.market.symbol, codes[-1], badges, room)

    def _cut(self, name: str, code: str, badges: Sequence[Badge], room: int) -> Fitted:
        """Return a cut name, and no more marks beside it than leave room for its first letters.

        That the exchange sends nothing goes first: the whole row is dim then. A warning stays the longest.
        """
        marks = [badge.initial for badge in badges]
        least = self._text.width(name[:_LEAST_LETTERS] + "…")
        for place in sorted(range(len(badges)), key=lambda place: (badges[place] is not self._silent, -place)):
            if self._room_beside(code, marks, room) >= least:
                break
            marks[place] = ""
        return self._text.elided(name, self._room_beside(code, marks, room)), code, marks

    def _room_beside(self, code: str, marks: Sequence[str], room: int) -> int:
        """Return what a market and marks leave for the name."""
        return room - width_of(self._small, marks) - (self._small.width(code) + PADDING if code else 0)

    def _badges(self, row: WatchRow, *, is_silent: bool) -> list[Badge]:
        badges = market_badges(row.state, row.market, is_gone=row.is_gone)
        return [self._silent, *badges] if is_silent else badges


def _name_ink(left_out: Sequence[Ink], usual: Ink) -> Ink:
    """Return the role of a name beside which marks of these roles have no room: a warning must be seen at any width."""
    return next((ink for ink in (Ink.BAD, Ink.WARNING) if ink in left_out), usual)
