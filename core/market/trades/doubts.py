"""Why a tape may lack trades, or have some at wrong times, though no gap says so. Pure: the owner reads the clocks.

Three things make trades doubtful: messages of the feed that could not be read, a step of the exchange's clock, and a
ticker that counts more than the tape has. What is doubted is requested again, through the tape's `TradeGaps`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.market.trades.clock_steps import UNTOLD_MS, ClockSteps
from core.market.trades.volume_check import VolumeCheck

if TYPE_CHECKING:
    from core.market.trades.gaps import TradeGaps


class TradeDoubts:
    """The reasons to request trades of one tape again.

    Args:
        gaps: of the tape.
    """

    def __init__(self, gaps: TradeGaps) -> None:
        self._clock_steps = ClockSteps()
        self.begin(gaps)

    def begin(self, gaps: TradeGaps) -> None:
        """Begin with another tape; the clock is the same, and a step of it may be met with either."""
        self._gaps = gaps
        self._damaged_from_ms: int | None = None
        """Since when messages are left out; None while none are."""
        self.volume = VolumeCheck(gaps)
        """Whether the ticker counts trades that the tape lacks."""

    @property
    def is_damaged(self) -> bool:
        """Whether messages are being left out, so that any of the newest trades may be missing."""
        return self._damaged_from_ms is not None

    def meet_damage(self, *, is_damaged: bool) -> bool:
        """Take whether messages are being left out now.

        An exchange that tells wrong times may state them by REST, too: the trades of pages that came meanwhile are
        doubted with those of the stream.

        Returns:
            Whether that has ended, and what they left out, or told with a wrong time, is requested.
        """
        since_ms = self._damaged_from_ms
        if is_damaged and since_ms is None:
            self._gaps.wrong_times.take_reach()  # pages from before it are believed
            newest = self._gaps.tape.newest
            self._damaged_from_ms = newest[0] - UNTOLD_MS if newest is not None else 0
        elif not is_damaged and since_ms is not None:
            stated_from_ms = self._gaps.wrong_times.take_reach()
            self._gaps.doubt(since_ms if stated_from_ms is None else min(since_ms, stated_from_ms))
            self._damaged_from_ms = None
            return True
        return False

    def meet_clock(self, now_ms: int, passed_ms: int, set_back: int) -> bool:
        """Take both clocks, as `ClockSteps.meet` does.

        Returns:
            Whether the exchange's clock was set, and what it left out is requested: the times that it skipped, or those
            while it was ahead.
        """
        since_ms = self._clock_steps.meet(now_ms, passed_ms, set_back)
        if since_ms is None:
            return False
        self._gaps.clock_was_set(since_ms, now_ms)
        return True
