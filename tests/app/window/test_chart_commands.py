"""Commands act on the active chart, else on the first one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu

from app.settings.commands import COMMANDS
from app.window.chart_commands import ChartCommands
from core.market.candles.units import CandleUnit
from core.market.chart.bar_kind import BarKind
from core.market.drawings.drawing import Kind
from core.market.drawings.tools import TOOLS
from drawings_in_hand import sample
from paged_charts import until
from widgets.chart.marks.choice import MarkChoice
from widgets.chart.panes.value_scale import ScaleMode
from widgets.markets.search import MarketSearch
from widgets.text.unit_words import unit_label


@pytest.fixture
def commands(hand):
    return ChartCommands(hand.window, hand.desk)


async def test_without_a_chart_nothing_happens_and_it_is_said(hand, commands) -> None:
    hand.open("trades:KRW-BTC")
    said: list[object] = []
    commands.refused.connect(said.append)
    for command in COMMANDS:
        part, _, method = command.does.partition(".")
        if part == "charts":
            run = getattr(commands, method)
            _ = run(command.argument) if command.argument else run()
            assert said, command.id
            said.clear()
    assert len(hand.desk.docks()) == 1


async def test_each_kind_and_each_mark_has_a_command(hand, commands) -> None:
    (dock,) = hand.open("chart:KRW-BTC")
    chart = dock.panel
    by_method = {command.does: [] for command in COMMANDS}
    for command in COMMANDS:
        by_method[command.does].append(command.argument)
    assert by_method["charts.show_bars"] == [kind.value for kind in BarKind]
    for kind in by_method["charts.show_bars"]:
        commands.show_bars(kind)
        assert chart.bars.kind == kind
    assert set(by_method["charts.turn_marks"]) == set(MarkChoice.__dataclass_fields__)
    for name in by_method["charts.turn_marks"]:
        commands.turn_marks(name)
    assert not any(getattr(chart.marks.choice, name) for name in MarkChoice.__dataclass_fields__)
    commands.turn_holes()
    assert not chart.bars.has_flat_holes


async def test_each_unit_and_each_scale_has_a_command(hand, commands) -> None:
    (dock,) = hand.open("chart:KRW-BTC")
    chart = dock.panel
    units = [command for command in COMMANDS if command.does == "charts.set_unit"]
    assert [command.argument for command in units] == list(CandleUnit)
    for command in units:
        commands.set_unit(command.argument)
        assert chart.history.unit == command.argument
        assert str(command.title).endswith(unit_label(CandleUnit(command.argument)))
    modes = [command.argument for command in COMMANDS if command.does == "charts.scale_prices"]
    assert modes == list(ScaleMode)
    for mode in modes:
        commands.scale_prices(mode)
        assert chart.view.prices.mode == mode


async def test_volumes_the_newest_candle_and_the_two_drags_have_commands(hand, commands) -> None:
    (dock,) = hand.open("chart:KRW-BTC")
    view = dock.panel.view
    had_volumes = view.has_volumes
    commands.turn_volumes()
    assert view.has_volumes is not had_volumes
    await until(lambda: view.window_of_time.has_candles)
    view.pan(200)
    assert not view.window_of_time.is_following
    commands.go_to_newest()
    assert view.window_of_time.is_following
    commands.zoom_to_span()
    assert view.zoom_hand.is_armed
    commands.measure()
    assert view.ruler_hand.is_armed


async def test_each_drawing_tool_has_a_command(hand, commands) -> None:
    (dock,) = hand.open("chart:KRW-BTC")
    tools = dock.panel.drawing_tools
    assert [command.argument for command in COMMANDS if command.does == "charts.draw"] == [tool.kind for tool in TOOLS]
    for tool in TOOLS:
        commands.draw(tool.kind.value)
        assert tools.drawings.tool is tool.kind
    commands.turn_magnet()
    assert tools.drawings.has_magnet
    commands.turn_drawing_bar()
    assert not tools.state()["bar"]
    each = sample(Kind.TREND)
    tools.drawings.market.change(lambda some: some.add(each.kind, each.anchors, each.style))
    commands.hide_or_show_drawings()
    assert all(drawing.is_hidden for drawing in tools.drawings.market.drawings)
    commands.hide_or_show_drawings()
    assert not any(drawing.is_hidden for drawing in tools.drawings.market.drawings)


async def test_the_first_chart_is_meant_where_none_is_active(hand, commands) -> None:
    chart, trades = hand.open("chart:KRW-BTC", "trades:KRW-BTC")
    trades.panel.setFocus()
    commands.compare()
    assert chart.panel.findChild(MarketSearch).isVisible()
    chart.panel.comparing.compare("KRW-ETH")
    commands.stop_comparing()
    assert chart.panel.comparing.code == ""


async def test_menu_and_dialogs_open(hand, commands) -> None:
    hand.open("chart:KRW-BTC")
    commands.choose_bars()
    (menu,) = (each for each in hand.window.findChildren(QMenu) if each.isVisible())
    menu.close()
    for ask in (commands.save_picture, commands.save_visible, commands.save_loaded):
        ask()
        dialog = next(each for each in hand.window.findChildren(QFileDialog) if each.isVisible())
        dialog.close()
        dialog.deleteLater()
