"""When to dial again after a connection failed or ended. Pure: time is an argument.

Temporary faults of the network or the exchange are retried soon. A refusal, an invalid certificate or a redirect may be
temporary too (a captive portal, a firewall rule). Without a key these are retried slowly. With a key they are not
retried until the user acts, because the key would be shown to the wrong server.
"""

from __future__ import annotations

from typing import Final

from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.timing.backoff import Backoff

POLICY_VIOLATION: Final = 1008
"""The close code for breaking the server's rules; treated like a 418."""

BLOCKED_FOR: Final = 60.0
"""Seconds to stay away after a 418, and after an error for too many requests on a socket. Upbit publishes no
durations; community clients fall back to this (upbit-api.md section 3)."""

LONGEST_BLOCK: Final = 3600.0
"""Longest block in seconds that one reply can cause. No longer block by the exchange is known, and a proxy that states
more must not lock the desk for a day."""

SLOW_INITIAL: Final = 15.0
SLOW_MAXIMUM: Final = 300.0


class Redial:
    """The redial delays of one link.

    Args:
        retries_refusals: whether a refusal is retried slowly instead of given up.
    """

    def __init__(self, *, retries_refusals: bool) -> None:
        self.is_due_at_once = False
        """Whether the next loss is followed by a dial without delay: the server ends the connection over a request."""
        self._retries_refusals = retries_refusals
        self._soon = Backoff()
        self._slowly = Backoff(initial=SLOW_INITIAL, maximum=SLOW_MAXIMUM)

    @property
    def attempt(self) -> int:
        """How many attempts were made since the last good connection."""
        return self._soon.attempt + self._slowly.attempt

    def delay_after(self, error: Exception) -> float | None:
        """Seconds until the next dial; None if there must be none until the user acts."""
        if isinstance(error, FatalConnection):
            return self._slowly.next_delay() if self._retries_refusals else None
        is_at_once, self.is_due_at_once = self.is_due_at_once, False
        return max(0.0 if is_at_once else self._soon.next_delay(), block_of(error))

    def reset(self) -> None:
        """Start again: the connection was good."""
        self._soon.reset()
        self._slowly.reset()


def block_of(error: Exception) -> float:
    """Seconds for which the exchange blocks all our connections; 0 if it does not."""
    if isinstance(error, ConnectionLost):
        return BLOCKED_FOR if error.code == POLICY_VIOLATION else 0.0
    return min(error.retry_after, LONGEST_BLOCK) if isinstance(error, ConnectionFailed) else 0.0
