"""The exchange's limits on requests, as a check of the times of messages; and no limit, for fast tests."""

from __future__ import annotations

from typing import Final

from core.simulator.streams.limits import Quota

UNLIMITED: Final = Quota(1 << 30)


def assert_within_the_limits(times: list[float]) -> None:
    """Check for at most 5 in any second and 100 in any minute; the worst window begins at a message."""
    for limit, seconds in ((5, 1.0), (100, 60.0)):
        for begin in times:
            assert sum(begin <= time < begin + seconds for time in times) <= limit
