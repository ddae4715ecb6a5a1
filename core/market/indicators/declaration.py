"""What an indicator declares: its name, parameters and outputs, and how it is computed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.market.candles.units import CandleUnit
from core.text import Text, translatable

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Values = Mapping[str, float]
"""A value for each parameter, by its key."""

OPEN, HIGH, LOW, CLOSE, VOLUME, TURNOVER = range(6)
"""The rows of `Candles.figures`, and the places in `Row.figures`."""


class Place(Enum):
    """Where an indicator is drawn."""

    PRICES = "prices"
    """Over the candles, on the scale of prices."""
    PANE = "pane"
    """In a pane of its own below them, with a scale of its own."""


class Kind(Enum):
    """How an output is drawn."""

    LINE = "line"
    HISTOGRAM = "histogram"
    """Bars from zero; those above and below differ in colour."""
    DOTS = "dots"
    PROFILE = "profile"
    """Bars from the right edge, one for each step of the price: of all visible candles together, not of each."""


class Ink(StrEnum):
    """The default colour of an output, by its role: each theme has a colour for it."""

    LINE_1 = "line_1"
    LINE_2 = "line_2"
    LINE_3 = "line_3"
    LINE_4 = "line_4"
    LINE_5 = "line_5"
    LINE_6 = "line_6"
    LINE_7 = "line_7"
    LINE_8 = "line_8"
    RISE = "rise"
    FALL = "fall"


class Parameter(NamedTuple):
    """A number the user may change; with `choices`, one of some named values."""

    key: str
    title: Text
    default: float
    least: float
    most: float
    decimals: int = 0
    """0 for a whole number."""
    choices: tuple[Text, ...] = ()
    """The names of the values from 0 on, if the number is a choice."""
    is_period: bool = False
    """Whether it counts candles back from each."""

    @property
    def is_named(self) -> bool:
        """Whether its value stands beside the indicator's name, as in MA 20."""
        return self.is_period or self.decimals > 0

    def is_allowed(self, value: object) -> bool:
        """Return whether `value`, from anywhere, is a value of this parameter."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.least <= value <= self.most:
            return False
        return float(value).is_integer() or self.decimals > 0


class Output(NamedTuple):
    """One value for each candle."""

    key: str
    title: Text
    ink: Ink
    kind: Kind = Kind.LINE
    shift: Callable[[Values], int] | None = None
    """How many candles later than the one it is computed at it is drawn; earlier if negative."""
    is_shown: bool = True
    """Whether it is drawn unless the user says otherwise."""

    def shift_by(self, values: Values) -> int:
        """Return how many candles later the output is drawn."""
        return self.shift(values) if self.shift is not None else 0


class Band(NamedTuple):
    """The area between two outputs, which are drawn with the same shift."""

    upper: str
    lower: str
    ink: Ink
    ink_below: Ink | None = None
    """The colour where the first output is below the second, if it has one of its own."""


class Row(NamedTuple):
    """One candle as a computation takes it."""

    start_ms: int
    figures: tuple[float, ...]
    """Open, high, low, close, volume, turnover."""


class Candles(NamedTuple):
    """Candles as a computation takes them, oldest first."""

    unit: CandleUnit
    starts_ms: Integers
    figures: Floats
    """One row each for open, high, low, close, volume and turnover."""
    is_whole: bool
    """Whether no candle is older than the first of them."""

    @property
    def number(self) -> int:
        """The number of candles."""
        return len(self.starts_ms)


class Run(ABC):
    """A computation carried along a series: it has taken the finished candles and answers for the one that forms."""

    @abstractmethod
    def peek(self, row: Row) -> tuple[float, ...]:
        """Return the outputs at a candle that is not finished, without taking it."""

    @abstractmethod
    def update(self, row: Row) -> tuple[float, ...]:
        """Take a finished candle; return the outputs there."""


Started = tuple[Run, tuple[Floats, ...]]
"""A run that has taken some candles, and each output at each of them: NaN where there is no value yet."""


@dataclass(frozen=True)
class Indicator:
    """An indicator that has values for each candle."""

    id: str
    """Its name in a workspace, which never changes."""
    title: Text
    short: str
    """Its name in the legend, before its parameters."""
    place: Place
    parameters: tuple[Parameter, ...]
    outputs: tuple[Output, ...]
    start: Callable[[Candles, Values], Started] | None
    """None for a profile of the visible candles, which has no values for each."""
    warm_up: int = 1
    """How many times its longest period it takes until what came before makes no difference that could be seen."""
    session: Callable[[Values], CandleUnit] | None = None
    """The unit at whose start the values begin again, such as the day of a VWAP; None if they never do."""
    bands: tuple[Band, ...] = ()
    levels: tuple[float, ...] = ()
    """The heights of dotted lines in its pane, such as overbought and oversold."""
    bounds: tuple[float, float] | None = None
    """The ends of its scale, if it has fixed ones."""
    decimals: int | None = None
    """Of its values; None for prices and amounts, which are written as such."""
    is_amount: bool = False
    """Whether its values are amounts of the base currency."""
    words: tuple[str, ...] = ()
    """Other names under which it is searched for."""

    @property
    def defaults(self) -> Values:
        """The default of each parameter."""
        return {parameter.key: parameter.default for parameter in self.parameters}

    def first_needed(self, unit: CandleUnit, slot: float, values: Values) -> float:
        """Return the slot from which candles are needed for right values from `slot` on."""
        if self.session is not None:
            session = self.session(values)
            start_ms = session.start_ms(session.slot(int(unit.time_ms(slot))))
            return min(slot, unit.slot(start_ms)) if unit.length_ms < session.length_ms else slot
        return slot - self._needed(values)

    def reach(self, unit: CandleUnit, values: Values) -> float:
        """Return for how many candles from a hole on the values would be those of other candles."""
        if self.session is not None:
            return float("inf") if unit.length_ms < self.session(values).length_ms else 0.0
        return self._needed(values)

    def _needed(self, values: Values) -> float:
        periods = [values[parameter.key] for parameter in self.parameters if parameter.is_period]
        return self.warm_up * max(periods, default=0)


MOST_PERIODS: Final = 1000


def period(default: int, key: str = "period", title: Text | None = None, least: int = 2) -> Parameter:
    """Return a parameter that counts candles."""
    return Parameter(key, title or translatable("Indicators", "기간"), default, least, MOST_PERIODS, is_period=True)
