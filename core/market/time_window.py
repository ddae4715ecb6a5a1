"""Which stretch of time a chart shows: panning, zooming, and following the newest candle.

Time is counted in slots (see `candle_units`), which are `bar_width` pixels wide. What a candle's slot is never changes,
so neither older pages nor newer candles move what is on the screen, unless the window follows the newest.
"""

from __future__ import annotations

from typing import Final

DEFAULT_BAR_WIDTH: Final = 7.0
WIDEST_BAR: Final = 96.0
WIDEST_SPAN: Final = 4_000_000
"""Slots shown at most: some seven years of minutes."""

RIGHT_MARGIN: Final = 48
"""Empty pixels between the newest candle and the right edge while following."""

_LEAST_CANDLES: Final = 3
"""Candles that stay in sight, however far one scrolls."""


class TimeWindow:
    """A view of `width` pixels on slots; `left` and `right` are its edges in slots, `right` excluded."""

    def __init__(self) -> None:
        self.width = 1
        self.bar_width = DEFAULT_BAR_WIDTH
        self.right = 0.0
        self.is_following = True
        """Whether the newest candle is kept in place, at the live edge."""
        self._oldest = 0
        self._newest: int | None = None

    @property
    def left(self) -> float:
        """The slot at the left edge."""
        return self.right - self.width / self.bar_width

    @property
    def has_candles(self) -> bool:
        """Whether there is anything to place the window on."""
        return self._newest is not None

    @property
    def live_right(self) -> float:
        """Where the right edge is while following."""
        return (self._newest or 0) + 1 + RIGHT_MARGIN / self.bar_width

    def x(self, slot: float) -> float:
        """Pixels from the left edge to where `slot` begins."""
        return (slot - self.left) * self.bar_width

    def slot_at(self, x: float) -> float:
        """The slot, and how far into it, at `x` pixels from the left edge."""
        return self.left + x / self.bar_width

    def resize(self, width: int) -> None:
        """The view is `width` pixels wide now; its right edge stays."""
        self.width = max(width, 1)
        self.bar_width = max(self.bar_width, self.width / WIDEST_SPAN)
        self._settle()

    def extend(self, oldest: int, newest: int) -> None:
        """There are candles from `oldest` to `newest` now."""
        self._oldest, self._newest = oldest, newest
        self._settle()

    def reset(self) -> None:
        """There are no candles any more; follow the ones to come, at the present zoom."""
        self._newest = None
        self.is_following = True

    def pan(self, pixels: float) -> None:
        """Move the candles `pixels` to the right: positive goes back in time."""
        self.right -= pixels / self.bar_width
        self.is_following = self.right >= self.live_right
        self._settle()

    def set_bar_width(self, width: float) -> None:
        """Make bars `width` pixels wide; the right edge stays. The window itself may have no width yet."""
        self.bar_width = min(width, WIDEST_BAR)
        self._settle()

    def zoom(self, factor: float, x: float) -> None:
        """Make bars `factor` times as wide. What is at `x` stays there; while following, the live edge does."""
        anchor = self.slot_at(x)
        widest = min(WIDEST_BAR, max(self.width / 2, 1))
        self.bar_width = min(widest, max(self.bar_width * factor, self.width / WIDEST_SPAN))
        if not self.is_following:
            self.right = anchor + (self.width - x) / self.bar_width
        self._settle()

    def to_newest(self) -> None:
        """Go to the live edge, and follow it."""
        self.is_following = True
        self._settle()

    def to_oldest(self) -> None:
        """Go to the oldest candle."""
        self.is_following = False
        self.right = self._oldest + self.width / self.bar_width
        self._settle()

    def _settle(self) -> None:
        if self._newest is None:
            return
        if self.is_following or self.right > self.live_right:
            self.right = self.live_right
        self.right = max(self.right, min(self._oldest + _LEAST_CANDLES, self.live_right))
