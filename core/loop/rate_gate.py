"""The gate in front of a connection's messages, or of all dials: waits for the slots that `SlotLedger` grants.

The gate never fails open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from core.loop.deadline import RESOLUTION, sleep_until
from core.timing.slots import SlotLedger

THROTTLED_FROM: Final = 2.0
"""Seconds; the usual pace makes nobody wait longer, only an exchange that has closed the gate."""


@dataclass(slots=True)
class GateMetrics:
    """The counts of a gate: messages passed and time waited."""

    waits: int = 0
    wait_seconds: float = 0.0
    messages: int = 0
    """Slots granted and not given back."""


class _Waiter:
    """A task that waits at the gate, with its reserved slot."""

    def __init__(self, slot: float) -> None:
        self.slot = slot
        self.is_throttled = False
        self.moved = asyncio.Event()
        """Set when the slot has been moved to an earlier one."""

    def settle(self, ledger: SlotLedger, now: float) -> float:
        self.slot = ledger.settle(self.slot, now)
        return self.slot

    async def wait(self, time: float) -> None:
        """Return at `time`, or when the slot has moved."""
        self.moved.clear()
        try:
            async with asyncio.timeout_at(time):
                await self.moved.wait()
        except TimeoutError:
            await sleep_until(time)  # timers may be early


@dataclass(slots=True)
class RateGate:
    """The awaitable gate in front of one connection's messages, or of all dials.

    Args:
        ledger: grants the slots.
        max_wait: seconds; a longer wait is reported once to `on_overdue` with its expected end. The wait itself
            continues and never ends early.
        on_overdue: receives the loop time at which the slot is expected.
        on_throttled: called as soon as a wait is known to be longer than the usual pace makes any.
    """

    ledger: SlotLedger = field(default_factory=SlotLedger)
    max_wait: float = 15.0
    on_overdue: Callable[[float], object] | None = None
    on_throttled: Callable[[], object] | None = None
    metrics: GateMetrics = field(default_factory=GateMetrics)
    _waiters: list[_Waiter] = field(default_factory=list)

    @property
    def throttled_until(self) -> float | None:
        """The loop time at which the last throttled wait should end; None if there is no such wait."""
        return max((waiter.slot for waiter in self._waiters if waiter.is_throttled), default=None)

    def reopen(self) -> None:
        """Open a closed gate at the user's request; waiting tasks pass at the usual pace."""
        self.ledger.reopen()
        for waiter in self._waiters:
            self.ledger.give_back(waiter.slot)
        now = asyncio.get_running_loop().time()
        for waiter in self._waiters:
            waiter.slot = self.ledger.reserve(now)
            waiter.moved.set()

    async def acquire(self) -> float:
        """Wait for a slot and return it; the caller may then send.

        Raises:
            asyncio.CancelledError: the wait was cancelled; the slot is given back.
        """
        clock = asyncio.get_running_loop().time
        began = clock()
        report_at = began + self.max_wait
        waiter = _Waiter(self.ledger.reserve(began))
        self._waiters.append(waiter)
        is_reported = False
        self.metrics.waits += waiter.slot > began
        try:
            # The gate may be closed for longer during the wait, so the slot is checked again after every wake.
            while (slot := waiter.settle(self.ledger, clock())) - clock() > RESOLUTION:
                if not waiter.is_throttled and slot - clock() > THROTTLED_FROM:
                    waiter.is_throttled = True
                    if self.on_throttled is not None:
                        self.on_throttled()
                if report_at - clock() <= RESOLUTION:
                    if not is_reported and self.on_overdue is not None:
                        self.on_overdue(slot)
                    is_reported = True
                await waiter.wait(slot if is_reported else min(slot, report_at))
        except asyncio.CancelledError:
            self.ledger.give_back(waiter.slot)
            raise
        finally:
            self._waiters.remove(waiter)
            self.metrics.wait_seconds += clock() - began
        self.metrics.messages += 1
        return self.ledger.move(slot, clock())

    def give_back(self, slot: float) -> None:
        """Return a slot of `acquire` that was not used."""
        self.ledger.give_back(slot)
        self.metrics.messages -= 1
