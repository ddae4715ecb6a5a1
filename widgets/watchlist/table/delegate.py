"""Paints the watchlist's cells: Korean name with code and badges, right-aligned numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.market.market_state import USUAL
from core.market.watchlist import SortKey, WatchRow
from widgets.guard.guard import guarded_cell, guarded_or
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.cells import PADDING, CellText
from widgets.text import formats
from widgets.text.market_words import badges as badges_of
from widgets.watchlist.table.columns import COLUMNS
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

_LEAST_LETTERS: Final = 2
"""So many letters of a name stand before its marks do."""

Fitted = tuple[str, str, list[str]]
"""The painted parts of a name: name, market, marks; a mark without room is empty."""

_SELECTED: Final = QStyle.StateFlag.State_Selected.value
"""As a number: testing a Python flag costs as much as drawing a text."""


class Badge(NamedTuple):
    """A mark for the state of a market, or for missing data."""

    words: str
    initial: str
    """The abbreviation for a narrow column; the tool tip has the full text."""
    ink: Ink


class WatchlistDelegate(QStyledItemDelegate):
    """The delegate of every cell; it reads the market from the model once, not role by role."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.shows_arrows = False
        """Whether prices have an arrow for their direction: where the change has no room."""
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

    def set_texts(self) -> None:
        """Set the words of the badges; called again after the language changed."""
        self._warning = Badge(self.tr("유의"), self.tr("유"), Ink.BAD)
        self._caution = Badge(self.tr("주의"), self.tr("주"), Ink.WARNING)
        self._silent = Badge(self.tr("응답 없음"), "?", Ink.DIM)

    @guarded_or(QSize())
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the common height of all rows."""
        return QSize(self._look.px(COLUMNS[index.column()].width), self._row)

    @guarded_cell
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        theme = self._look.theme
        model = index.model()
        assert isinstance(model, WatchlistModel)
        row = model.watch_row(index)
        column = COLUMNS[index.column()]
        key = column.key
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state.value & _SELECTED:
            painter.fillRect(rect, theme.selection)
        is_stale = model.is_stale(row)
        if key is SortKey.NAME:
            badges = self._badges(row, is_silent=model.is_silent(row))
            self._paint_star(painter, rect, is_starred=model.is_starred(row))
            rect = rect.adjusted(self._star_width, 0, 0, 0)
            fitted = self._fitted(
                row, badges, rect.width() - 2 * PADDING, is_mixed=model.is_mixed, chosen_quote=model.quote
            )
            self._paint_name(painter, fitted, rect, badges, theme.stale if is_stale else theme.text)
            return
        ink = theme.stale if is_stale else theme.ink(column.ink(row))
        if key is SortKey.DAY:
            draw_day(painter, rect.adjusted(PADDING, 5, -PADDING, -5), row.day.points(), ink)
            return
        if key is SortKey.PRICE and not is_stale and (strength := model.tints.strength(row.code)):
            tint = QColor(theme.rise if strength > 0 else theme.fall)
            tint.setAlpha(_TINT * abs(strength) // STEPS)
            painter.fillRect(rect, tint)
        painter.setFont(self._number.font)
        painter.setPen(ink)
        text = model.cell_text(row, key)
        room = rect.width() - PADDING  # a wide figure takes the left margin before it loses anything
        if self.shows_arrows and key is SortKey.PRICE:
            text = formats.arrow(row.change) + text
        width = self._number.width(text)
        if width > room and key is SortKey.CHANGE:  # drop the arrow before any digit, and round rather than cut
            for decimals in (2, 1, 0):
                text = formats.percent(row.change, decimals)
                width = self._number.width(text)
                if width <= room:
                    break
        if width > room:
            text, width = self._number.elided(text, room - PADDING), room - PADDING
        painter.drawText(rect.right() - PADDING - width, rect.top() + self._baseline, text)

    def _paint_star(self, painter: QPainter, rect: QRect, *, is_starred: bool) -> None:
        theme = self._look.theme
        painter.setFont(self._text.font)
        painter.setPen(theme.warning if is_starred else theme.faint_text)
        star = _STARRED if is_starred else _NOT_STARRED
        painter.drawText(rect.left() + PADDING // 2, rect.top() + self._baseline, star)

    def _paint_name(
        self, painter: QPainter, fitted: Fitted, rect: QRect, badges: Sequence[Badge], color: QColor
    ) -> None:
        name, pair, marks = fitted
        x, baseline = rect.left() + PADDING, rect.top() + self._baseline
        painter.setFont(self._text.font)
        painter.setPen(color)
        painter.drawText(x, baseline, name)
        x += self._text.width(name) + PADDING
        painter.setFont(self._small.font)
        if pair:
            painter.setPen(self._look.theme.dim_text)
            painter.drawText(x, baseline, pair)
            x += self._small.width(pair) + PADDING
        for mark, badge in zip(marks, badges, strict=True):
            if mark:
                x += self._paint_mark(painter, mark, self._look.theme.ink(badge.ink), x, rect.top())

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
        taken = sum(self._small.width(mark) + 2 * PADDING for mark in marks if mark)
        return room - taken - (self._small.width(code) + PADDING if code else 0)

    def _paint_mark(self, painter: QPainter, text: str, color: QColor, x: int, top: int) -> int:
        width = self._small.width(text) + PADDING
        painter.setPen(color)
        painter.drawRect(x, top + 5, width, self._row - 11)
        painter.drawText(x + PADDING // 2, top + self._small.baseline(self._row), text)
        return width + PADDING

    def _badges(self, row: WatchRow, *, is_silent: bool) -> list[Badge]:
        badges = [self._silent] if is_silent else []
        if row.is_gone or row.state is not USUAL:
            badges += [Badge(*short, Ink.BAD) for short in badges_of(row.state, is_gone=row.is_gone)]
        if row.market.warning:
            badges.append(self._warning)
        if row.market.cautions:
            badges.append(self._caution)
        return badges
