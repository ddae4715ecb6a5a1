"""What is said of a fault's state, at each width."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from widgets.faults.note import FaultNote


@pytest.fixture
def note(application: QApplication) -> FaultNote:
    made = FaultNote()
    made.set_words("켜짐", "끝남")
    return made


def test_what_has_no_room_is_left_out_from_its_beginning(note: FaultNote) -> None:
    note.say("7번 남음", "30초 남음", is_on=True)
    shown = []
    for width in range(note.sizeHint().width(), note.minimumSizeHint().width() - 1, -1):
        note.resize(width, 20)
        if note.shown not in shown:
            shown.append(note.shown)
    assert shown == ["켜짐 · 7번 남음 · 30초 남음", "7번 남음 · 30초 남음", "30초 남음", "켜짐"]
    note.resize(1, 20)
    assert note.shown == "켜짐"


def test_it_needs_as_much_room_off_as_on(note: FaultNote) -> None:
    least = note.minimumSizeHint()
    note.say("7번 남음", is_on=True)
    assert (note.text(), note.minimumSizeHint()) == ("켜짐 · 7번 남음", least)
    note.say("7번 남음", is_on=False)
    assert (note.text(), note.shown, note.minimumSizeHint()) == ("", "", least)
    assert note.sizeHint() == least


def test_another_word_changes_what_it_says_next(note: FaultNote) -> None:
    note.say(is_on=True)
    note.set_words("On", "Ended")
    note.say(is_on=True)
    assert note.text() == "On"
