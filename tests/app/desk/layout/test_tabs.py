"""What is opened above or below a place of several tabs is a row, and the tabs stay as they were."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint

from app.arrangement.arrangement import Tabs, tabs_of
from app.desk.layout.arranging import arrangement_of_window


def corner(hand, dock):
    return dock.mapTo(hand.window, QPoint(0, 0))


@pytest.mark.parametrize("front", [0, 1, 2])
@pytest.mark.parametrize("kind", ["market-header", "assets"])
async def test_charts_that_are_tabs_stay_tabs_whatever_is_put_above_or_below_them(hand, kind, front):
    hand.window.resize(1600, 1000)
    hand.window.show()
    charts = hand.open("chart", "chart:KRW-ETH", "chart:KRW-XRP")
    for before, chart in pairwise(charts):
        hand.window.tabifyDockWidget(before, chart)
    charts[front].raise_()
    await hand.laid_out()
    (dock,) = hand.open(kind)
    await hand.laid_out()
    assert not hand.window.tabifiedDockWidgets(dock)
    found = arrangement_of_window(hand.window, {each.objectName(): each for each in hand.desk.docks()})
    (tabs,) = [each for each in tabs_of(found.docked) if len(each.names) > 1]
    assert tabs == Tabs(tuple(chart.objectName() for chart in charts), charts[front].objectName())
    is_above = corner(hand, dock).y() < corner(hand, charts[front]).y()
    assert is_above is (kind == "market-header")
    (more,) = hand.open("chart:KRW-SOL")
    assert set(hand.window.tabifiedDockWidgets(more)) == set(charts)


async def test_a_chart_goes_below_quotes_that_are_tabs(hand):
    hand.window.show()
    quotes = hand.open("market-header", "market-header:KRW-ETH")
    await hand.laid_out()
    (chart,) = hand.open("chart")
    await hand.laid_out()
    assert hand.window.tabifiedDockWidgets(chart) == []
    assert hand.window.tabifiedDockWidgets(quotes[0]) == [quotes[1]]
    (front,) = [quote for quote in quotes if corner(hand, quote).y() >= 0]
    assert corner(hand, chart).y() > corner(hand, front).y()
