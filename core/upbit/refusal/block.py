"""A block by the exchange: a request during it fails at once, with the seconds that are left.

Waiting in the gate instead would look like a slow request, for up to an hour. The user may lift a block, because its
duration may come from a proxy instead of the exchange.
"""

from __future__ import annotations

from typing import Final

from core.errors import RateLimited

SHORT: Final = 5.0
"""Seconds; a block up to this long is not reported, the gate just waits."""


class Block:
    """The rest of the latest block of one group of requests."""

    def __init__(self) -> None:
        self._limit: RateLimited | None = None
        self._until = 0.0

    def begin(self, limit: RateLimited, now: float) -> None:
        """Start a block: the exchange refused with `limit`."""
        if limit.retry_after > SHORT and now + limit.retry_after > self._until:
            # A copy without traceback: a stored error would keep all its frames alive.
            self._limit = RateLimited(limit.name, limit.message, limit.status, limit.retry_after, limit.user_message)
            self._until = now + limit.retry_after

    def check(self, now: float) -> None:
        """Return if requests are allowed.

        Raises:
            RateLimited: the refusal again, with the seconds that are left.
        """
        if (limit := self._limit) is None:
            return
        if now >= self._until:
            self._limit = None
            return
        raise RateLimited(limit.name, limit.message, limit.status, self._until - now, limit.user_message)

    def lift(self) -> None:
        """End the block at the user's request."""
        self._limit = None
        self._until = 0.0
