"""Paints the watchlist's cells: the Korean name with its code and badges, numbers at the right edge."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.market.watchlist import SortKey, WatchRow
from widgets import palette
from widgets.cells import PADDING, CellText
from widgets.guard import guarded
from widgets.palette import FontRole
from widgets.watchlist_model import COLUMNS, WatchlistModel, cell_text

WATCH_ROW_HEIGHT: Final = 26

_LEAST_NAME: Final = 60
"""Pixels of a name that are worth more than the code behind it."""

_SELECTED: Final = QStyle.StateFlag.State_Selected.value
"""As a number: Python's flags cost as much to test as a text costs to draw."""


class WatchlistDelegate(QStyledItemDelegate):
    """The one delegate of every cell; it asks the model for the market itself, not for one role at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = CellText(FontRole.TEXT)
        self._number = CellText(FontRole.NUMBER)
        self._small = CellText(FontRole.SMALL)
        self._baseline = self._number.baseline(WATCH_ROW_HEIGHT)
        self._warning = self.tr("유의")
        self._caution = self.tr("주의")
        self._silent = self.tr("응답 없음")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are of one height."""
        return QSize(COLUMNS[index.column()].width, WATCH_ROW_HEIGHT)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        model = index.model()
        assert isinstance(model, WatchlistModel)
        row = model.watch_row(index)
        key = COLUMNS[index.column()].key
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state.value & _SELECTED:
            painter.fillRect(rect, palette.SELECTION)
        is_stale = model.is_stale(row)
        if key is SortKey.NAME:
            badges = self._badges(row, is_silent=model.is_silent(row))
            self._paint_name(painter, row, rect, badges, palette.FAINT_TEXT if is_stale else palette.TEXT)
            return
        painter.setFont(self._number.font)
        painter.setPen(palette.FAINT_TEXT if is_stale else _color(row, key))
        text = cell_text(row, key)
        width, room = self._number.width(text), rect.width() - 2 * PADDING
        if width > room:
            text, width = self._number.elided(text, room), room
        painter.drawText(rect.right() - PADDING - width, rect.top() + self._baseline, text)

    def _paint_name(
        self, painter: QPainter, row: WatchRow, rect: QRect, badges: list[tuple[str, QColor]], color: QColor
    ) -> None:
        top = rect.top()
        pair = f"{row.market.symbol}/{row.market.quote}"
        taken = self._small.width(pair) + sum(self._small.width(text) + 2 * PADDING for text, _ in badges)
        room = rect.width() - 3 * PADDING - taken
        if room < min(self._text.width(row.name), _LEAST_NAME):
            room += self._small.width(pair)
            pair = ""
        name = row.name if self._text.width(row.name) <= room else self._text.elided(row.name, room)
        x = rect.left() + PADDING
        painter.setFont(self._text.font)
        painter.setPen(color)
        painter.drawText(x, top + self._baseline, name)
        x += self._text.width(name) + PADDING
        painter.setFont(self._small.font)
        painter.setPen(palette.DIM_TEXT)
        painter.drawText(x, top + self._baseline, pair)
        x += self._small.width(pair) + PADDING
        for badge in badges:
            x += self._paint_badge(painter, *badge, x, top)

    def _paint_badge(self, painter: QPainter, text: str, color: QColor, x: int, top: int) -> int:
        width = self._small.width(text) + PADDING
        painter.setPen(color)
        painter.drawRect(x, top + 5, width, WATCH_ROW_HEIGHT - 11)
        painter.drawText(x + PADDING // 2, top + self._small.baseline(WATCH_ROW_HEIGHT), text)
        return width + PADDING

    def _badges(self, row: WatchRow, *, is_silent: bool) -> list[tuple[str, QColor]]:
        badges = [(self._silent, palette.DIM_TEXT)] if is_silent else []
        if row.market.warning:
            badges.append((self._warning, palette.RISE))
        if row.market.cautions:
            badges.append((self._caution, palette.AMBER))
        return badges


def _color(row: WatchRow, key: SortKey) -> QColor:
    if key in {SortKey.PRICE, SortKey.CHANGE}:
        return palette.change_color(row.change)
    if key is SortKey.TURNOVER or row.prev_close is None:
        return palette.TEXT
    level = row.high if key is SortKey.HIGH else row.low
    return palette.change_color(None if level is None else level - row.prev_close)
