"""The list of all keys: those of the commands, as the user has set them, and those that the panels read themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from app.settings.commands import COMMANDS_BY_ID
from app.settings.fixed_keys import FIXED_KEYS
from core.text import Text, translatable
from widgets.controls.label import PlainLabel, label
from widgets.controls.scroll_area import ScrollArea
from widgets.look.fonts import FontRole
from widgets.text.language import when_language_changes, wording

if TYPE_CHECKING:
    from app.window.command_actions import CommandActions

_COMMANDS: Final = translatable("KeyList", "명령")
_MARGIN: Final = 48
"""Pixels around the list: scroll bar and frame."""


class KeyList(QDialog):
    """A table of keys; opened by `open()`, it deletes itself when closed.

    Args:
        commands: the actions of all commands.
        parent: the window.
    """

    def __init__(self, commands: CommandActions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rows: list[tuple[str, Text]] = [
            (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), command.title)
            for command, action in commands.listed()
            if not action.shortcut().isEmpty()
        ]
        """Keys and titles of the commands that have keys."""
        self._labels: list[tuple[PlainLabel, Text]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._fill()
        page = QWidget()
        page.setLayout(self._grid)
        self._area = ScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._area)
        layout.addWidget(buttons)
        self._area.setFocus()  # the keys that scroll it work at once
        self._set_texts()
        when_language_changes(self, self._set_texts)
        wanted = page.sizeHint().grownBy(self.contentsMargins())
        # A floating panel may have asked for it, which is lower than the list.
        highest = self.screen().availableSize().height() * 9 // 10
        self.resize(wanted.width() + _MARGIN, min(wanted.height() + 2 * _MARGIN, highest))

    @property
    def text(self) -> str:
        """All that is shown, a line a row: for tests and screen readers."""
        lines = [f"{keys}\t{wording(title)}" for keys, title in self.rows]
        lines += [f"{fixed.shown or fixed.keys[0]}\t{wording(fixed.title)}" for fixed in FIXED_KEYS]
        return "\n".join(lines)

    def _fill(self) -> None:
        self._add_heading(_COMMANDS)
        for keys, title in self.rows:
            self._add_row(keys, title)
        where: Text | None = None
        for fixed in FIXED_KEYS:
            if fixed.where != where:
                where = fixed.where
                self._add_heading(where)
            self._add_row(fixed.shown or fixed.keys[0], fixed.title)

    def _add_heading(self, title: Text) -> None:
        made = label(role=FontRole.STRONG)
        self._labels.append((made, title))
        self._grid.addWidget(made, self._grid.rowCount(), 0, 1, 2)

    def _add_row(self, keys: str, title: Text) -> None:
        made = label()
        self._labels.append((made, title))
        row = self._grid.rowCount()
        self._grid.addWidget(label(keys), row, 0)
        self._grid.addWidget(made, row, 1)

    def _set_texts(self) -> None:
        self.setWindowTitle(wording(COMMANDS_BY_ID["key-list"].title))
        self._area.setAccessibleName(wording(COMMANDS_BY_ID["key-list"].title))
        for made, title in self._labels:
            made.setText(wording(title))
