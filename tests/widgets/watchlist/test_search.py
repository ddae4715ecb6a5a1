from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from widgets.watchlist.search import WatchlistSearch

PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)


@pytest.fixture
def search(application, qtbot) -> WatchlistSearch:
    made = WatchlistSearch()
    qtbot.addWidget(made)
    made.walks = []
    made.walked.connect(made.walks.append)
    return made


@pytest.mark.parametrize("text", ["", "eth"])
@pytest.mark.parametrize("key", [*PAGES, *ENDS])
def test_keys_are_the_lists_unless_they_move_the_cursor_in_a_text(search, key, text):
    search.setText(text)
    search.setCursorPosition(min(len(text), 1))
    QTest.keyClick(search, key)
    is_the_lines = key in ENDS and text
    assert search.walks == ([] if is_the_lines else [key])
    if is_the_lines:
        assert search.cursorPosition() == (0 if key == Qt.Key.Key_Home else len(text))


@pytest.mark.parametrize("key", [*PAGES, *ENDS])
def test_with_another_key_held_they_mean_something_else(search, key):
    QTest.keyClick(search, key, Qt.KeyboardModifier.ShiftModifier)
    assert search.walks == []


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_Escape, "escaped"), (Qt.Key.Key_Down, "left_downwards")])
def test_escape_and_down_are_told_apart_from_the_keys_of_the_list(search, qtbot, key, name):
    search.show()
    qtbot.waitExposed(search)
    search.activateWindow()
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    with qtbot.waitSignal(getattr(search, name), timeout=2000):
        QTest.keyClick(search, key)
    assert search.walks == []
