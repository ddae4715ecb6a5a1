"""When to dial again after a connection failed or ended. Pure: time is an argument.

What the network or the exchange does in passing is retried soon. A refusal, a certificate that does not hold or a
redirect may be in passing too: a captive portal, a rule of somebody in between. Where nothing secret is shown to
whoever answers, it is retried as well, only slowly; where a key is shown, nothing is before the user has acted.
"""

from __future__ import annotations

from typing import Final

from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.timing.backoff import Backoff

POLICY_VIOLATION: Final = 1008
"""The close code of a server that has had enough of us: as good as a 418."""

BLOCKED_FOR: Final = 60.0
"""Seconds to stay away after a 418, and after an error for too many requests on a socket. Upbit publishes no
durations; community clients fall back to this (upbit-api.md section 3)."""

LONGEST_BLOCK: Final = 3600.0
"""Seconds one reply may keep us away. No block of the exchange is known to last longer, and something in between that
says more must not lock the desk for a day."""

SLOW_INITIAL: Final = 15.0
SLOW_MAXIMUM: Final = 300.0


class Redial:
    """One link's.

    Args:
        retries_refusals: whether what soon trying again cannot mend is tried again slowly, not given up.
    """

    def __init__(self, *, retries_refusals: bool) -> None:
        self.is_due_at_once = False
        """Whether the next loss is dialled again without a delay: the server ends the connection over a request."""
        self._retries_refusals = retries_refusals
        self._soon = Backoff()
        self._slowly = Backoff(initial=SLOW_INITIAL, maximum=SLOW_MAXIMUM)

    @property
    def attempt(self) -> int:
        """How many attempts there were since the last good connection."""
        return self._soon.attempt + self._slowly.attempt

    def delay_after(self, error: Exception) -> float | None:
        """Seconds until the next dial; None where there is to be none before the user has acted."""
        if isinstance(error, FatalConnection):
            return self._slowly.next_delay() if self._retries_refusals else None
        is_at_once, self.is_due_at_once = self.is_due_at_once, False
        return max(0.0 if is_at_once else self._soon.next_delay(), block_of(error))

    def reset(self) -> None:
        """Start over: the connection was good."""
        self._soon.reset()
        self._slowly.reset()


def block_of(error: Exception) -> float:
    """Seconds the exchange told us to stay away, whoever of us asks; 0 where it did not."""
    if isinstance(error, ConnectionLost):
        return BLOCKED_FOR if error.code == POLICY_VIOLATION else 0.0
    return min(error.retry_after, LONGEST_BLOCK) if isinstance(error, ConnectionFailed) else 0.0
