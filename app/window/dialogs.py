"""Opens the dialogs that commands ask for; each at most once, and none before it is asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QWidget

from app.palette.recent import Recent
from app.settings.commands import COMMANDS_BY_ID
from app.settings.declared import SHOW_TOUR
from core.market.alerts.alert import Fault
from core.text import translatable
from widgets.controls.window_front import bring_to_front

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.desk.desk import Desk
    from app.palette.finder import Finder, Prepared
    from app.settings.kinds import AnySetting
    from app.settings.reset import Reset
    from app.settings.store import Settings
    from app.settings_window.stored_candles import StoredCandles
    from app.settings_window.window import SettingsWindow
    from app.window.command_actions import CommandActions
    from app.window.main_window import MainWindow
    from core.market.alerts.alert import Alert


_RESET: Final = translatable("SettingsWindow", "모든 설정을 기본값으로 바꾸었습니다. '{undo}'로 되돌립니다.")
_RESET_UNDONE: Final = translatable("SettingsWindow", "이전 설정을 되살렸습니다.")
_NO_NOTICE: Final = translatable("Panels", "아래 줄에 알림이 없습니다.")


class Dialogs(QObject):
    """The windows beside the main one.

    Args:
        window: their parent.
        desk: what the palette searches.
        settings: for the settings window.

    Signals:
        keys_wanted: the user wants to enter or delete API keys.
    """

    keys_wanted = Signal()

    def __init__(self, window: MainWindow, desk: Desk, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._settings = settings
        self.recent = Recent()
        """What was chosen in the palette last."""
        self.candles: StoredCandles | None = None
        """Those stored on disk, for the settings window; None if none are."""
        self.commands: CommandActions | None = None
        """All commands, for the list of keys and the palette."""
        self.more: list[Callable[[], Iterable[Prepared]]] = []
        """Return further entries of the palette, each time that it opens."""
        self._toured_from: int | None = None
        """The number of the dock that had the keyboard before the tour."""
        desk.vacancy_changed.connect(self._close_palette)

    @property
    def _asker(self) -> QWidget:
        """The parent of a dialog: the active window. When a dialog closes, Qt raises the parent over other windows."""
        active = QApplication.activeWindow()
        return active if isinstance(active, QDockWidget) else self._window

    def show_palette(self) -> None:
        """Show the palette; close it if it is there."""
        from app.palette.palette import Palette  # noqa: PLC0415 - nobody asks while the desk is starting

        if self._close_palette():
            return
        palette = Palette(self._prepare, self.recent, self._desk.markets, self._window.look, self._window)
        palette.show()
        palette.activateWindow()

    def _prepare(self) -> Finder:
        from app.palette.finder import Finder  # noqa: PLC0415 - nobody asks while the desk is starting

        commands = [] if self.commands is None else self.commands.listed()
        more = [prepared for each in self.more for prepared in each()]
        return Finder(self._desk, commands, self._settings, self.show_setting, self.recent, more)

    def _close_palette(self) -> bool:
        """Close the palette; return whether it was there."""
        shown = [each for each in self._window.findChildren(QDialog, "palette") if each.isVisible()]
        for each in shown:
            each.close()
        return bool(shown)

    def show_setting(self, setting: AnySetting) -> None:
        """Show the settings window with the keyboard in the editor of a setting."""
        self.show_settings().show_setting(setting)

    def show_settings(self) -> SettingsWindow:
        """Show the settings window."""
        from app.settings_window.window import SettingsWindow  # noqa: PLC0415 - nobody asks while the desk is starting

        if (shown := self._window.findChild(SettingsWindow)) is None:
            shown = SettingsWindow(self._settings, self._window.look, self._window, self.candles, self._instead_of)
            self._desk.markets_loaded.connect(shown.judge_markets)
            shown.keys_wanted.connect(self.keys_wanted)
            shown.resets.done.connect(self._on_settings_reset)
            shown.resets.undone.connect(self._on_reset_undone)
        bring_to_front(shown)
        return shown

    def _on_settings_reset(self, reset: Reset) -> None:
        """Let the command that undoes bring the values before back, also once the window is closed."""
        reset.undone = partial(self._window.notice.show_passing, _RESET_UNDONE)
        self._desk.closed.note_step(reset.undo)
        self._window.notice.show_passing(_RESET.format(undo=COMMANDS_BY_ID["reopen-panel"].title))

    def _on_reset_undone(self, reset: Reset) -> None:
        self._desk.closed.forget_step(reset.undo)

    def _instead_of(self, code: str) -> list[str] | None:
        """Return the markets most like one that the source does not have; None if it has it, or none are known."""
        markets = self._desk.markets
        if not markets.is_unknown(code):
            return None
        return [f"{markets.pair_name(each)} ({each})" for each in markets.nearest(code)]

    def show_keys(self) -> None:
        """Show the list of all keys."""
        from app.window.key_list import KeyList  # noqa: PLC0415 - nobody asks while the desk is starting

        if self.commands is not None:
            KeyList(self.commands, self._asker).open()

    def show_alert(self, alert: Alert) -> None:
        """Show the form of an alert; a new one that needs a market gets the one at hand."""
        from widgets.alerts.form import AlertForm  # noqa: PLC0415 - nobody asks while the desk is starting

        if alert.fault is Fault.NO_MARKET:
            alert = replace(alert, code=self._desk.market)
        AlertForm(alert, self._desk.alerts, self._desk.markets, self._window.look, self._asker).open()

    def show_alert_ways(self) -> None:
        """Show how alerts are told: by desktop and sound, and when not."""
        from widgets.alerts.ways import WaysDialog  # noqa: PLC0415 - nobody asks while the desk is starting

        WaysDialog(self._desk.alerts, self._window.look, self._asker).open()

    def show_notice(self) -> None:
        """Show the details of what the line at the bottom of the window says, or say that there is nothing."""
        if self._window.notice.details:
            self._window.notice.show_details()
        else:
            self._window.notice.show_passing(_NO_NOTICE)

    def close_notice(self) -> None:
        """Take away what the line at the bottom of the window says."""
        self._window.notice.dismiss()

    def show_about(self) -> None:
        """Show what this program is."""
        from app.about.dialog import AboutDialog  # noqa: PLC0415 - nobody asks while the desk is starting

        AboutDialog(self._asker).open()

    def show_tour(self) -> None:
        """Show the tour from its first note; the panel that has the keyboard gets it back."""
        from app.tour.notes import notes_of  # noqa: PLC0415 - most starts show none
        from app.tour.tour import Tour  # noqa: PLC0415 - likewise

        for shown in self._window.findChildren(Tour):
            shown.end()
        # The application has none while the palette closes.
        focus: QWidget | None = QApplication.focusWidget() or self._window.focusWidget()
        toured = (dock.number for dock in self._desk.docks() if focus is not None and dock.isAncestorOf(focus))
        self._toured_from = next(toured, None)
        if not self._window.isActiveWindow():
            bring_to_front(self._window)
        tour = Tour(self._window, notes_of(self._window, self._desk), self._window.look)
        tour.ended.connect(self._on_tour_ended)
        tour.keyboard_left.connect(self._on_keyboard_left)
        tour.begin()

    def _on_tour_ended(self) -> None:
        """Note that the user has seen the tour."""
        self._settings.choose(SHOW_TOUR, value=False)

    def _on_keyboard_left(self) -> None:
        """Give the keyboard back after the tour, to another panel if that one has gone."""
        for dock in self._desk.docks():
            if dock.number == self._toured_from and not dock.isHidden():
                self._desk.bring_forward(dock)
                return
        self._desk.take_keyboard()
