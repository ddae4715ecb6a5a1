from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from widgets.text.hangul_keys import add_shortcut, as_latin, with_hangul

LAYOUT = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("Ctrl+W", ["Ctrl+W", "Ctrl+ㅈ"]),
        ("Ctrl+Shift+T", ["Ctrl+Shift+T", "Ctrl+Shift+ㅅ", "Ctrl+Shift+ㅆ"]),
        ("Shift+K", ["Shift+K", "Shift+ㅏ"]),
        ("K", ["K", "ㅏ"]),
        ("Ctrl+K, Ctrl+T", ["Ctrl+K, Ctrl+T", "Ctrl+ㅏ, Ctrl+ㅅ"]),
        ("F12", ["F12"]),
        ("Ctrl+,", ["Ctrl+,"]),
        ("Ctrl++", ["Ctrl++"]),
        ("Alt+1", ["Alt+1"]),
        ("Home", ["Home"]),
        ("", []),
    ],
)
def test_each_letter_is_also_given_by_its_jamo(keys, written):
    assert [each.toString() for each in with_hangul(QKeySequence(keys))] == written


@pytest.mark.parametrize("letter", "QWERTYUIOPASDFGHJKLZXCVBNM")
@pytest.mark.parametrize("modifiers", ["", "Ctrl+", "Ctrl+Shift+"])
def test_what_was_pressed_as_jamo_is_the_letter_again(letter, modifiers):
    keys = QKeySequence(modifiers + letter)
    assert len(with_hangul(keys)) > 1
    assert {as_latin(each).toString() for each in with_hangul(keys)} == {keys.toString()}


def test_the_layout_is_the_standard_one():
    assert "".join(with_hangul(QKeySequence(each))[1].toString() for each in "QWERTYUIOPASDFGHJKLZXCVBNM") == LAYOUT


@pytest.mark.parametrize("key", ["W", "ㅈ"])
def test_a_shortcut_of_a_window_hears_both(application, key):
    window = QLineEdit()
    heard: list[bool] = []
    add_shortcut(window, "Ctrl+W", lambda: heard.append(True))
    window.show()
    QApplication.processEvents()
    QTest.sendKeyEvent(QTest.KeyAction.Click, window, Qt.Key(ord(key)), key, Qt.KeyboardModifier.ControlModifier)
    assert heard == [True]
