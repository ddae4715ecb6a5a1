"""The titles of the watchlist: dragged into another order, the name always first; Qt's header sorts by a click.

The mark of the order stands over the title of the sorted column, where it needs no width: beside the title it made its
column wider, which moved others, and was cut where room was short.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from core.market.watchlist import SortKey
from widgets.guard.guard import guarded, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import PADDING, CellText, Column
from widgets.watchlist.table.column_choice import ColumnChoice
from widgets.watchlist.table.columns import COLUMNS, PLACE_OF
from widgets.watchlist.table.model import WatchlistModel
from widgets.watchlist.table.titles import DOWNWARDS, HOLLOW, SOLID

_MARK: Final = (8, 4)
"""Width and height in pixels of the triangle that shows the order, at a font size of 100 %."""


class WatchlistHeader(QHeaderView):
    """The titles.

    Args:
        look: theme and font size.
        parent: the table.

    Signals:
        reordered: the user dragged a title to another place.
    """

    reordered = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._text = CellText(look, FontRole.SMALL)
        look.changed.connect(self._on_look_changed)
        self._is_placing = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.sectionMoved.connect(self._on_moved)

    def place(self, choice: ColumnChoice) -> None:
        """Place all columns in the order of a choice."""
        self._is_placing = True
        try:
            for place, key in enumerate(choice.all_keys):
                self.moveSection(self.visualIndex(PLACE_OF[key]), place)
        finally:
            self._is_placing = False

    def keys(self) -> list[SortKey]:
        """Return all columns from the left, also hidden ones."""
        return [COLUMNS[self.logicalIndex(place)].key for place in range(len(COLUMNS))]

    def visible_keys(self) -> list[SortKey]:
        """Return the columns that are shown, from the left."""
        return [key for key in self.keys() if not self.isSectionHidden(PLACE_OF[key])]

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed titles."""
        super().paintEvent(event)

    @guarded
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's names
        """Paint a title at the edge of its figures, and over it the mark of the order if it has one."""
        said = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        title, _, mark = said.rpartition(" ") if said[-1:] in {*SOLID, *HOLLOW} else (said, "", "")
        theme, text = self._look.theme, self._text
        painter.save()
        painter.fillRect(rect, theme.header)
        painter.setFont(text.font)
        painter.setPen(theme.text if mark else theme.dim_text)
        column = Column(title, rect.left(), rect.left() + rect.width())
        room = rect.width() - 2 * PADDING
        shown, is_left = text.elided(title, room), COLUMNS[logicalIndex].key is SortKey.NAME
        if is_left and mark and shown != title and isinstance(model := self.model(), WatchlistModel):
            shown = text.elided(model.name_of(model.sorting[0]), room)
        (text.left if is_left else text.right)(painter, shown, column, rect.top() + text.baseline(rect.height()))
        if mark:
            width = text.width(shown)
            left = column.left + PADDING if is_left else column.right - PADDING - width
            self._paint_mark(painter, mark, left + width / 2, rect.top() + self._look.px(1))
        painter.restore()

    def _paint_mark(self, painter: QPainter, mark: str, middle: float, top: float) -> None:
        """Paint a triangle: hollow if the order is outdated."""
        width, height = map(self._look.px, _MARK)
        foot, point = (top, top + height) if mark in DOWNWARDS else (top + height, top)
        color = self._look.theme.text
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(color)
        painter.setBrush(color if mark in SOLID else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(
            [QPointF(middle - width / 2, foot), QPointF(middle + width / 2, foot), QPointF(middle, point)]
        )

    def _on_look_changed(self) -> None:
        self._text = CellText(self._look, FontRole.SMALL)
        self.viewport().update()

    def _on_moved(self) -> None:
        if not self._is_placing:
            self.reordered.emit()
