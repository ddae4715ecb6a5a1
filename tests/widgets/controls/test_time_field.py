"""Typing into a field for a time of day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTimeEdit

from widgets.controls.time_field import minute_of, time_field

ALL = (Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("is_all", [False, True])
@pytest.mark.parametrize(("typed", "minute"), [("0830", 510), ("8:30", 510), ("2359", 1439), ("0000", 0), ("7", 420)])
def test_a_time_is_typed_over_the_hour_or_over_all_of_it(qtbot, is_all, typed, minute):
    field = time_field(23 * 60 if typed != "7" else 0)
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    assert field.text() in ("23:00", "00:00")
    if is_all:
        QTest.keyClick(field, *ALL)
        assert field.lineEdit().selectedText() == field.text()
    else:
        field.setSelectedSection(QTimeEdit.Section.HourSection)  # as the keyboard that comes by Tab does
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert minute_of(field) == minute


def test_letters_change_nothing(qtbot):
    field = time_field(90)
    qtbot.addWidget(field)
    field.show()
    QTest.keyClick(field, *ALL)
    QTest.keyClicks(field, "ab")
    assert field.text() == "01:30"
