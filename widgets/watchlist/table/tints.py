"""Which prices have just changed, and how fresh each change is: their cells are tinted, in steps that fade. Pure."""

from __future__ import annotations

from typing import Final

STEPS: Final = 3
"""A change is painted in so many strengths before its tint is gone."""

STEP_MS: Final = 200


class Tints:
    """The last change of each market's price; its strength goes down by steps, never by the time of a painting.

    So a cell looks the same whenever it is painted between two steps.
    """

    def __init__(self) -> None:
        self._of: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._of)

    def add(self, code: str, *, is_rise: bool) -> None:
        """Tint a price that has changed."""
        self._of[code] = STEPS if is_rise else -STEPS

    def strength(self, code: str) -> int:
        """Return how strong the tint is: up to `STEPS` after a rise, down to -`STEPS` after a fall, 0 without one."""
        return self._of.get(code, 0)

    def fade(self) -> list[str]:
        """Weaken all tints by a step; return the markets whose cells look different now."""
        faded = list(self._of)
        self._of = {code: left - (1 if left > 0 else -1) for code, left in self._of.items() if abs(left) > 1}
        return faded

    def clear(self) -> None:
        """Forget all changes."""
        self._of.clear()
