"""The indicator: a link's state in words."""

import pytest

from app.window.link_indicator import LinkIndicator
from core.link_status import ConnectionState, LinkStatus
from core.subscription import Scope
from waiting import eventually
from widgets import palette


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (LinkStatus(ConnectionState.IDLE), "○ 연결 없음"),
        (LinkStatus(ConnectionState.CONNECTING), "● 연결 중"),
        (LinkStatus(ConnectionState.LIVE), "● 연결됨"),
        (LinkStatus(ConnectionState.STALE), "● 응답 지연"),
        (
            LinkStatus(ConnectionState.RECONNECTING, "서버에 연결할 수 없습니다", attempt=2, next_in=2.4),
            "● 재연결 2번째 · 3초 후 재시도 · 서버에 연결할 수 없습니다",
        ),
        (LinkStatus(ConnectionState.RECONNECTING, "", attempt=1), "● 재연결 1번째"),
        (LinkStatus(ConnectionState.STOPPED, "거절"), "● 연결 중지됨 · 거절"),
    ],
)
async def test_each_state_has_its_words(hand, status, said):
    assert LinkIndicator(hand.engine).describe(status) == said


async def test_a_link_whose_feed_has_fallen_silent_does_not_look_live(hand, monkeypatch):
    hand.open("trades")
    indicator = LinkIndicator(hand.engine)
    await eventually(lambda: indicator.text() == "● 연결됨")
    monkeypatch.setattr(hand.engine, "is_feed_silent", lambda scope: scope is Scope.PUBLIC)
    await eventually(lambda: indicator.text() == "● 데이터 멈춤 · 거래소에 확인하는 중")
    assert palette.AMBER.name() in indicator._label.styleSheet()


async def test_it_follows_the_link(hand):
    indicator = LinkIndicator(hand.engine)
    assert indicator.text() == "○ 연결 없음"
    hand.open("trades")
    await eventually(lambda: indicator.text() == "● 연결됨")


async def test_who_waits_for_long_is_told_until_when_and_may_press(hand, monkeypatch):
    status = LinkStatus(ConnectionState.RECONNECTING, "거래소가 잠시 접속을 막았습니다", attempt=1, next_in=1800.0)
    pressed = []
    monkeypatch.setattr(hand.engine, "link_status", lambda scope: status)
    monkeypatch.setattr(hand.engine, "reconnect", pressed.append)
    indicator = LinkIndicator(hand.engine)
    assert "까지 대기" in indicator.text()
    assert not indicator.button.isHidden()
    indicator.button.click()
    assert pressed == [Scope.PUBLIC]
    status = LinkStatus(ConnectionState.RECONNECTING, "", attempt=1, next_in=2.0)
    indicator._look()
    assert indicator.button.isHidden()
