"""The page shown instead of the data while access is refused: the reason, and what the user can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from widgets.account.key_form import centred
from widgets.controls.label import label
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.text.language import when_language_changes, wording


class StopNotice(QWidget):
    """The reason, the cure, and two buttons.

    Signals:
        retry_requested: the user has fixed the problem.
        forget_requested: the user wants to enter another key.
    """

    retry_requested = Signal()
    forget_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._reason = label("", FontRole.NOTICE, Ink.WARNING, wraps=True)
        self._cure = label("", FontRole.TEXT, Ink.TEXT, wraps=True)
        self._text = ""
        retry = self._retry = QPushButton()
        forget = self._forget = QPushButton()
        self._set_texts()
        when_language_changes(self, self._set_texts)
        retry.clicked.connect(self.retry_requested)
        forget.clicked.connect(self.forget_requested)
        buttons = QHBoxLayout()
        buttons.addWidget(forget)
        buttons.addStretch(1)
        buttons.addWidget(retry)
        centred(self, (self._reason, self._cure, buttons))

    @property
    def text(self) -> str:
        """The text shown."""
        return "\n".join(filter(None, (self._reason.text(), self._cure.text())))

    def show_text(self, text: str) -> None:
        """Show `text`: the reason in its first line, the cure in the others."""
        self._text = text
        reason, _, cure = wording(text).partition("\n")
        self._reason.setText(reason)
        self._cure.setText(cure)

    def _set_texts(self) -> None:
        self._retry.setText(self.tr("다시 시도"))
        self._forget.setText(self.tr("키 삭제"))
        self.show_text(self._text)
