"""The button that returns to the newest candle."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from widgets.chart.newest_button import ReturnButton


def test_it_lies_inside_the_corner_it_is_given_and_only_while_it_is_offered(application):
    chart = QWidget()
    chart.resize(400, 300)
    button = ReturnButton(chart)
    assert button.isHidden()
    for right, bottom in ((340, 278), (200, 120)):
        button.offer(True, right, bottom)
        assert not button.isHidden()
        assert QRect(0, 0, right, bottom).contains(button.geometry())
        assert button.geometry().right() > right - 12
        assert button.geometry().bottom() > bottom - 12
    button.offer(False, 340, 278)
    assert button.isHidden()
