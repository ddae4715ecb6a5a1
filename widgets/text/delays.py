"""Delays and other short times in words: in milliseconds as long as that says something, then in larger units."""

from __future__ import annotations

import math
from typing import Final

from widgets.text.formats import UNKNOWN
from widgets.text.language import translate

WIDEST_MS: Final = 9_999
"""The longest delay that is written in milliseconds; no other delay has a wider text."""


def delay_text(milliseconds: float | None) -> str:
    """Return a delay, coarsely, so that it is seldom painted again: `42 ms`, `12초`; a dash if it is not known.

    One that is negative, which two clocks can say of a very short one, counts as short.
    """
    if milliseconds is None or not math.isfinite(milliseconds):
        return UNKNOWN
    if round(milliseconds) > WIDEST_MS:
        return long_time(milliseconds / 1000)
    return f"{milliseconds:,.0f} ms" if milliseconds >= 1 else "<1 ms"


def long_time(seconds: float) -> str:
    """Return a time of some seconds and more, in the largest unit that it has twice: `62초`, `3분`, `5시간`, `12일`."""
    if seconds < 120:
        return translate("Delays", "{n}초").format(n=f"{seconds:,.0f}")
    if seconds < 7_200:
        return translate("Delays", "{n}분").format(n=f"{seconds / 60:,.0f}")
    if seconds < 172_800:
        return translate("Delays", "{n}시간").format(n=f"{seconds / 3_600:,.0f}")
    return translate("Delays", "{n}일").format(n=f"{seconds / 86_400:,.0f}")
