"""Opens the dialogs that commands ask for; each at most once, and none before it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.settings.store import Settings
    from app.window.command_actions import CommandActions
    from app.window.main_window import MainWindow


class Dialogs(QObject):
    """The windows beside the main one.

    Args:
        window: their parent.
        settings: for the settings window.

    Signals:
        keys_wanted: the user wants to enter or delete API keys.
    """

    keys_wanted = Signal()

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.commands: CommandActions | None = None
        """All commands, for the list of keys."""

    def show_settings(self) -> None:
        """Show the settings window."""
        from app.settings_window.window import SettingsWindow  # noqa: PLC0415 - nobody asks while the desk is starting

        if (shown := self._window.findChild(SettingsWindow)) is None:
            shown = SettingsWindow(self._settings, self._window.look, self._window)
            shown.keys_wanted.connect(self.keys_wanted)
            shown.show()
        shown.raise_()
        shown.activateWindow()

    def show_keys(self) -> None:
        """Show the list of all keys."""
        from app.window.key_list import KeyList  # noqa: PLC0415 - nobody asks while the desk is starting

        if self.commands is not None:
            KeyList(self.commands, self._window).open()

    def show_about(self) -> None:
        """Show what this program is."""
        from app.about.dialog import AboutDialog  # noqa: PLC0415 - nobody asks while the desk is starting

        AboutDialog(self._window).open()
