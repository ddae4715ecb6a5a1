"""The commands about workspaces."""

from __future__ import annotations

from app.settings.command import Menu, Needs
from app.settings.commands import COMMANDS
from app.settings.workspace_commands import WORKSPACE_COMMANDS


def test_they_are_among_the_others_need_a_source_and_stand_in_their_menu() -> None:
    """Between two sources there are no panels that a workspace could arrange."""
    assert set(WORKSPACE_COMMANDS) <= set(COMMANDS)
    assert {command.needs for command in WORKSPACE_COMMANDS} == {Needs.DESK}
    assert {command.menu for command in WORKSPACE_COMMANDS} == {Menu.WORKSPACES}
    assert {command.id for command in COMMANDS if command.menu is Menu.WORKSPACES} == {
        command.id for command in WORKSPACE_COMMANDS
    }


def test_what_takes_something_away_has_no_keys() -> None:
    """One slip of a hand must not delete a workspace or put its panels in another order."""
    keys = {command.id: command.keys for command in WORKSPACE_COMMANDS}
    assert [id_ for id_ in ("delete-workspace", "default-desk") if keys[id_]] == []
