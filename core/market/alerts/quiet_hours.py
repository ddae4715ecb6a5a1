"""The hours of the day in which alerts make no sound and no notice of the desktop."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final, NamedTuple

_DAY: Final = 24 * 60


class QuietHours(NamedTuple):
    """From one minute of the day to another, also past midnight; both the same: never.

    Minutes are those of the clock that the user reads.
    """

    start: int = 0
    end: int = 0

    def contain(self, minute: int) -> bool:
        """Whether that minute of the day, 0 to 1439, is quiet. The last one is not."""
        return (minute - self.start) % _DAY < (self.end - self.start) % _DAY


def minute_at(time_ms: int, zone: tzinfo | None) -> int:
    """Return the minute of the day at a Unix ms on the clock of a zone; None for that of this computer."""
    now = datetime.fromtimestamp(time_ms / 1000, zone)
    return now.hour * 60 + now.minute


def read_minute(text: str) -> int | None:
    """Read a time of the day such as `23:30`, as the minute of the day; None if it is none."""
    hours, colon, minutes = text.strip().partition(":")
    if not colon or not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()):
        return None
    if len(hours) > 2 or len(minutes) != 2 or int(hours) > 23 or int(minutes) > 59:
        return None
    return int(hours) * 60 + int(minutes)


def written_minute(minute: int) -> str:
    """Return a minute of the day as `23:30`."""
    return f"{minute // 60:02}:{minute % 60:02}"
