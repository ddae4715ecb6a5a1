"""A window that was small and is large again shows its panels as before."""

from __future__ import annotations

import pytest
import pytest_asyncio
from PySide6.QtCore import QPoint, QSize

from app.desk.layout.resized_window import ResizedWindow
from app.panels.spec import DEFAULT_DESK
from separator_drag import drag_separator
from waiting import eventually

LARGE = QSize(1400, 760)


@pytest_asyncio.fixture
async def desk(hand):
    hand.window.resize(LARGE)
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    return {dock.kind: dock for dock in hand.desk.docks()}


async def resized(hand, *size):
    """Let the window system resize the window."""
    hand.window.windowHandle().resize(*size)
    helper = hand.window.findChild(ResizedWindow)
    await eventually(lambda: hand.window.size() == QSize(*size) and not helper._settled.isActive())
    await hand.laid_out()


def sizes(desk):
    return {kind: dock.size().toTuple() for kind, dock in desk.items() if not dock.isFloating()}


async def test_the_former_size_brings_back_those_of_the_panels_however_it_is_reached(hand, desk):
    first = sizes(desk)
    for size in ((200, 200), (900, 500), (1900, 900)):
        await resized(hand, *size)
        assert sizes(desk) != first
        await resized(hand, *LARGE.toTuple())
        assert sizes(desk) == first
    for size in ((200, 200), (900, 700), LARGE.toTuple()):
        await resized(hand, *size)
    assert sizes(desk) == first


async def test_another_tab_in_front_changes_nothing(hand, desk):
    hand.window.tabifyDockWidget(desk["orderbook"], desk["trades"])
    desk["trades"].raise_()
    await hand.laid_out()
    width = desk["watchlist"].width()
    await resized(hand, 640, 400)
    desk["orderbook"].raise_()
    await hand.laid_out()
    await resized(hand, *LARGE.toTuple())
    assert desk["watchlist"].width() == width


@pytest.mark.parametrize("act", ["separator", "float", "close", "open"])
async def test_what_the_user_does_in_between_is_not_undone(hand, desk, act):
    first = sizes(desk)
    await resized(hand, 1000, 700)
    watchlist, chart = desk["watchlist"], desk["chart"]
    if act == "separator":
        at = QPoint(chart.geometry().left() - 2, chart.geometry().center().y())
        await drag_separator(hand.window, at, QPoint(8, 0))
    elif act == "float":
        watchlist.setFloating(True)
    elif act == "close":
        del desk["trades"]
        hand.desk.docks()[-1].close()
    else:
        hand.open("faults")
    await hand.laid_out()
    small = sizes(desk)
    share = small["chart"][0] / 1000
    await resized(hand, *LARGE.toTuple())
    assert sizes(desk) != first
    assert abs(chart.width() / 1400 - share) < 0.03, "as Qt shares the room out"
    large = sizes(desk)
    await resized(hand, 1000, 700)
    assert sizes(desk) == small
    await resized(hand, 800, 500)
    await resized(hand, *LARGE.toTuple())
    assert sizes(desk) == large, "each size that the window had is known"
