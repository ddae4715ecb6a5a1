"""The scale of a pane's values: it fits what is in sight, until a hand moves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from core.market.chart.price_scale import Scale, fitted, scale_between

if TYPE_CHECKING:
    from widgets.look.look import Look

LEGEND_LINE: Final = 17
LEGEND_LINES: Final = 2
LEGEND_HEIGHT: Final = LEGEND_LINES * LEGEND_LINE + 6
"""Pixels at the top of the prices reserved for the legend."""

MARK_HEIGHT: Final = 21
"""Pixels above the highest and below the lowest price reserved for their marks."""

LEAST_MARKED: Final = 180
"""Height of the prices in pixels below which nothing in them is marked."""

LEAST_LEGENDED: Final = 3 * LEGEND_HEIGHT
"""Height of the prices in pixels below which the legend is hidden."""


class ScaleMode(StrEnum):
    """How a pane maps its values to its height."""

    LINEAR = "linear"
    LOG = "log"
    PERCENT = "percent"
    """Linear, labelled as changes from the first visible value of the pane; of the prices, from the first close."""


class Fit(NamedTuple):
    """How the scale of a pane fits what is visible."""

    top: int
    bottom: int
    """Empty pixels above and below."""
    low: float | None = None
    high: float | None = None
    """Values that are always in sight, such as 0 and 100."""
    has_grid: bool = True
    """Whether lines of the grid lie at the labels."""
    clears_legend: bool = False
    """Whether the values leave room for the two lines of the legend, and for the marks of the highest and the lowest
    of them, where the pane is high enough."""


class ValueScale:
    """The present scale, how it maps values, and whether it fits them.

    Args:
        look: the size of the texts that the values leave room for.
        fit: margins, and values that are always in sight.

    Attributes:
        scale: at the last redraw, or as a hand moved it since.
        mode: how values are mapped to the height.
        is_automatic: whether the scale fits what is visible; False once a hand moved it.
    """

    def __init__(self, look: Look, fit: Fit) -> None:
        self.scale = Scale(0.0, 1.0, 1)
        self.mode = ScaleMode.LINEAR
        self.is_automatic = True
        self._look, self._fit = look, fit
        self._fitted: tuple[object, ...] = ()
        """What the scale was fitted to last; nothing once it was changed otherwise."""
        self._is_untried = False
        """Whether the scale is one of an earlier run that has met no values yet."""

    def set_mode(self, mode: ScaleMode) -> None:
        """Map the values otherwise, from the next redraw on; the scale fits again."""
        self.mode = mode
        self.fit_again()

    def stretch(self, factor: float, at: float | None = None) -> None:
        """Draw the values `factor` times as high, with the one at pixel `at` of the pane or in the middle in place.

        Values that stand on a fixed lower end alone, as volumes stand on zero, keep that end in place.
        """
        scale, fit = self.scale, self._fit
        if fit.low is not None and fit.high is None and not scale.is_log:
            at = scale.y(fit.low)
        self.scale, self._fitted = scale.stretched(factor, scale.height / 2 if at is None else at), ()
        self.is_automatic = self._is_untried = False

    def shift(self, pixels: float) -> None:
        """Move the values down by `pixels`."""
        self.scale, self._fitted = self.scale.shifted(pixels), ()
        self.is_automatic = self._is_untried = False

    def fit_again(self) -> None:
        """Fit the scale to what is visible, from the next redraw on."""
        self.is_automatic, self._is_untried = True, False

    def meet(self, reaches: Sequence[tuple[float, float]], height: int, *, is_held: bool) -> None:
        """Fit what is in sight, unless a hand moved the scale or holds it; then only the height is another one.

        Args:
            reaches: the lowest and the highest value in sight of each layer that has any.
            height: of the pane, in pixels.
            is_held: whether a hand is on the chart.
        """
        if self._is_untried and reaches:
            self._is_untried = False
            # After a pause of days the market may be elsewhere: an empty chart would look broken.
            self.is_automatic = not any(low <= self.scale.high and high >= self.scale.low for low, high in reaches)
        if self.is_automatic and not is_held:
            self._fit_to(reaches, height)
        else:
            self.scale, self._fitted = self.scale.resized(height), ()

    def state(self) -> dict[str, Any]:
        """Return what the workspace keeps: the mode, and the ends of a scale that a hand moved."""
        ends = {} if self.is_automatic else {"low": self.scale.low, "high": self.scale.high}
        return {"mode": self.mode.value, **ends}

    def restore_state(self, kept: Mapping[str, Any]) -> None:
        """Restore what is valid of it; a scale that shows nothing of what is in sight then is given up."""
        mode = kept.get("mode")
        if isinstance(mode, str) and mode in set(ScaleMode):
            self.set_mode(ScaleMode(mode))
        moved = scale_between(kept.get("low"), kept.get("high"), is_log=self.mode is ScaleMode.LOG)
        if moved is not None:
            self.scale, self._fitted = moved.resized(self.scale.height), ()
            self.is_automatic, self._is_untried = False, True

    def _fit_to(self, reaches: Sequence[tuple[float, float]], height: int) -> None:
        low = min((each[0] for each in reaches), default=None)
        high = max((each[1] for each in reaches), default=None)
        px, fit = self._look.px, self._fit
        fitted_to = (low, high, height, self.mode, px(LEGEND_HEIGHT))
        if fitted_to == self._fitted:
            return
        self._fitted = fitted_to
        lows = [value for value in (low, fit.low) if value is not None]
        highs = [value for value in (high, fit.high) if value is not None]
        if not lows or not highs:
            self.scale = self.scale.resized(height)
            return
        is_tall = fit.clears_legend and height >= px(LEAST_LEGENDED)
        is_log = self.mode is ScaleMode.LOG
        least = low if is_log and low is not None else min(lows)
        top, bottom = (px(LEGEND_HEIGHT), fit.bottom) if is_tall else (fit.top, fit.bottom)
        if is_tall and height >= px(LEAST_MARKED):
            top, bottom = top + px(MARK_HEIGHT), px(MARK_HEIGHT)
        self.scale = fitted(least, max(highs), height, top, bottom, is_log=is_log)
