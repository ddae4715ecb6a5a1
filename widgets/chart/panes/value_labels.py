"""How a pane writes its values: the labels of its axis, and the text of a value on it."""

from __future__ import annotations

from itertools import pairwise
from math import floor
from typing import Final, Protocol

from core.market.chart.price_scale import Scale, decimals_of_step, round_step_below
from widgets.chart.panes.axis import LABEL_HEIGHT, Label
from widgets.look.look import Look
from widgets.text import formats
from widgets.text.price_steps import tick_size

_PRICE_SPACINGS: Final = (52, 36, 24, 16)
_PLAIN_SPACINGS: Final = (36, 24, 16)
_VOLUME_SPACING: Final = 36
"""Minimum pixels between two labels at a font size of 100 %; for prices the first that leaves more than one label."""
_LEAST_LABELS: Final = 2
"""An axis needs two labels to be readable, if there is room: one alone does not show the scale."""
_MOST_DECIMALS: Final = 12
_HUNDREDTH: Final = 0.01


class ValueLabels(Protocol):
    """Writes the values of one pane."""

    def fit(self, scale: Scale) -> None:
        """Choose the step of the labels and the decimals for `scale`; called before the others."""

    def labels(self) -> list[Label]:
        """Return the labels of the axis."""

    def text(self, value: float) -> str:
        """Write a value like the axis."""

    def at(self, y: int) -> str:
        """Write the value at pixel `y` of the pane."""

    def snapped(self, value: float) -> float:
        """Return the nearest value that there can be: a price one can trade at."""

    def widest(self) -> list[str]:
        """Return texts as wide as any on the axis."""


class PriceLabels:
    """Prices of market `code`: no finer than it trades."""

    def __init__(self, look: Look, code: str) -> None:
        self._look = look
        self.code = code
        self._scale = Scale(0.0, 1.0, 1)
        self._ticks: list[float] = []
        self._decimals = 0

    def fit(self, scale: Scale) -> None:
        """Choose round prices of which at least two are labelled."""
        self._scale = scale
        # Labels are not finer than the tick size: no price lies between two ticks.
        high = max(scale.high, 0.0)
        tick = tick_size(self.code, high)
        candidates = [_ticks(scale, self._look.px(spacing), tick) for spacing in _PRICE_SPACINGS]
        readable = (ticks for ticks in candidates if len(_labelled(self._look, scale, ticks)) >= _LEAST_LABELS)
        self._ticks = next(readable, candidates[0])
        step = _smallest_step(self._ticks)
        usual = formats.column_decimals(self.code, (round(high / tick) * tick,))
        self._decimals = min(max(decimals_of_step(step) if step else 0, usual), _MOST_DECIMALS)

    def labels(self) -> list[Label]:
        """Return round prices."""
        return [Label(floor(self._scale.y(price)), self.text(price), is_major=False) for price in self._ticks]

    def text(self, value: float) -> str:
        """Write a price with the decimals of the axis."""
        return f"{value:,.{self._decimals}f}"

    def at(self, y: int) -> str:
        """Write the price on the market's tick grid nearest to pixel `y`."""
        return self.text(self.snapped(self._scale.value(y)))

    def snapped(self, value: float) -> float:
        """Return the nearest price on the market's grid."""
        price = max(value, 0.0)
        tick = tick_size(self.code, price)
        return round(price / tick) * tick

    def widest(self) -> list[str]:
        """Return the lowest and the highest price."""
        return [self.text(self._scale.low), self.text(self._scale.high)]


class VolumeLabels:
    """Volumes, with large ones in one unit of Korean numbers."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._scale = Scale(0.0, 1.0, 1)
        self._step = 1.0

    def fit(self, scale: Scale) -> None:
        """Choose the usual step; if it leaves fewer than two labels, the step that fits two, or else one."""
        self._scale = scale
        self._step = scale.step(self._look.px(_VOLUME_SPACING))
        if scale.is_log or len(_labelled(self._look, scale, scale.ticks(self._step))) >= _LEAST_LABELS:
            return
        height = self._look.px(LABEL_HEIGHT)
        most = scale.value(height / 2 + 1)
        finer = (round_step_below(most / count) for count in range(_LEAST_LABELS, 0, -1))
        self._step = next((each for each in finer if scale.y(0) - scale.y(each) >= height), self._step)

    def labels(self) -> list[Label]:
        """Return round volumes whose texts fit completely; nothing at 0."""
        scale = self._scale
        step = self._step
        if scale.is_log:
            volumes = _readable(self._look, scale)
            step = min(_smallest_step(volumes) or volumes[0], volumes[0])
        else:
            volumes = [each for each in _labelled(self._look, scale, scale.ticks(step)) if each > 0]
        texts = formats.round_volumes(volumes, step)
        return [
            Label(floor(scale.y(volume)), text, is_major=False) for volume, text in zip(volumes, texts, strict=True)
        ]

    def text(self, value: float) -> str:
        """Write a volume as the legend does."""
        return formats.volume(value)

    def at(self, y: int) -> str:
        """Write the volume at pixel `y`, as finely as a pixel is."""
        scale = self._scale
        pixel = round_step_below(abs(scale.value(y) - scale.value(y + 1)))
        return formats.round_volumes([round(max(scale.value(y), 0.0) / pixel) * pixel], pixel)[0]

    def snapped(self, value: float) -> float:
        """Return the value: there can be any."""
        return value

    def widest(self) -> list[str]:
        """Return the labels: they are narrow."""
        return [label.text for label in self.labels()]


class PlainLabels:
    """Figures of any kind, such as those of an indicator, with as many decimals as the scale needs."""

    def __init__(self, look: Look, suffix: str = "") -> None:
        self._look = look
        self._suffix = suffix
        self._scale = Scale(0.0, 1.0, 1)
        self._ticks: list[float] = []
        self._decimals = 0

    def fit(self, scale: Scale) -> None:
        """Choose a round step of which at least two multiples are labelled."""
        self._scale = scale
        self._ticks = _readable(self._look, scale)
        step = _smallest_step(self._ticks) or scale.step(self._look.px(_PLAIN_SPACINGS[-1]) // 2)
        self._decimals = min(decimals_of_step(step), _MOST_DECIMALS)

    def labels(self) -> list[Label]:
        """Return round values whose texts fit completely."""
        return [Label(floor(self._scale.y(value)), self._write(value), is_major=False) for value in self._ticks]

    def text(self, value: float) -> str:
        """Write a value one digit finer than the axis."""
        return self._write(value, 1)

    def at(self, y: int) -> str:
        """Write the value at pixel `y`."""
        return self.text(self._scale.value(y))

    def snapped(self, value: float) -> float:
        """Return the value: there can be any."""
        return value

    def widest(self) -> list[str]:
        """Return the lowest and the highest value."""
        return [self.text(self._scale.low), self.text(self._scale.high)]

    def _write(self, value: float, finer: int = 0) -> str:
        text = f"{value:,.{min(self._decimals + finer, _MOST_DECIMALS)}f}"
        return (text[1:] if text.startswith("-") and not text.strip("-0.,") else text) + self._suffix


class PercentLabels:
    """Values as changes in percent of the size of `base`, which is not 0; a rise from below 0 is positive too."""

    def __init__(self, look: Look, base: float) -> None:
        self._plain = PlainLabels(look)
        self._look = look
        self.base = base
        self._scale = Scale(0.0, 1.0, 1)

    def fit(self, scale: Scale) -> None:
        """Choose round percentages."""
        self._scale = scale
        percents = Scale(self._percent(scale.low), self._percent(scale.high), scale.height)
        self._plain.fit(percents)

    def labels(self) -> list[Label]:
        """Return round percentages at the heights of their values."""
        return [label._replace(text=_signed(label.text)) for label in self._plain.labels()]

    def text(self, value: float) -> str:
        """Write how far a value is from the base."""
        return formats.percent((value - self.base) / abs(self.base))

    def at(self, y: int) -> str:
        """Write the change at pixel `y`."""
        return self.text(self._scale.value(y))

    def snapped(self, value: float) -> float:
        """Return the value: there can be any."""
        return value

    def widest(self) -> list[str]:
        """Return the lowest and the highest change."""
        return [self.text(self._scale.low), self.text(self._scale.high)]

    def _percent(self, value: float) -> float:
        return (value - self.base) / abs(self.base) / _HUNDREDTH


def _signed(figures: str) -> str:
    is_zero = not figures.strip("0.,")
    return f"{figures}%" if is_zero or figures.startswith("-") else f"+{figures}%"


def _ticks(scale: Scale, spacing: int, least: float = 0.0) -> list[float]:
    if scale.is_log:
        return scale.log_ticks(spacing, least)
    return scale.ticks(scale.step(spacing, least))


def _readable(look: Look, scale: Scale) -> list[float]:
    """Return round values of which at least two are labelled, or without room for two the one nearest to the middle."""
    spacings = [look.px(spacing) for spacing in _PLAIN_SPACINGS]
    candidates = (_labelled(look, scale, _ticks(scale, spacing)) for spacing in spacings)
    if several := next((ticks for ticks in candidates if len(ticks) >= _LEAST_LABELS), []):
        return several
    ticks = _ticks(scale, spacings[-1] // 2) or [scale.value(scale.height / 2)]
    return [min(ticks, key=lambda value: abs(scale.y(value) - scale.height / 2))]


def _labelled(look: Look, scale: Scale, ticks: list[float]) -> list[float]:
    """Return those of `ticks` whose labels fit completely on the axis."""
    half = look.px(LABEL_HEIGHT) / 2
    return [value for value in ticks if half <= floor(scale.y(value)) <= scale.height - half]


def _smallest_step(ticks: list[float]) -> float:
    """Return the smallest distance of two labels, rounded; 0 if there are not two."""
    distances = [above - below for below, above in pairwise(ticks)]
    return float(f"{min(distances):.3g}") if distances and min(distances) > 0 else 0.0
