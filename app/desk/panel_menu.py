"""The context menu of a panel: on its title, its tab, and its rows; the same order everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QKeySequence

from app.desk.link_menu import link_entries
from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.settings.commands import COMMANDS_BY_ID
from core.market.alerts.alert import AlertKind
from widgets.panel.entry_menu import EntryMenu
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import translate, wording
from widgets.values.window import has_values, show_values

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from app.desk.desk import Desk
    from app.dock.dock import PanelDock


class PanelMenu(EntryMenu):
    """The menu of a panel.

    Args:
        desk: carries out what concerns panels.
        dock: the panel.
        code: the market of the row, or of the panel; empty if there is none.
        place: where in the panel it is asked for, which may be beside it; None by key.
    """

    def __init__(self, desk: Desk, dock: PanelDock, code: str, place: QPoint | None = None) -> None:
        of_market = self._of_market(desk, dock, code) if code else []
        groups = (dock.panel.entries_at(place), of_market, link_entries(desk, dock), self._of_dock(desk, dock))
        super().__init__(dock, *filter(None, groups))

    @staticmethod
    def _of_market(desk: Desk, dock: PanelDock, code: str) -> list[MenuEntry]:
        shown = dock.kind if dock.panel.code == code else ""
        opening = [
            MenuEntry(
                translate("PanelMenu", "{kind} 열기").format(kind=wording(each.title)),
                partial(_open, desk, dock, kind, code),
            )
            for kind, each in KINDS.items()
            if each.follows_market and kind != shown
        ]
        star = partial(desk.favourites.toggle, code)
        return [
            MenuEntry(translate("PanelMenu", "관심 종목"), star, is_checked=code in desk.favourites),
            MenuEntry(translate("PanelMenu", "알림 추가…"), partial(desk.alerts.ask, AlertKind.PRICE, code)),
            *opening,
            MenuEntry(translate("PanelMenu", "코드 복사"), partial(QGuiApplication.clipboard().setText, code)),
        ]

    @staticmethod
    def _of_dock(desk: Desk, dock: PanelDock) -> list[MenuEntry]:
        panel = dock.panel
        show = MenuEntry(_named(desk, "show-values"), partial(show_values, panel, panel.context.look))
        values = [show] if has_values(panel) else []
        turning = translate("PanelMenu", "붙이기") if dock.isFloating() else translate("PanelMenu", "띄우기")
        return [
            *values,
            MenuEntry(_with_keys(desk, "float-panel", turning), partial(float_or_dock, desk, dock)),
            MenuEntry(_named(desk, "fit-panels"), desk.spread),
            MenuEntry(_named(desk, "close-panel"), dock.close),
        ]


def _open(desk: Desk, dock: PanelDock, kind: str, code: str) -> None:
    desk.linking.open_beside(PanelSpec(kind, code), dock)


def float_or_dock(desk: Desk, dock: PanelDock) -> None:
    """Make a panel a window of its own, or put it back into the main window; it gets the keyboard."""
    dock.setFloating(not dock.isFloating())
    desk.bring_forward(dock)


def _named(desk: Desk, command: str) -> str:
    """Return the title of a command, with its keys where Qt shows them."""
    return _with_keys(desk, command, wording(COMMANDS_BY_ID[command].title))


def _with_keys(desk: Desk, command: str, words: str) -> str:
    action = desk.command_action(command)
    keys = "" if action is None else action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{words}\t{keys}".rstrip()
