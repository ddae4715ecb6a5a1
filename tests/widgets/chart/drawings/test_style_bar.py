from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from core.market.drawings.drawing import WIDTHS, Dash, Kind, Tint
from drawn_chart import DrawnChart
from widgets.chart.drawings.icons import COPY, LOCK, TRASH


@pytest.fixture
def chart(application) -> Iterator[DrawnChart]:
    made = DrawnChart()
    made.draw(Kind.TREND)
    yield made
    made.close()


def click(chart: DrawnChart, name: str) -> None:
    QTest.mouseClick(chart.tools.style_bar.button(name), Qt.MouseButton.LeftButton)


def choose(chart: DrawnChart, name: str, number: int) -> None:
    click(chart, name)
    menu = chart.tools.style_bar.findChildren(QMenu)[-1]
    menu.actions()[number].trigger()
    menu.close()
    chart.settle()


def test_it_is_there_while_a_drawing_is_selected(chart):
    bar = chart.tools.style_bar
    assert bar.isVisible()
    assert chart.view.prices.area.contains(bar.geometry())
    chart.drawings.select(None)
    assert not bar.isVisible()
    chart.drawings.select(1)
    assert bar.isVisible()
    chart.drawings.choose_tool(Kind.RAY)
    assert not bar.isVisible()


def test_it_follows_the_size_of_the_chart_and_gives_way_in_a_small_one(chart):
    bar = chart.tools.style_bar
    for width, height in ((500, 300), (900, 600)):
        chart.panel.resize(width, height)
        chart.settle()
        assert chart.view.prices.area.contains(bar.geometry())
    chart.panel.resize(200, 400)
    chart.settle()
    assert not bar.isVisible()
    chart.panel.resize(900, 110)
    chart.settle()
    assert not bar.isVisible()


@pytest.mark.parametrize("number", range(len(Tint)))
def test_each_colour_can_be_chosen(chart, number):
    choose(chart, "color", number)
    assert chart.list[0].style.color == list(Tint)[number]
    assert chart.drawings.selected == chart.list[0]


def test_each_width_and_dash_can_be_chosen(chart):
    for number, width in enumerate(WIDTHS):
        choose(chart, "width", number)
        assert chart.list[0].style.width == width
    for number, dash in enumerate(Dash):
        choose(chart, "dash", number)
        assert chart.list[0].style.dash is dash


def test_lock_copy_and_delete(chart):
    click(chart, LOCK)
    assert chart.list[0].is_locked
    assert chart.tools.style_bar.button(LOCK).isChecked()
    click(chart, LOCK)
    assert not chart.list[0].is_locked
    click(chart, COPY)
    assert chart.kinds == [Kind.TREND, Kind.TREND]
    assert chart.drawings.selected == chart.list[1]
    click(chart, TRASH)
    assert chart.kinds == [Kind.TREND]
    assert not chart.tools.style_bar.isVisible()
    assert chart.view.hasFocus()


def test_a_text_has_a_colour_but_no_line(chart):
    chart.draw(Kind.TEXT)
    bar = chart.tools.style_bar
    assert bar.button("color").isVisible()
    assert not bar.button("width").isVisible()
    assert not bar.button("dash").isVisible()


def test_every_button_has_a_name(chart):
    bar = chart.tools.style_bar
    assert all(button.toolTip() and button.accessibleName() for button in bar._buttons.values())
