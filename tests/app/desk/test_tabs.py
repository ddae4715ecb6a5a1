"""Which panel of several behind each other is the active one: always the one in sight."""

from __future__ import annotations

import asyncio

import pytest_asyncio
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar

from app.desk.tabs import dock_of_tab, in_front_of
from waiting import eventually

KINDS = ("trades", "chart", "orderbook")


@pytest_asyncio.fixture
async def tabs(hand):
    """Three panels behind each other and one beside them, which has the keyboard; the bar of the tabs."""
    first, *others = hand.open(*KINDS)
    hand.window.resize(1200, 700)
    for dock in others:
        hand.window.tabifyDockWidget(first, dock)
    (beside,) = hand.open("engine")
    await hand.laid_out()
    hand.window.activateWindow()
    hand.desk.bring_forward(beside)
    await eventually(lambda: beside.has_keyboard)
    return next(bar for bar in hand.window.findChildren(QTabBar) if bar.parent() is hand.window and bar.isVisible())


def front(hand, bar):
    return dock_of_tab(bar, bar.currentIndex(), hand.desk.docks())


def soon(act, *given):
    """Act outside of the task: QTest processes events, and other tasks would end in it."""
    asyncio.get_running_loop().call_soon(act, *given)


def click(bar, tab, button=Qt.MouseButton.LeftButton):
    soon(QTest.mouseClick, bar, button, Qt.KeyboardModifier.NoModifier, bar.tabRect(tab).center())


def turn(bar, by):
    place = QPointF(bar.tabRect(bar.currentIndex()).center())
    none, where = Qt.MouseButton.NoButton, (place, bar.mapToGlobal(place))
    wheel = QWheelEvent(*where, QPoint(), QPoint(0, by), none, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase(0), False)
    QApplication.sendEvent(bar, wheel)


async def test_a_click_on_any_tab_makes_its_panel_the_active_one_also_that_in_front(hand, tabs):
    beside = hand.desk.active()
    for before in (*range(3), None):  # None: the keyboard is beside the tabs
        for tab in range(3):
            hand.desk.bring_forward(beside if before is None else dock_of_tab(tabs, before, hand.desk.docks()))
            click(tabs, tab)
            await eventually(lambda tab=tab: tabs.currentIndex() == tab and front(hand, tabs).has_keyboard, within=2)
            assert hand.desk.active() is front(hand, tabs)
    hand.desk.bring_forward(beside)
    click(tabs, 0, Qt.MouseButton.RightButton)
    await asyncio.sleep(0.05)
    assert hand.desk.active() is beside, "its menu names its panel, and takes no keyboard"


async def test_the_wheel_over_tabs_makes_the_panel_it_brings_active_but_at_an_end_nothing(hand, tabs):
    beside = hand.desk.active()
    tabs.setCurrentIndex(0)
    turn(tabs, 120)
    await asyncio.sleep(0.05)
    assert (tabs.currentIndex(), hand.desk.active()) == (0, beside)
    for tab in (1, 2):
        turn(tabs, -120)
        await eventually(lambda tab=tab: tabs.currentIndex() == tab and front(hand, tabs).has_keyboard, within=2)


async def test_what_a_key_closes_is_the_panel_in_front(hand, tabs):
    for tab in (2, 0):
        click(tabs, tab)
        await eventually(lambda tab=tab: tabs.currentIndex() == tab and front(hand, tabs).has_keyboard, within=2)
    chosen = front(hand, tabs)
    hand.desk.close_active()
    assert chosen.is_closed


async def test_keys_along_the_tabs_leave_the_keyboard_there_and_the_panel_in_front_is_the_active_one(hand, tabs):
    tabs.setCurrentIndex(0)
    tabs.setFocus(Qt.FocusReason.TabFocusReason)
    await eventually(tabs.hasFocus)
    for tab in (0, 1, 2):
        chosen = front(hand, tabs)
        assert (tabs.currentIndex(), hand.desk.active()) == (tab, chosen)
        assert [dock for dock in hand.desk.docks() if dock.has_keyboard] == [chosen], "what is marked"
        QTest.keyClick(tabs, Qt.Key.Key_Right)
        await hand.laid_out()
        assert tabs.hasFocus()
    hand.desk.close_active()
    assert chosen.is_closed


async def test_a_panel_that_a_program_hides_behind_a_tab_gives_up_the_keyboard_to_the_one_in_front(hand, tabs):
    docks = [dock_of_tab(tabs, tab, hand.desk.docks()) for tab in range(3)]
    for hidden in docks:
        for other in docks:
            hand.desk.bring_forward(hidden)
            await eventually(lambda hidden=hidden: hidden.has_keyboard)
            other.raise_()
            await hand.laid_out()
            assert in_front_of(hidden) is other
            assert hand.desk.active() is other
            await eventually(lambda other=other: other.has_keyboard)


async def test_while_the_window_is_away_the_last_panel_stays_the_active_one(hand, tabs):
    active = hand.desk.active()
    hand.window.hide()
    assert in_front_of(active) is active
