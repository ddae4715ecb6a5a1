from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from places import place
from widgets.account.stop_notice import StopNotice


def test_the_reason_stands_above_the_cure(application):
    notice = StopNotice()
    notice.show_text("키의 유효 기간이 끝났습니다\n새 키를 발급하세요\n(expired_access_key: 만료)")
    assert notice.text == "키의 유효 기간이 끝났습니다\n새 키를 발급하세요\n(expired_access_key: 만료)"
    notice.show_text("연결 중지됨")
    assert notice.text == "연결 중지됨"


def test_there_are_two_ways_on(application):
    notice = StopNotice()
    requested: list[str] = []
    notice.retry_requested.connect(lambda: requested.append("retry"))
    notice.forget_requested.connect(lambda: requested.append("forget"))
    for button in notice.findChildren(QPushButton):
        button.click()
    assert sorted(requested) == ["forget", "retry"]


def test_reason_cure_and_ways_on_stand_below_each_other(application):
    notice = StopNotice()
    notice.show_text("이유\n고치는 법")
    notice.resize(800, 400)
    notice.show()
    application.processEvents()
    buttons = {each.text(): each for each in notice.findChildren(QPushButton)}
    forget, retry = buttons["키 삭제"], buttons["다시 시도"]
    tops = [place(part, notice)[1] for part in (notice._reason, notice._cure, forget)]
    assert tops == sorted(set(tops))
    assert place(forget, notice)[1] == place(retry, notice)[1]
    left, _, width, _ = place(notice._reason, notice)
    assert place(forget, notice)[0] == left
    assert place(retry, notice)[0] + retry.width() == left + width
    assert notice._reason.wordWrap()
    assert notice._cure.wordWrap()
    assert (notice._reason.text(), notice._cure.text()) == ("이유", "고치는 법")


def test_each_way_on_is_what_its_button_says(application):
    notice = StopNotice()
    requested: list[str] = []
    notice.retry_requested.connect(lambda: requested.append("다시 시도"))
    notice.forget_requested.connect(lambda: requested.append("키 삭제"))
    for button in notice.findChildren(QPushButton):
        button.click()
        assert requested[-1] == button.text()
