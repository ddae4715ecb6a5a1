"""The rows of the alerts panel: each alert with its state, and what came true. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from core.market.alerts.alert import Alert, Place
from core.market.alerts.firing import Firing
from widgets.look.theme import Ink
from widgets.markets.alerts import Trouble
from widgets.paint.row_table import Heading, Line
from widgets.text import formats
from widgets.text.alert_words import condition, kind_name, rearming_short, seen, watched
from widgets.text.language import translate


def alert_headings() -> tuple[Heading, ...]:
    """Return the columns of the list of alerts."""
    return (
        Heading(translate("AlertsPanel", "상태"), 7, is_left=True, stays=True),
        Heading(translate("AlertsPanel", "종목"), 8, is_left=True, stays=True),
        Heading(translate("AlertsPanel", "조건"), 6, is_left=True, stays=True),
        Heading(translate("AlertsPanel", "메모"), 3, is_left=True),
        Heading(translate("AlertsPanel", "마지막 울림"), 4),
        Heading(translate("AlertsPanel", "다시 준비"), 2),
    )


def firing_headings() -> tuple[Heading, ...]:
    """Return the columns of the list of what came true."""
    return (
        Heading(translate("AlertsPanel", "시각"), 6, is_left=True),
        Heading(translate("AlertsPanel", "종류"), 5, is_left=True),
        Heading(translate("AlertsPanel", "종목"), 8, is_left=True, stays=True),
        Heading(translate("AlertsPanel", "조건"), 4, is_left=True),
        Heading(translate("AlertsPanel", "본 값"), 7, is_left=True, stays=True),
    )


def trouble_words(trouble: Trouble) -> str:
    """Return why an alert is not followed: `연결 끊김`."""
    return {
        Trouble.DISCONNECTED: translate("AlertsPanel", "연결 끊김"),
        Trouble.NO_DATA: translate("AlertsPanel", "데이터 없음"),
        Trouble.UNKNOWN_MARKET: translate("AlertsPanel", "없는 종목"),
        Trouble.NO_KEY: translate("AlertsPanel", "API 키 없음"),
        Trouble.DAMAGED: translate("AlertsPanel", "손상된 데이터"),
        Trouble.RANG: translate("AlertsPanel", "울림"),
        Trouble.LEARNING: translate("AlertsPanel", "평소 값 재는 중"),
    }[trouble]


def state_words(
    alert: Alert, trouble: Trouble | None, now_ms: int, zone: tzinfo | None, elsewhere: str = ""
) -> tuple[str, Ink]:
    """Return the state of an alert and its colour: `감시 중`, `꺼짐`, `14:30까지 쉼`, or why it is not followed."""
    if not alert.is_enabled:
        return translate("AlertsPanel", "꺼짐"), Ink.FAINT
    if elsewhere:
        return translate("AlertsPanel", "{source}에서만").format(source=elsewhere), Ink.DIM
    if trouble is not None and trouble is not Trouble.RANG:
        return trouble_words(trouble), Ink.WARNING
    if alert.snoozed_until_ms > now_ms:
        until = formats.hour_and_minute(alert.snoozed_until_ms, zone)
        return translate("AlertsPanel", "{time}까지 쉼").format(time=until), Ink.DIM
    if trouble is not None:  # beside it stands what it takes to be watched again
        return trouble_words(trouble), Ink.DIM
    return translate("AlertsPanel", "감시 중"), Ink.GOOD


def moment(time_ms: int | None, now_ms: int, zone: tzinfo | None) -> str:
    """Return the time of day of what happened today, the day and the minute of what happened before."""
    if formats.date(time_ms, zone) == formats.date(now_ms, zone):
        return formats.clock_time(time_ms, zone)
    return formats.date_time(time_ms, zone)[5:16] or formats.UNKNOWN


def where(alert: Alert, market_name: Callable[[str], str]) -> str:
    """Return the market of an alert in words; of one that needs none a dash."""
    if alert.code:
        return market_name(alert.code)
    return formats.UNKNOWN if alert.form.place is Place.EVERYWHERE else translate("AlertsPanel", "모든 종목")


def alert_line(
    alert: Alert,
    trouble: Trouble | None,
    told_ms: int | None,
    market_name: Callable[[str], str],
    now_ms: int,
    zone: tzinfo | None,
    elsewhere: str | None = "",
) -> Line:
    """Return the row of an alert.

    Args:
        alert: the alert.
        trouble: why it is not followed, if it is not.
        told_ms: when it was told last, Unix ms; None if it never was.
        market_name: returns the name of a market for its code.
        now_ms: Unix ms.
        zone: of the times shown.
        elsewhere: the name of the source it belongs to, if that is not the present one; None if it is
            followed at each.
    """
    state, ink = state_words(alert, trouble, now_ms, zone, elsewhere or "")
    body = Ink.TEXT if alert.is_enabled and not elsewhere else Ink.FAINT
    what = condition(alert)
    if alert.is_once:
        what += translate("AlertsPanel", " · 한 번")
    if elsewhere is None:
        what += translate("AlertsPanel", " · 모든 출처")
    again = rearming_short(alert)
    texts = (state, where(alert, market_name), what, alert.note, moment(told_ms, now_ms, zone), again)
    return Line(alert.id, texts, (ink, body, body, Ink.DIM, Ink.DIM, Ink.DIM))


def firing_line(
    firing: Firing, market_name: Callable[[str], str], now_ms: int, zone: tzinfo | None, elsewhere: str = ""
) -> Line:
    """Return the row of an alert that came true; `elsewhere` names its source if that is not the present one."""
    name = market_name(firing.code) if firing.code else formats.UNKNOWN
    when, what = moment(firing.time_ms, now_ms, zone), kind_name(firing.alert.kind)
    texts = (when, f"{what} · {elsewhere}" if elsewhere else what, name)
    body = Ink.FAINT if elsewhere else Ink.TEXT
    return Line(
        firing.alert.id,
        (*texts, watched(firing.alert) or formats.UNKNOWN, seen(firing)),
        (Ink.DIM, body, body, Ink.DIM, body),
    )
