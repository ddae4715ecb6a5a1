"""Why a server could not be reached: each cause has words of its own, which name the cure."""

import errno
import socket

import pytest

from core.link.unreachable import NO_ANSWER, no_answer, why_unreachable

AFAR = "wss://api.example/websocket/v1"

NONE = "서버에 연결할 수 없습니다. 인터넷 연결과 보안 프로그램을 확인하세요"


def caused(error):
    try:
        try:
            raise error
        except type(error) as cause:
            raise ValueError("wrapped") from cause
    except ValueError as wrapped:
        return wrapped


CASES = [
    (socket.gaierror(socket.EAI_NONAME, "unknown"), False, "DNS 설정"),
    (socket.gaierror(socket.EAI_AGAIN, "temporary"), False, "DNS"),
    (socket.gaierror(socket.EAI_NONAME, "unknown"), True, "프록시의 주소"),
    (OSError(errno.ENETUNREACH, "no"), False, "네트워크에 연결되어 있지"),
    (OSError(errno.EHOSTUNREACH, "no"), True, "네트워크에 연결되어 있지"),
    (ConnectionRefusedError(errno.ECONNREFUSED, "no"), False, "점검"),
    (ConnectionRefusedError(errno.ECONNREFUSED, "no"), True, "프록시가 연결을 받지"),
    (OSError("Multiple exceptions: [Errno 111] Connect call failed, [Errno 99] no"), False, "네트워크"),
    (OSError("Multiple exceptions: [Errno 111] Connect call failed, [Errno 111] no"), False, "점검"),
    (ConnectionResetError(errno.ECONNRESET, "no"), False, "도중에"),
    (EOFError(), False, "도중에"),
    (TimeoutError(), False, "응답하지 않습니다"),
]


@pytest.mark.parametrize(("error", "has_proxy", "words"), CASES)
def test_each_cause_is_named_also_behind_another_error(error, has_proxy, words):
    for each in (error, caused(error)):
        assert words in why_unreachable(each, AFAR, has_proxy=has_proxy)


def test_all_names_of_the_cures_end_with_what_to_do():
    for error, has_proxy, _ in CASES:
        assert why_unreachable(error, AFAR, has_proxy=has_proxy).endswith("확인하세요")


@pytest.mark.parametrize("error", [ValueError(), OSError("no number"), OSError(errno.EIO, "no")])
def test_an_unknown_cause_claims_nothing(error):
    assert why_unreachable(error, AFAR) == NONE


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "ws://localhost:1/x", "http://[::1]:9"])
def test_an_exchange_on_this_computer_needs_neither_the_internet_nor_the_user(url):
    for error, _, _ in CASES:
        for each in (error, caused(error)):
            words = why_unreachable(each, url)
            assert words.startswith("이 컴퓨터의 모의 거래소")
            assert words.endswith("자동으로 다시 시도합니다")
            assert ("바쁠 수" in words) == isinstance(error, TimeoutError)
    assert no_answer(url) == why_unreachable(TimeoutError(), url)
    assert no_answer(AFAR) == why_unreachable(TimeoutError(), AFAR) == NO_ANSWER
