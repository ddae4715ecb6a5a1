"""The entries of a chart's context menu."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest

from chart_in_hand import chart
from widgets.chart.chart_menu import alert_entries, chart_entries
from widgets.chart.panes.value_scale import ScaleMode
from widgets.chart.view import ChartView
from widgets.markets.alerts import UserAlerts
from widgets.panel.menu_entry import MenuEntry
from widgets.text import formats
from widgets.text.price_steps import tick_size


def entry(entries: list[MenuEntry], *titles: str) -> MenuEntry:
    found = next(each for each in entries if each.title.split("\t")[0] == titles[0])
    return entry(list(found.entries), *titles[1:]) if titles[1:] else found


def choose(view: ChartView, *titles: str) -> None:
    entry(chart_entries(view), *titles).run()


def test_each_pane_has_its_scale_its_place_and_its_end(application):
    view, _ = chart()
    view.add_pane("rsi", lambda: "RSI")
    view.redraw()
    choose(view, "눈금과 영역", "가격", "로그 눈금")
    assert view.prices.mode is ScaleMode.LOG
    assert entry(chart_entries(view), "눈금과 영역", "가격", "로그 눈금").is_checked
    view.prices.stretch(2.0)
    assert not entry(chart_entries(view), "눈금과 영역", "가격", "자동 맞춤").is_checked
    choose(view, "눈금과 영역", "가격", "자동 맞춤")
    assert view.prices.is_automatic
    choose(view, "눈금과 영역", "RSI", "위로 옮기기")
    assert [pane.key for pane in view.panes] == ["prices", "rsi", "volumes"]
    gone = []
    view.pane_removed.connect(gone.append)
    choose(view, "눈금과 영역", "RSI", "없애기")
    assert gone == ["rsi"]
    prices = entry(chart_entries(view), "눈금과 영역", "가격").entries
    assert "없애기" not in [each.title for each in prices]
    view.close()


def test_a_pane_with_settings_offers_them(application):
    view, _ = chart()
    pane = view.add_pane("rsi", lambda: "RSI")
    opened = []
    pane.open_settings = lambda: opened.append(1)
    choose(view, "눈금과 영역", "RSI", "설정…")
    assert opened == [1]
    view.close()


def test_the_volumes_go_and_come_back_with_their_height(application):
    view, _ = chart()
    area = view.volumes.area
    for _ in range(2):
        choose(view, "눈금과 영역", "거래량 보기")
        assert not view.has_volumes
        assert view.prices.area.bottom() == area.bottom()
        choose(view, "눈금과 영역", "거래량 보기")
        assert view.volumes.area == area
    view.panes.drag_border(0, -70)
    choose(view, "눈금과 영역", "영역 높이 기본으로")
    assert view.volumes.area == area
    view.close()


def test_the_tools_are_armed(application):
    view, _ = chart()
    choose(view, "구간 확대")
    choose(view, "거리 재기")
    assert view.zoom_hand.is_armed
    assert view.ruler_hand.is_armed
    view.close()


def test_an_alert_is_made_at_the_price_under_the_pointer(application):
    view, _ = chart()
    alerts, asked = UserAlerts(), []
    alerts.asked.connect(asked.append)
    (at_newest,) = alert_entries(alerts, "KRW-BTC", view)
    at_newest.run()
    assert asked[0].level == view.series.closes[-1]
    area = view.prices.area
    for y in (area.top() + 5, area.center().y(), area.bottom() - 5):
        for x in (area.center().x(), area.right() + 9):  # the axis has the same prices
            view.pointer = QPoint(x, y)
            (made,) = alert_entries(alerts, "KRW-BTC", view)
            made.run()
            step = tick_size("KRW-BTC", asked[-1].level)
            assert abs(asked[-1].level - view.prices.value_at(y)) <= step / 2
            assert asked[-1].level % step == 0
            assert asked[-1].fault is None
            assert made.title == f"{formats.price('KRW-BTC', asked[-1].level)}에 알림…"
    view.close()


def test_there_is_no_alert_at_a_price_that_cannot_be(application):
    view, _ = chart()
    view.prices.stretch(1e-4)
    view.redraw()
    view.pointer = view.prices.area.bottomLeft() + QPoint(60, -20)
    assert view.prices.value_at(view.pointer.y()) < 0
    assert alert_entries(UserAlerts(), "KRW-BTC", view) == []
    view.close()


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton])
def test_a_press_tells_where_the_pointer_is_as_after_a_menu_no_movement_does(application, button):
    view, _ = chart()
    at = view.prices.area.center()
    view.leaveEvent(QEvent(QEvent.Type.Leave))
    assert view.pointer is None
    QTest.mousePress(view.viewport(), button, pos=at)
    assert view.pointer == at
    assert view.price_at_pointer() == view.prices.value_at(at.y())
    QTest.mouseRelease(view.viewport(), button, pos=at)
    view.close()
