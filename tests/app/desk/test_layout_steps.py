"""Undo of moves: after each act, the panels are again where they were, as large as they were."""

import asyncio
import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.arrangement.arrangement import tabs_of
from app.desk.layout.arranging import arrangement_of_window
from app.desk.layout.placement import AREA
from app.desk.layout_steps import NEARLY, SETTLES_IN_MS
from app.panels.kinds import KINDS
from app.panels.spec import DEFAULT_DESK
from separator_drag import drag_separator
from waiting import eventually


def shown(hand):
    """Which panels float, and the others by their places; which tab is in front does not count."""
    docks = {dock.objectName(): dock for dock in hand.desk.docks()}
    found = arrangement_of_window(hand.window, docks)
    places = {
        tabs.names: docks[tabs.front].geometry().getRect()
        for tabs in tabs_of(found.only(docks.keys() - found.floating.keys()).docked)
    }
    return sorted(found.floating), places


def alike(one, other):
    """Whether all is where it was, but for the few pixels by which a strip is fitted anew."""
    if one[0] != other[0] or one[1].keys() != other[1].keys():
        return False
    return all(abs(a - b) <= 4 for tabs, at in one[1].items() for a, b in zip(at, other[1][tabs], strict=True))


@pytest.fixture
def steps(hand):
    return lambda: len(hand.desk.closed._steps)


async def opened(hand):
    hand.window.resize(1400, 800)
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    await hand.at_rest()


async def act(hand, draw):
    docks = hand.desk.docks()
    dock = draw.choice(docks)
    kind = draw.choice(["float", "separator", "elsewhere"])
    if KINDS[dock.kind].is_strip and dock.height() > dock.sizeHint().height() + NEARLY:
        return  # higher than it needs to be, as Qt leaves it among fewer panels: it is fitted when it returns
    if kind == "float":
        dock.setFloating(not dock.isFloating())
    elif kind == "separator":
        if beside := [each for each in docks if not each.isFloating() and each.x() > 0]:
            place = draw.choice(beside).geometry()
            by = QPoint(draw.choice([-60, -40, 40, 60]), 0)
            await drag_separator(hand.window, QPoint(place.left() - 2, place.center().y()), by)
    else:  # a drag to another place: the panel floats on its way
        if not dock.isFloating():
            dock.setFloating(True)
            await asyncio.sleep(0)
        other = draw.choice([each for each in docks if each is not dock])
        dock.setFloating(False)
        if not other.isFloating() and draw.random() < 0.3:
            hand.window.tabifyDockWidget(other, dock)
        else:
            hand.window.addDockWidget(AREA, dock, draw.choice([Qt.Orientation.Horizontal, Qt.Orientation.Vertical]))


@pytest.mark.parametrize("seed", range(4))
async def test_after_any_act_undo_gives_what_was_there_before(hand, steps, seed):
    await opened(hand)
    assert steps() == 0, "opening panels is no step"
    draw = random.Random(seed)
    for _ in range(6):
        before, count = shown(hand), steps()
        await act(hand, draw)
        await hand.at_rest()
        after = shown(hand)
        assert steps() == count + (not alike(after, before)), "one step for each act that changed anything"
        if alike(after, before):
            continue
        hand.desk.reopen()
        await hand.at_rest()
        assert alike(shown(hand), before)
        assert steps() == count, "undoing is no step"
        await act(hand, draw)
        await hand.at_rest()


@pytest.mark.parametrize("seed", range(20, 23))
async def test_any_number_of_acts_is_undone_one_by_one(hand, steps, seed):
    await opened(hand)
    draw = random.Random(seed)
    was = []
    for _ in range(6):
        before = shown(hand)
        await act(hand, draw)
        await hand.at_rest()
        if not alike(shown(hand), before):
            was.append(before)
    assert steps() == len(was)
    for before in reversed(was):
        hand.desk.reopen()
        await hand.at_rest()
        assert alike(shown(hand), before)
    assert hand.desk.closed.is_empty


async def test_a_drag_is_one_step_though_the_panel_floats_meanwhile_and_slides_to_its_place_when_let_go(hand, steps):
    await opened(hand)
    before, (dock, *_, other) = shown(hand), hand.desk.docks()
    timer = hand.desk.moves._settled
    QTest.mousePress(hand.window, Qt.MouseButton.LeftButton, pos=dock.geometry().center())
    dock.setFloating(True)
    for _ in range(2):
        await eventually(lambda: timer.remainingTime() < 50, within=5.0)
        await eventually(lambda: timer.remainingTime() > 100, within=5.0)
    QTest.mouseRelease(hand.window, Qt.MouseButton.LeftButton, pos=dock.geometry().center())
    await eventually(lambda: timer.remainingTime() > SETTLES_IN_MS, within=5.0)
    assert steps() == 0
    dock.setFloating(False)
    hand.window.tabifyDockWidget(other, dock)
    await hand.at_rest()
    assert steps() == 1
    hand.desk.reopen()
    await hand.at_rest()
    assert alike(shown(hand), before)


async def test_panels_that_come_or_go_and_another_size_of_the_window_are_no_moves(hand, steps):
    await opened(hand)
    dock = hand.open("chart:KRW-ETH")[0]
    await hand.at_rest()
    hand.window.resize(1200, 700)
    await hand.at_rest()
    assert steps() == 0
    dock.setFloating(True)
    dock.close()
    await hand.at_rest()
    assert steps() == 1, "the closing"
    hand.desk.reopen()
    await hand.at_rest()
    assert hand.desk.docks()[-1].isFloating()
    assert steps() == 0, "what came back floating was not floated by the user"


async def test_a_panel_opened_since_stays_when_a_move_is_undone(hand, steps):
    await opened(hand)
    before, dock = shown(hand), hand.desk.docks()[0]
    dock.setFloating(True)
    await hand.at_rest()
    new = hand.open("chart:KRW-ETH")[0]
    await hand.at_rest()
    hand.desk.reopen()
    await hand.at_rest()
    assert not dock.isFloating()
    assert not new.isFloating()
    assert new.isVisible()
    assert shown(hand)[1].keys() > before[1].keys()
