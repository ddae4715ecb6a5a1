"""A window that is wanted comes to the front, whatever has become of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from widgets.controls.window_front import bring_to_front


@pytest.mark.parametrize("state", [Qt.WindowState.WindowNoState, Qt.WindowState.WindowMaximized])
def test_a_minimised_window_comes_back_as_it_was(qtbot, state):
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowState(state)
    window.show()
    window.setWindowState(state | Qt.WindowState.WindowMinimized)
    assert window.isMinimized()
    bring_to_front(window)
    assert window.windowState() == state
    qtbot.waitUntil(window.isActiveWindow)


def test_a_hidden_one_is_shown(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    bring_to_front(window)
    qtbot.waitUntil(window.isActiveWindow)
