"""A press is told of every separator and of nothing else, before Qt moves anything."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.desk.layout.separator_press import SeparatorPress
from app.panels.spec import DEFAULT_DESK


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton])
async def test_each_press_of_a_separator_is_told_once_and_none_beside_it(hand, button):
    hand.window.resize(1200, 700)
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    docks = hand.desk.docks()
    places = [dock.geometry() for dock in docks]
    told = []
    presses = SeparatorPress(hand.window)
    presses.pressed.connect(lambda: told.append([dock.geometry() for dock in docks]))
    beside = {QPoint(place.left() - 2, place.center().y()) for place in places if place.left() > 2}
    above = {QPoint(place.center().x(), place.bottom() + 2) for place in places if place.bottom() < 690}
    separators = [at for at in beside | above if hand.window.isSeparator(at)]
    assert len({at.x() for at in separators}) > 2 < len({at.y() for at in separators})
    for at in separators:
        QTest.mousePress(hand.window, button, pos=at)
        assert told.pop() == places
        assert told == []
        QTest.mouseRelease(hand.window, button, pos=at)
    for place in places:
        QTest.mouseClick(hand.window, button, pos=place.center())
    assert told == []
