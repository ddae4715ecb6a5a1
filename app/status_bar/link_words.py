"""The state of the connection in words."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final, NamedTuple

from core.engine.websocket_manager import WebSocketManager
from core.model.link_status import ConnectionState, LinkStatus
from core.model.subscription import Scope
from widgets.look.theme import Ink
from widgets.text.language import translate, wording
from widgets.text.redial import is_worth_a_press, seconds_shown, time_of_day, until_next_ms

_INKS: Final = {
    ConnectionState.IDLE: Ink.DIM,
    ConnectionState.CONNECTING: Ink.WARNING,
    ConnectionState.LIVE: Ink.GOOD,
    ConnectionState.STALE: Ink.WARNING,
    ConnectionState.RECONNECTING: Ink.WARNING,
    ConnectionState.STOPPED: Ink.BAD,
}

_DIALLING_MS: Final = 250
"""Milliseconds after which a link that is dialled is read again: the attempt can fail at once."""

_AILING: Final = (ConnectionState.STALE, ConnectionState.RECONNECTING)
"""States of a link that was established but does not work now."""


class LinkWords(NamedTuple):
    """The words for an engine's connections."""

    text: str
    ink: Ink
    scope: Scope
    """The connection that the words are about."""
    is_worth_a_press: bool
    """Whether a button that connects at once is useful."""
    changes_in_ms: int | None = None
    """When the words are other ones; None if only an event of the link changes them."""


def link_words(engine: WebSocketManager, zone: tzinfo | None) -> LinkWords:
    """Return the words for the connections of `engine`.

    Quotes come first; the account is mentioned only if it has a problem: many desks have no account, and its panels
    show why it stopped.

    Args:
        engine: whose connections.
        zone: the time zone of the times of day.
    """
    public, private = (engine.link_status(scope) for scope in (Scope.PUBLIC, Scope.PRIVATE))
    flow = engine.flow_status(Scope.PUBLIC)
    throttled_for = engine.throttled_for(Scope.PUBLIC) if public.state is ConnectionState.LIVE else 0.0
    is_explained = flow.has_begun or flow.is_barren or throttled_for > 0
    if public.state is ConnectionState.LIVE and public.attempt and not is_explained:
        # A server that ends each connection at once must not look well between two of them.
        public = public._replace(state=ConnectionState.RECONNECTING)
    is_live = public.state is ConnectionState.LIVE
    is_silent = is_live and flow.is_silent
    is_losing = is_live and flow.is_losing_messages and not flow.late_ms
    is_barren = is_live and flow.is_barren
    is_throttled = is_live and throttled_for > 0
    is_account = is_live and not (is_silent or is_losing or is_throttled or is_barren) and private.state in _AILING
    scope, status = (Scope.PRIVATE, private) if is_account else (Scope.PUBLIC, public)
    text, ink = describe(status, zone), _INKS[status.state]
    if is_silent:
        text, ink = translate("LinkWords", "● 데이터 멈춤 · 거래소에 확인하는 중"), Ink.WARNING
    elif is_losing:
        text, ink = translate("LinkWords", "● 데이터 누락"), Ink.WARNING
    elif is_throttled:
        waits = translate("LinkWords", "● 연결됨 · 요청 한도로 {n}초 후 요청")
        text, ink = waits.format(n=seconds_shown(throttled_for)), Ink.WARNING
    elif is_barren:
        text, ink = translate("LinkWords", "● 연결됨 · 데이터 없음"), Ink.WARNING
    elif is_account:
        text = translate("LinkWords", "● 내 계정 {state}").format(state=text.removeprefix("● "))
    is_stopped = scope is Scope.PUBLIC and status.state is ConnectionState.STOPPED
    is_dialling = status.state in (ConnectionState.CONNECTING, ConnectionState.RECONNECTING)
    changes_in_ms = min(until_next_ms(status.next_in), _DIALLING_MS) if is_dialling else None
    if is_throttled:
        changes_in_ms = until_next_ms(throttled_for)
    return LinkWords(text, ink, scope, is_stopped or is_worth_a_press(status.next_in), changes_in_ms)


def no_link() -> LinkWords:
    """Return the words where there is no engine."""
    return LinkWords(describe(LinkStatus()), _INKS[ConnectionState.IDLE], Scope.PUBLIC, is_worth_a_press=False)


def describe(status: LinkStatus, zone: tzinfo | None = None) -> str:
    """Return the text of a link's state."""
    match status.state:
        case ConnectionState.LIVE:
            return translate("LinkWords", "● 연결됨")
        case ConnectionState.CONNECTING:
            return _joined(translate("LinkWords", "● 연결 중"), _waiting(status, zone), status.reason)
        case ConnectionState.STALE:
            return translate("LinkWords", "● 응답 지연")
        case ConnectionState.RECONNECTING:
            attempt = translate("LinkWords", "재연결 {n}번째").format(n=status.attempt)
            return _joined("● " + attempt, _waiting(status, zone), status.reason)
        case ConnectionState.STOPPED:
            return _joined(translate("LinkWords", "● 연결 중지됨"), status.reason)
        case _:
            return translate("LinkWords", "○ 연결 없음")


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, map(wording, parts)))


def _waiting(status: LinkStatus, zone: tzinfo | None) -> str:
    if at := time_of_day(status.next_in, zone):
        return translate("LinkWords", "{time}까지 대기").format(time=at)
    if status.next_in <= 0:
        return ""
    return translate("LinkWords", "{n}초 후 재시도").format(n=seconds_shown(status.next_in))
