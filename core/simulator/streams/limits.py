"""The exchange's rate limits as sliding windows. Pure: `now` is an argument, in seconds.

Source: Upbit rate limits page (Korea, 2026-10-07). The length of a block is not published; here it starts short and
doubles.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Final, NamedTuple


class Quota(NamedTuple):
    """At most `limit` in any `seconds`."""

    limit: int
    seconds: float = 1.0


FIVE_PER_SECOND: Final = Quota(5)
EIGHT_PER_SECOND: Final = Quota(8)
TEN_PER_SECOND: Final = Quota(10)
TWELVE_PER_SECOND: Final = Quota(12)
THIRTY_PER_SECOND: Final = Quota(30)
HUNDRED_PER_MINUTE: Final = Quota(100, 60.0)
ONE_PER_TEN_SECONDS: Final = Quota(1, 10.0)
TEN_PER_TEN_SECONDS: Final = Quota(10, 10.0)


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit of the exchange."""

    connects: Quota = FIVE_PER_SECOND
    messages: tuple[Quota, ...] = (FIVE_PER_SECOND, HUNDRED_PER_MINUTE)
    """Per connection."""
    quotation: Quota = TEN_PER_SECOND
    """Per REST group of market data."""
    account: Quota = THIRTY_PER_SECOND
    """REST requests about the account, and single cancels."""
    orders: Quota = TWELVE_PER_SECOND
    order_tests: Quota = EIGHT_PER_SECOND
    origin: Quota = ONE_PER_TEN_SECONDS
    """Requests that carry an `Origin` header, REST and WebSocket together."""
    strikes: Quota = TEN_PER_TEN_SECONDS
    """This many refusals in this many seconds cause a block."""
    block_seconds: float = 10.0
    """The first block; each further one lasts twice as long."""
    forgiven_after: float = 60.0
    """Seconds without a violation after which blocks start short again."""

    def of(self, group: str) -> Quota:
        """The quota of a group, as the wire spells it."""
        groups = {
            "websocket": self.connects,
            "default": self.account,
            "order": self.orders,
            "order-test": self.order_tests,
        }
        return groups.get(group, self.quotation)


class Window:
    """Counts one quota."""

    def __init__(self, quota: Quota) -> None:
        self.quota = quota
        self._taken: deque[float] = deque()

    def left(self, now: float, tightness: int = 1) -> int:
        """How many more are allowed at `now`, under a limit divided by `tightness`."""
        while self._taken and self._taken[0] <= now - self.quota.seconds:
            self._taken.popleft()
        return max(1, self.quota.limit // tightness) - len(self._taken)

    def take(self, now: float) -> None:
        """Count one."""
        self._taken.append(now)


class Windows:
    """Several quotas that must all be kept."""

    def __init__(self, quotas: tuple[Quota, ...]) -> None:
        self._windows = [Window(quota) for quota in quotas]

    def admit(self, now: float, tightness: int = 1) -> bool:
        """Count one request if every quota, divided by `tightness`, allows it; returns whether they did."""
        if any(window.left(now, tightness) <= 0 for window in self._windows):
            return False
        for window in self._windows:
            window.take(now)
        return True


class Verdict(NamedTuple):
    """The decision on one request."""

    status: int
    """200; 429 over the limit; 418 blocked after too many refusals."""
    left: int
    """Requests left in the window."""
    blocked_for: float = 0.0
    """418: seconds until the block ends."""


class Gate:
    """One limited group: a quota, and a block for a client that ignores it."""

    def __init__(self, quota: Quota, limits: Limits) -> None:
        self.quota = quota
        self._window = Window(quota)
        self._limits = limits
        self._strikes = Window(limits.strikes)
        self._blocked_until = -math.inf
        self._block = limits.block_seconds

    def admit(self, now: float, tightness: int = 1) -> Verdict:
        """Decide on one request at `now` by a quota divided by `tightness`, and count it if it passes."""
        if now < self._blocked_until:
            return Verdict(418, 0, self._blocked_until - now)
        left = self._window.left(now, tightness)
        if left > 0:
            self._window.take(now)
            return Verdict(200, left - 1)
        return self._refuse(now)

    def _refuse(self, now: float) -> Verdict:
        self._strikes.take(now)
        if self._strikes.left(now) > 0:
            return Verdict(429, 0)
        if now - self._blocked_until > self._limits.forgiven_after:
            self._block = self._limits.block_seconds
        self._blocked_until = now + self._block
        self._strikes = Window(self._limits.strikes)
        verdict = Verdict(418, 0, self._block)
        self._block *= 2
        return verdict


@dataclass(slots=True)
class Gates:
    """The gates of every client address and group, created on first use."""

    limits: Limits
    _gates: dict[tuple[str, str], Gate] = field(default_factory=dict)

    def admit(self, client: str, group: str, quota: Quota, now: float, tightness: int = 1) -> Verdict:
        """Decide on a request of `client` in `group` by its quota divided by `tightness`."""
        gate = self._gates.get((client, group))
        if gate is None:
            gate = self._gates[client, group] = Gate(quota, self.limits)
        return gate.admit(now, tightness)
