"""What happened in the last ten minutes, a figure of each kind a second. Pure: time is an argument."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final, NamedTuple

SECONDS: Final = 600
"""How many seconds are kept."""


class Moment(NamedTuple):
    """One look, about a second after the one before; a figure that is not known is None."""

    at: float
    """When, in seconds of a clock that runs evenly."""
    messages_a_second: float | None = None
    delay_ms: float | None = None
    """From the exchange's timestamp to the screen."""
    frame_ms: float | None = None
    """The longest frame since the look before; None if none was painted."""
    reconnects: int = 0
    """Connections made anew since the look before."""


class Timeline:
    """The moments of the last ten minutes: a ring, so that it costs the same after a minute and after a month."""

    def __init__(self) -> None:
        self._moments: deque[Moment] = deque(maxlen=SECONDS)
        self._epochs: int | None = None

    def add(self, moment: Moment) -> None:
        """Add a moment; one that is not later than the last is left out: two looks can follow each other at once."""
        if not self._moments or moment.at - self._moments[-1].at >= 0.5:
            self._moments.append(moment)

    def reconnects(self, epochs: int) -> int:
        """Return how many connections were made anew since the last call.

        Args:
            epochs: how many connections there were so far; fewer than before are those of another source.
        """
        before, self._epochs = self._epochs, epochs
        return epochs - before if before and epochs > before else 0

    def since(self, at: float) -> Sequence[Moment]:
        """Return the moments from `at` on, the oldest first."""
        return [moment for moment in self._moments if moment.at >= at]
