"""The button that returns to the newest candle."""

import pytest
from PySide6.QtWidgets import QApplication

from chart_in_hand import bar, chart
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from widgets.chart.controls.newest_button import ReturnButton
from widgets.look.look import Look


@pytest.mark.parametrize("percent", [90, 100, 125, 150])
def test_it_lies_below_the_value_axes_over_no_pane_and_no_time_and_only_away_from_the_newest_candle(
    application, percent
):
    look = Look()
    look.set_font_percent(percent)
    view, _ = chart(look=look)
    button = ReturnButton(view)
    view.redraw()
    assert button.isHidden()
    view.pan(600)
    for size in ((800, 500), (420, 300), (150, 120)):
        view.resize(*size)
        QApplication.processEvents()
        assert not button.isHidden()
        assert view.rect().contains(button.geometry())
        assert not any(pane.area.intersects(button.geometry()) for pane in view.panes.visible)
        assert button.sizeHint().width() <= button.width() or button.text() == "▶"
        for _ in range(90):
            view.pan(7)
            assert not any(place.intersects(button.geometry()) for place in view.time_axis.label_areas())
    button.click()
    assert view.window_of_time.is_following
    assert button.isHidden()
    view.close()


def test_without_room_for_its_words_it_is_a_sign(application):
    view, _ = chart()
    button = ReturnButton(view)
    view.pan(600)
    assert button.text() == "▶"
    series = CandleSeries(CandleUnit.MINUTE_1)
    series.merge(bar(slot, 158e9 + slot) for slot in range(2_000))
    view.show_series("KRW-BTC", series)
    view.pan(600)
    assert button.text() == "최신으로 ▶"
    assert button.sizeHint().width() <= button.width()
    assert button.accessibleName() == "최신으로"
    view.close()
