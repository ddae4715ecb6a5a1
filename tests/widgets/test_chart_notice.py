"""Candles that did not come."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from widgets.chart_notice import ChartNotice


def test_it_says_why_and_offers_another_try(application):
    chart = QWidget()
    chart.resize(400, 300)
    notice = ChartNotice(chart)
    assert notice.text == ""
    retried = []
    notice.retried.connect(lambda: retried.append(1))
    notice.say("봉을 불러오지 못함: 점검 중", 280)
    assert notice.text == "봉을 불러오지 못함: 점검 중"
    assert notice.geometry().bottom() < 280
    QTest.mouseClick(notice.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert retried == [1]
    notice.say("", 280)
    assert notice.text == ""
