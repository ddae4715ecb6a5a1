"""The commands about panels."""

from __future__ import annotations

from app.panels.kinds import KINDS
from app.settings.command import Menu, Needs
from app.settings.commands import COMMANDS
from app.settings.panel_commands import PANEL_COMMANDS


def test_they_are_among_the_others_and_need_a_source_at_least() -> None:
    """Between two sources there is no panel, and none can be opened."""
    assert set(PANEL_COMMANDS) <= set(COMMANDS)
    assert [command.id for command in PANEL_COMMANDS if command.needs is Needs.NOTHING] == []
    assert {command.menu for command in PANEL_COMMANDS} == {Menu.PANELS, Menu.VIEW}


def test_each_kind_of_panel_has_one_that_opens_it() -> None:
    opening = [command for command in PANEL_COMMANDS if command.does == "panels.open_new"]
    assert [command.argument for command in opening] == list(KINDS)
    for command in opening:
        title = KINDS[command.argument].title
        assert (command.id, str(command.short)) == (f"open-{command.argument}", str(title))
        assert str(command.title) == f"새 {title} 패널"
    assert [command.begins_group for command in opening] == [True, *[False] * (len(KINDS) - 1)]


def test_what_acts_on_the_active_panel_needs_one() -> None:
    """Such as its market, its links and its values; to undo a close needs none."""
    acting = {command.id for command in PANEL_COMMANDS if command.needs is Needs.PANEL}
    assert acting >= {command.id for command in PANEL_COMMANDS if command.does.startswith("linking.")}
    assert {"close-panel", "fit-panels", "show-values"} <= acting
    assert acting.isdisjoint({"reopen-panel", "add-panel", "palette", "find-market"})
