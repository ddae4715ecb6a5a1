"""May a message go out now? If not, when?

`SlotLedger` decides and is pure: time is an argument. `RateGate` makes the answer awaitable. A slot is reserved when it
is granted, so two waiters never share one, and is given back when it is not used. The gate never fails open.
"""

from __future__ import annotations

import asyncio
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from core.loop.deadline import RESOLUTION, sleep_until

BURST = 3
SPACING = 0.7
"""Upbit allows 5 requests a second and 100 a minute on a connection, and 5 connects a second (rate limit page, October
2026). Three at once and then one every 0.7 s stays inside both wherever the exchange's windows begin, with room for
jitter on the way: at most 4 in any second, 88 in any minute."""

CONNECT_SPACING = 3.5
"""Seconds between connects past the burst: at most 20 a minute, whatever the servers do, where 300 would be allowed."""

_WINDOW = 60.0


class SlotLedger:
    """Hands out the times at which messages may go: `burst` at once, then at least `spacing` seconds apart."""

    def __init__(self, burst: int = BURST, spacing: float = SPACING) -> None:
        self._tolerance = (burst - 1) * spacing
        self._spacing = spacing
        self._closed_until = float("-inf")
        self._granted: list[float] = []

    def close_until(self, time: float) -> None:
        """Grant nothing before `time`, as after a 418; never brings an earlier closing forward."""
        self._closed_until = max(self._closed_until, time)

    @property
    def closed_until(self) -> float:
        """Until when nothing is granted; long past where it is open."""
        return self._closed_until

    def reopen(self) -> None:
        """Close no longer, whatever was told; the spacing holds all the same."""
        self._closed_until = float("-inf")

    def next_slot(self, now: float) -> float:
        """The earliest time, `now` or later, at which one more message may go."""
        return self._earliest(now, self._granted)

    def reserve(self, now: float) -> float:
        """Take the earliest slot and return its time."""
        self._forget(now)
        slot = self.next_slot(now)
        insort(self._granted, slot)
        return slot

    def settle(self, slot: float, now: float) -> float:
        """The slot itself, or a later one in its place: the gate was closed meanwhile, or those before went late."""
        self._granted.remove(slot)
        settled = self._earliest(slot, [granted for granted in self._granted if granted <= max(slot, now)])
        insort(self._granted, settled)
        return settled

    def move(self, slot: float, time: float) -> float:
        """The message of this slot goes at `time`: what comes after keeps its distance from the real moment."""
        self._granted.remove(slot)
        insort(self._granted, time)
        return time

    def give_back(self, slot: float) -> None:
        """The slot was not used; somebody else may have it."""
        self._granted.remove(slot)

    def used_within(self, seconds: float, now: float) -> int:
        """How many slots lie in the last `seconds` (at most 60)."""
        return sum(now - seconds < granted <= now for granted in self._granted)

    def _earliest(self, time: float, granted: Iterable[float]) -> float:
        due = float("-inf")  # when all these would be through if they had been evenly spaced
        for slot in granted:
            due = max(due, slot) + self._spacing
        return max(time, due - self._tolerance, self._closed_until)

    def _forget(self, now: float) -> None:
        # Slots further back than the spacing can matter no more; they stay a minute for `used_within`.
        self._granted = [granted for granted in self._granted if granted > now - _WINDOW]


@dataclass(slots=True)
class GateMetrics:
    """What passed the gate and what it cost."""

    waits: int = 0
    wait_seconds: float = 0.0
    messages: int = 0
    """Slots granted and not given back."""
    throttled_until: float | None = None
    """When a wait longer than `max_wait` is expected to end, loop time; None while no wait is that long."""


class _Waiter:
    """Somebody at the gate, with the slot that is reserved for them."""

    def __init__(self, slot: float) -> None:
        self.slot = slot
        self.moved = asyncio.Event()
        """The slot is another, an earlier one."""

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
        ledger: decides.
        max_wait: seconds after which a wait is worth telling: `on_throttled` is called with the expected end, once a
            wait. The wait itself goes on: it needs no new change and never ends early.
        on_throttled: receives the loop time at which the slot is expected.
    """

    ledger: SlotLedger = field(default_factory=SlotLedger)
    max_wait: float = 15.0
    on_throttled: Callable[[float], object] | None = None
    metrics: GateMetrics = field(default_factory=GateMetrics)
    _waiters: list[_Waiter] = field(default_factory=list)

    def reopen(self) -> None:
        """Close no longer, because the user wants it so; who waits is let through at the usual pace."""
        self.ledger.reopen()
        for waiter in self._waiters:
            self.ledger.give_back(waiter.slot)
        now = asyncio.get_running_loop().time()
        for waiter in self._waiters:
            waiter.slot = self.ledger.reserve(now)
            waiter.moved.set()

    async def acquire(self) -> float:
        """Wait for a slot and return it; the message may go now.

        Raises:
            asyncio.CancelledError: the wait was cancelled; the slot is given back.
        """
        clock = asyncio.get_running_loop().time
        began = clock()
        worth_telling = began + self.max_wait
        waiter = _Waiter(self.ledger.reserve(began))
        self._waiters.append(waiter)
        is_told = False
        self.metrics.waits += waiter.slot > began
        try:
            # The gate may be closed further while a slot is waited for, so the slot is asked about after every wake.
            while (slot := waiter.settle(self.ledger, clock())) - clock() > RESOLUTION:
                if worth_telling - clock() <= RESOLUTION:
                    self.metrics.throttled_until = slot
                    if not is_told and self.on_throttled is not None:
                        self.on_throttled(slot)
                    is_told = True
                await waiter.wait(slot if is_told else min(slot, worth_telling))
        except asyncio.CancelledError:
            self.ledger.give_back(waiter.slot)
            raise
        finally:
            self._waiters.remove(waiter)
            self.metrics.throttled_until = None
            self.metrics.wait_seconds += clock() - began
        self.metrics.messages += 1
        return self.ledger.move(slot, clock())

    def give_back(self, slot: float) -> None:
        """The slot `acquire` returned was not used."""
        self.ledger.give_back(slot)
        self.metrics.messages -= 1
