"""The field in which the words of a drawing are written, at its place on the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from core.market.drawings.drawing import LONGEST_TEXT
from core.model.one_line import one_line
from widgets.controls.label import set_font_role
from widgets.guard.guard import guarded
from widgets.look.fonts import FontRole
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from core.market.drawings.drawing import Drawing

_LEAST_WIDTH: Final = 160


class TextField(QLineEdit):
    """Enter and a click elsewhere write the words, Escape leaves them as they were.

    Signals:
        written: the number of the drawing, None for a new one, and its words; without words it is to be removed.
        left: it was closed with the words as they were; the number of the drawing.
    """

    written = Signal(object, str)
    left = Signal(object)

    def __init__(self, chart: QWidget) -> None:
        super().__init__(chart)
        self._chart = ref(chart)
        self.setObjectName("drawingText")
        set_font_role(self, FontRole.SMALL)
        self.setMaxLength(LONGEST_TEXT)
        self._number: int | None = None
        when_language_changes(self, self._set_texts)
        self._set_texts()
        self.hide()

    def open_at(self, at: QPoint, drawing: Drawing | None) -> None:
        """Let the user write at a place of the chart.

        Args:
            at: the left end of the text, in the middle of its height.
            drawing: whose words; None for a new text.
        """
        self._number = drawing.id if drawing is not None else None
        self.setText(drawing.text if drawing is not None else "")
        self.selectAll()
        room = self._parent().rect()
        width, height = max(self.sizeHint().width(), _LEAST_WIDTH), self.sizeHint().height()
        left = min(max(at.x(), 0), max(room.width() - width, 0))
        top = min(max(at.y() - height // 2, 0), max(room.height() - height, 0))
        self.setGeometry(left, top, min(width, room.width()), height)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes the words, Escape leaves them as they were; neither reaches the chart below."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._write()
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
            self.left.emit(self._number)
        else:
            super().keyPressEvent(event)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the words when the keyboard goes elsewhere, but not while its own menu is open."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and not self.isHidden():
            self._write()

    def _write(self) -> None:
        if not self.isHidden():
            self._close()
            self.written.emit(self._number, one_line(self.text(), LONGEST_TEXT))

    def _close(self) -> None:
        had_keyboard = self.hasFocus()
        self.hide()
        if had_keyboard:
            self._parent().setFocus(Qt.FocusReason.OtherFocusReason)

    def _parent(self) -> QWidget:
        chart = self._chart()
        assert chart is not None
        return chart

    def _set_texts(self) -> None:
        self.setPlaceholderText(self.tr("글을 쓰고 Enter"))
        self.setAccessibleName(self.tr("차트에 쓸 글"))
