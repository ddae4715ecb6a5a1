"""The keyboard focus of every window: Tab comes to every control, and each shows in every theme that it has it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from shiboken6 import isValid

from app.dock.dock import PanelDock
from waiting import eventually
from whole_desk import WholeDesk
from widgets.look.contrast import LEAST_FOR_MARKS, Rgb, contrast
from widgets.look.look import Look
from widgets.look.themes import ThemeName


@pytest_asyncio.fixture
async def desk(application: QApplication) -> AsyncIterator[WholeDesk]:
    """A whole desk whose look is that of the application."""
    made = WholeDesk()
    made.hand.context.look.dress(application)
    made.window.resize(1900, 1300)
    await made.fed()
    made.tour.end()
    yield made
    made.hand.context.look._application = None
    await made.stop()
    Look(application).dress(application)


def stops(window: QWidget) -> set[QWidget]:
    """The controls of a window that the keyboard can come to."""
    tab = Qt.FocusPolicy.TabFocus
    return {
        each
        for each in window.findChildren(QWidget)
        if each.window() is window
        and each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & tab == tab
        and each.focusProxy() is None
    }


def windows_of(desk: WholeDesk) -> Iterator[QWidget]:
    """The palette first: it closes when another window is activated."""
    return filter(isValid, (*reversed(desk.dialogs), desk.window))


def walk(key: Qt.Key, window: QWidget) -> Iterator[QWidget]:
    """Press Tab or Shift+Tab, and yield who got the keyboard, until someone has got it twice."""
    seen: set[QWidget] = set()
    while (now := QApplication.focusWidget()) not in seen:
        assert now is not None
        assert now.window() is window
        seen.add(now)
        yield now
        QTest.keyClick(now, key)


async def activated(window: QWidget) -> None:
    window.activateWindow()
    # Something has the keyboard from the start.
    await eventually(lambda: (has_it := QApplication.focusWidget()) is not None and has_it.window() is window)


def marked_part(widget: QWidget) -> tuple[QWidget, list[QRect]]:
    """Where the mark is: the dock's title for the main part of a panel, else the edge of the control."""
    dock = next((each for each in parents(widget) if isinstance(each, PanelDock)), None)
    if dock is not None and dock.panel.focusProxy() is widget:
        return dock, [QRect(0, 0, 4, 8)]
    edge = widget.tabRect(widget.currentIndex()) if isinstance(widget, QTabBar) else widget.rect()
    return widget, [QRect(x, edge.center().y(), 2, 1) for x in (edge.left(), edge.right() - 1)]


def parents(widget: QWidget) -> Iterator[QWidget]:
    while (above := widget.parentWidget()) is not None:
        yield above
        widget = above


def edge_of(widget: QWidget) -> list[Rgb]:
    """The colours at the place of the mark.

    They are those in the parent: by itself a flat button is painted on the colour of its palette's window, which is
    that of outlines, and which the screen never shows.
    """
    where, places = marked_part(widget)
    above = where.parentWidget() or where
    images = [above.grab(QRect(where.mapTo(above, place.topLeft()), place.size())).toImage() for place in places]
    colors = [image.pixelColor(x, y) for image in images for x in range(image.width()) for y in range(image.height())]
    return [(color.red(), color.green(), color.blue()) for color in colors]


async def test_tab_comes_to_every_control_of_every_window(desk: WholeDesk) -> None:
    for window in windows_of(desk):
        await activated(window)
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            missed = stops(window) - set(walk(key, window))
            assert not missed, f"{window}, {key}: {missed}"


@pytest.mark.parametrize("name", ThemeName)
async def test_every_control_shows_in_every_theme_that_it_has_the_keyboard(desk: WholeDesk, name: ThemeName) -> None:
    desk.hand.context.look.set_theme(name)
    seen = 0
    for window in windows_of(desk):
        await activated(window)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # the first one has it without any key
        before: tuple[QWidget, list[Rgb]] | None = None
        for widget in walk(Qt.Key.Key_Tab, window):
            # A dock stays marked while another control in it has the keyboard and shows that itself.
            if before is not None and not marked_part(before[0])[0].isAncestorOf(widget):
                found = max(contrast(*pair) for pair in zip(before[1], edge_of(before[0]), strict=True))
                assert found >= LEAST_FOR_MARKS, f"{before[0]} in {before[0].parentWidget()}: {found:.1f}"
                seen += 1
            before = widget, edge_of(widget)
    assert seen > 50
