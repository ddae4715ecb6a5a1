"""The indicator: the text of each state of a link."""

import time

import pytest

from app.window.link_indicator import LinkIndicator
from core.model.link_status import ConnectionState, LinkStatus
from core.model.subscription import Scope
from looks import DARK
from waiting import eventually
from widgets.paint import formats


def color_of(indicator):
    return indicator._label.palette().color(indicator._label.foregroundRole())


@pytest.mark.parametrize(
    ("status", "shown"),
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
async def test_each_state_has_its_words(hand, status, shown):
    assert LinkIndicator(hand.engine).describe(status) == shown


async def test_a_link_whose_feed_has_fallen_silent_does_not_look_live(hand, monkeypatch):
    hand.open("trades")
    indicator = LinkIndicator(hand.engine)
    await eventually(lambda: indicator.text() == "● 연결됨")
    monkeypatch.setattr(hand.engine, "is_connection_silent", lambda scope: scope is Scope.PUBLIC)
    await eventually(lambda: indicator.text() == "● 데이터 멈춤 · 거래소에 확인하는 중")
    assert color_of(indicator) == DARK.warning


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
    soonest = time.time() + 1800.0
    indicator = LinkIndicator(hand.engine)
    latest = time.time() + 1800.0
    times = {formats.clock_time(round(moment * 1000)) for moment in (soonest, latest)}
    assert any(f"{at}까지 대기" in indicator.text() for at in times)
    assert not indicator.button.isHidden()
    indicator.button.click()
    assert pressed == [Scope.PUBLIC]
    status = LinkStatus(ConnectionState.RECONNECTING, "", attempt=1, next_in=2.0)
    indicator._look()
    assert indicator.button.isHidden()


async def test_a_stopped_connection_is_started_again_by_the_button(hand):
    indicator = LinkIndicator(hand.engine)
    hand.open("trades")
    await eventually(lambda: indicator.text() == "● 연결됨")
    assert indicator.button.isHidden()
    await hand.engine._scopes[Scope.PUBLIC].link.stop("인증서를 신뢰할 수 없습니다")
    await eventually(lambda: "연결 중지됨" in indicator.text())
    assert not indicator.button.isHidden()
    indicator.button.click()
    await eventually(lambda: indicator.text() == "● 연결됨")
    assert indicator.button.isHidden()


@pytest.mark.parametrize(
    ("public", "private", "shown"),
    [
        (ConnectionState.LIVE, ConnectionState.STALE, "● 내 계정 응답 지연"),
        (ConnectionState.LIVE, ConnectionState.RECONNECTING, "● 내 계정 재연결 2번째 · 9초 후 재시도"),
        (ConnectionState.LIVE, ConnectionState.LIVE, "● 연결됨"),
        (ConnectionState.LIVE, ConnectionState.IDLE, "● 연결됨"),
        (ConnectionState.LIVE, ConnectionState.CONNECTING, "● 연결됨"),
        (ConnectionState.LIVE, ConnectionState.STOPPED, "● 연결됨"),
        (ConnectionState.STALE, ConnectionState.STALE, "● 응답 지연"),
        (ConnectionState.IDLE, ConnectionState.STALE, "○ 연결 없음"),
    ],
)
async def test_it_is_no_green_link_while_the_accounts_is_not_well(hand, monkeypatch, public, private, shown):
    waits = {ConnectionState.RECONNECTING: (2, 8.5)}
    statuses = {
        scope: LinkStatus(state, "", *waits.get(state, ()))
        for scope, state in ((Scope.PUBLIC, public), (Scope.PRIVATE, private))
    }
    pressed = []
    monkeypatch.setattr(hand.engine, "link_status", statuses.get)
    monkeypatch.setattr(hand.engine, "reconnect", pressed.append)
    indicator = LinkIndicator(hand.engine)
    assert indicator.text() == shown
    assert (color_of(indicator) == DARK.good) is (shown == "● 연결됨")
    assert indicator.button.isHidden() is (private is not ConnectionState.RECONNECTING)
    indicator.button.click()
    assert pressed == [Scope.PRIVATE if "계정" in shown else Scope.PUBLIC]
