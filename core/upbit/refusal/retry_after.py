"""How long to send nothing after too many requests or handshakes.

Source: Upbit's rate limit page: a 429 ends with the second in which it was counted; a 418 states its duration in the
text of its body, and durations are not published. The exchange has never sent a `Retry-After` header, but a proxy may.
"""

from __future__ import annotations

import re
from typing import Final

from core.timing.redial import BLOCKED_FOR, LONGEST_BLOCK

TOO_MANY: Final = 429
BLOCKED: Final = 418

_NEXT_SECOND: Final = 1.0
_DURATION: Final = re.compile(
    r"(\d+(?:\.\d+)?)\s*(seconds?|secs?|s\b|초|minutes?|mins?|분|hours?|시간)", re.ASCII | re.IGNORECASE
)
_SECONDS: Final = {"s": 1, "초": 1, "m": 60, "분": 60, "h": 3600, "시": 3600}


def retry_after(status: int, header: str, message: str) -> float:
    """Seconds to wait: from the header, the text, or the rule of the limit; `LONGEST_BLOCK` at most.

    Args:
        status: of the refusal, `TOO_MANY` or `BLOCKED`.
        header: the value of `Retry-After`; empty if there is none.
        message: the exchange's words.
    """
    if header.isdecimal():
        return min(float(header), LONGEST_BLOCK)
    if status == TOO_MANY:
        return _NEXT_SECOND
    duration = _DURATION.search(message)
    return min(float(duration[1]) * _SECONDS[duration[2][0].lower()], LONGEST_BLOCK) if duration else BLOCKED_FOR
