"""Volume profile: how much was traded at each height of the price, by the candles in sight.

The volume of a candle is spread evenly from its low to its high: where in it the trades were is not known.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from core.market.indicators.declaration import (
    CLOSE,
    HIGH,
    LOW,
    OPEN,
    VOLUME,
    Floats,
    Indicator,
    Ink,
    Integers,
    Kind,
    Output,
    Parameter,
    Place,
)
from core.text import translatable

_NARROW: Final = 1e-6
"""A candle that reaches over less than this share of a row counts for one row only: as good as one price."""


class Profile(NamedTuple):
    """Volume by rows of the price, the lowest first."""

    edges: Floats
    """Where the rows begin, and where the last one ends."""
    rise: Floats
    """Volume of the candles that closed at or above their open."""
    fall: Floats

    @property
    def total(self) -> Floats:
        """Volume of all candles."""
        total: Floats = self.rise + self.fall
        return total

    @property
    def peak(self) -> int:
        """The row with the most volume (POC), the lowest of several."""
        return int(self.total.argmax())

    def value_area(self, share: float) -> tuple[int, int]:
        """Return the first row and the one after the last around the peak that hold a share of the volume.

        It grows from the peak to the busier neighbour, as traders draw it.
        """
        total = self.total.tolist()
        first, stop = self.peak, self.peak + 1
        held, wanted = total[first], share * sum(total)
        while held < wanted and (first > 0 or stop < len(total)):
            below = total[first - 1] if first > 0 else -1.0
            above = total[stop] if stop < len(total) else -1.0
            if above >= below:
                held, stop = held + above, stop + 1
            else:
                held, first = held + below, first - 1
        return first, stop


def volume_profile(figures: Floats, rows: int, low: float, high: float) -> Profile:
    """Return the profile of candles.

    Args:
        figures: open, high, low, close, volume, turnover of each.
        rows: how many rows there are.
        low: the price where the rows begin; no candle is below.
        high: the price where they end; no candle is above.
    """
    height = (high - low) / rows
    edges: Floats = low + height * np.arange(rows + 1, dtype=np.float64)
    if not figures.shape[1] or not height > 0:
        flat = np.zeros(rows)
        flat[0] = figures[VOLUME].sum()
        return Profile(edges, flat, np.zeros(rows))
    starts, ends, volume = (figures[LOW] - low) / height, (figures[HIGH] - low) / height, figures[VOLUME]
    is_fall = (figures[CLOSE] < figures[OPEN]).astype(np.int64)
    is_flat = ends - starts < _NARROW
    density = np.divide(volume, ends - starts, out=np.zeros_like(volume), where=~is_flat)
    # Below a height x, each candle has traded density * (x - start), less density * (x - end) if it ends below. So all
    # candles together need the sums of densities, and of densities times places, of the ends in each row.
    below = _traded_below(starts, density, is_fall, rows) - _traded_below(ends, density, is_fall, rows)
    amounts = np.maximum(np.diff(below, axis=1), 0.0)
    places = _rows_of(starts, rows) + rows * is_fall
    amounts += np.bincount(places, np.where(is_flat, volume, 0.0), 2 * rows).reshape(2, rows)
    return Profile(edges, amounts[0], amounts[1])


def _traded_below(places: Floats, density: Floats, is_fall: Integers, rows: int) -> Floats:
    """Return, for each edge and both directions, the sum of density * (edge - place) of the places below the edge."""
    keys = _rows_of(places, rows) + rows * is_fall
    density_sums = np.bincount(keys, density, 2 * rows).reshape(2, rows).cumsum(axis=1)
    place_sums = np.bincount(keys, density * places, 2 * rows).reshape(2, rows).cumsum(axis=1)
    below = np.zeros((2, rows + 1))
    below[:, 1:] = density_sums * np.arange(1, rows + 1) - place_sums
    return below


def _rows_of(places: Floats, rows: int) -> Integers:
    return np.clip(places.astype(np.int64), 0, rows - 1)


VOLUME_PROFILE: Final = Indicator(
    id="volume-profile",
    title=translatable("Indicators", "매물대 (보이는 구간)"),
    short=translatable("Indicators", "매물대"),
    place=Place.PRICES,
    parameters=(
        Parameter("rows", translatable("Indicators", "가격 구간 수"), 40, 5, 200),
        Parameter("width", translatable("Indicators", "최대 길이 (%)"), 25, 5, 100),
        Parameter("share", translatable("Indicators", "밸류 에어리어 (%)"), 70, 10, 100),
    ),
    outputs=(
        Output("rise", translatable("Indicators", "상승 봉 거래량"), Ink.RISE, Kind.PROFILE),
        Output("fall", translatable("Indicators", "하락 봉 거래량"), Ink.FALL, Kind.PROFILE),
        Output("peak", translatable("Indicators", "최다 거래 가격 (POC)"), Ink.LINE_2, Kind.PROFILE),
    ),
    start=None,
    is_amount=True,
    words=("Volume Profile", "VPVR", "POC"),
)
