"""A window that fills the screen comes back exactly, though it gets its normal size while it is closed and opened."""

import asyncio
from itertools import product

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent

from app.panels.spec import DEFAULT_DESK, PanelSpec
from app.workspaces.content import DeskContent
from desk_places import TWENTY, arranged, places
from thorough import thorough

NORMAL, SCREEN = QSize(1632, 918), QSize(1920, 1061)
STATES = {
    "normal": Qt.WindowState.WindowNoState,
    "maximized": Qt.WindowState.WindowMaximized,
    "full screen": Qt.WindowState.WindowFullScreen,
}
DESKS = {
    "default": DEFAULT_DESK,
    "two charts": [*DEFAULT_DESK, *map(PanelSpec.parse, ["depth", "assets", "chart:KRW-ETH"])],
    "twelve": [PanelSpec.parse(words) for words in TWENTY[:12]],
}


async def resized(hand, size):
    """The window system gives the window another size: here the screen of the platform is too small for a desk."""
    hand.window.resize(size)
    await hand.laid_out()


async def filling(hand, state):
    """The window as the user has it."""
    hand.window.overrideWindowState(state)
    await resized(hand, SCREEN if state else NORMAL)


async def restarted(hand, kept, state):
    """Close the window and read the desk, then open it again, as a window manager answers to both."""
    hand.window.close()
    hand.window.resize(NORMAL)
    QCoreApplication.sendEvent(hand.window, QResizeEvent(NORMAL, SCREEN))  # as after the answer of the window manager
    content = kept.read()
    del content["width"]  # it is compared with the screen, and that of this platform has 800 pixels
    hand.desk.close_all()
    await asyncio.sleep(0)
    hand.window.overrideWindowState(Qt.WindowState.WindowNoState)
    hand.window.show()
    hand.window.overrideWindowState(state)
    kept = DeskContent(hand.window, hand.desk)
    assert await kept.is_opened(content)
    await resized(hand, SCREEN if state else NORMAL)
    return kept


@pytest.mark.parametrize(
    ("state", "desk"),
    thorough(
        [*product(STATES, ("default", "twelve")), ("maximized", "two charts")],
        usual=[("normal", "default"), ("maximized", "twelve"), ("maximized", "two charts"), ("full screen", "default")],
    ),
)
async def test_restarts_leave_every_panel_its_size(hand, state, desk):
    await filling(hand, STATES[state])
    hand.desk.open_all(DESKS[desk])
    await hand.laid_out()
    kept = DeskContent(hand.window, hand.desk)
    was, where = arranged(hand.window, hand.desk), places(hand.desk)
    for _ in range(2):  # the second begins with what the first has left
        kept = await restarted(hand, kept, STATES[state])
        assert places(hand.desk) == where
        assert arranged(hand.window, hand.desk) == was


@pytest.mark.parametrize("state", [name for name in STATES if name != "normal"])
async def test_at_another_scale_of_the_display_the_window_fills_the_screen_again(hand, monkeypatch, state):
    """Qt refuses a place on a screen of quite another width."""
    monkeypatch.setattr("app.workspaces.content.OFFSCREEN", "")
    hand.window.setWindowState(STATES[state])
    content = {**DeskContent(hand.window, hand.desk).read(), "geometry": "", "panels": []}
    hand.window.setWindowState(Qt.WindowState.WindowNoState)
    assert await DeskContent(hand.window, hand.desk).is_opened(content, is_start=True)
    assert hand.window.windowState() == STATES[state]


async def test_a_panel_closed_or_opened_while_the_window_is_hidden_is_seen(hand):
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    kept = DeskContent(hand.window, hand.desk)
    hand.window.hide()
    hand.desk.docks()[0].close()
    (new,) = hand.open("trades:KRW-ETH")
    content = kept.read()
    assert len(content["panels"]) == len(DEFAULT_DESK)
    assert new.objectName() in str(content["arrangement"])


async def test_a_window_shown_again_is_read_as_it_is(hand):
    hand.desk.open_all(DEFAULT_DESK)
    await filling(hand, Qt.WindowState.WindowMaximized)
    kept = DeskContent(hand.window, hand.desk)
    hand.window.hide()
    large = kept.read()
    hand.window.overrideWindowState(Qt.WindowState.WindowNoState)
    hand.window.show()
    await resized(hand, NORMAL)
    assert kept.read()["width"] < large["width"]
    assert kept.read()["layout"] != large["layout"]
