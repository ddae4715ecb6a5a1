"""A list that shows whole rows only: half a row at the lower end looks like a list that is cut off there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget

from widgets.guard.guard import guarded


class WholeRowList(QListWidget):
    """Qt's list of texts, of rows of one height; a long text ends in an ellipsis."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.model().rowsInserted.connect(self._fit)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rest of a row free."""
        super().resizeEvent(event)
        self._fit()

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        """Fit to rows of another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        height, row = self.contentsRect().height(), self.sizeHintForRow(0)
        self.setViewportMargins(0, 0, 0, height % row if 0 < row <= height else 0)
