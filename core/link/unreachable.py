"""Why a server could not be reached, in words: what is wrong, and what the user can do about it."""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Iterator
from typing import Final

from core.link.this_computer import is_on_this_computer
from core.text import Text, translatable

_NO_NETWORK: Final = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL)
_BROKEN_OFF: Final = (errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED)

NO_ANSWER: Final = translatable("core", "서버가 응답하지 않습니다. 인터넷 연결과 방화벽을 확인하세요")
"""The reason shown for a server that does not answer, also while the attempt still goes on."""

_BUSY: Final = translatable(
    "core", "이 컴퓨터의 모의 거래소가 응답하지 않습니다. 바쁠 수 있으며, 자동으로 다시 시도합니다"
)
_AWAY: Final = translatable("core", "이 컴퓨터의 모의 거래소에 연결되지 않습니다. 자동으로 다시 시도합니다")
"""On this computer neither the internet nor a firewall is in the way, and the user has nothing to check."""

CLOSED: Final = translatable("core", "종료하는 중입니다")
"""The reason shown to what still waits for a reply when the source or the program ends."""

_BROKEN: Final = translatable("core", "연결이 도중에 끊어졌습니다. 인터넷 연결과 보안 프로그램을 확인하세요")

_NUMBER: Final = re.compile(r"\[Errno (\d+)\]")
"""An error number inside a text: where a name has several addresses, asyncio joins their errors in one message."""


def no_answer(url: str) -> Text:
    """Return the reason shown for the server at `url`, which does not answer."""
    return _BUSY if is_on_this_computer(url) else NO_ANSWER


def why_unreachable(error: BaseException, url: str, *, has_proxy: bool = False) -> Text:
    """Return the reason and the cure, from an error or what caused it.

    Args:
        error: of a dial or a request.
        url: that of the server.
        has_proxy: whether the connection goes through a proxy, which is then what could not be reached.
    """
    if is_on_this_computer(url):
        return _BUSY if any(isinstance(cause, TimeoutError) for cause in _with_causes(error)) else _AWAY
    for cause in _with_causes(error):
        if isinstance(cause, socket.gaierror):
            return _by_name(cause, has_proxy=has_proxy)
        if isinstance(cause, TimeoutError):
            return NO_ANSWER
        if isinstance(cause, EOFError):
            return _BROKEN
        if isinstance(cause, OSError) and (text := _by_number(cause, has_proxy=has_proxy)) is not None:
            return text
    return translatable("core", "서버에 연결할 수 없습니다. 인터넷 연결과 보안 프로그램을 확인하세요")


def _by_name(error: socket.gaierror, *, has_proxy: bool) -> Text:
    if has_proxy:
        return translatable("core", "프록시의 주소를 찾지 못했습니다. 프록시 설정을 확인하세요")
    if error.errno == socket.EAI_AGAIN:
        return translatable("core", "주소를 찾는 서버(DNS)가 답하지 않습니다. 인터넷 연결을 확인하세요")
    return translatable("core", "거래소의 주소를 찾지 못했습니다. 인터넷 연결과 DNS 설정을 확인하세요")


def _by_number(error: OSError, *, has_proxy: bool) -> Text | None:
    numbers = {error.errno, *map(int, _NUMBER.findall(str(error)))}
    if not numbers.isdisjoint(_NO_NETWORK):
        return translatable("core", "네트워크에 연결되어 있지 않습니다. 인터넷 연결을 확인하세요")
    if errno.ECONNREFUSED in numbers and has_proxy:
        return translatable("core", "프록시가 연결을 받지 않습니다. 프록시 설정을 확인하세요")
    if errno.ECONNREFUSED in numbers:
        return translatable("core", "서버가 연결을 거절했습니다. 거래소가 점검 중인지 확인하세요")
    if not numbers.isdisjoint(_BROKEN_OFF):
        return _BROKEN
    return None


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
