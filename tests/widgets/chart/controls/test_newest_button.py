"""The button that returns to the newest candle."""

import pytest
from PySide6.QtWidgets import QApplication

from chart_in_hand import bar, chart
from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from widgets.chart.controls.newest_button import ReturnButton
from widgets.chart.view import ChartView
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


@pytest.mark.parametrize("unit", CandleUnit)
def test_it_says_to_follow_where_the_newest_candle_is_in_sight_and_nothing_where_it_is_followed(application, unit):
    look = Look()
    view = ChartView(look, "KRW-BTC", series := CandleSeries(unit))
    newest = unit.slot(1_795_305_600_000)
    starts = [unit.start_ms(newest - each) for each in range(400)]
    series.merge(Bar(start, 158e6, 158e6, 158e6, 158e6, 1.0, 1.0) for start in starts)
    view.resize(900, 500)
    view.show()
    view.redraw()
    QApplication.processEvents()
    button = ReturnButton(view)
    assert button.isHidden()
    view.pan(30)
    assert not button.isHidden()
    assert button.accessibleName() == "따라가기"
    view.pan(-30)
    assert button.isHidden(), "back where it was"
    view.pan(30)
    view.pan(view.window_of_time.width)
    assert button.accessibleName() == "최신으로"
    assert button.text() in ("최신으로 ▶", "▶")
    view.pan(-2 * view.window_of_time.width)
    assert button.isHidden()
    view.close()
