"""A message box that stays open while the program runs on, and follows the language."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from widgets.text.language import when_language_changes, wording


class MessageBox(QMessageBox):
    """Shows plain text; opened by `open()`, it deletes itself when closed.

    Args:
        icon: beside the text.
        title: of the window.
        text: what it says.
        buttons: below the text.
        parent: the window it belongs to.
    """

    def __init__(
        self, icon: QMessageBox.Icon, title: str, text: str, buttons: QMessageBox.StandardButton, parent: QWidget
    ) -> None:
        super().__init__(icon, "", "", buttons, parent)
        self._title = title
        self._said = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    def _set_texts(self) -> None:
        self.setWindowTitle(wording(self._title))
        self.setText(wording(self._said))
