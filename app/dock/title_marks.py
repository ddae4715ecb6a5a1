"""The marks of a dock's title that float it and close it, as large as the text beside them, and what they are called.

Qt draws them ten pixels large at every font size, and tells screen readers of dock widgets. The buttons stay Qt's own;
what is drawn in them and said of them is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QSizePolicy

from widgets.guard.guard import guarded_or
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from widgets.look.look import Look

SIDE: Final = 10
"""Pixels of a mark at a font size of 100 %."""
CLOSE: Final = "qt_dockwidget_closebutton"
FLOAT: Final = "qt_dockwidget_floatbutton"
"""The names that Qt gives to the buttons."""


class TitleMarks(QObject):
    """Draws the marks of one dock.

    Args:
        dock: whose buttons; their size is a rule of the style sheet.
        look: theme and font size.
    """

    def __init__(self, dock: QDockWidget, look: Look) -> None:
        super().__init__(dock)
        self._look = look
        self._buttons: dict[str, QAbstractButton] = {}
        for name in (CLOSE, FLOAT):
            button = dock.findChild(QAbstractButton, name, Qt.FindChildOption.FindDirectChildrenOnly)
            if button is not None:
                self._buttons[name] = button
                # By itself a button is no higher than its own hint, whatever the style sheet says.
                button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
                button.installEventFilter(self)
        when_language_changes(dock, self._set_texts)
        self._set_texts()

    def _set_texts(self) -> None:
        texts = {
            CLOSE: (self.tr("닫기"), self.tr("이 패널을 닫습니다.")),
            FLOAT: (self.tr("띄우기·붙이기"), self.tr("이 패널을 창으로 띄우거나 다시 붙입니다.")),
        }
        for name, button in self._buttons.items():
            button.setAccessibleName(texts[name][0])
            button.setAccessibleDescription(texts[name][1])

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Draw the mark instead of Qt's."""
        if event.type() is not QEvent.Type.Paint or not isinstance(watched, QAbstractButton):
            return False
        self._paint(watched)
        return True

    def _paint(self, button: QAbstractButton) -> None:
        theme, side = self._look.theme, self._look.px(SIDE)
        painter = QPainter(button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if button.isDown() or button.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.selection if button.isDown() else theme.hover)
            painter.drawRoundedRect(QRectF(button.rect()), 2.0, 2.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.text if button.underMouse() else theme.dim_text, max(side / 9.0, 1.0)))
        box = QRectF(0.0, 0.0, side, side)
        box.moveCenter(QPointF(button.rect().center()) + QPointF(0.5, 0.5))
        box.adjust(1.0, 1.0, -1.0, -1.0)
        if button.objectName() == CLOSE:
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.topRight(), box.bottomLeft())
            return
        third = box.width() / 3.0
        painter.drawRect(box.adjusted(0.0, third, -third, 0.0))
        painter.drawPolyline(
            [
                box.topLeft() + QPointF(third, third),
                box.topLeft() + QPointF(third, 0.0),
                box.topRight(),
                box.bottomRight() - QPointF(0.0, third),
                box.bottomRight() - QPointF(third, third),
            ]
        )
