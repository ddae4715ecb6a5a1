"""A layout is restored exactly, even if the window gets its final size after the restore."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from app.desk.layout.late_size import LateSize

AREA = Qt.DockWidgetArea.LeftDockWidgetArea
LARGE, SMALL = (1600, 880), (1000, 620)
DOCKS = "abcd"


def window_of(qtbot, size, names=DOCKS):
    """A window with two columns of two docks."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(*size)
    for name in names:
        add(window, name)
    window.show()
    return window


def add(window, name):
    dock = QDockWidget(name, window)
    dock.setObjectName(name)
    dock.setWidget(QWidget())
    others = docks(window)
    if name in "bd":
        window.splitDockWidget(others["a" if name == "b" else "c"], dock, Qt.Orientation.Vertical)
    else:
        window.addDockWidget(AREA, dock, Qt.Orientation.Horizontal)
    return dock


def docks(window):
    return {dock.objectName(): dock for dock in window.findChildren(QDockWidget)}


def places(window):
    return {name: dock.geometry().getRect() for name, dock in docks(window).items()}


@pytest.fixture
def left(qtbot):
    """The saved layout and positions of a desk in a large window."""
    window = window_of(qtbot, LARGE)
    qtbot.wait(20)
    window.resizeDocks([docks(window)["a"], docks(window)["c"]], [300, 1300], Qt.Orientation.Horizontal)
    window.resizeDocks([docks(window)["a"], docks(window)["b"]], [250, 630], Qt.Orientation.Vertical)
    qtbot.wait(20)
    return window.saveState(1), places(window)


def filling(window, size):
    """A maximised window that has only `size` so far; this platform's own screen is smaller."""
    window.resize(*size)
    window.overrideWindowState(Qt.WindowState.WindowMaximized)
    return window


def test_what_is_restored_before_a_maximised_window_has_its_size_is_as_it_was(qtbot, left):
    layout, before = left
    window = filling(window_of(qtbot, SMALL), SMALL)
    assert LateSize(window).restore(partial(window.restoreState, layout, 1))
    qtbot.wait(20)
    assert places(window) != before
    for size in ((1300, 700), LARGE):  # some window systems reach the final size in steps
        window.resize(*size)
        qtbot.wait(50)
    assert places(window) == before


@pytest.mark.parametrize("state", [Qt.WindowState.WindowNoState, Qt.WindowState.WindowMaximized])
def test_a_size_the_user_gives_the_window_leaves_what_the_user_gave_the_docks(qtbot, left, state):
    layout, before = left
    window = window_of(qtbot, LARGE)
    if state is Qt.WindowState.WindowMaximized:
        filling(window, LARGE)
    late_size = LateSize(window)
    late_size.restore(partial(window.restoreState, layout, 1))
    if state is Qt.WindowState.WindowMaximized:
        late_size.settle()
    qtbot.wait(20)
    assert places(window) == before
    window.resizeDocks([docks(window)["a"], docks(window)["c"]], [900, 700], Qt.Orientation.Horizontal)
    window.resize(LARGE[0], LARGE[1] - 40)
    qtbot.wait(50)
    assert docks(window)["a"].width() > 800


def test_a_dock_opened_meanwhile_stays_in_the_window(qtbot, left):
    layout, _ = left
    window = filling(window_of(qtbot, SMALL), SMALL)
    LateSize(window).restore(partial(window.restoreState, layout, 1))
    new = add(window, "e")
    new.show()
    window.resize(*LARGE)
    qtbot.wait(50)
    assert all(dock.isVisible() and not dock.isFloating() for dock in docks(window).values())
    taken = [dock.geometry() for dock in docks(window).values()]
    assert not any(one.intersects(other) for one in taken for other in taken if one is not other)


def test_a_layout_that_is_none_is_refused(qtbot):
    window = window_of(qtbot, SMALL)
    assert not LateSize(window).restore(partial(window.restoreState, b"junk", 1))


def test_after_it_settled_a_size_that_came_just_before_moves_nothing_any_more(qtbot, left):
    layout, _ = left
    window = filling(window_of(qtbot, SMALL), SMALL)
    late_size = LateSize(window)
    late_size.restore(partial(window.restoreState, layout, 1))
    window.resize(*LARGE)
    late_size.settle()
    window.resizeDocks([docks(window)["a"], docks(window)["c"]], [900, 700], Qt.Orientation.Horizontal)
    qtbot.wait(50)
    assert docks(window)["a"].width() > 800
