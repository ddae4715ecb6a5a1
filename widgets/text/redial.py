"""The texts about the next attempt to connect: when it comes, and whether a button to connect at once is useful."""

from __future__ import annotations

import time
from datetime import tzinfo
from typing import Final

from widgets.text import formats

_WORTH_A_PRESS: Final = 3.0
_LONG: Final = 60.0


def is_worth_a_press(seconds: float) -> bool:
    """Whether the attempt is so far away that a button to connect at once is useful."""
    return seconds > _WORTH_A_PRESS


def time_of_day(seconds: float, zone: tzinfo | None) -> str:
    """Return the time of an attempt that is a minute or more away; empty for a sooner one, which gets a countdown."""
    return formats.clock_time(round((time.time() + seconds) * 1000), zone) if seconds >= _LONG else ""
