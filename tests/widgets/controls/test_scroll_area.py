from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from widgets.controls.scroll_area import ScrollArea


@pytest.fixture
def area(application, qtbot) -> ScrollArea:
    made = ScrollArea()
    qtbot.addWidget(made)
    page = QWidget()
    page.setFixedSize(100, 5_000)
    made.setWidget(page)
    made.resize(120, 300)
    made.show()
    return made


@pytest.mark.parametrize("is_child", [False, True])
def test_home_and_end_go_to_the_ends_also_from_a_child_that_has_no_use_for_them(area, is_child):
    bar = area.verticalScrollBar()
    target = QPushButton(area.widget()) if is_child else area
    QTest.keyClick(target, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    QTest.keyClick(target, Qt.Key.Key_PageUp)
    assert 0 < bar.value() < bar.maximum()
    QTest.keyClick(target, Qt.Key.Key_Home)
    assert bar.value() == 0
