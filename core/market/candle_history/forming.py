"""The open candle between two messages of the candle stream: each trade in between moves it at once.

The candle stream comes once a second. In between, each ticker has the price of the last trade and the day's volume up
to it. From these a provisional state is made: the exchange's last state and the trades after it. A trade that this
state already has, that came late, or twice, adds nothing; the exchange's next state takes the place of all.

Tickers are used rather than trades: a chart subscribes to them anyway, header and watchlist show the same ones, so all
agree in the same frame, and the day's volume tells what a ticker left out or repeated.
"""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple

from core.market.candles.bar import LARGEST_AMOUNT, Bar
from core.market.candles.units import CandleUnit
from core.model.messages import Ticker
from core.model.price import is_price
from core.timing.exchange_clock import DISORDER_MS

_MOST_TICKS: Final = 1_000
"""Tickers since the exchange's last state that are remembered; older ones are part of that state by then."""


class _Tick(NamedTuple):
    time_ms: int
    price: float
    volume: float
    """Traded since the tick before."""
    turnover: float
    own_volume: float
    """The volume of the last trade only."""

    @property
    def alone(self) -> _Tick:
        """This tick with only its last trade: earlier trades since the tick before may be counted already."""
        volume = min(self.volume, self.own_volume)
        return self._replace(volume=volume, turnover=min(self.turnover, volume * self.price))


class FormingCandle:
    """The provisional candles after the exchange's last state.

    Args:
        unit: of the candles.
    """

    def __init__(self, unit: CandleUnit) -> None:
        self._unit = unit
        self._base: Bar | None = None
        self._ticks: deque[_Tick] = deque(maxlen=_MOST_TICKS)
        self._newest_ms = 0
        self._day: tuple[int, float, float] | None = None
        self._bars: list[Bar] = []

    @property
    def bars(self) -> list[Bar]:
        """The states to show from the newest candle of the exchange on, oldest first; empty if its own is the newest.

        The first one is another state of that candle, or a later candle that the exchange has not begun.
        """
        return self._bars

    def forget(self) -> None:
        """Drop the trades: some may have been missed, or are part of a page."""
        self._ticks.clear()
        self._newest_ms = 0
        self._day = None
        self._bars = []

    def settle(self, newest: Bar | None, now_ms: int | None = None) -> None:
        """Take the newest state of the exchange; from now on only the trades after it are provisional.

        Args:
            newest: the state; None if there is no candle.
            now_ms: the exchange's clock, if known: trades that lie after it came with the time of a wrong clock.
        """
        if now_ms is not None and self._newest_ms > now_ms + DISORDER_MS:
            self.forget()
        self._base, self._bars = newest, []
        if newest is not None:
            for tick in self._ticks:
                self._add(tick)
        while self._ticks and not self._is_after_base(self._ticks[0]):
            self._ticks.popleft()

    def meet_page(self) -> None:
        """A page came, which may have some of the trades: they keep their prices, but are not counted again."""
        ticks = [tick._replace(volume=0.0, turnover=0.0) for tick in self._ticks]
        self._ticks = deque(ticks, maxlen=_MOST_TICKS)

    def trade(self, ticker: Ticker, now_ms: int | None = None) -> bool:
        """Take the last trade of a ticker; returns whether the states to show have changed.

        Args:
            ticker: the ticker.
            now_ms: the exchange's clock, if known.
        """
        price, time_ms = ticker.trade_price, ticker.trade_timestamp
        latest = ticker.timestamp if now_ms is None else min(ticker.timestamp, now_ms)
        if price is None or not is_price(price) or not 0 < time_ms <= latest + DISORDER_MS:
            return False
        if self._newest_ms > latest + DISORDER_MS:
            self.forget()  # the newest trade came with the time of a wrong clock; every later one would be late
        volume, turnover = self._since_last(ticker)
        if time_ms < self._newest_ms or (time_ms == self._newest_ms and not volume):
            return False  # late, or told again
        self._newest_ms = time_ms
        tick = _Tick(time_ms, price, volume, turnover, ticker.trade_volume or 0.0)
        self._ticks.append(tick)
        return self._add(tick)

    def _since_last(self, ticker: Ticker) -> tuple[float, float]:
        """The volume traded since the ticker before, from the day's totals; 0 if they do not show it."""
        volume, turnover = ticker.acc_trade_volume, ticker.acc_trade_price
        if volume is None or turnover is None or max(volume, turnover) > LARGEST_AMOUNT:
            return 0.0, 0.0
        day, known = CandleUnit.DAY.slot(ticker.trade_timestamp), self._day
        if known is not None and (day < known[0] or (day == known[0] and volume < known[1])):
            return 0.0, 0.0  # older than what is known
        self._day = (day, volume, turnover)
        if known is None:
            return 0.0, 0.0
        if day != known[0]:
            return volume, turnover
        return volume - known[1], max(0.0, turnover - known[2])

    def _is_after_base(self, tick: _Tick) -> bool:
        return self._base is None or tick.time_ms > max(self._base.revision_ms, self._base.start_ms - 1)

    def _add(self, tick: _Tick) -> bool:
        base = self._base
        if base is None or not self._is_after_base(tick):
            return False
        start_ms = self._unit.start_ms(self._unit.slot(tick.time_ms))
        newest = self._bars[-1] if self._bars else base
        if start_ms < newest.start_ms:
            return False  # a trade of an earlier candle
        if not self._bars or start_ms > newest.start_ms:
            tick = tick.alone
        if start_ms == base.start_ms and not base.revision_ms:
            tick = tick._replace(volume=0.0, turnover=0.0)  # nothing tells whether the page has this trade
        if start_ms > newest.start_ms:
            bar = Bar(start_ms, tick.price, tick.price, tick.price, tick.price, tick.volume, tick.turnover)
            self._bars.append(bar)
            return True
        moved = newest._replace(
            high=max(newest.high, tick.price),
            low=min(newest.low, tick.price),
            close=tick.price,
            volume=newest.volume + tick.volume,
            turnover=newest.turnover + tick.turnover,
        )
        if self._bars:
            self._bars[-1] = moved
        else:
            self._bars.append(moved)
        return moved != newest
