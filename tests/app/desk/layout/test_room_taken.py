"""Panels have the sizes of before others were opened again, once these are closed or windows of their own."""

import pytest
import pytest_asyncio
from PySide6.QtCore import QPoint, QSize

from app.panels.spec import DEFAULT_DESK, PanelSpec
from separator_drag import drag_separator

WIDE = 400
"""Pixels that a panel needs, and its column does not have."""


@pytest_asyncio.fixture
async def usual(hand):
    """The sizes of the default desk in a small window."""
    hand.window.resize(911, 480)
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    return sizes(hand)


def sizes(hand):
    return {
        dock.kind: (dock.width(), dock.height())
        for dock in hand.desk.docks()
        if not dock.isFloating() and not hand.window.tabifiedDockWidgets(dock)
    }


def are_alike(some, others):
    """Whether sizes are the same but for what Qt takes for a strip and its separator."""
    return some.keys() == others.keys() and all(
        some[kind][0] == others[kind][0] and abs(some[kind][1] - others[kind][1]) <= 4 for kind in some
    )


def width_of(hand, kind):
    return next(dock.width() for dock in hand.desk.docks() if dock.kind == kind)


async def opened(hand, kind, width=WIDE):
    dock = hand.desk.open(PanelSpec(kind))
    dock.panel.setMinimumWidth(width)  # as the words of a language, or a font, make it
    await hand.laid_out()
    return dock


async def left(hand, dock, *, by_floating):
    if by_floating:
        dock.setFloating(True)
    else:
        dock.close()
    await hand.laid_out()


@pytest.mark.parametrize(("kind", "by_floating"), [("faults", True), ("assets", False)])
async def test_what_a_panel_took_comes_back_however_often_it_leaves(hand, usual, kind, by_floating):
    for _ in range(2):
        dock = await opened(hand, kind)
        assert sizes(hand)["watchlist"] != usual["watchlist"]
        taken = sizes(hand)
        await left(hand, dock, by_floating=by_floating)
        assert are_alike(sizes(hand), usual)
        if by_floating:
            dock.setFloating(False)
            await hand.laid_out()
            assert are_alike(sizes(hand), taken)
            await left(hand, dock, by_floating=True)
            assert are_alike(sizes(hand), usual)
            dock.close()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)], ids=str)
async def test_in_whatever_order_panels_close_the_widths_are_those_of_before_at_the_end(hand, usual, order):
    docks = [await opened(hand, kind, 345) for kind in ("assets", "my-orders", "faults")]
    assert width_of(hand, "watchlist") < usual["watchlist"][0]
    for place in order:
        await left(hand, docks[place], by_floating=False)
    assert are_alike(sizes(hand), usual)


async def test_what_the_user_gave_by_a_separator_stays(hand, usual):
    dock = await opened(hand, "faults")
    watchlist, _, chart, *_ = hand.desk.docks()
    place = QPoint((watchlist.geometry().right() + chart.geometry().left()) // 2, watchlist.geometry().center().y())
    await drag_separator(hand.window, place, QPoint(30, 0))
    await hand.laid_out()
    width = watchlist.width()
    assert width != usual["watchlist"][0]
    await left(hand, dock, by_floating=True)
    assert watchlist.width() == width


async def test_panels_that_were_moved_meanwhile_keep_their_sizes(hand, usual):
    dock = await opened(hand, "faults")
    watchlist, _, chart, *_ = hand.desk.docks()
    hand.window.tabifyDockWidget(chart, watchlist)
    await hand.laid_out()
    width = chart.width()
    await left(hand, dock, by_floating=True)
    assert chart.width() == width


@pytest.mark.parametrize("by_floating", [False, True])
async def test_what_panels_took_that_an_undo_brought_back_comes_back_too(hand, usual, by_floating):
    kinds = ("assets", "my-orders", "faults")
    for kind in kinds:
        await left(hand, await opened(hand, kind, 345), by_floating=False)
    assert are_alike(sizes(hand), usual)
    for _ in kinds:
        hand.desk.reopen()
        hand.desk.docks()[-1].panel.setMinimumWidth(345)
        await hand.laid_out()
    assert width_of(hand, "watchlist") < usual["watchlist"][0]
    for dock in hand.desk.docks()[: -1 - len(kinds) : -1]:
        await left(hand, dock, by_floating=by_floating)
    assert {kind: width_of(hand, kind) for kind in usual} == {kind: width for kind, (width, _) in usual.items()}


async def test_in_a_window_of_another_size_they_have_their_shares(hand, usual):
    dock = await opened(hand, "faults")
    hand.window.resize(QSize(1400, 800))
    await hand.laid_out()
    await left(hand, dock, by_floating=False)
    assert abs(width_of(hand, "watchlist") / 1400 - usual["watchlist"][0] / 911) < 0.01
