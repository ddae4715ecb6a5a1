"""The exchange keeps us away for a while: who asks meanwhile is told at once, with what is left of it.

Waiting in the gate would look like a request on its way for up to an hour. The user may lift it: the time was named by
whoever answered, which need not have been the exchange.
"""

from __future__ import annotations

from typing import Final

from core.errors import RateLimited

SHORT: Final = 5.0
"""Seconds up to which nobody needs to be told: the gate waits."""


class Block:
    """What is left of the latest block of one group of requests."""

    def __init__(self) -> None:
        self._limit: RateLimited | None = None
        self._until = 0.0

    def begin(self, limit: RateLimited, now: float) -> None:
        """The exchange refused with `limit`."""
        if limit.retry_after > SHORT and now + limit.retry_after > self._until:
            # Its words alone: an error that is kept keeps everybody it was raised through.
            self._limit = RateLimited(limit.name, limit.message, limit.status, limit.retry_after, limit.user_message)
            self._until = now + limit.retry_after

    def check(self, now: float) -> None:
        """Return where nothing may be asked against.

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
        """The user wants to try all the same."""
        self._limit = None
        self._until = 0.0
