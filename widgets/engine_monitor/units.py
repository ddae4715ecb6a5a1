"""Formats ages, waits and amounts coarsely, so that they are seldom repainted."""

from __future__ import annotations

import math
from typing import Final

from widgets.text.formats import UNKNOWN
from widgets.text.language import is_korean, translate

_KOREAN_COUNTS: Final = ((10**8, 10**8, "억"), (10**4, 10**4, "만"))
_ENGLISH_COUNTS: Final = ((10**9, 10**9, "B"), (10**6, 10**6, "M"), (10**4, 10**3, "k"))
"""From which number on, the unit, and its name."""
_BYTES: Final = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB"))


def age(seconds: float | None) -> str:
    """Format an age: in seconds below ten, in tens of seconds below a minute, else in minutes."""
    if seconds is None:
        return UNKNOWN
    if seconds < 1:
        return translate("EngineMonitor", "방금")
    if seconds < 60:
        return _seconds(int(seconds) if seconds < 10 else int(seconds) // 10 * 10)
    if seconds < 3600:
        return translate("EngineMonitor", "{n}분").format(n=int(seconds) // 60)
    return translate("EngineMonitor", "{n}시간").format(n=int(seconds) // 3600)


def countdown(seconds: float) -> str:
    """Format a remaining time, rounded up; a dash if it is over."""
    return _seconds(math.ceil(seconds)) if seconds > 0 else UNKNOWN


def duration(seconds: float) -> str:
    """Format a duration: `0.7초`."""
    return translate("EngineMonitor", "{n}초").format(n=f"{seconds:,.1f}")


def setting(seconds: float) -> str:
    """Format a configured time: `0.1초`, `15초`."""
    return translate("EngineMonitor", "{n}초").format(n=f"{seconds:g}")


def milliseconds(value: float | None) -> str:
    """Format a round trip: `12.3 ms`."""
    return UNKNOWN if value is None else f"{value:,.1f} ms"


def difference(milliseconds: float | None) -> str:
    """Format the difference of two clocks: `+0.3초`, `-3,600.0초`, `0.0초` for clocks that agree."""
    if milliseconds is None:
        return UNKNOWN
    seconds = round(milliseconds / 1000, 1)
    return translate("EngineMonitor", "{n}초").format(n=f"{seconds:+,.1f}" if seconds else "0.0")


def count(number: int) -> str:
    """Format a count briefly: `9,999`, `1.2만`, `3.4억`; in English `12.3k`, `345.6M`."""
    for least, unit, name in _KOREAN_COUNTS if is_korean() else _ENGLISH_COUNTS:
        if number >= least:
            return f"{number / unit:,.1f}{name}"
    return f"{number:,}"


def amount(size: int) -> str:
    """Format a number of bytes: `3.2 MB`."""
    for unit, name in _BYTES:
        if size >= unit:
            return f"{size / unit:,.1f} {name}"
    return f"{size} B"


def _seconds(whole: int) -> str:
    return translate("EngineMonitor", "{n}초").format(n=whole)
