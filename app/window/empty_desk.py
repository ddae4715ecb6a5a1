"""What an empty desk shows: how to go on after the last panel was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets.controls.label import label
from widgets.guard.guard import guarded_or
from widgets.look.fonts import FontRole
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.window.command_actions import CommandActions
    from app.window.main_window import MainWindow


OFFERED: Final = ("add-panel", "default-desk")
"""The commands that lead on."""


class EmptyDesk(QWidget):
    """A text and two buttons in the middle of the window while no panel is open.

    Args:
        window: where it is shown.
        desk: its panels are counted.
        commands: perform what its buttons say.
    """

    def __init__(self, window: MainWindow, desk: Desk, commands: CommandActions) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._text = label(role=FontRole.NOTICE)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons: list[tuple[QPushButton, QAction]] = []
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for command in OFFERED:
            button, action = QPushButton(), commands[command]
            button.clicked.connect(action.trigger)
            action.changed.connect(self._set_texts)
            self._buttons.append((button, action))
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self._text)
        layout.addLayout(buttons)
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self.hide()
        self._focusing = QTimer(self)
        self._focusing.setSingleShot(True)
        self._focusing.timeout.connect(self._take_keyboard)
        window.installEventFilter(self)
        desk.opened.connect(self.hide)
        desk.emptied.connect(self._show)
        desk.vacancy_changed.connect(self._on_vacancy)
        if not desk.docks():
            self._show()

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay in the middle of the window."""
        if event.type() is QEvent.Type.Resize and watched is self._window:
            self._centre()
        return False

    def _show(self) -> None:
        self.show()
        self._centre()
        self._focusing.start(0)  # the panel that is closed still has the keyboard, and Qt passes it on to anything

    def _take_keyboard(self) -> None:
        if self.isVisible() and self._window.isActiveWindow():
            self._buttons[0][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_vacancy(self) -> None:
        """Take no keys between two sources: the window covers this, but the keyboard would still reach the buttons."""
        self.setEnabled(not self._desk.is_vacant)

    def _centre(self) -> None:
        self.adjustSize()
        place = self.rect()
        place.moveCenter(self._window.rect().center())
        self.move(place.topLeft())

    def _set_texts(self) -> None:
        self._text.setText(self.tr("열린 패널이 없습니다"))
        for button, action in self._buttons:
            name = action.text().removesuffix("…")
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setText(f"{name} ({keys})" if keys else name)
