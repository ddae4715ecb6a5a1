"""What is typed into a box of numbers and not used is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QSpinBox

from widgets.controls.typed_range import TypedRange

BOXES = {"whole": QSpinBox, "number": QDoubleSpinBox}


@pytest.mark.parametrize("kind", BOXES)
@pytest.mark.parametrize(
    ("typed", "is_refused"),
    [
        ("5", False),
        ("50", False),
        ("1500", False),
        ("1,500", False),
        ("4", True),
        ("1501", True),
        ("-7", True),
        ("", False),
    ],
)
def test_a_number_is_refused_exactly_if_it_is_outside_the_range(application: QApplication, kind, typed, is_refused):
    box, reported = BOXES[kind](), []
    box.setRange(5, 1500)
    box.setGroupSeparatorShown(True)
    box.setKeyboardTracking(False)
    box.setSuffix(" 초")
    if isinstance(box, QDoubleSpinBox):
        box.setDecimals(0)
    TypedRange(box).refused.connect(lambda: reported.append(1))
    box.show()
    box.selectAll()
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert bool(reported) is is_refused


def test_the_next_key_is_told_so_that_the_complaint_can_go(application: QApplication):
    box, changed = QSpinBox(), []
    box.setRange(0, 10)
    TypedRange(box).changed.connect(lambda: changed.append(1))
    box.show()
    box.selectAll()
    QTest.keyClicks(box, "7")
    assert changed == [1]
