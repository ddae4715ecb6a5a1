from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.process.language import Language
from looks import LOOK
from painted import read
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.panel.data_state.data_notice import Notice
from widgets.panel.data_state.overlay import Overlay


def test_it_is_away_until_there_is_something_to_say(covered):
    overlay = Overlay(LOOK, covered)
    assert overlay.text == ""
    overlay.show_notice(Notice("불러오는 중"))
    assert overlay.text == "불러오는 중"
    overlay.show_notice(None)
    assert overlay.text == ""
    assert overlay.isHidden()


def test_the_mouse_passes_through_unless_there_is_something_to_press(covered):
    overlay = Overlay(LOOK, covered)
    overlay.show_notice(Notice("불러오는 중"))
    assert overlay.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    overlay.show_notice(Notice("알 수 없는 종목", ("KRW-BTC",)))
    assert not overlay.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_pressing_a_button_chooses_its_market(covered, qtbot):
    overlay = Overlay(LOOK, covered)
    overlay.show_notice(Notice("알 수 없는 종목", ("KRW-BTC", "KRW-BTT")))
    covered.show()
    button = overlay.findChild(QPushButton, "KRW-BTT")
    with qtbot.waitSignal(overlay.code_chosen) as chosen:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.args == ["KRW-BTT"]
    overlay.show_notice(Notice("불러오는 중"))
    assert overlay.codes == ()


def test_aside_it_speaks_at_the_lower_edge(covered, qtbot):
    overlay = Overlay(LOOK, covered)
    covered.show()
    overlay.show_notice(Notice("불러오는 중"))
    middle = overlay._text.geometry()
    overlay.show_notice(Notice("연결 끊김", is_aside=True))
    overlay.layout().activate()
    assert overlay._text.geometry().top() > middle.bottom()
    overlay.show_notice(Notice("불러오는 중"))
    overlay.layout().activate()
    assert overlay._text.geometry() == middle


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize(
    "notice",
    [
        Notice("손상된 데이터 24건 제외", is_aside=True, is_current=True),
        Notice("연결 끊김 · 마지막 수신 12:34:56\n3초 후 재시도", is_aside=True, can_retry=True),
    ],
)
def test_beside_data_it_has_a_strip_that_they_leave_at_any_size(application, percent, notice):
    look = Look()
    look.dress(application)
    look.set_font_percent(percent)
    panel, data = QWidget(), QWidget()
    QVBoxLayout(panel).addWidget(data)
    panel.layout().setContentsMargins(0, 0, 0, 0)
    overlay = Overlay(look, panel)
    overlay.cover(data, panel)
    panel.show()
    for width, height in ((300, 400), (300, 100), (190, 60), (700, 300), (300, 400)):
        panel.resize(look.px(width), look.px(height))
        overlay.show_notice(notice)
        QApplication.processEvents()
        overlay.layout().activate()
        free = QRect(overlay.mapFrom(panel, data.pos()), data.size())
        for part in (overlay._text, *overlay.findChildren(QPushButton)):
            assert not free.intersects(part.geometry()), (width, height)
            assert overlay.rect().contains(part.geometry()), (width, height)
        assert free.height() == panel.height() - overlay.strip
        overlay.show_notice(None)
        QApplication.processEvents()
        assert (data.size(), overlay.strip) == (panel.size(), 0)
        overlay.show_notice(Notice("불러오는 중"))
        QApplication.processEvents()
        assert data.size() == panel.size()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    panel.close()
    look._application = None


def test_pressing_retry_says_so(covered, qtbot):
    overlay = Overlay(LOOK, covered)
    covered.show()
    overlay.show_notice(Notice("거래소가 구독을 거절함", can_retry=True))
    (button,) = overlay.findChildren(QPushButton)
    with qtbot.waitSignal(overlay.retried):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("can_retry", [False, True])
def test_pressing_switch_says_so_in_both_languages(application, covered, qtbot, can_retry):
    overlay = Overlay(LOOK, covered)
    covered.show()
    overlay.show_notice(Notice("연결하지 못함", can_retry=can_retry, can_switch=True))
    assert not overlay.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    button = overlay.findChildren(QPushButton)[-1]
    assert button.text() == "모의로 전환"
    with qtbot.waitSignal(overlay.simulated_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    found = application.findChild(Language) or Language(application)
    found.switch("en")
    try:
        QCoreApplication.sendPostedEvents()
        texts = [each.text() for each in overlay.findChildren(QPushButton)]
    finally:
        found.switch("ko")
    assert texts == (["Try again"] if can_retry else []) + ["Switch to simulated"]


def test_live_data_keep_their_colours_under_any_notice(covered):
    overlay = Overlay(LOOK, covered)
    covered.setStyleSheet("background: #ff0000;")
    covered.show()
    shown = []
    for is_current in (True, False, True):
        overlay.show_notice(Notice("손상된 데이터 1건 제외", is_aside=True, is_current=is_current))
        shown.append(covered.grab().toImage().pixelColor(3, 3).name())
    assert shown[0] == shown[2] == "#ff0000"
    assert shown[1] != "#ff0000"


@pytest.mark.parametrize("is_aside", [False, True])
def test_a_sentence_wider_than_its_widget_is_broken_and_never_cut(covered, is_aside):
    overlay = Overlay(LOOK, covered)
    covered.show()
    overlay.show_notice(
        Notice(
            "환경 변수 SSL_CERT_FILE의 인증서를 읽을 수 없습니다. 경로를 고치거나 변수를 지우세요", is_aside=is_aside
        )
    )
    for width in (300, 700, 180, 1600, 120, 300):
        covered.resize(width, 300)
        overlay.layout().activate()
        label = overlay._text
        assert label.geometry().left() >= 0
        assert label.geometry().right() < width
        assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap()
        assert label.wordWrap() is (width < 700)
    overlay.show_notice(Notice("불러오는 중", is_aside=is_aside))
    overlay.layout().activate()
    assert not overlay._text.wordWrap()
    assert overlay._text.width() < 200


def test_over_the_data_lies_a_veil_of_the_whole_widget_and_above_it_the_words(covered):
    overlay = Overlay(LOOK, covered)
    covered.show()
    overlay.show_notice(Notice("연결 끊김", is_aside=True))
    veil, *frame = read(covered).fills
    assert veil == (0, 0, covered.width(), covered.height(), "VEIL")
    assert {side.color for side in frame} == {"WARNING"}
    width, height = covered.width(), covered.height()
    around = {(x, y) for x in range(width) for y in range(height) if not (2 <= x < width - 2 and 2 <= y < height - 2)}
    assert all(any(side.contains(x, y) for side in frame) for x, y in around)
    assert sum((side.right - side.left) * (side.bottom - side.top) for side in frame) == len(around)
    overlay.show_notice(Notice("손상된 데이터 1건 제외", is_aside=True, is_current=True))
    assert not read(covered).fills


@pytest.mark.parametrize("is_aside", [False, True])
def test_words_and_buttons_stand_in_the_middle(covered, is_aside):
    overlay = Overlay(LOOK, covered)
    covered.show()
    overlay.show_notice(Notice("알 수 없는 종목", ("KRW-BTC", "KRW-BTT"), is_aside=is_aside, can_retry=True))
    overlay.layout().activate()
    text, buttons = overlay._text, overlay.findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["KRW-BTC", "KRW-BTT", "다시 시도"]
    assert abs(text.geometry().center().x() - 150) <= 1
    assert text.alignment() == Qt.AlignmentFlag.AlignCenter
    left, right = buttons[0].geometry().left(), buttons[-1].geometry().right()
    assert abs(left - (299 - right)) <= 2
    assert left > 9, "buttons are as wide as their words"
    assert all(button.geometry().top() > text.geometry().bottom() for button in buttons)
    above, below = text.geometry().top(), 199 - buttons[0].geometry().bottom()
    assert below < 15 if is_aside else abs(above - below) <= 2


def test_what_was_offered_before_is_gone(covered):
    overlay = Overlay(LOOK, covered)
    covered.show()
    overlay.show_notice(Notice("알 수 없는 종목", ("KRW-BTC", "KRW-BTT")))
    before = overlay.findChildren(QPushButton)
    overlay.show_notice(Notice("거래소가 구독을 거절함", can_retry=True))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(isValid(button) for button in before)
    assert [button.text() for button in overlay.findChildren(QPushButton)] == ["다시 시도"]
    overlay.show_notice(Notice("불러오는 중"))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not overlay.findChildren(QPushButton)
    assert overlay._buttons.count() == 0


def test_the_same_offer_keeps_its_buttons(covered):
    """A button that is replaced while the mouse is pressed on it never sends a click."""
    overlay = Overlay(LOOK, covered)
    overlay.show_notice(Notice("알 수 없는 종목", ("KRW-BTC",), can_retry=True))
    before = overlay.findChildren(QPushButton)
    overlay.show_notice(Notice("모르는 종목", ("KRW-BTC",), can_retry=True))
    assert overlay.findChildren(QPushButton) == before


def test_it_speaks_above_what_was_put_on_its_widget_since(covered):
    overlay = Overlay(LOOK, covered)
    covered.show()
    later = QWidget(covered)
    later.resize(300, 200)
    later.show()
    overlay.show_notice(Notice("불러오는 중"))
    assert covered.children().index(overlay) > covered.children().index(later)


def test_aside_it_speaks_small_and_else_louder(covered):
    covered.resize(300, 400)
    overlay = Overlay(LOOK, covered)
    sizes = []
    for is_aside in (False, True):
        overlay.show_notice(Notice("연결 끊김", is_aside=is_aside))
        sizes.append(overlay._text.font().pixelSize())
    assert sizes == [FontRole.NOTICE.value[0], FontRole.SMALL.value[0]]


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("is_english", [False, True])
@pytest.mark.parametrize(
    "text", ["연결하지 못함\n주소를 찾지 못했습니다. 인터넷 연결과 DNS 설정을 확인하세요 · 3초 후 재시도", "a\nb\nc"]
)
def test_in_any_room_that_a_panel_leaves_words_and_buttons_are_whole(application, percent, is_english, text):
    look = Look()
    look.dress(application)
    look.set_font_percent(percent)
    covered = QWidget()
    overlay = Overlay(look, covered)
    found = application.findChild(Language) or Language(application)
    found.switch("en" if is_english else "ko")
    try:
        covered.show()
        overlay.show_notice(Notice(text, can_retry=True, can_switch=True))
        for width, height in ((440, 72), (196, 390), (370, 135), (640, 480), (440, 72), (196, 390)):
            covered.resize(look.px(width), look.px(height))
            overlay._column.activate()
            words, buttons = overlay._text, overlay.findChildren(QPushButton)
            needed = words.heightForWidth(words.width()) if words.wordWrap() else words.sizeHint().height()
            assert words.height() >= needed, (width, height)
            for part in (words, *buttons):
                assert covered.rect().contains(part.geometry()), (width, height)
            for button in buttons:
                assert button.width() >= button.sizeHint().width(), (width, height)
                assert button.geometry().top() > words.geometry().bottom()
            assert overlay.text == text
            assert words.text() == text or height == 72, "only a very low panel says the first line alone"
    finally:
        found.switch("ko")
        covered.close()
        look._application = None
