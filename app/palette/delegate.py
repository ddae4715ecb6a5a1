"""Paints a row of the palette: a heading, or an entry with its keys or its price at the right end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.palette.entry import Entry
from app.palette.list_model import PaletteModel
from widgets.guard.guard import guarded_cell, guarded_or
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink, change_ink
from widgets.paint.cells import CellText
from widgets.text import formats

if TYPE_CHECKING:
    from widgets.look.look import Look
    from widgets.markets.directory import MarketDirectory

ROW_HEIGHT: Final = 28
_MARGIN: Final = 12
_GAP: Final = 8


class PaletteDelegate(QStyledItemDelegate):
    """The delegate of every row.

    Args:
        look: colours and fonts.
        markets: for the figures beside a market, as new as they are when the row is painted.
        parent: the list.
    """

    def __init__(self, look: Look, markets: MarketDirectory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._markets = markets
        self.not_current: frozenset[str] = frozenset()
        """The listed markets whose quotes are late or do not come in."""
        self.measure()

    def measure(self) -> None:
        """Take the present font size."""
        self._text = CellText(self._look, FontRole.TEXT)
        self._small = CellText(self._look, FontRole.SMALL)
        self._number = CellText(self._look, FontRole.NUMBER)
        self._change_room = self._number.width(formats.change(-0.8888))
        """The prices before changes of different widths end below each other."""
        self.row_height = self._look.px(ROW_HEIGHT)

    @guarded_or(QSize())
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the common height of all rows."""
        return QSize(0, self.row_height)

    @guarded_cell
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        theme = self._look.theme
        model = index.model()
        assert isinstance(model, PaletteModel)
        row = model.row(index)
        rect: QRect = option.rect
        if isinstance(row, str):
            painter.setFont(self._small.font)
            painter.setPen(theme.dim_text)
            baseline = rect.top() + self._small.baseline(rect.height())
            room = rect.width() - 2 * _MARGIN
            painter.drawText(rect.left() + _MARGIN, baseline, self._small.elided(row, room))
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selection)
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver and row.is_enabled:
            painter.fillRect(rect, theme.hover)
        right = self._paint_right(painter, rect, row)
        self._paint_left(painter, rect.left() + _MARGIN, right - _GAP, rect, row)

    def _paint_left(self, painter: QPainter, left: int, right: int, rect: QRect, row: Entry) -> None:
        theme = self._look.theme
        detail = self._small.width(row.detail) + _GAP if row.detail else 0
        name = self._text.elided(row.title, right - left - detail)
        painter.setFont(self._text.font)
        painter.setPen(theme.text if row.is_enabled else theme.faint_text)
        painter.drawText(left, rect.top() + self._text.baseline(rect.height()), name)
        if row.detail:
            painter.setFont(self._small.font)
            painter.setPen(theme.dim_text)
            at = left + self._text.width(name) + _GAP
            painter.drawText(at, rect.top() + self._text.baseline(rect.height()), row.detail)

    def _paint_right(self, painter: QPainter, rect: QRect, row: Entry) -> int:
        """Paint what stands at the right end; return where it begins."""
        x = rect.right() - _MARGIN
        for number, (text, ink, cell) in enumerate(reversed(self.right_texts(row))):
            width = cell.width(text)
            painter.setFont(cell.font)
            painter.setPen(self._look.theme.ink(ink))
            painter.drawText(x - width, rect.top() + self._text.baseline(rect.height()), text)
            is_change = bool(row.code) and not number
            x -= _GAP + (max(width, self._change_room) if is_change else width)
        return x

    def right_texts(self, row: Entry) -> list[tuple[str, Ink, CellText]]:
        """Return what stands at the right end of a row: price and change of a market, or keys."""
        if not row.code:
            return [(row.keys, Ink.DIM, self._small)] if row.keys else []
        figures = self._markets.figures(row.code)
        if figures is None:
            return []
        told = (
            (formats.price(row.code, figures.price), change_ink(figures.change)),
            (formats.change(figures.change), change_ink(formats.as_written(figures.change))),
        )
        is_stale = row.code in self.not_current
        return [(text, Ink.STALE if is_stale else ink, self._number) for text, ink in told if text]
