"""The ids of orders, executions and asset events. Pure.

An id depends only on its time and on the number of ids before it. So a replayed run repeats its ids, and a restarted
exchange never repeats those of its last run.
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
        """A new id for an event at `now_ms`, in the form of a random UUID."""
        digest = hashlib.sha256(f"{now_ms} {next(self._numbers)}".encode()).digest()
        return str(uuid.UUID(bytes=digest[:16], version=4))
