"""The tour: it goes through its notes by mouse and keys, can be skipped, and leaves nothing behind."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.tour.tour import Note, Tour
from core.text import translatable
from widgets.look.look import Look


@pytest.fixture
def window(application):
    made = QWidget()
    made.resize(1200, 700)
    made.left = QPushButton("left", made)
    made.left.setGeometry(0, 0, 200, 700)
    made.right = QPushButton("right", made)
    made.right.setGeometry(1000, 0, 200, 700)
    made.show()
    return made


def notes(window):
    return [
        Note(translatable("Test", "first"), translatable("Test", "about the left"), lambda: window.left),
        Note(translatable("Test", "absent"), translatable("Test", "about nothing"), lambda: None),
        Note(translatable("Test", "second"), translatable("Test", "about the right"), lambda: window.right),
    ]


@pytest.fixture
def tour(window):
    made = Tour(window, notes(window), Look())
    made.begin()
    return made


def test_it_goes_on_and_back_by_its_buttons_and_ends_after_the_last_note(tour):
    ended = []
    tour.ended.connect(lambda: ended.append(True))
    assert tour.title == "first"
    assert not tour.back_button.isVisible()
    tour.next_button.click()
    assert (tour.title, tour.text) == ("second", "about the right")
    assert not tour.skip_button.isVisible()
    tour.back_button.click()
    assert tour.title == "first"
    tour.next_button.click()
    tour.next_button.click()
    assert ended == [True]
    assert not tour.isVisible()


def test_a_note_about_something_that_is_not_there_is_left_out(tour):
    assert "1 / 2" in tour._count.text()


def test_it_goes_by_keys_alone(tour):
    ended = []
    tour.ended.connect(lambda: ended.append(True))
    QTest.keyClick(tour, Qt.Key.Key_Return)
    assert tour.title == "second"
    QTest.keyClick(tour, Qt.Key.Key_Backspace)
    assert tour.title == "first"
    QTest.keyClick(tour, Qt.Key.Key_Escape)
    assert ended == [True]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_after_it_the_keyboard_is_at_nothing_that_one_more_key_would_press(window, tour, qtbot, key):
    window.activateWindow()
    tour.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is tour)
    pressed = []
    for button in (window.left, window.right):
        button.clicked.connect(lambda: pressed.append(True))
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget() or window, key)
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Space if tour.isHidden() else key)
    assert tour.isHidden()
    assert QApplication.focusWidget() is None
    assert pressed == []


def test_esc_that_nothing_else_takes_ends_it_from_everywhere_in_the_window(window, tour, qtbot):
    ended, left = [], []
    tour.ended.connect(lambda: ended.append(True))
    tour.keyboard_left.connect(lambda: left.append(True))
    window.activateWindow()
    window.left.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.left)
    QTest.keyClick(window.left, Qt.Key.Key_Escape)
    assert (ended, left) == ([True], []), "the keyboard stays where it is"
    QTest.keyClick(window.left, Qt.Key.Key_Escape)
    assert ended == [True]


@pytest.mark.parametrize("part", ["tour", "button", "nothing"])
def test_it_says_when_it_leaves_the_keyboard_to_nobody(window, tour, qtbot, part):
    left = []
    tour.keyboard_left.connect(lambda: left.append(QApplication.focusWidget()))
    window.activateWindow()
    has_it = {"tour": tour, "button": tour.next_button, "nothing": None}[part]
    if has_it is None:
        tour.clearFocus()
    else:
        has_it.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is has_it)
    QTest.keyClick(has_it or window, Qt.Key.Key_Escape)
    assert left == [None]


def test_each_note_stands_beside_what_it_is_about_and_a_frame_is_around_that(tour, window):
    for about in (window.left, window.right):
        assert not tour.geometry().intersects(about.geometry())
        assert window.rect().contains(tour.geometry())
        assert tour._frame.geometry().contains(about.geometry().adjusted(1, 1, -1, -1))
        tour.next_button.click()


def test_it_stays_inside_a_window_that_becomes_small(tour, window):
    window.resize(420, 400)
    QCoreApplication.sendPostedEvents()
    assert window.rect().contains(tour.geometry())


def test_the_frame_lets_the_pointer_through(tour, window):
    place = window.left.geometry().center()
    assert window.childAt(place) is window.left


def test_nothing_is_left_of_it_when_it_has_ended(tour, window):
    tour.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert {type(child) for child in window.children()} == {QPushButton}


def test_without_any_note_it_ends_at_once(window):
    tour, ended = Tour(window, [], Look()), []
    tour.ended.connect(lambda: ended.append(True))
    tour.begin()
    assert ended == [True]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize(("name", "then"), [("skip_button", ""), ("back_button", "first"), ("next_button", "third")])
def test_enter_presses_the_button_that_has_the_keyboard(window, key, name, then):
    third = Note(translatable("Test", "third"), translatable("Test", "about the window"), lambda: window)
    tour = Tour(window, [*notes(window), third], Look())
    ended = []
    tour.ended.connect(lambda: ended.append(True))
    tour.begin()
    tour.go_on()
    window.activateWindow()
    button = getattr(tour, name)
    button.setFocus()
    assert QApplication.focusWidget() is button
    QTest.keyClick(button, key)
    assert (bool(ended), tour.title if then else "") == (not then, then)
