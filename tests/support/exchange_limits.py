"""The exchange's limits on requests, as a check of the times of messages; and no limits, for fast tests."""

from __future__ import annotations

from typing import Final

from core.loop.rate_gate import RateGate
from core.loop.request_gate import RequestGate
from core.simulator.streams.limits import Quota
from core.timing.slots import SlotLedger
from core.upbit.rest.quotation import Group

UNLIMITED: Final = Quota(1 << 30)


def open_gates() -> dict[Group, RequestGate]:
    """Return gates that hold no REST request back, for exchanges of a test's own."""
    return {group: RequestGate(RateGate(SlotLedger(burst=1_000, spacing=0.0001)), limit=1_000) for group in Group}


def assert_within_the_limits(times: list[float]) -> None:
    """Check for at most 5 in any second and 100 in any minute; the worst window begins at a message."""
    for limit, seconds in ((5, 1.0), (100, 60.0)):
        for begin in times:
            assert sum(begin <= time < begin + seconds for time in times) <= limit
