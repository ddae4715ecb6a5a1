"""The indicator: a link's state in words."""

import pytest

from app.window.link_indicator import LinkIndicator
from core.link_status import ConnectionState, LinkStatus
from waiting import eventually


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


async def test_it_follows_the_link(hand):
    indicator = LinkIndicator(hand.engine)
    assert indicator.text() == "○ 연결 없음"
    hand.open("trades")
    await eventually(lambda: indicator.text() == "● 연결됨")
