"""The visible time range of a chart: panning, zooming, and following the newest candle.

Time is counted in slots (see `candles.units`), each `bar_width` pixels wide. The slot of a candle never changes, so
neither older pages nor newer candles move the picture, unless the window follows the newest.

The limit of zooming out depends on the unit, because slots differ in length, and on the candles: zooming ends where
they end.
"""

from __future__ import annotations

from typing import Final

from core.market.candles.units import DAY_MS, CandleUnit

DEFAULT_BAR_WIDTH: Final = 7.0
WIDEST_BAR: Final = 96.0
WIDEST_SPAN: Final = 4_000_000
"""Maximum number of visible slots, of any unit: about seven years of minutes."""
LONGEST_MS: Final = 20 * 365 * DAY_MS
"""Longest visible time, of any unit: the exchange opened in 2017."""

RIGHT_MARGIN: Final = 48
"""Empty pixels between the newest candle and the right edge while following."""

REACH: Final = 10_000
"""How many slots behind the newest candle the visible moment is kept when the unit changes: 50 pages, some five seconds
of loading. Beyond that, the newest candles are more useful than an empty chart."""

_NEAR: Final = 0.5
"""Pixels from its place within which the newest candle is followed again: movements there and back add rounding."""

_LEAST_CANDLES: Final = 3
"""Candles that stay in sight however far the user scrolls."""
_AHEAD: Final = 4
"""While older candles may come, how many times the known range the window may show."""
_NARROWEST_OF_A_NEW_UNIT: Final = 1.0
_WIDEST_OF_A_NEW_UNIT: Final = 32.0
_LEAST_OF_A_NEW_UNIT: Final = 12
"""The fewest bars in sight after a change of unit."""


def widest_span(unit: CandleUnit) -> int:
    """The most visible slots of `unit`."""
    return min(WIDEST_SPAN, LONGEST_MS // unit.length_ms)


class TimeWindow:
    """A window of `width` pixels over slots of `unit`; `left` and `right` are its edges in slots, `right` excluded."""

    def __init__(self, unit: CandleUnit) -> None:
        self.unit = unit
        self.width = 1
        self.bar_width = DEFAULT_BAR_WIDTH
        self.right = 0.0
        self.is_following = True
        """Whether the newest candle stays in place at the right edge."""
        self._oldest = 0
        self._newest: int | None = None
        self._is_whole = False
        self._moment: float | None = None

    @property
    def left(self) -> float:
        """The slot at the left edge."""
        return self.right - self.width / self.bar_width

    @property
    def middle_ms(self) -> float:
        """The moment in the middle of the window, Unix ms."""
        return self.unit.time_ms(self.right - self.width / self.bar_width / 2)

    @property
    def has_candles(self) -> bool:
        """Whether there are candles to place the window on."""
        return self._newest is not None

    @property
    def live_right(self) -> float:
        """The position of the right edge while following."""
        margin = min(RIGHT_MARGIN, self.width / 2)  # in a narrow window the newest candle is still in sight
        return (self._newest or 0) + 1 + margin / self.bar_width

    @property
    def _is_at_live_edge(self) -> bool:
        return (self.live_right - self.right) * self.bar_width < _NEAR

    @property
    def has_newest_in_sight(self) -> bool:
        """Whether a part of the newest candle is in the window."""
        return self._newest is not None and self.left - 1 < self._newest < self.right

    @property
    def least_bar_width(self) -> float:
        """The narrowest bars: either the widest span of the unit or all candles are then in sight."""
        least = self.width / widest_span(self.unit)
        return max(least, self._fitting(1)) if self._is_whole else least

    def x(self, slot: float) -> float:
        """Pixels from the left edge to the start of `slot`."""
        return (slot - self.left) * self.bar_width

    def slot_at(self, x: float) -> float:
        """The slot, with its fraction, at `x` pixels from the left edge."""
        return self.left + x / self.bar_width

    def resize(self, width: int) -> None:
        """Set the width in pixels; the right edge stays."""
        self.width = max(width, 1)
        self._settle()

    def extend(self, oldest: int, newest: int, *, is_whole: bool = False) -> None:
        """Set the range of known candles; `is_whole` means that no older ones exist."""
        is_first = self._newest is None
        self._oldest, self._newest, self._is_whole = oldest, newest, is_whole
        if is_first and self._moment is not None:
            middle = self.unit.position(self._moment)
            is_past_the_edge = middle + self.width / self.bar_width / 2 >= self.live_right
            self.is_following = is_past_the_edge or middle < newest - REACH
        self._settle()

    def reset(self) -> None:
        """Forget all candles; follow the next ones at the present zoom."""
        self._newest, self._is_whole, self._moment = None, False, None
        self.is_following = True

    def change_unit(self, unit: CandleUnit) -> None:
        """Change to slots of `unit`, whose candles follow later; the moment in the middle stays, or the right edge.

        That moment is remembered until the user moves the window, even across units that cannot show it.
        """
        if self._moment is None and self.has_candles and not self.is_following:
            self._moment = self.middle_ms
        self.unit, self._newest, self._is_whole = unit, None, False
        self.is_following = self._moment is None
        widest = min(_WIDEST_OF_A_NEW_UNIT, max(self.width / _LEAST_OF_A_NEW_UNIT, _NARROWEST_OF_A_NEW_UNIT))
        self.bar_width = min(max(self.bar_width, _NARROWEST_OF_A_NEW_UNIT), widest)
        self._settle()

    def pan(self, pixels: float) -> None:
        """Move the candles `pixels` to the right; a positive number goes back in time."""
        if self.has_candles:
            self._moment = None
            self.right -= pixels / self.bar_width
            self.is_following = self._is_at_live_edge
            self._settle()

    def set_bar_width(self, width: float) -> None:
        """Make bars `width` pixels wide; the right edge stays. The window itself may have no width yet."""
        self.bar_width = min(width, WIDEST_BAR)
        self._settle()

    def zoom(self, factor: float, x: float) -> None:
        """Make bars `factor` times as wide; the point at `x` stays in place.

        Zooming out ends at all candles, or somewhat beyond them while older ones may come; zooming in ends at two bars.
        While following, the newest candle stays in place instead if `x` lies on it or right of it. Otherwise the window
        goes on following if that candle is where it belongs afterwards, as after any zooming out.
        """
        anchor = self.slot_at(x)
        is_at_the_edge = self.is_following and self._newest is not None and anchor >= self._newest
        narrowest = min(max(self.least_bar_width, self._fitting(_AHEAD)), self.bar_width)
        widest = max(min(WIDEST_BAR, self.width / 2), self.bar_width)
        before, self.bar_width = self.bar_width, min(max(self.bar_width * factor, narrowest), widest)
        if self.has_candles and not is_at_the_edge and self.bar_width != before:
            self._moment = None
            self.right = anchor + (self.width - x) / self.bar_width
            self.is_following = self._is_at_live_edge
        self._settle()

    def show_span(self, left: float, right: float) -> None:
        """Show the slots from `left` to `right` as far as the zoom allows; their middle is then in the middle."""
        if self.has_candles and right > left:
            self._moment = None
            middle = (left + right) / 2
            widest = max(min(WIDEST_BAR, self.width / 2), self.least_bar_width)
            self.bar_width = min(max(self.width / (right - left), self.least_bar_width), widest)
            self.right = middle + self.width / self.bar_width / 2
            self.is_following = self._is_at_live_edge
            self._settle()

    def to_newest(self) -> None:
        """Go to the newest candle, and follow it."""
        self._moment = None
        self.is_following = True
        self._settle()

    def to_oldest(self) -> None:
        """Go to the oldest candle."""
        if self.has_candles:
            self._moment = None
            self.is_following = False
            self.right = self._oldest + self.width / self.bar_width
            self._settle()

    def _fitting(self, times: int) -> float:
        """The bar width at which `times` the known range fills the window."""
        if self._newest is None:
            return DEFAULT_BAR_WIDTH
        room = max(self.width - RIGHT_MARGIN, self.width / 2)
        return min(room / (times * (self._newest - self._oldest + 1)), DEFAULT_BAR_WIDTH)

    def _settle(self) -> None:
        """Keep the zoom within its bounds, and the candles in sight."""
        self.bar_width = max(self.bar_width, self.least_bar_width)
        if self._newest is None:
            return
        if self._moment is not None:
            self.right = self.unit.position(self._moment) + self.width / self.bar_width / 2
        if self.is_following or self.right > self.live_right:
            self.right = self.live_right
        if self._moment is None or self._is_whole:
            self.right = max(self.right, min(self._oldest + _LEAST_CANDLES, self.live_right))
