"""A restored window is wholly on the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QMainWindow

from app.dock.on_screen import FRAME, fitted, keep_on_screen

SIZES = st.integers(200, 4_000)
PLACES = st.integers(-5_000, 5_000)


def with_frame(place: QRect) -> QRect:
    side = FRAME.width() // 2
    return place.adjusted(-side, side - FRAME.height(), side, side)


@given(place=st.builds(QRect, PLACES, PLACES, SIZES, SIZES), screen=st.builds(QRect, PLACES, PLACES, SIZES, SIZES))
def test_it_is_on_the_screen_with_its_frame_wherever_it_was(place, screen):
    result = fitted(place, screen)
    assert screen.contains(result if result == place else with_frame(result))
    assert result.width() <= place.width()
    assert result.height() <= place.height()
    assert fitted(result, screen) == result


@pytest.mark.parametrize("place", [QRect(100, 80, 800, 600), QRect(1, 20, 1598, 879), QRect(1, 0, 1598, 899)])
def test_one_that_is_there_stays_where_it_is_though_its_title_bar_is_low(place):
    assert fitted(place, QRect(0, 0, 1600, 900)) == place


def test_what_a_larger_scale_left_no_room_for_is_shrunk_to_its_screen():
    assert fitted(QRect(1, 25, 1063, 595), QRect(0, 0, 1066, 600)) == QRect(1, 39, 1063, 560)


@pytest.mark.parametrize(
    ("state", "is_moved"),
    [
        (Qt.WindowState.WindowNoState, True),
        (Qt.WindowState.WindowMaximized, False),
        (Qt.WindowState.WindowFullScreen, False),
        (Qt.WindowState.WindowMinimized, False),
    ],
)
def test_a_window_that_the_system_places_is_left_alone(application, state, is_moved):
    window = QMainWindow()
    beyond = QRect(-5_000, -5_000, 300, 200)
    window.setGeometry(beyond)
    window.setWindowState(state)
    keep_on_screen(window)
    assert (window.geometry() != beyond) is is_moved
