"""The figures of the status bar in words: source, delay, messages, frame time and clock."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final, NamedTuple

from app.status_bar.line import WARNS, Part
from core.model.korean_time import KST
from widgets.look.look import TIME_ZONES
from widgets.look.theme import Ink
from widgets.text import formats
from widgets.text.delays import WIDEST_MS, delay_text, long_time
from widgets.text.language import translate

SLOW_MS: Final = 1_000.0
"""Delay from which quotes are too old to trade by."""

LONG_FRAME_MS: Final = 100.0
"""Duration of a frame from which the hand feels it."""

CLOCKS_APART_MS: Final = 5_000.0
"""Difference of two clocks from which one of them is wrong, and times cannot be compared by eye."""


class Reading(NamedTuple):
    """What the status bar reads; a figure that is not known is None."""

    source: str
    delay_ms: float | None
    messages_a_second: float | None
    frame_ms: float | None
    time_ms: int
    zone: tzinfo | None
    quiet: str = ""
    """Until when alerts are quiet, in words; empty while they are not."""
    clock_ahead_ms: float | None = None
    """The exchange's clock minus this computer's."""


def figures(reading: Reading) -> list[Part]:
    """Return the parts right of the link's state, from left to right."""
    widest, many = delay_text(WIDEST_MS), "9,999"
    delay = translate("StatusBar", "지연 {ms}")
    rate = translate("StatusBar", "초당 {n}건")
    frame = translate("StatusBar", "프레임 {ms}")
    shown = formats.UNKNOWN if reading.messages_a_second is None else f"{reading.messages_a_second:,.0f}"
    clock = formats.clock_time(reading.time_ms, reading.zone)
    zone = zone_label(reading.zone)
    quiet = translate("StatusBar", "{quiet}: 알림은 창 안에만 표시합니다.").format(quiet=reading.quiet)
    ahead_ms = reading.clock_ahead_ms or 0.0
    is_late, is_slow = (reading.delay_ms or 0.0) >= SLOW_MS, (reading.frame_ms or 0.0) >= LONG_FRAME_MS
    return [
        *([Part(reading.quiet, 4, quiet)] if reading.quiet else []),
        Part(reading.source, 3, translate("StatusBar", "시세 출처: {source}").format(source=reading.source), Ink.TEXT),
        Part(
            delay.format(ms=delay_text(reading.delay_ms)),
            WARNS if is_late else 5,
            translate("StatusBar", "거래소의 시각부터 화면까지: {ms}").format(ms=delay_text(reading.delay_ms)),
            Ink.WARNING if is_late else Ink.DIM,
            delay.format(ms=widest),
        ),
        *([_clocks_apart(ahead_ms)] if abs(ahead_ms) >= CLOCKS_APART_MS else []),
        Part(
            rate.format(n=shown),
            6,
            translate("StatusBar", "받은 메시지: 초당 {n}건").format(n=shown),
            sample=rate.format(n=many),
        ),
        Part(
            frame.format(ms=delay_text(reading.frame_ms)),
            WARNS if is_slow else 7,
            translate("StatusBar", "화면을 한 번 그리는 시간: {ms}").format(ms=delay_text(reading.frame_ms)),
            Ink.WARNING if is_slow else Ink.DIM,
            frame.format(ms=widest),
        ),
        Part(
            f"{clock} {zone}",
            2,
            translate("StatusBar", "이 컴퓨터의 시계, {zone}").format(zone=zone),
            Ink.TEXT,
            f"00:00:00 {zone}",
        ),
    ]


def _clocks_apart(ahead_ms: float) -> Part:
    difference = f"{'+' if ahead_ms > 0 else '-'}{long_time(abs(ahead_ms) / 1000)}"
    tip = translate(
        "StatusBar",
        "거래소 시계에서 이 컴퓨터의 시계를 뺀 값: {difference}. 체결 시각과 마감은 거래소 시계를 따릅니다.",
    ).format(difference=difference)
    return Part(translate("StatusBar", "시계 {difference}").format(difference=difference), WARNS, tip, Ink.WARNING)


def zone_label(zone: tzinfo | None) -> str:
    """Return the name of a time zone beside a time."""
    if zone is None:
        return translate("StatusBar", "현지")
    return "KST" if zone is KST else next(name for name, each in TIME_ZONES.items() if each is zone).upper()
