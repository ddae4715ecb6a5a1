"""The lowest and the highest price of the last seconds, in constant time and bounded memory.

Time is divided into steps, so that a flood of trades adds no more than one entry a step.
"""

from __future__ import annotations

from collections import deque
from typing import Final

STEPS: Final = 240
"""How many steps the span is divided into: a price may stay in view that much longer than asked for."""


class RecentExtremes:
    """Takes prices in order of time.

    Args:
        span_ms: how far back to look, ms.
    """

    def __init__(self, span_ms: float) -> None:
        self._step_ms = max(span_ms / STEPS, 1.0)
        self._step = 0
        self._lows: deque[tuple[int, float]] = deque()
        """Steps and prices; prices rise, because an earlier higher price can never be the lowest again."""
        self._highs: deque[tuple[int, float]] = deque()

    @property
    def low(self) -> float:
        """The lowest price in view."""
        return self._lows[0][1]

    @property
    def high(self) -> float:
        """The highest price in view."""
        return self._highs[0][1]

    def add(self, time_ms: float, price: float) -> None:
        """Add a price. One from before the newest counts as of the same time as the newest.

        One from more than the span before it shows that the newest had a wrong time, such as one of tomorrow, which
        would stay the newest until then: all begins again.
        """
        step = int(time_ms / self._step_ms)
        if step < self._step - STEPS:
            self._lows.clear()
            self._highs.clear()
        else:
            step = max(self._step, step)
        self._step = step
        first = step - STEPS
        lows, highs = self._lows, self._highs
        while lows and lows[-1][1] >= price:
            lows.pop()
        if not lows or lows[-1][0] != step:
            lows.append((step, price))
        while lows[0][0] < first:
            lows.popleft()
        while highs and highs[-1][1] <= price:
            highs.pop()
        if not highs or highs[-1][0] != step:
            highs.append((step, price))
        while highs[0][0] < first:
            highs.popleft()
