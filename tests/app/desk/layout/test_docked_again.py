"""Once docks that floated are back, all have the sizes they had; strips are as high as they need."""

import random

import pytest
import pytest_asyncio
from PySide6.QtCore import QPoint, QSize, Qt

from app.desk.panel_record import open_recorded, record_of_panel
from app.dock.floating import docked_size, keep_room, take_room
from app.panels.spec import DEFAULT_DESK
from separator_drag import drag_separator


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


async def test_a_record_with_no_size_opens_the_panel_all_the_same(hand, docks):
    trades = docks[-1]
    trades.setFloating(True)
    await hand.laid_out()
    record = record_of_panel(trades)
    assert all(type(each) is int for each in record["docked"])
    for docked in (None, "x", [1], [1, 2, 3], [-5, 10], [True, 5], [1e9, 5], {"a": 1}):
        again, is_restored = open_recorded(hand.desk, {**record, "docked": docked}, None)
        assert is_restored, docked
        assert again is not trades, docked
        assert take_room(again) is None, docked
        again.close()


def sizes_of(docks):
    return {dock.kind: (dock.width(), dock.height()) for dock in docks}


@pytest.mark.parametrize("size", [(911, 480), (1366, 700)], ids=str)
async def test_once_all_that_floated_are_back_every_panel_has_its_size_in_whatever_order_they_return(hand, docks, size):
    hand.window.resize(*size)
    watchlist, _, chart, book, trades = docks
    draw = random.Random(size[0])
    for some in ([watchlist], docks[1:3], [book, trades], [chart, book, trades], docks[:3], draw.sample(docks, 5)):
        widths = [draw.randint(150, 400) for _ in range(3)]
        hand.window.resizeDocks([watchlist, chart, book], widths, Qt.Orientation.Horizontal)
        await hand.laid_out()
        before = sizes_of(docks)
        for dock in some:
            dock.setFloating(True)
            await hand.laid_out()
        for dock in draw.sample(some, len(some)):
            dock.setFloating(False)
            await hand.laid_out()
        assert sizes_of(docks) == before


async def test_a_separator_moved_meanwhile_is_left_where_the_user_put_it(hand, docks):
    watchlist, _, chart, book, _ = docks
    watchlist.setFloating(True)
    await hand.laid_out()
    between = QPoint(chart.geometry().right() + 2, chart.geometry().center().y())
    await drag_separator(hand.window, between, QPoint(-300, 0))
    await hand.laid_out()
    share = chart.width() / book.width()
    watchlist.setFloating(False)
    await hand.laid_out()
    assert chart.width() / book.width() < share * 1.2
