"""Whether a connection delivers late data, decided from its delay once a second. Pure.

The delay is that of many messages, so it stays the same in a quiet market, where the last trade is old but not late. It
must be great for a few looks in a row, and small again for a few: one slow second marks nothing, and a delay near the
limit does not go on and off.
"""

from __future__ import annotations

from typing import Final

LATE_MS: Final = 1_500.0
"""Delay from which data count as late."""
IN_TIME_MS: Final = 1_000.0
"""Delay below which late data count as in time again."""
_LOOKS: Final = 2
"""How many looks in a row must agree."""
_REMEMBERED: Final = 30
"""Looks without any message for which late data stay late: nothing has shown that the next ones come in time."""


class Lateness:
    """The lateness of one connection."""

    def __init__(self) -> None:
        self.late_ms = 0.0
        """How late the data are, in whole seconds; 0 while they come in time."""
        self._agreed = 0
        self._unknown = 0

    def look(self, delay_ms: float | None) -> bool:
        """Take the delay of a second; None if no message was recent.

        Returns:
            Whether `late_ms` is another one.
        """
        before, is_late = self.late_ms, self.late_ms > 0.0
        if delay_ms is None:
            self._agreed = 0
            self._unknown += 1
            if self._unknown >= _REMEMBERED:
                self.late_ms = 0.0
            return self.late_ms != before
        self._unknown = 0
        self._agreed = self._agreed + 1 if (delay_ms < IN_TIME_MS if is_late else delay_ms >= LATE_MS) else 0
        if self._agreed >= _LOOKS:
            is_late, self._agreed = not is_late, 0
        self.late_ms = max(1_000.0, round(delay_ms, -3)) if is_late else 0.0
        return self.late_ms != before
