"""Performs the steps of a script on the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from app.command_line.script import Action, Step
from app.panels.kinds import UNIT_GROUPS
from core.errors import InputError
from core.text import in_english

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from app.desk.desk import Desk
    from app.dock.dock import PanelDock


class Player:
    """Opens, moves, links and closes panels as a script says.

    Args:
        window: carries the docks.
        desk: the panels in it.
    """

    def __init__(self, window: QMainWindow, desk: Desk) -> None:
        self._window = window
        self._desk = desk

    def perform(self, step: Step) -> None:
        """Do one step; `quit` is not one of the desk.

        Raises:
            InputError: the step names a panel that is not open.
        """
        assert step.panel is not None
        if step.action is Action.OPEN:
            self._desk.open(step.panel)
            return
        dock = self._desk.find(step.panel)
        if dock is None:
            raise InputError(
                in_english("terminal", "script {place}: there is no open panel {panel}; open it first").format(
                    place=step.place, panel=step.panel
                )
            )
        if step.action is Action.MARKET:
            self._desk.linking.choose_market(dock, step.market)
        elif step.action is Action.LINK:
            link = self._desk.linking.link_unit if step.group in UNIT_GROUPS else self._desk.linking.link
            link(dock, step.group)
        else:
            self._ACTIONS[step.action](self, dock)

    def _tab(self, dock: PanelDock) -> None:
        """Make `dock` a tab of its neighbour: the docked panel opened before it, or else after it."""
        dock.setFloating(False)
        docked = [each for each in self._desk.docks() if not each.isFloating()]
        position = docked.index(dock)
        neighbours = docked[:position][::-1] + docked[position + 1 :]
        if neighbours:
            self._window.tabifyDockWidget(neighbours[0], dock)
        self._desk.bring_forward(dock)

    def _show(self, dock: PanelDock) -> None:
        self._desk.bring_forward(dock)

    _ACTIONS: Final[Mapping[Action, Callable[[Player, PanelDock], object]]] = {
        Action.CLOSE: lambda _player, dock: dock.close(),
        Action.FLOAT: lambda _player, dock: dock.setFloating(True),
        Action.DOCK: lambda _player, dock: dock.setFloating(False),
        Action.HIDE: lambda _player, dock: dock.hide(),
        Action.TAB: _tab,
        Action.SHOW: _show,
    }
