"""What a gesture marks."""

from PySide6.QtCore import QRect

from widgets.chart.hands.box import Box
from widgets.look.theme import Ink


def test_equal_boxes_are_equal_so_that_nothing_is_repainted_for_them():
    assert Box(QRect(0, 0, 5, 5), ("a",), Ink.RISE) == Box(QRect(0, 0, 5, 5), ("a",), Ink.RISE)
    assert Box(QRect(0, 0, 5, 5), ("a",), Ink.RISE) != Box(QRect(0, 0, 5, 6), ("a",), Ink.RISE)
