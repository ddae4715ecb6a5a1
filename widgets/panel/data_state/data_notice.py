"""The text about the state of a panel's data: loading, silent, late, disconnected or stopped, and since when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import NamedTuple

from core.engine.deliver.feed import FeedState, FeedStatus
from core.model.korean_time import KST
from core.model.link_status import ConnectionState
from widgets.text import formats
from widgets.text.delays import long_time
from widgets.text.language import translate, wording
from widgets.text.redial import is_worth_a_press, seconds_shown, time_of_day


class Notice(NamedTuple):
    """A text shown over a panel's data."""

    text: str
    codes: tuple[str, ...] = ()
    """Markets to choose instead, each with a button."""
    is_aside: bool = False
    """The data below are worth reading: show the text at their lower edge."""
    can_retry: bool = False
    """The exchange refused these streams; the user can request them again."""
    is_current: bool = False
    """The data below are current: do not dim them."""
    can_switch: bool = False
    """There are no data because the exchange cannot be reached; another source of quotes has some."""


@dataclass(frozen=True, slots=True)
class DataState:
    """The state of a panel's data."""

    has_data: bool
    is_fresh: bool
    """The data belong to the present connection."""
    received_ms: int | None
    """The time of the newest data."""
    unknown_code: str = ""
    """The market code if it is missing in the exchange's list; empty otherwise and while no list is loaded."""
    is_listed: bool = False
    """The exchange's list contains the market."""
    market_note: str = ""
    """Why the market cannot be traded; empty if it can."""
    source: str = ""
    """The name of the source of quotes, for the screen; empty if it has none."""
    zone: tzinfo | None = KST
    """The zone of the times shown; None is that of this computer."""


def notice_of(status: FeedStatus, data: DataState) -> Notice | None:
    """Return the notice to show, or None if the data are current and complete."""
    link = status.link
    if data.unknown_code and not data.has_data:
        return Notice(_unknown(status, data))
    if (notice := _of_link(status, data)) is not None:
        return notice
    if text := _left_out(status):
        late = _late(status, data)
        is_current = data.has_data and data.is_fresh and link.state is ConnectionState.LIVE and not late
        return Notice(_joined(late, text), is_aside=data.has_data, is_current=is_current)
    return _of_flow(status, data)


def _of_link(status: FeedStatus, data: DataState) -> Notice | None:
    """Return the notice for a link that is not up, if there is a reason for it."""
    link = status.link
    if status.state is FeedState.STOPPED:
        is_refused = link.state is not ConnectionState.STOPPED
        what = translate("Panel", "거래소가 구독을 거절함") if is_refused else translate("Panel", "연결 중지됨")
        return _notice(data, what, wording(link.reason), can_retry=True, is_unreachable=not is_refused)
    if status.state is FeedState.DISCONNECTED or link.state is ConnectionState.RECONNECTING:
        is_first = status.state is not FeedState.DISCONNECTED  # there has never been a connection
        what = translate("Panel", "연결하지 못함") if is_first else translate("Panel", "연결 끊김")
        # The engine dials again by itself. Over data the button, which keeps the mouse from them, helps only if that
        # takes a while; without data it stays: one that came and went with each dial could not be pressed.
        return _notice(
            data,
            what,
            _joined(wording(link.reason), _countdown(status, data.zone)),
            can_retry=is_worth_a_press(link.next_in) or not data.has_data,
            is_unreachable=True,
        )
    if link.state is ConnectionState.CONNECTING and link.reason:  # the server is silent so far
        what = translate("Panel", "연결하지 못함")
        return _notice(data, what, wording(link.reason), can_retry=not data.has_data, is_unreachable=True)
    if link.state is ConnectionState.CONNECTING and is_worth_a_press(link.next_in):  # blocked before the first dial
        what, why = translate("Panel", "연결하지 못함"), translate("Panel", "거래소가 이 주소의 연결을 잠시 막았습니다")
        return _notice(data, what, _joined(why, _countdown(status, data.zone)), can_retry=True, is_unreachable=True)
    return None


def _of_flow(status: FeedStatus, data: DataState) -> Notice | None:
    """Return the notice for a working connection with readable messages."""
    link, late = status.link, _late(status, data)
    if data.market_note and link.state is not ConnectionState.STALE:
        is_current = data.has_data and data.is_fresh and not late
        return Notice(_joined(late, data.market_note), is_aside=data.has_data, is_current=is_current)
    if not data.has_data or not data.is_fresh:
        is_silent = status.silent or status.doubted
        return _notice(data, *(_silence(data, status) if is_silent else _loading(data, status)))
    if status.flow.is_silent:
        return _notice(data, translate("Panel", "데이터가 멈춤"), translate("Panel", "거래소에 확인하는 중"))
    if status.flow.is_losing_messages and not late:
        why = translate("Panel", "거래소가 일부 데이터를 보내지 않습니다")
        return _notice(data, translate("Panel", "데이터 누락"), why)
    if link.state is ConnectionState.STALE:
        return _notice(data, translate("Panel", "응답 지연"), wording(link.reason))
    return Notice(late, is_aside=True) if late else None


def _late(status: FeedStatus, data: DataState) -> str:
    """Return how late the data shown come; empty if they come in time, or if none of them belong to the connection."""
    if not status.flow.late_ms or not (data.has_data and data.is_fresh):
        return ""
    return translate("Panel", "{time} 늦은 데이터").format(time=long_time(status.flow.late_ms / 1000))


def _left_out(status: FeedStatus) -> str:
    what = translate("Panel", "손상된 데이터 {count}건 제외")
    if status.spoiled == status.spoiled_tickers:  # an order book, a tape or a chart has its own data whole
        what = translate("Panel", "손상된 현재가 데이터 {count}건 제외")
    spoiled = what.format(count=f"{status.spoiled:,}") if status.spoiled else ""
    misdated = (
        translate("Panel", "거래소 시각 오류 {count}건").format(count=f"{status.misdated:,}") if status.misdated else ""
    )
    return _joined(spoiled, misdated)


def _notice(
    data: DataState, what: str, why: str = "", *, can_retry: bool = False, is_unreachable: bool = False
) -> Notice:
    since = ""
    if data.has_data and data.received_ms is not None:
        since = translate("Panel", "마지막 수신 {time}").format(time=formats.clock_time(data.received_ms, data.zone))
    text = "\n".join(filter(None, (_joined(what, since), why)))
    return Notice(text, is_aside=data.has_data, can_retry=can_retry, can_switch=is_unreachable and not data.has_data)


def _loading(data: DataState, status: FeedStatus) -> tuple[str, str]:
    is_again = data.has_data and data.received_ms is not None
    seconds = seconds_shown(status.throttled_for)
    why = (
        translate("Panel", "거래소의 요청 한도 때문에 {seconds}초 뒤에 요청합니다").format(seconds=seconds)
        if seconds
        else ""
    )
    return (translate("Panel", "다시 불러오는 중") if is_again else translate("Panel", "불러오는 중")), why


def _silence(data: DataState, status: FeedStatus) -> tuple[str, str]:
    if status.doubted and not data.unknown_code:  # the code is not the cause
        return translate("Panel", "응답 없음"), translate("Panel", "거래소가 데이터를 보내지 않아 다시 요청합니다")
    if data.is_listed:
        return translate("Panel", "응답 없음"), translate("Panel", "거래소가 이 종목의 데이터를 보내지 않습니다")
    return translate("Panel", "응답 없음 – 종목 코드를 확인하세요"), ""


def _unknown(status: FeedStatus, data: DataState) -> str:
    if data.source:
        unknown = translate("Panel", "{source}에 없는 종목: {code}").format(source=data.source, code=data.unknown_code)
    else:
        unknown = translate("Panel", "알 수 없는 종목: {code}").format(code=data.unknown_code)
    return f"{_silence(data, status)[0]}\n{unknown}" if status.silent else unknown


def _countdown(status: FeedStatus, zone: tzinfo | None) -> str:
    if at := time_of_day(status.link.next_in, zone):
        return translate("Panel", "{time}까지 대기").format(time=at)
    seconds = seconds_shown(status.link.next_in)
    return translate("Panel", "{seconds}초 후 재시도").format(seconds=seconds) if seconds > 0 else ""


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
