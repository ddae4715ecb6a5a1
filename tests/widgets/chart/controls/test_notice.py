"""The notice about candles that could not be loaded."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from widgets.chart.controls.notice import ChartNotice


def test_it_says_why_and_offers_another_try(application):
    chart = QWidget()
    chart.resize(400, 300)
    notice = ChartNotice(chart)
    assert notice.text == ""
    retried = []
    notice.retried.connect(lambda: retried.append(1))
    notice.show_text("봉을 불러오지 못함: 점검 중", 280)
    assert notice.text == "봉을 불러오지 못함: 점검 중"
    assert notice.geometry().bottom() < 280
    QTest.mouseClick(notice.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert retried == [1]
    notice.show_text("", 280)
    assert notice.text == ""


def test_its_button_stays_in_sight_however_long_the_reason(application):
    chart = QWidget()
    notice = ChartNotice(chart)
    chart.show()
    reason = "봉을 불러오지 못함: 환경 변수 ALL_PROXY의 프록시(socks://127.0.0.1:1080)를 사용할 수 없습니다"
    for width in (900, 300, 220, 900):
        chart.resize(width, 300)
        notice.show_text(reason, 280)
        notice.layout().activate()
        assert notice.geometry().right() < width
        assert notice.geometry().bottom() < 280
        assert notice.findChild(QPushButton).geometry().right() <= notice.width()
    notice.show_text("점검 중", 280)
    assert notice.width() < 220


def test_the_keys_stay_with_the_chart_when_it_is_pressed(application):
    chart = QWidget()
    buttons = ChartNotice(chart).findChildren(QPushButton)
    assert {button.focusPolicy() for button in buttons} == {Qt.FocusPolicy.NoFocus}
