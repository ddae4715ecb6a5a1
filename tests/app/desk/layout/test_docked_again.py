"""A dock that returns to the window has the size it had there; strips are as high as they need."""

import pytest
import pytest_asyncio
from PySide6.QtCore import QSize

from app.desk.panel_record import open_recorded, record_of_panel
from app.dock.floating import docked_size, keep_room, take_room
from app.panels.spec import DEFAULT_DESK


@pytest_asyncio.fixture
async def docks(hand):
    hand.window.resize(1600, 900)
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    return hand.desk.docks()


async def test_a_strip_is_as_high_as_before_each_time(hand, docks):
    _, strip, chart, *_ = docks
    before = strip.height(), chart.height()
    for _ in range(2):
        strip.setFloating(True)
        await hand.laid_out()
        strip.setFloating(False)
        await hand.laid_out()
        assert (strip.height(), chart.height()) == before


async def test_a_size_of_an_earlier_desk_is_used_once_and_another_time_the_user_decides(hand, docks):
    *_, book, trades = docks
    trades.setFloating(True)
    await hand.laid_out()
    keep_room(trades, QSize(408, 400))
    assert docked_size(trades) == QSize(408, 400)
    trades.setFloating(False)
    await hand.laid_out()
    assert abs(trades.height() - 400) <= 6
    assert take_room(trades) is None
    assert trades.height() + book.height() >= 850


@pytest.mark.parametrize("docked", [None, "x", [1], [1, 2, 3], [-5, 10], [True, 5], [1e9, 5], {"a": 1}])
async def test_a_record_with_no_size_opens_the_panel_all_the_same(hand, docks, docked):
    trades = docks[-1]
    trades.setFloating(True)
    await hand.laid_out()
    record = record_of_panel(trades)
    assert all(type(each) is int for each in record["docked"])
    again, is_restored = open_recorded(hand.desk, {**record, "docked": docked}, None)
    assert is_restored
    assert take_room(again) is None
