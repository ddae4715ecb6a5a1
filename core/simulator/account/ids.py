"""Hands out the ids of orders, executions and asset events. Pure.

An id is a function of the time it is handed out at and of how many there were before, so that a replayed run repeats
its ids, and an exchange started anew never hands out those of its last run.
"""

from __future__ import annotations

import hashlib
import uuid
from itertools import count


class Ids:
    """One exchange's ids."""

    def __init__(self) -> None:
        self._numbers = count()

    def new(self, now_ms: int) -> str:
        """An id for what happens at `now_ms`, in the look of a random UUID."""
        digest = hashlib.sha256(f"{now_ms} {next(self._numbers)}".encode()).digest()
        return str(uuid.UUID(bytes=digest[:16], version=4))
