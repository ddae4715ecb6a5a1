"""The open candle between two messages of the candle stream: each trade in between moves it at once.

The candle stream comes once a second. A provisional state is made of the exchange's last state and the trades after it.
A trade that this state already has adds nothing; the exchange's next state takes the place of all, also of trades that
were left out.

Trades are used rather than tickers: of the tickers that come within a frame only the last one is delivered, so the
prices of the others would be missing from the open, the high and the low of the candle beside a tape that has them.
"""

from __future__ import annotations

from bisect import insort
from operator import attrgetter
from typing import Final, NamedTuple

from core.market.candles.bar import Bar
from core.market.candles.units import CandleUnit
from core.model.amount import LARGEST_AMOUNT
from core.model.messages import Trade
from core.model.price import is_price
from core.timing.exchange_clock import DISORDER_MS

_MOST_TICKS: Final = 10_000
"""Trades since the exchange's last state that are remembered; older ones are part of that state by then."""


class _Tick(NamedTuple):
    time_ms: int
    price: float
    volume: float


class FormingCandle:
    """The provisional candles after the exchange's last state.

    Args:
        unit: of the candles.
    """

    def __init__(self, unit: CandleUnit) -> None:
        self._unit = unit
        self._base: Bar | None = None
        self._ticks: list[_Tick] = []
        """The trades after the base, by time."""
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
        self._bars = []

    def settle(self, newest: Bar | None, now_ms: int | None = None) -> None:
        """Take the newest state of the exchange; from now on only the trades after it are provisional.

        Args:
            newest: the state; None if there is no candle.
            now_ms: the exchange's clock, if known: trades that lie after it came with the time of a wrong clock.
        """
        if now_ms is not None:
            self._drop_after(now_ms + DISORDER_MS)
        self._base = newest
        if newest is not None:
            self._ticks = [tick for tick in self._ticks if self._is_after_base(tick)]
        self._build()

    def meet_page(self) -> None:
        """A page came, which may have some of the trades: they keep their prices, but are not counted again."""
        self._ticks = [tick._replace(volume=0.0) for tick in self._ticks]

    def trade(self, trade: Trade, now_ms: int | None = None) -> bool:
        """Take a trade; returns whether the states to show have changed.

        Args:
            trade: one that was not taken before; it may come late.
            now_ms: the exchange's clock, if known.
        """
        price, time_ms = trade.trade_price, trade.trade_timestamp
        latest = trade.timestamp if now_ms is None else min(trade.timestamp, now_ms)
        if price is None or not is_price(price) or not 0 < time_ms <= latest + DISORDER_MS:
            return False
        # What came with the time of a wrong clock; a late trade alone does not tell of it.
        is_dropped = self._drop_after((trade.timestamp if now_ms is None else now_ms) + DISORDER_MS)
        volume = trade.trade_volume or 0.0
        tick = _Tick(time_ms, price, volume if 0 < volume <= LARGEST_AMOUNT else 0.0)
        if self._base is not None and not self._is_after_base(tick):
            return is_dropped
        is_late = bool(self._ticks) and time_ms < self._ticks[-1].time_ms
        insort(self._ticks, tick, key=attrgetter("time_ms"))  # those of one millisecond stay in the order they came in
        del self._ticks[:-_MOST_TICKS]
        if not is_late:
            return self._add(tick) or is_dropped
        before = self._bars
        self._build()
        return self._bars != before or is_dropped

    def _drop_after(self, latest_ms: int) -> bool:
        """Drop the trades after that time; returns whether there were any."""
        if not self._ticks or self._ticks[-1].time_ms <= latest_ms:
            return False
        self._ticks = [tick for tick in self._ticks if tick.time_ms <= latest_ms]
        self._build()
        return True

    def _is_after_base(self, tick: _Tick) -> bool:
        return self._base is None or tick.time_ms > max(self._base.revision_ms, self._base.start_ms - 1)

    def _build(self) -> None:
        """Make the states anew of the base and the trades."""
        self._bars = []
        for tick in self._ticks:
            self._add(tick)

    def _add(self, tick: _Tick) -> bool:
        base = self._base
        if base is None:
            return False
        start_ms = self._unit.start_ms(self._unit.slot(tick.time_ms))
        newest = self._bars[-1] if self._bars else base
        is_counted = start_ms != base.start_ms or base.revision_ms > 0  # else the page may have this trade
        volume = tick.volume if is_counted else 0.0
        if start_ms > newest.start_ms:
            price = tick.price
            self._bars.append(Bar(start_ms, price, price, price, price, volume, volume * price))
            return True
        moved = newest._replace(
            high=max(newest.high, tick.price),
            low=min(newest.low, tick.price),
            close=tick.price,
            volume=newest.volume + volume,
            turnover=newest.turnover + volume * tick.price,
        )
        if self._bars:
            self._bars[-1] = moved
        else:
            self._bars.append(moved)
        return moved != newest
