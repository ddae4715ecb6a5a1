"""The commands about charts."""

from __future__ import annotations

from app.settings.chart_commands import CHART_COMMANDS
from app.settings.command import Needs
from app.settings.commands import COMMANDS
from core.market.chart.bar_kind import BarKind
from widgets.chart.bar_kinds.names import kind_name


def test_they_are_among_the_others_and_need_a_panel() -> None:
    assert set(CHART_COMMANDS) <= set(COMMANDS)
    assert {command.needs for command in CHART_COMMANDS} == {Needs.PANEL}
    assert {command.does.partition(".")[0] for command in CHART_COMMANDS} == {"charts"}


def test_each_kind_of_bars_has_one_with_its_name() -> None:
    titles = [str(command.title) for command in CHART_COMMANDS if command.does == "charts.show_bars"]
    assert titles == [f"봉 모양: {kind_name(kind)}" for kind in BarKind]
