"""The texts about the next attempt to connect: when it comes, and whether a button to connect at once is useful."""

from __future__ import annotations

import math
import time
from datetime import tzinfo
from typing import Final

from widgets.text import formats

_WORTH_A_PRESS: Final = 3.0
_LONG: Final = 60.0
_AFTER_MS: Final = 5
"""Milliseconds after the change of the number: read earlier, it would be the old one."""


def is_worth_a_press(seconds: float) -> bool:
    """Whether the attempt is so far away that a button to connect at once is useful."""
    return seconds > _WORTH_A_PRESS


def time_of_day(seconds: float, zone: tzinfo | None) -> str:
    """Return the time of an attempt that is a minute or more away; empty for a sooner one, which gets a countdown."""
    return formats.clock_time(round((time.time() + seconds) * 1000), zone) if seconds >= _LONG else ""


def seconds_shown(seconds: float) -> int:
    """Return the number that a countdown shows: whole seconds, of which the last one begins below 1."""
    return math.ceil(seconds)


def until_next_ms(seconds: float) -> int:
    """Return in how many milliseconds a countdown shows its next number.

    All countdowns of a wait are read then: read at seconds of their own, they showed two numbers side by side.
    """
    return math.floor((seconds - math.ceil(seconds) + 1.0) * 1000) + _AFTER_MS
