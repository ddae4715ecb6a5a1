"""The search field tells what the user sees, while an input method composes it too."""

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dubeolsik import states
from widgets.controls.search_field import SearchField


@pytest.fixture
def field(application):
    made = SearchField()
    made.reported = []
    made.searched.connect(made.reported.append)
    return made


def compose(field, preedit, commit=""):
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def test_each_key_is_reported(field):
    QTest.keyClicks(field, "btc")
    assert field.reported == ["b", "bt", "btc"]
    field.clear()
    assert field.reported[-1] == ""


def test_composed_text_is_reported_key_by_key(field):
    for state in states("비트"):
        compose(field, state[-1], state[:-1].removeprefix(field.text()))
    assert field.reported == ["ㅂ", "비", "빝", "비트"]
    assert field.text() == "비"
    assert field.typed == "비트"


def test_the_composed_text_stands_at_the_cursor(field):
    field.setText("krw")
    field.setCursorPosition(0)
    compose(field, "빝")
    assert field.reported[-1] == "빝krw"


def test_an_unchanged_text_is_passed_on_once(field):
    compose(field, "비")
    compose(field, "비")
    compose(field, "", "비")
    assert field.reported == ["비"]
    compose(field, "ㅌ")
    compose(field, "")
    assert field.reported == ["비", "비ㅌ", "비"]
