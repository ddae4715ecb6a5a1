"""The button that returns to the newest candle."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from chart_in_hand import chart
from widgets.chart.controls.newest_button import ReturnButton


def test_it_lies_inside_the_corner_of_the_prices_and_only_away_from_the_newest_candle(application):
    view, _ = chart()
    button = ReturnButton(view)
    view.redraw()
    assert button.isHidden()
    view.pan(600)
    for size in ((800, 500), (420, 300)):
        view.resize(*size)
        QApplication.processEvents()
        right, bottom = view.corner
        assert not button.isHidden()
        assert QRect(0, 0, right, bottom).contains(button.geometry())
        assert button.geometry().right() > right - 12
        assert button.geometry().bottom() > bottom - 12
    button.click()
    assert view.window_of_time.is_following
    assert button.isHidden()
    view.close()
