from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from core.market.drawings.drawing import Kind
from core.market.drawings.tools import TOOLS
from drawn_chart import POINTS, DrawnChart
from widgets.chart.drawings.icons import EYE, MAGNET, MORE, SELECT, TRASH, UNDO
from widgets.look.look import Look


@pytest.fixture
def chart(application) -> Iterator[DrawnChart]:
    made = DrawnChart(look=Look())
    yield made
    made.close()


def click(chart: DrawnChart, name: str) -> None:
    QTest.mouseClick(chart.tools.bar.button(name), Qt.MouseButton.LeftButton)


def checked(chart: DrawnChart) -> set[str]:
    bar = chart.tools.bar
    return {button.objectName() for button in bar._buttons if button.isChecked()}


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.kind)
def test_a_button_chooses_its_tool_and_the_chart_has_the_keyboard(chart, tool):
    click(chart, tool.kind)
    assert chart.drawings.tool is tool.kind
    assert checked(chart) == {tool.kind}
    assert chart.view.hasFocus()
    click(chart, tool.kind)
    assert chart.drawings.tool is None
    assert checked(chart) == {SELECT}
    click(chart, tool.kind)
    click(chart, SELECT)
    click(chart, SELECT)
    assert checked(chart) == {SELECT}


def test_after_a_drawing_the_pointer_selects_again(chart):
    click(chart, Kind.HORIZONTAL)
    chart.click(POINTS[0])
    assert chart.kinds == [Kind.HORIZONTAL]
    assert checked(chart) == {SELECT}


def test_the_magnet_stays_on(chart):
    click(chart, MAGNET)
    click(chart, Kind.RAY)
    assert checked(chart) == {MAGNET, Kind.RAY}
    assert chart.drawings.has_magnet


def test_what_concerns_all_drawings_is_usable_only_with_drawings(chart):
    bar = chart.tools.bar
    assert not any(bar.button(name).isEnabled() for name in (UNDO, EYE, TRASH))
    chart.draw(Kind.TREND)
    assert all(bar.button(name).isEnabled() for name in (UNDO, EYE, TRASH))
    click(chart, EYE)
    assert chart.list[0].is_hidden
    click(chart, EYE)
    assert not chart.list[0].is_hidden
    click(chart, TRASH)
    assert chart.list == ()
    click(chart, UNDO)
    assert chart.kinds == [Kind.TREND]


@pytest.mark.parametrize("height", [10, 40, 80, 150, 300, 500])
def test_what_has_no_room_is_in_the_menu_of_the_last_button(chart, height):
    chart.panel.resize(800, height)
    chart.settle()
    bar = chart.tools.bar
    shown = [button for button in (*bar._buttons, bar._more) if button.isVisible()]
    assert all(bar.rect().contains(button.geometry()) for button in shown)
    missing = [button for button in bar._buttons if not button.isVisible()]
    assert bar._more.isVisible() == (bool(missing) and bar.height() >= 28)
    if bar._more.isVisible():
        click(chart, MORE)
        (menu,) = bar.findChildren(QMenu)
        assert [action.text() for action in menu.actions()] == [button.accessibleName() for button in missing]
        action = (
            next(action for action in menu.actions() if action.data() == UNDO) if height > 80 else menu.actions()[1]
        )
        action.trigger()
        assert chart.drawings.tool == (None if height > 80 else action.data())
        menu.close()


def test_every_button_has_a_name_with_its_key(chart):
    bar = chart.tools.bar
    assert all(button.toolTip() and button.accessibleName() for button in (*bar._buttons, bar._more))
    assert bar.button(Kind.TREND).toolTip() == "추세선 (T)"


def test_it_grows_with_the_font(chart):
    before = chart.tools.bar.width()
    chart.drawings.layer.look.set_font_percent(150)
    chart.settle()
    assert chart.tools.bar.width() > before
