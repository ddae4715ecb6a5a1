"""The notice about candles that could not be loaded."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from widgets.chart.controls.notice import ChartNotice


def test_it_says_why_and_offers_another_try(application):
    notice = ChartNotice()
    assert notice.text == ""
    retried = []
    notice.retried.connect(lambda: retried.append(1))
    notice.show_text("봉을 불러오지 못함: 점검 중")
    assert notice.text == "봉을 불러오지 못함: 점검 중"
    QTest.mouseClick(notice.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert retried == [1]
    notice.show_text("")
    assert notice.text == ""


def test_below_a_chart_it_is_whole_however_long_the_reason_and_makes_the_chart_no_wider(application):
    panel, chart, notice = QWidget(), QWidget(), ChartNotice()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(chart, 1)
    column.addWidget(notice)
    panel.show()
    reason = "봉을 불러오지 못함: 환경 변수 ALL_PROXY의 프록시(socks://127.0.0.1:1080)를 사용할 수 없습니다"
    heights = []
    for width in (900, 300, 220, 900):
        panel.resize(width, 300)
        notice.show_text(reason, can_switch=True)
        QApplication.processEvents()
        assert panel.width() == width
        assert not notice.geometry().intersects(chart.geometry())
        for button in notice.findChildren(QPushButton):
            assert notice.rect().contains(button.geometry())
        words = notice._text
        assert words.height() >= words.heightForWidth(words.width())
        heights.append(notice.height())
    assert heights[0] == heights[3] < heights[2]
    panel.close()


def test_the_keys_stay_with_the_chart_when_it_is_pressed(application):
    notice = ChartNotice()
    buttons = notice.findChildren(QPushButton)
    assert {button.focusPolicy() for button in buttons} == {Qt.FocusPolicy.NoFocus}
