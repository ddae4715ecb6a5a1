from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from painted import read
from widgets.overlay import Overlay


@pytest.fixture
def covered(qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    return widget


def test_it_is_away_until_there_is_something_to_say(covered):
    overlay = Overlay(covered)
    assert overlay.text == ""
    overlay.say("불러오는 중")
    assert overlay.text == "불러오는 중"
    overlay.say(None)
    assert overlay.text == ""
    assert overlay.isHidden()


def test_it_covers_its_widget_whatever_size_that_takes(covered, qtbot):
    overlay = Overlay(covered)
    overlay.say("불러오는 중")
    covered.show()
    covered.resize(500, 400)
    assert overlay.size() == covered.size()


def test_it_moves_over_to_another_widget(covered, qtbot):
    overlay = Overlay(covered)
    overlay.say("불러오는 중")
    inner = QWidget(covered)
    inner.resize(50, 40)
    overlay.cover(inner)
    assert overlay.parentWidget() is inner
    assert overlay.size() == inner.size()


def test_the_mouse_passes_through_unless_there_is_something_to_press(covered):
    overlay = Overlay(covered)
    overlay.say("불러오는 중")
    assert overlay.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    overlay.say("알 수 없는 종목", ("KRW-BTC",))
    assert not overlay.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_pressing_a_button_chooses_its_market(covered, qtbot):
    overlay = Overlay(covered)
    overlay.say("알 수 없는 종목", ("KRW-BTC", "KRW-BTT"))
    covered.show()
    button = overlay.findChild(QPushButton, "KRW-BTT")
    with qtbot.waitSignal(overlay.code_chosen) as chosen:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.args == ["KRW-BTT"]
    overlay.say("불러오는 중")
    assert overlay.codes == ()


def test_aside_it_speaks_at_the_lower_edge(covered, qtbot):
    overlay = Overlay(covered)
    covered.show()
    overlay.say("불러오는 중")
    middle = overlay._text.geometry()
    overlay.say("연결 끊김", is_aside=True)
    overlay.layout().activate()
    assert overlay._text.geometry().top() > middle.bottom()
    overlay.say("불러오는 중")
    overlay.layout().activate()
    assert overlay._text.geometry() == middle


def test_pressing_retry_says_so(covered, qtbot):
    overlay = Overlay(covered)
    covered.show()
    overlay.say("거래소가 구독을 거절함", can_retry=True)
    (button,) = overlay.findChildren(QPushButton)
    with qtbot.waitSignal(overlay.retried):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_live_data_keep_their_colours_whatever_is_said_of_them(covered):
    overlay = Overlay(covered)
    covered.setStyleSheet("background: #ff0000;")
    covered.show()
    shown = []
    for is_live in (True, False, True):
        overlay.say("손상된 데이터 1건 제외", is_aside=True, is_live=is_live)
        shown.append(covered.grab().toImage().pixelColor(3, 3).name())
    assert shown[0] == shown[2] == "#ff0000"
    assert shown[1] != "#ff0000"


@pytest.mark.parametrize("is_aside", [False, True])
def test_a_sentence_wider_than_its_widget_is_broken_and_never_cut(covered, is_aside):
    overlay = Overlay(covered)
    covered.show()
    overlay.say(
        "환경 변수 SSL_CERT_FILE의 인증서를 읽을 수 없습니다. 경로를 고치거나 변수를 지우세요", is_aside=is_aside
    )
    for width in (300, 700, 180, 1600, 120, 300):
        covered.resize(width, 300)
        overlay.layout().activate()
        label = overlay._text
        assert label.geometry().left() >= 0
        assert label.geometry().right() < width
        assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap()
        assert label.wordWrap() is (width < 700)
    overlay.say("불러오는 중", is_aside=is_aside)
    overlay.layout().activate()
    assert not overlay._text.wordWrap()
    assert overlay._text.width() < 200


def test_over_the_data_lies_a_veil_of_the_whole_widget_and_above_it_the_words(covered):
    overlay = Overlay(covered)
    covered.show()
    overlay.say("연결 끊김", is_aside=True)
    (veil,) = read(covered).fills
    assert veil == (0, 0, covered.width(), covered.height(), "VEIL")
    overlay.say("손상된 데이터 1건 제외", is_aside=True, is_live=True)
    assert not read(covered).fills
