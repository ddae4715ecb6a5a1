from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import app
import widgets
from widgets.controls.number_boxes import NumberBox, WholeNumberBox
from widgets.controls.typed_range import TypedRange


@pytest.mark.parametrize("kind", [NumberBox, WholeNumberBox])
@pytest.mark.parametrize("typed", ["999", "4", "abc", "", "-", "-7", "1.2345", "9" * 30, "five s s"])
def test_what_is_not_allowed_stays_seen_until_it_is_finished_and_changes_nothing(application, kind, typed):
    box, heard = kind(), []
    box.setRange(5, 99)
    box.setSuffix(" s")
    box.setKeyboardTracking(False)
    box.setValue(42)
    watch = TypedRange(box)
    watch.refused.connect(lambda: heard.append("refused"))
    box.valueChanged.connect(heard.append)
    box.show()
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    QTest.keyClicks(box, typed)
    assert box.cleanText() == typed.strip()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == 42
    assert set(heard) == {"refused"}
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert 42 <= box.value() <= 43
    box.selectAll()
    QTest.keyClicks(box, "50")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == 50
    assert heard[-1] == 50


def test_all_boxes_for_numbers_are_such_ones():
    plain = {
        path.name
        for room in (app, widgets)
        for path in Path(room.__file__).parent.rglob("*.py")
        if re.search(r"\bQ(Double)?SpinBox\(\)|\(Q(Double)?SpinBox\):", path.read_text())
    }
    assert plain == {"number_boxes.py"}
