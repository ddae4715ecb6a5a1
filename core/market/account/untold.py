"""Changes of an account that REST showed and the stream has not told."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal


class Untold:
    """The currencies or orders whose last change is known from REST alone.

    A change that REST shows first is nothing unusual: its message may be under way. One that stays here is lost.
    """

    def __init__(self) -> None:
        self._keys: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._keys)

    def add(self, keys: Iterable[str]) -> None:
        """Note that REST showed changes of these."""
        self._keys.update(keys)

    def told(self, key: str) -> None:
        """Note that the stream sent a message about this one."""
        self._keys.discard(key)

    def clear(self) -> None:
        """Forget all: nothing can be concluded from them."""
        self._keys.clear()


def are_equal(streamed: Decimal, loaded: Decimal) -> bool:
    """Whether both are the same amount. A stream's number has sixteen digits at most, a row of REST may have more."""
    return math.isclose(streamed, loaded, rel_tol=1e-9, abs_tol=1e-12)
