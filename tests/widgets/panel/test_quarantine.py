from __future__ import annotations

import logging
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from places import place
from widgets.paint.conduct import ENOUGH
from widgets.panel.quarantine import Quarantine, QuarantineNotice

pytestmark = pytest.mark.fails_on_purpose


class Canvas(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.painted = 0

    def paintEvent(self, event):
        self.painted += 1
        QPainter(self).fillRect(self.rect(), Qt.GlobalColor.red)


@pytest.fixture
def canvas() -> Canvas:
    return Canvas()


@pytest.fixture
def panel(qtbot, canvas) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(canvas)
    made.resize(320, 200)
    made.show()
    return made


@pytest.fixture
def quarantine(panel) -> Quarantine:
    return Quarantine(panel)


def begin(quarantine: Quarantine) -> None:
    for _ in range(ENOUGH):
        quarantine.failed("trades#1", ValueError("no such field"))
    QTest.qWait(1)


def notice_of(panel: QWidget) -> QuarantineNotice | None:
    return panel.findChild(QuarantineNotice)


def test_a_few_failures_are_only_told_to_the_log(quarantine, panel, caplog):
    for _ in range(ENOUGH - 1):
        quarantine.failed("trades#1", ValueError("no such field"))
    assert not quarantine.reason
    assert [record.getMessage() for record in caplog.records] == ["trades#1 failed, 1 times since last told"]
    assert caplog.records[0].exc_info


def test_enough_of_them_take_the_panel_out_of_service_and_say_why(quarantine, panel, caplog):
    begin(quarantine)
    assert quarantine.reason == "ValueError: no such field"
    shown = [label.text() for label in notice_of(panel).findChildren(QLabel)]
    assert shown == ["이 패널을 멈췄습니다", "ValueError: no such field", "다른 패널은 그대로 움직입니다."]
    assert caplog.records[-1].levelno == logging.ERROR
    assert caplog.records[-1].getMessage() == "패널을 멈췄습니다: trades#1 – ValueError: no such field"


def test_the_panel_is_not_covered_in_the_middle_of_its_painting(quarantine, panel):
    for _ in range(ENOUGH):
        quarantine.failed("trades#1", ValueError())
    assert quarantine.reason
    assert notice_of(panel) is None, "only once the loop turns"


def test_dawdling_takes_it_out_of_service_too(quarantine, panel):
    for _ in range(ENOUGH):
        quarantine.dawdled("trades#1", 0.25)
    assert quarantine.reason == "화면을 그리는 데 너무 오래 걸립니다 (250 ms)"


def test_nothing_below_the_notice_is_painted_whatever_size_the_panel_takes(quarantine, panel, canvas):
    begin(quarantine)
    panel.grab()
    painted = canvas.painted
    canvas.update()
    panel.resize(400, 300)
    QTest.qWait(20)
    assert notice_of(panel).size() == panel.size()
    assert canvas.painted == painted


def test_a_long_error_is_cut(quarantine, panel):
    for _ in range(ENOUGH):
        quarantine.failed("trades#1", ValueError("x" * 10_000))
    assert len(quarantine.reason) == 200


def test_the_button_lets_the_panel_try_again_with_a_clean_slate(quarantine, panel, qtbot):
    begin(quarantine)
    with qtbot.waitSignal(quarantine.lifted):
        notice_of(panel).findChild(QPushButton).click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not quarantine.reason
    assert notice_of(panel) is None
    quarantine.failed("trades#1", ValueError())
    assert not quarantine.reason
    begin(quarantine)
    assert notice_of(panel) is not None


def test_what_is_said_stands_in_the_middle_of_the_panel(panel):
    notice = QuarantineNotice(panel, "ValueError: kaputt")
    panel.resize(640, 400)
    QCoreApplication.sendPostedEvents()
    notice.layout().activate()
    assert notice.geometry() == panel.rect()
    lines, (button,) = notice.findChildren(QLabel), notice.findChildren(QPushButton)
    assert [line.text() for line in lines] == [
        "이 패널을 멈췄습니다", "ValueError: kaputt", "다른 패널은 그대로 움직입니다.",
    ]  # fmt: skip
    parts = [place(part, notice) for part in (*lines, button)]
    for (_, top, _, height), (_, below, _, _) in pairwise(parts):
        assert below - (top + height) == 10
    assert abs(parts[0][1] - (400 - parts[-1][1] - parts[-1][3])) <= 2
    assert abs(parts[-1][0] - (640 - parts[-1][0] - parts[-1][2])) <= 1
    assert parts[-1][2] < 300, "the button is as wide as its word"
    for line in lines:
        assert line.alignment() == Qt.AlignmentFlag.AlignCenter
        assert line.wordWrap()
