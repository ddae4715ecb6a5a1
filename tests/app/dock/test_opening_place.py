"""A panel that becomes a window opens where it was, or where its tabs are, and large enough to be read."""

import pytest
import pytest_asyncio
from PySide6.QtCore import QPoint, QRect, QSize, Qt

from app.desk.panel_menu import float_or_dock
from app.dock.floating import give_place
from app.dock.on_screen import keep_on_desktop
from app.panels.kinds import KINDS
from app.panels.readable_size import least_size
from app.panels.spec import PanelSpec
from waiting import eventually, steady

NEARLY = 4
"""Pixels by which a window is larger than the dock was: it has a frame."""


@pytest_asyncio.fixture
async def desk(hand):
    """One panel of each kind."""
    hand.window.resize(800, 700)
    hand.window.move(40, 60)
    hand.desk.open_all(map(PanelSpec, KINDS))
    await hand.laid_out()
    return hand.desk


def is_real_window(dock):
    return dock.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window


async def all_open(docks):
    await eventually(lambda: all(map(is_real_window, docks)))
    await steady(lambda: [dock.geometry().getRect() for dock in docks])


def on_screen(dock):
    return QRect(dock.mapToGlobal(QPoint(0, 0)), dock.size())


def opened_at(kind, place):
    """Where a panel opens that has this place in the main window."""
    return keep_on_desktop(QRect(place.topLeft(), place.size().expandedTo(QSize(*least_size(kind, 100)))))


def are_alike(place, wanted):
    corners = (place.topLeft() - wanted.topLeft(), place.bottomRight() - wanted.bottomRight())
    return all(max(abs(gap.x()), abs(gap.y())) <= NEARLY for gap in corners)


@pytest.mark.parametrize("size", [(800, 700), (200, 200), None], ids=["usual", "tiny", "maximised"])
@pytest.mark.parametrize("are_tabs", [False, True], ids=["as placed", "all of them tabs"])
async def test_every_kind_opens_where_it_was_and_can_be_read(hand, desk, size, are_tabs):
    hand.window.resize(*size) if size is not None else hand.window.showMaximized()
    docks = desk.docks()
    if are_tabs:
        for dock in docks[1:]:
            hand.window.tabifyDockWidget(docks[0], dock)
    await hand.laid_out()
    wanted = {}
    for dock in sorted(docks, key=lambda dock: dock.y()):  # those behind a tab before that in front
        mates = [each for each in (dock, *hand.window.tabifiedDockWidgets(dock)) if each.y() >= 0]
        wanted[dock.kind] = opened_at(dock.kind, on_screen(mates[0]))
        float_or_dock(desk, dock)
    await all_open(docks)
    wrong = [dock.kind for dock in docks if not are_alike(dock.geometry(), wanted[dock.kind])]
    assert not wrong


async def test_one_that_was_never_laid_out_opens_over_the_window(hand, desk):
    with desk.together():
        docks = [desk.open(PanelSpec("market-header")) for _ in range(3)]
    for dock in docks:
        dock.setFloating(True)
    await all_open(docks)
    for dock in docks:
        assert dock.geometry().intersects(hand.window.geometry().adjusted(9, 9, -9, -9))
        assert dock.width() >= least_size(dock.kind, 100)[0]


async def test_a_place_that_was_given_is_kept_however_small(hand, desk):
    dock = desk.docks()[-1]
    dock.setFloating(True)
    small = QRect(QPoint(50, 60), dock.minimumSizeHint())
    give_place(dock, small)
    await all_open([dock])
    assert are_alike(dock.geometry(), small)


@pytest.mark.parametrize("is_shown_again", [False, True])
async def test_what_qt_tells_of_a_window_that_was_just_shown_is_no_place_to_be_kept(hand, desk, is_shown_again):
    """While a window manager gives it a frame, Qt takes it to be in the corner of the screen."""
    dock = desk.docks()[-1]
    dock.setFloating(True)
    await eventually(lambda: is_real_window(dock))
    if is_shown_again:
        await all_open([dock])
        dock.hide()
        dock.show()
    told = QRect(QPoint(0, 0), dock.size())
    dock.setGeometry(told)
    assert not are_alike(keep_on_desktop(told), told)
    await all_open([dock])
    assert are_alike(dock.geometry(), told), "the window system tells the right one in a moment"


async def test_floated_again_it_opens_where_its_window_was(hand, desk):
    dock = desk.docks()[-1]
    dock.setFloating(True)
    await all_open([dock])
    moved = QRect(90, 110, 300, 200)
    dock.setGeometry(moved)
    await all_open([dock])
    dock.setFloating(False)
    await hand.laid_out()
    dock.setFloating(True)
    await all_open([dock])
    assert are_alike(dock.geometry(), moved)
