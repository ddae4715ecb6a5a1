from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from widgets.stop_notice import StopNotice


def test_the_reason_stands_above_the_cure(application):
    notice = StopNotice()
    notice.say("키의 유효 기간이 끝났습니다\n새 키를 발급하세요\n(expired_access_key: 만료)")
    assert notice.text == "키의 유효 기간이 끝났습니다\n새 키를 발급하세요\n(expired_access_key: 만료)"
    notice.say("연결 중지됨")
    assert notice.text == "연결 중지됨"


def test_there_are_two_ways_on(application):
    notice = StopNotice()
    asked: list[str] = []
    notice.retry_asked.connect(lambda: asked.append("retry"))
    notice.forget_asked.connect(lambda: asked.append("forget"))
    for button in notice.findChildren(QPushButton):
        button.click()
    assert sorted(asked) == ["forget", "retry"]
