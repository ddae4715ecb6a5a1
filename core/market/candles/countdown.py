"""The time left until the present candle closes."""

from __future__ import annotations

from core.market.candles.units import CandleUnit
from core.text import translatable

_SECOND_MS = 1_000
_HOUR = 3_600
_DAY = 86_400


def seconds_left(unit: CandleUnit, now_ms: int) -> int:
    """Whole seconds until the candle that contains `now_ms` closes, at least 1."""
    return -(-(unit.start_ms(unit.slot(now_ms) + 1) - now_ms) // _SECOND_MS)


def until_next_second(unit: CandleUnit, now_ms: int) -> int:
    """Milliseconds until `seconds_left` is another number."""
    return (unit.start_ms(unit.slot(now_ms) + 1) - now_ms - 1) % _SECOND_MS + 1


def clock(seconds: int) -> str:
    """Seconds as `04:05`, or `23:04:05` from an hour on, or the text `3일 04:05:06` from a day on."""
    minutes = f"{seconds % _HOUR // 60:02}:{seconds % 60:02}"
    if seconds < _HOUR:
        return minutes
    hours = f"{seconds % _DAY // _HOUR:02}:{minutes}"
    if seconds < _DAY:
        return hours
    return translatable("core", "{days}일 {time}").format(days=seconds // _DAY, time=hours)
