"""How long the exchange wants us to stay away after one request or handshake too many.

Source: Upbit's rate limit page: a 429 is over with the second it was counted in; a 418 names its time in the text of
its body, and durations are not published. A `Retry-After` header was never seen from it, but something in between may
send one.
"""

from __future__ import annotations

import re
from typing import Final

from core.timing.redial import BLOCKED_FOR

TOO_MANY: Final = 429
BLOCKED: Final = 418

LONGEST: Final = 3600.0
"""Seconds. No block of the exchange was ever seen to last longer, and one reply of something in between must not keep
every link away for a day."""

_NEXT_SECOND: Final = 1.0
_DURATION: Final = re.compile(
    r"(\d+(?:\.\d+)?)\s*(seconds?|secs?|s\b|초|minutes?|mins?|분|hours?|시간)", re.ASCII | re.IGNORECASE
)
_SECONDS: Final = {"s": 1, "초": 1, "m": 60, "분": 60, "h": 3600, "시": 3600}


def retry_after(status: int, header: str, message: str) -> float:
    """Seconds to stay away: as the header says, as the text says, or as the limit implies; `LONGEST` at most.

    Args:
        status: of the refusal, `TOO_MANY` or `BLOCKED`.
        header: the value of `Retry-After`; empty where there is none.
        message: the exchange's words.
    """
    if header.isdecimal():
        return min(float(header), LONGEST)
    if status == TOO_MANY:
        return _NEXT_SECOND
    told = _DURATION.search(message)
    return min(float(told[1]) * _SECONDS[told[2][0].lower()], LONGEST) if told else BLOCKED_FOR
