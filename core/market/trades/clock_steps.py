"""Since when trades must be requested again after the exchange's clock was set: some were left out or told too early.

Pure: the owner reads both clocks.
"""

from __future__ import annotations

from typing import Final

from core.timing.exchange_clock import DISORDER_MS

UNTOLD_MS: Final = 3_000
"""How much earlier than the newest trade a message may have been left out when a panel hears of it; one that is hidden
hears once a second."""


class ClockSteps:
    """Follows how far the exchange's clock is ahead of the engine's."""

    def __init__(self) -> None:
        self._ahead_ms: int | None = None
        """As last met."""
        self._set_at_ms = 0
        """Since when it has been so far ahead, on the engine's clock."""
        self._met_at_ms = 0
        """When it was met last, on the engine's clock."""
        self._set_back = 0
        """How often it had been set back then."""

    def meet(self, now_ms: int, passed_ms: int, set_back: int) -> int | None:
        """Take both clocks.

        Args:
            now_ms: the exchange's clock.
            passed_ms: the engine's clock, which nobody sets.
            set_back: how often the exchange's clock has been set back.

        Returns:
            Since when trades must be requested again: those of the times that it skipped, or while it was ahead. None
            if it made no step.
        """
        before, self._ahead_ms = self._ahead_ms, now_ms - passed_ms
        set_back_before, self._set_back = self._set_back, set_back
        met_at_ms, self._met_at_ms = self._met_at_ms, passed_ms
        step_ms = 0 if before is None else self._ahead_ms - before
        if before is None:
            self._set_at_ms = passed_ms
        elif step_ms > DISORDER_MS:
            self._set_at_ms = passed_ms
            return passed_ms + before - UNTOLD_MS
        elif step_ms < -DISORDER_MS or set_back != set_back_before:
            # Without a trade meanwhile, its step forward was not seen here.
            since_ms = self._set_at_ms if step_ms < -DISORDER_MS else met_at_ms
            self._set_at_ms = passed_ms
            return now_ms - (passed_ms - since_ms) - UNTOLD_MS
        return None
