"""Days, hours and minutes of one market.

Days come from a stationary log price: an AR(1) walk around the reference price, driven by a factor common to all
assets and an own part, and pinned to the reference on one day of late 2026. Hours refine days and minutes refine
hours (`core.simulator.market.refinement`). How much of a whole falls into a part is the part's *tempo*, a log-normal
curve with slow and fast components, common and own: it carries the price's variance, the trades and the volume alike,
which is what makes volatility cluster and volume go with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import numpy as np

from core.simulator.market.assets import Asset
from core.simulator.market.listings import LISTED_BY, OPENED, Listing
from core.simulator.market.noise import BitArray, FloatArray, IntArray, bits, key_of, normal, smooth, uniform
from core.simulator.market.refinement import Cells, Trace, allot
from core.simulator.market.tick_size import GRIDS
from core.simulator.market.volume_split import mean_prices, mean_steps, spread_volume

FIRST_DAY: Final = LISTED_BY
"""2023-01-01, in days since 1970: all markets have days from here on; earlier days are made on demand."""
DAYS: Final = 3_287
"""Days from then on: the market ends with 2031."""
_EARLY: Final = FIRST_DAY - OPENED
"""Days before that, of the oldest markets."""
_ANCHOR: Final = 20_777 - FIRST_DAY
"""2026-11-20: the day prices stand at their references."""
_RECALL: Final = 0.985
"""Share of a log price's distance from its reference that is left after a day."""
_TRADE_KRW: Final = 900_000.0
"""Mean size of a trade."""
_LOTS_PER_DAY: Final = 1e13
"""Lots are coarse enough that a year's volume is still an exact float."""
_ASSETS_KEPT: Final = 8
"""Cached walks: the asset of the current market, and the quote currencies of others."""
_FEWEST: Final = 4
"""Least trades of a day: enough for an opening, a high, a low and a close."""
_FEWEST_LOTS: Final = 1_000
"""Least lots of a day's mean trade, so that whole lots can produce any turnover."""

_HIGH, _LOW, _DITHER, _MEAN, _SHOCK, _COUNT, _VOLUME, _LAST, _SIDES = range(9)


@dataclass(frozen=True, slots=True)
class _Step:
    """The refinement from one level to the next."""

    name: str
    parts: int
    minutes: int
    """Length of a part."""
    tempos: tuple[tuple[float, float], ...]
    """Components of log tempo: period in minutes and standard deviation."""
    jitter: float
    """Standard deviation of each part's own component of the tempo."""


_HOURS: Final = _Step("hour", 24, 60, ((2880.0, 0.4), (720.0, 0.6), (240.0, 0.65)), 0.25)
_MINUTES: Final = _Step("minute", 60, 1, ((720.0, 0.6), (240.0, 0.65), (60.0, 0.75), (16.0, 0.4)), 0.3)


class Span(NamedTuple):
    """An asset's consecutive days."""

    number: IntArray
    """Days since 1970."""
    walk: FloatArray
    """Log of price over reference price at each day's end."""
    mood: FloatArray
    """Approximate log of each day's volatility over its mean."""


class Walks:
    """Log prices of all assets, day by day, relative to their references; and the market's slow moods.

    An asset's walk is made on demand and only the latest few are cached. All of them would delay the exchange's start
    and take 12 MB, of which hardly anything is used again.

    Attributes:
        of: an asset's days from `FIRST_DAY` on.
        early: an asset's days before that, from the exchange's first day on.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._day = np.arange(DAYS)
        self._common = self._normals("factor", self._day)
        self._mood = self._smooth(24.0, "factor", 0.3, self._day)
        self._decay = _RECALL**self._day
        self._recall = _RECALL ** np.abs(self._day - _ANCHOR)
        self.of = lru_cache(maxsize=_ASSETS_KEPT)(self._make)
        self.early = lru_cache(maxsize=_ASSETS_KEPT)(self._make_early)

    def _make(self, asset: Asset) -> Span:
        mood = self._mood + self._smooth(9.0, asset.symbol, 0.25, self._day) - 0.1
        shocks = self._shocks(asset, self._common, mood, self._day)
        shocks[0] /= np.sqrt(1.0 - _RECALL**2)
        walk = np.cumsum(shocks / self._decay) * self._decay
        # The walk conditioned on passing through the reference on the anchor day.
        return Span(self._day + FIRST_DAY, walk - walk[_ANCHOR] * self._recall, mood)

    def _make_early(self, asset: Asset) -> Span:
        """The same walk in reverse time, which has the same distribution."""
        back = -1 - np.arange(_EARLY)
        mood = self._smooth(24.0, "factor", 0.3, back) + self._smooth(9.0, asset.symbol, 0.25, back) - 0.1
        shocks = self._shocks(asset, self._normals("factor", back), mood, back)
        # The last early day closes where the first later day opens.
        shocks[0] = self.of(asset).walk[0]
        decay = _RECALL ** np.arange(_EARLY)
        walk = np.cumsum(shocks / decay) * decay
        return Span((back + FIRST_DAY)[::-1], walk[::-1], mood[::-1])

    def _shocks(self, asset: Asset, common: FloatArray, mood: FloatArray, day: IntArray) -> FloatArray:
        own = self._normals(asset.symbol, day)
        shocks: FloatArray = asset.common * common + np.sqrt(1.0 - asset.common**2) * own
        shocks *= asset.volatility * np.exp(mood)
        return shocks

    def _normals(self, name: str, day: IntArray) -> FloatArray:
        return normal(bits(key_of(self._seed, name, "day"), day, 0)[0])

    def _smooth(self, period: float, name: str, deviation: float, day: IntArray) -> FloatArray:
        return smooth(day.astype(np.float64), period, (key_of(self._seed, name, "mood"), deviation))


class PricePath:
    """One market's days, and the rule that makes hours of days and minutes of hours.

    Args:
        seed: of the whole exchange.
        listing: the market.
        walks: the assets' log prices.
        trades_per_day: mean number of trades.
    """

    def __init__(self, seed: int, listing: Listing, walks: Walks, trades_per_day: float) -> None:
        self.code = listing.market.code
        self.grid = GRIDS[listing.market.quote]
        self.first_day = listing.first_day
        self._seed = seed
        self._listing = listing
        self._walks = walks
        self._trades_per_day = trades_per_day
        self._common = listing.asset.common if listing.quote is None else 0.35 * listing.asset.common
        daily = trades_per_day * _TRADE_KRW / listing.asset.price
        self.volume_decimals = int(np.clip(np.floor(np.log10(_LOTS_PER_DAY / daily)), 0, 8))
        self.days = self._days(walks.of)

    @cached_property
    def early_days(self) -> Cells:
        """The days before `FIRST_DAY`, from the day of listing."""
        days = self._days(self._walks.early)
        return days[days.index >= self.first_day]

    def days_between(self, first: int, end: int) -> Cells:
        """The days `first <= day < end`, counted since 1970."""
        days = self.days[max(first - FIRST_DAY, 0) : max(end - FIRST_DAY, 0)]
        if first >= FIRST_DAY or end <= self.first_day or first >= end:
            return days
        early = self.early_days
        return Cells.joined([early[(early.index >= first) & (early.index < end)], days])

    def _days(self, span_of: Callable[[Asset], Span]) -> Cells:
        listing = self._listing
        number, walk, mood = span_of(listing.asset)
        price = listing.asset.price / (1.0 if listing.quote is None else listing.quote.price)
        log_price = np.log(price) + walk
        volatility = listing.asset.volatility
        if listing.quote is not None:
            log_price = log_price - span_of(listing.quote).walk
            volatility = float(np.hypot(volatility, 0.5 * listing.quote.volatility))
        random = self._bits("days", number, _HIGH, _LOW, _DITHER, _MEAN, _COUNT, _VOLUME)
        luck, drift = uniform(random[:4]), normal(random[4:])

        closing = np.maximum(self.grid.steps(np.exp(log_price)), 1)
        opening = np.maximum(
            np.concatenate([closing[:1], closing[:-1]]) + np.floor(3.0 * luck[2]).astype(np.int64) - 1, 1
        )
        closes = np.log(self.grid.prices(closing))
        opens = np.concatenate([closes[:1], closes[:-1]])
        step = closes - opens
        spans = np.sqrt(step**2 - 2.0 * (volatility * np.exp(mood)) ** 2 * np.log(luck[:2]))
        high = np.maximum(self.grid.steps(np.exp(opens + (step + spans[0]) / 2.0)), np.maximum(opening, closing))
        low = np.maximum(self.grid.steps(np.exp(opens + (step - spans[1]) / 2.0)), 1)
        low = np.minimum(low, np.minimum(opening, closing))

        trades, volume = self._activity(walk, mood, np.abs(step) / volatility, drift)
        ends = self.grid.prices(np.stack([opening, high, low, closing]))
        mean = ends.mean(axis=0) + 0.2 * (luck[3] - 0.5) * (ends[1] - ends[2])
        return Cells(number, trades, opening, high, low, closing, volume, volume * mean)

    def _activity(
        self, walk: FloatArray, mood: FloatArray, moves: FloatArray, drift: FloatArray
    ) -> tuple[IntArray, IntArray]:
        """Trades and lots of each day: more in volatile times and on days of large `moves`."""
        surge = 0.4 * np.minimum(moves, 4.0) + 0.8 * mood + 0.15 * drift[0] - 0.35
        trades = np.maximum(np.rint(self._trades_per_day * np.exp(surge)), _FEWEST).astype(np.int64)
        asset_price = self._listing.asset.price * np.exp(walk)
        lots = _TRADE_KRW / asset_price * 10.0**self.volume_decimals * np.exp(0.15 * drift[1])
        return trades, trades * np.maximum(lots, _FEWEST_LOTS).astype(np.int64)

    def hours(self, days: Cells) -> Cells:
        """The hours of some days, shape `(days, 24)`."""
        return self._refine(_HOURS, days)

    def minutes(self, hours: Cells) -> Cells:
        """The minutes of some hours, shape `(hours, 60)`; the hours must have trades."""
        return self._refine(_MINUTES, hours)

    def _bits(self, purpose: str, index: IntArray, *streams: int) -> BitArray:
        return bits(key_of(self._seed, self.code, purpose), index, *streams)

    def _tempo(self, step: _Step, index: IntArray) -> FloatArray:
        """Mean tempo of each part, without its own random component."""
        time: FloatArray = np.asarray((index + 0.5) * step.minutes, dtype=np.float64)
        # Korean mornings (the exchange's new day) and late evenings are busy, the hours before dawn quiet.
        turn = time * (2.0 * np.pi / 1440.0)
        log_tempo = 0.35 * np.cos(turn - 3.67) + 0.2 * np.cos(2.0 * turn)
        for period, deviation in step.tempos:
            common, own = (key_of(self._seed, name, "tempo", period) for name in ("factor", self.code))
            log_tempo += smooth(time, period, (common, 0.6 * deviation), (own, 0.8 * deviation))
        return np.asarray(np.exp(log_tempo), dtype=np.float64)

    def _counts(self, step: _Step, whole: Cells) -> tuple[IntArray, IntArray, FloatArray]:
        """Absolute numbers of the parts, the trades in each, and their tempo."""
        index = whole.index[:, np.newaxis] * step.parts + np.arange(step.parts)
        random = self._bits(step.name, index, _COUNT)[0]
        tempo = self._tempo(step, index) * np.exp(step.jitter * normal(random))
        phase = uniform(self._bits(f"{step.name} phase", whole.index, _COUNT)[0])
        return index, allot(whole.trades, tempo, phase), tempo

    def _refine(self, step: _Step, whole: Cells) -> Cells:
        index, trades, tempo = self._counts(step, whole)
        random = self._bits(step.name, index, _HIGH, _LOW, _DITHER, _MEAN, _SHOCK, _VOLUME)
        high_luck, low_luck, dither, mean_luck = uniform(random[:4])
        own, size = normal(random[4:])
        common = normal(bits(key_of(self._seed, "factor", step.name), index, _SHOCK)[0])
        shocks = self._common * common + np.sqrt(1.0 - self._common**2) * own
        mean_step = mean_steps(whole, self.grid.prices(np.stack([whole.low, whole.high])))
        parts = Trace(whole, trades, mean_step, tempo, shocks, np.stack([high_luck, low_luck]), dither)

        opening, high, low, closing = ends = self.grid.prices(
            np.stack([parts.opening, parts.high, parts.low, parts.closing])
        )
        mean = (opening + high + low + closing) / 4.0 + 0.2 * (mean_luck - 0.5) * (high - low)
        mean = mean_prices(whole, trades, mean, ends[[2, 1]])
        moved = np.abs(parts.closing - parts.opening)
        typical = moved.mean(axis=1, keepdims=True) + 0.5
        weights = trades * np.exp(0.35 * size) * (0.5 + np.abs(shocks) + 1.2 * np.minimum(moved / typical, 5.0))
        volume = spread_volume(whole, trades, weights, mean)
        return Cells(index, trades, parts.opening, parts.high, parts.low, parts.closing, volume, volume * mean)

    def last_ms_of_days(self, days: Cells) -> IntArray:
        """Time of the last trade of each day."""
        return self.last_ms_of_hours(self._last_part(_HOURS, days))

    def last_ms_of_hours(self, hours: Cells) -> IntArray:
        """Time of the last trade of each hour; each must have trades."""
        return self.last_ms_of_minutes(self._last_part(_MINUTES, hours))

    def _last_part(self, step: _Step, whole: Cells) -> Cells:
        """The last part with trades of each whole; only its number and trades are filled in."""
        index, trades, _ = self._counts(step, whole)
        last = step.parts - 1 - (trades > 0)[:, ::-1].argmax(axis=1)
        rows = np.arange(last.size)
        blank = np.zeros_like(last)
        return Cells(index[rows, last], trades[rows, last], blank, blank, blank, blank, blank, blank.astype(np.float64))

    def last_ms_of_minutes(self, minutes: Cells) -> IntArray:
        """Time of the last trade of each minute: the latest of as many uniform times as it has trades."""
        luck = uniform(self._bits("minute", minutes.index, _LAST)[0])
        latest = 60_000.0 * luck ** (1.0 / np.maximum(minutes.trades, 1))
        return np.asarray(minutes.index * 60_000 + np.minimum(latest.astype(np.int64), 59_999), dtype=np.int64)

    def bid_volume(self, minutes: Cells) -> IntArray:
        """Lots bought by takers in each minute; all or nothing where there was one trade."""
        luck = uniform(self._bits("minute", minutes.index, _SIDES)[0])
        lean = (minutes.closing - minutes.opening) / np.maximum(minutes.high - minutes.low, 1)
        share = np.clip(0.5 + 0.25 * lean + 0.5 * (luck - 0.5), 0.0, 1.0)
        share = np.where(minutes.trades == 1, np.rint(share), share)
        return np.asarray(np.floor(share * minutes.volume), dtype=np.int64)
