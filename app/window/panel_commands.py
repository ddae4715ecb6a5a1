"""What the commands about panels do beyond the desk: open one, bring one forward, and act on the active one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.desk.panel_menu import float_or_dock
from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.settings.commands import COMMANDS_BY_ID
from app.window.add_panel_dialog import AddPanelDialog
from app.window.alert_popup import AlertCard, AlertPopup
from app.window.reload_report import ReloadReport
from core.market.alerts.alert import AlertKind
from core.text import translatable
from widgets.values.window import has_values, show_values

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.dock.dock import PanelDock
    from app.window.main_window import MainWindow
    from core.market.alerts.alert import Alert
    from core.text import Text

_NO_MARKET: Final = translatable(
    "Panels", "고른 종목이 없습니다. 종목이 있는 패널이나 목록의 줄을 누르고 다시 해 보세요."
)
_NO_PANEL: Final = translatable("Panels", "고른 패널이 없습니다. 패널을 누르고 다시 해 보세요.")
_NOTHING_TO_UNDO: Final = translatable("Panels", "되돌릴 것이 없습니다.")
_NO_ALERTS: Final = translatable("Panels", "창에 떠 있는 알림이 없습니다.")
_NO_VALUES: Final = translatable("Panels", "이 패널에는 표로 볼 값이 없습니다. 다른 패널을 누르고 다시 해 보세요.")
_ALERT_REMOVED: Final = translatable("Alerts", "알림을 지웠습니다. '{undo}'로 되돌립니다.")


class PanelCommands(QObject):
    """Opens panels for the user, with the keyboard in them.

    Args:
        window: shows the dialog.
        desk: its panels.
    """

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        desk.vacancy_changed.connect(self._on_vacancy)
        desk.opened.connect(self._hear)
        desk.linking.refused.connect(self._refuse)
        desk.alerts.removed.connect(self._on_alert_removed)

    def ask_for_panel(self) -> None:
        """Open the dialog that adds a panel."""
        dialog = AddPanelDialog(self._desk.markets, self._desk.market, self._window, self._window.look)
        dialog.chosen.connect(self._open)
        dialog.open()

    def open_new(self, kind: str) -> None:
        """Open a panel of a kind, with the market at hand if the kind has one."""
        self._open(PanelSpec(kind, self._desk.market if KINDS[kind].has_market else ""))

    def show_first(self, kind: str) -> None:
        """Bring the first panel of a kind forward; open one if there is none."""
        if not self._desk.is_vacant:
            spec = PanelSpec(kind)
            self._desk.bring_forward(self._desk.find(spec) or self._desk.open(spec))

    def show_numbered(self, number: int) -> None:
        """Bring an open panel forward; the first one is 0."""
        docks = self._desk.docks()
        if number < len(docks):
            self._desk.bring_forward(docks[number])

    def undo(self) -> None:
        """Undo the last closing, deleting or reset."""
        if self._desk.closed.is_empty:
            self._refuse(_NOTHING_TO_UNDO)
        else:
            self._desk.reopen()

    def float_or_dock(self) -> None:
        """Make the active panel a window of its own, or put it back into the main window."""
        if (dock := self._desk.active()) is not None:
            float_or_dock(self._desk, dock)
        else:
            self._refuse(_NO_PANEL)

    def search_market(self) -> None:
        """Give the keyboard to the search of the active watchlist, else of the first one; open one if there is none."""
        active, wanted = self._desk.active(), PanelSpec("watchlist")
        found = active if active is not None and active.kind == wanted.kind else self._desk.find(wanted)
        dock = found or self._desk.open(wanted)
        self._desk.bring_forward(dock)
        dock.panel.start_search()

    def show_indicators(self) -> None:
        """Open the indicators of the active chart, else of the first one; open one if there is none."""
        active, wanted = self._desk.active(), PanelSpec("chart", self._desk.market)
        charts = [dock for dock in self._desk.docks() if dock.kind == wanted.kind]
        dock = active if active in charts else next(iter(charts), None)
        if dock is None:
            dock = self._desk.open(wanted)
        self._desk.bring_forward(dock)
        dock.panel.open_indicators()

    def toggle_favourite(self) -> None:
        """Add the market of the active panel, or of its selected row, to the favourites, or remove it."""
        active = self._desk.active()
        code = self._desk.market if active is None else active.panel.market_at(None)
        if code:
            self._desk.favourites.toggle(code)
        else:
            self._refuse(_NO_MARKET)

    def add_alert(self) -> None:
        """Show the form of a new alert on the market of the active panel, or of its selected row."""
        active = self._desk.active()
        code = active.panel.market_at(None) if active is not None else ""
        self._desk.alerts.ask(AlertKind.PRICE, code or self._desk.market)

    def close_alerts(self) -> None:
        """Take away the alerts shown over the window."""
        if not (cards := self._alert_cards()):
            self._refuse(_NO_ALERTS)
        for card in cards:
            card.end()

    def snooze_alert(self) -> None:
        """Snooze the newest alert shown over the window."""
        if not (cards := self._alert_cards()):
            self._refuse(_NO_ALERTS)
        for card in cards[-1:]:
            card.snooze()

    def _alert_cards(self) -> list[AlertCard]:
        popup = self._window.findChild(AlertPopup)
        return popup.cards if popup is not None else []

    def _on_alert_removed(self, alert: Alert, place: int) -> None:
        self._desk.closed.note_step(partial(self._desk.alerts.put_back, alert, place))
        self._window.notice.show_passing(_ALERT_REMOVED.format(undo=COMMANDS_BY_ID["reopen-panel"].title))

    def show_values(self) -> None:
        """Open the table of what the active panel paints."""
        if (dock := self._desk.active()) is not None and has_values(dock.panel):
            show_values(dock.panel, self._window.look)
        else:
            self._refuse(_NO_VALUES)

    def reload_markets(self) -> None:
        """Load the market list again, and say what that brought."""
        ReloadReport(self._desk.markets, self._window.notice)
        self._desk.markets.reload_requested.emit()

    def _open(self, spec: PanelSpec) -> None:
        self._desk.linking.open_beside(spec)

    def _refuse(self, why: Text) -> None:
        """Show in the notice line of the window why a command does nothing."""
        self._window.notice.show_passing(why)

    def _hear(self, dock: PanelDock) -> None:
        """Show the messages of a panel in the notice line of the window."""
        dock.panel.said.connect(self._window.notice.show_refusal)
        dock.panel.done.connect(self._window.notice.show_passing)

    def _on_vacancy(self) -> None:
        if self._desk.is_vacant:
            for dialog in self._window.findChildren(AddPanelDialog):
                dialog.close()  # it offers the markets of the source that is left
