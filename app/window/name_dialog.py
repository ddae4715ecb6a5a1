"""The dialog that asks for the name of a workspace."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from app.settings.commands import COMMANDS_BY_ID
from app.workspaces.names import LONGEST_NAME, clean_name
from widgets.controls.label import label, label_of
from widgets.controls.whole_texts import WholeTexts
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.text.language import when_language_changes, wording


class NameDialog(QDialog):
    """Asks for a name; opened by `open()`, it deletes itself when done. A name that is taken cannot be confirmed.

    Args:
        command: id of the command that asks, whose title is that of the dialog.
        proposed: the name in the field at first.
        is_free: whether a name can be given.
        parent: the window.
        present: the present name, which is no change; empty if there is none yet.

    Signals:
        chosen: the confirmed name; not emitted for the present one.
    """

    chosen = Signal(str)

    def __init__(
        self, command: str, proposed: str, is_free: Callable[[str], bool], parent: QWidget, present: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        WholeTexts(self)
        self.setMinimumWidth(360)
        self._command = command
        self._present = present
        self._is_free = is_free
        self._name = QLineEdit(proposed)
        self._name.setMaxLength(LONGEST_NAME)
        self._name.selectAll()
        self._label = label_of(self._name, "")
        self._why = label("", FontRole.SMALL, Ink.WARNING, wraps=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        layout = QFormLayout(self)
        layout.addRow(self._label, self._name)
        layout.addRow("", self._why)
        layout.addRow(self._buttons)
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self._name.textChanged.connect(self._judge)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.accepted.connect(self._choose)

    @property
    def message(self) -> str:
        """Why the name cannot be given; empty if it can."""
        return self._why.text()

    def _set_texts(self) -> None:
        self.setWindowTitle(wording(COMMANDS_BY_ID[self._command].title).removesuffix("…"))
        self._label.setText(self.tr("이름"))
        self._judge()

    def _judge(self) -> None:
        name = clean_name(self._name.text())
        why = ""
        if not name:
            why = self.tr("이름을 입력하세요.")
        elif name != self._present and not self._is_free(name):
            why = self.tr("같은 이름의 작업 공간이 있습니다. 다른 이름을 입력하세요.")
        self._why.setText(why)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not why)

    def _choose(self) -> None:
        if (name := clean_name(self._name.text())) != self._present:
            self.chosen.emit(name)
