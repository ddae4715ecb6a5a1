from __future__ import annotations

import logging
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from places import place
from widgets.guard.error_budget import TOO_MANY
from widgets.panel.suspension import Suspension, SuspensionNotice

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
def suspension(panel) -> Suspension:
    return Suspension(panel)


def begin(suspension: Suspension) -> None:
    for _ in range(TOO_MANY):
        suspension.failed("trades#1", ValueError("no such field"))
    QTest.qWait(1)


def notice_of(panel: QWidget) -> SuspensionNotice | None:
    return panel.findChild(SuspensionNotice)


def test_a_few_failures_are_only_logged(suspension, panel, caplog):
    for _ in range(TOO_MANY - 1):
        suspension.failed("trades#1", ValueError("no such field"))
    assert not suspension.reason
    assert [record.getMessage() for record in caplog.records] == ["trades#1 failed, 1 times since the last report"]
    assert caplog.records[0].exc_info


def test_enough_of_them_take_the_panel_out_of_service_and_say_why(suspension, panel, caplog):
    begin(suspension)
    assert suspension.reason == "ValueError: no such field"
    shown = [label.text() for label in notice_of(panel).findChildren(QLabel)]
    assert shown == ["이 패널을 멈췄습니다", "ValueError: no such field", "다른 패널은 그대로 움직입니다."]
    assert suspension.text == "\n".join(shown)
    assert caplog.records[-1].levelno == logging.ERROR
    assert caplog.records[-1].getMessage() == "패널을 멈췄습니다: trades#1 – ValueError: no such field"


def test_the_panel_is_not_covered_in_the_middle_of_its_painting(suspension, panel):
    for _ in range(TOO_MANY):
        suspension.failed("trades#1", ValueError())
    assert suspension.reason
    assert notice_of(panel) is None, "only once the loop turns"


def test_dawdling_takes_it_out_of_service_too(suspension, panel):
    for _ in range(TOO_MANY):
        suspension.was_slow("trades#1", 0.25)
    assert suspension.reason == "화면을 그리는 데 너무 오래 걸립니다 (250 ms)"


def test_nothing_below_the_notice_is_painted_whatever_size_the_panel_takes(suspension, panel, canvas):
    begin(suspension)
    panel.grab()
    painted = canvas.painted
    canvas.update()
    panel.resize(400, 300)
    QTest.qWait(20)
    assert notice_of(panel).size() == panel.size()
    assert canvas.painted == painted


def test_a_long_error_is_cut(suspension, panel):
    for _ in range(TOO_MANY):
        suspension.failed("trades#1", ValueError("x" * 10_000))
    assert len(suspension.reason) == 200


def test_the_button_lets_the_panel_try_again_with_a_clean_slate(suspension, panel, qtbot):
    begin(suspension)
    with qtbot.waitSignal(suspension.lifted):
        notice_of(panel).findChild(QPushButton).click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not suspension.reason
    assert notice_of(panel) is None
    suspension.failed("trades#1", ValueError())
    assert not suspension.reason
    begin(suspension)
    assert notice_of(panel) is not None


def test_the_notice_is_in_the_middle_of_the_panel(panel):
    notice = SuspensionNotice(panel, "ValueError: kaputt")
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
