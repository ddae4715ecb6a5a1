"""Reconnect delays: they grow up to a maximum, have jitter, and start again after a stable connection."""

from __future__ import annotations

import random

INITIAL = 0.5
MAXIMUM = 30.0
STABLE_AFTER = 10.0
"""Seconds of connection *with data* after which the next loss counts as the first one."""


class Backoff:
    """Returns the delay before each attempt in a series of failures.

    Jitter shortens a delay by up to a half, so that many clients of one failing server do not return together.

    Args:
        rng: source of the jitter.
        initial: longest first delay, in seconds.
        maximum: longest delay of all, in seconds.
    """

    def __init__(
        self, rng: random.Random | None = None, *, initial: float | None = None, maximum: float | None = None
    ) -> None:
        self._rng = rng or random.Random()
        self._initial = INITIAL if initial is None else initial
        self._maximum = MAXIMUM if maximum is None else maximum
        self._attempt = 0

    @property
    def attempt(self) -> int:
        """How many delays were taken since the last reset."""
        return self._attempt

    def next_delay(self) -> float:
        """Seconds to wait before the next attempt: at most `initial` first, then doubling up to the maximum."""
        # 2 ** 20 exceeds every maximum here; a larger exponent could overflow after a long outage.
        ceiling = min(self._maximum, self._initial * 2.0 ** min(self._attempt, 20))
        self._attempt += 1
        return ceiling * self._rng.uniform(0.5, 1.0)

    def delay_after(self, error: Exception | None) -> float:
        """Seconds to wait after `error`, if there was any: the next delay, or the server's own if that is longer."""
        return max(self.next_delay(), float(getattr(error, "retry_after", 0.0)))

    def reset(self) -> None:
        """Start again with the first delay: the connection was stable."""
        self._attempt = 0
