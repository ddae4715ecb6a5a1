"""The words for each state of a link."""

import time
from datetime import UTC

import pytest

from app.status_bar.link_words import describe, link_words, no_link
from core.engine.websocket_manager import WebSocketManager
from core.model.link_status import ConnectionState, LinkStatus
from core.model.subscription import Scope
from widgets.look.theme import Ink
from widgets.text import formats


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
def test_each_state_has_its_words(application, status, shown):
    assert describe(status) == shown


def test_a_long_wait_ends_at_a_time_of_the_chosen_zone(application):
    status = LinkStatus(ConnectionState.RECONNECTING, "", attempt=1, next_in=7200.0)
    soonest = time.time() + 7200.0
    text = describe(status, UTC)
    times = {formats.clock_time(round(moment * 1000), UTC) for moment in (soonest, time.time() + 7200.0)}
    assert any(f"{at}까지 대기" in text for at in times)


def test_without_an_engine_there_is_no_connection(application):
    assert no_link() == ("○ 연결 없음", Ink.DIM, Scope.PUBLIC, False, None)


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
def test_it_is_no_green_link_while_the_accounts_is_not_well(application, monkeypatch, public, private, shown):
    waits = {ConnectionState.RECONNECTING: (2, 8.5)}
    statuses = {
        scope: LinkStatus(state, "", *waits.get(state, ()))
        for scope, state in ((Scope.PUBLIC, public), (Scope.PRIVATE, private))
    }
    engine = WebSocketManager()
    monkeypatch.setattr(engine, "link_status", statuses.get)
    words = link_words(engine, None)
    assert words.text == shown
    assert (words.ink is Ink.GOOD) is (shown == "● 연결됨")
    assert words.scope is (Scope.PRIVATE if "계정" in shown else Scope.PUBLIC)
    assert words.is_worth_a_press is (private is ConnectionState.RECONNECTING)


@pytest.mark.parametrize(("next_in", "is_worth"), [(0.0, False), (3.0, False), (3.1, True), (1800.0, True)])
def test_a_press_is_offered_if_the_wait_is_long(application, monkeypatch, next_in, is_worth):
    engine = WebSocketManager()
    status = LinkStatus(ConnectionState.RECONNECTING, "", attempt=1, next_in=next_in)
    monkeypatch.setattr(engine, "link_status", lambda scope: status)
    assert link_words(engine, None).is_worth_a_press is is_worth
