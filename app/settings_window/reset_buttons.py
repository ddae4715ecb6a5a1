"""The buttons that give all settings their defaults, and bring back what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QWidget

from app.settings.declared import SETTINGS
from app.settings.reset import Reset
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from app.settings.store import Settings


class ResetButtons(QWidget):
    """Resets all settings after a question; a second button undoes that, until it is undone elsewhere.

    Args:
        settings: the values.

    Signals:
        done: all settings have their defaults, with the `Reset` that can be undone.
        undone: the user has undone it here.
    """

    done = Signal(object)
    undone = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._last: Reset | None = None
        self.reset = QPushButton()
        self.undo = QPushButton()
        self.undo.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.reset, self.undo):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.reset.clicked.connect(self._ask)
        self.undo.clicked.connect(self._undo)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    def show_what_can_be_done(self) -> None:
        """Enable what there is to do with the present values."""
        self.reset.setEnabled(not all(self._settings.is_default(setting) for setting in SETTINGS))
        self.undo.setVisible(self._last is not None and not self._last.is_undone)

    def _set_texts(self) -> None:
        self.reset.setText(self.tr("모두 기본값으로"))
        self.undo.setText(self.tr("되돌리기"))
        self.undo.setAccessibleDescription(self.tr("모두 기본값으로 하기 전의 설정으로 되돌립니다."))

    def _ask(self) -> None:
        question = self.tr("모든 설정을 기본값으로 되돌릴까요? API 키와 화면 배치는 그대로 둡니다.")
        window = self.window()
        box = QMessageBox(QMessageBox.Icon.Question, window.windowTitle(), question, parent=window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.addButton(self.tr("모두 기본값으로"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(self.tr("취소"), QMessageBox.ButtonRole.RejectRole))
        box.accepted.connect(self._reset)
        box.open()

    def _reset(self) -> None:
        self._last = Reset(self._settings)
        self.done.emit(self._last)
        self.show_what_can_be_done()
        self.undo.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that asked has become disabled

    def _undo(self) -> None:
        if self._last is not None:
            self._last.undo()
            self.undone.emit(self._last)
            self.show_what_can_be_done()
            self.reset.setFocus(Qt.FocusReason.OtherFocusReason)  # this button has gone
