"""The three classes of delivery.

*Latest wins*: an older message never replaces a newer one. *Latest wins per candle*: the same for each candle
separately. *Every one*: in order of arrival, each once.

Age is decided by the exchange's timestamps, which may be wrong. A message from the future is dropped; but a trade, an
order or a balance must not be lost, so its timestamp is set back instead. A new connection resets this, and several
messages in a row that are far older than the newest are accepted.
"""

from __future__ import annotations

from collections import deque
from itertools import islice

from core.engine.deliver.mailbox import Mailbox
from core.engine.deliver.route import FrameCounters, Route
from core.engine.deliver.stamps import latest_stamp, put_back
from core.model.amount import is_amount
from core.model.candle_rows import start_ms
from core.model.day_change import is_change_damaged
from core.model.markets import is_currency
from core.model.messages import Candle, DataMessage, MyAsset, MyOrder, Ticker, Trade
from core.model.subscription import StreamKey, StreamType
from core.timing.exchange_clock import BELIEVED_AFTER, DISORDER_MS, LATE_MS, ExchangeClock

_RECENT_CANDLES = 4
_RECENT_TRADES = 200
"""How many trades a late joiner receives, and how far back a repeated trade is recognised: the exchange repeats the
last trade in a snapshot. For all 855 markets they take about 130 MB."""
_SIDES = {"BID", "ASK"}


class _StateRoute(Route):
    """A route of state: only the newest value counts."""

    __slots__ = ("_older_in_a_row",)

    def __init__(self, key: StreamKey, counters: FrameCounters, clock: ExchangeClock) -> None:
        super().__init__(key, counters, clock)
        self._older_in_a_row = 0

    def leave_wire(self) -> None:
        """Reset, because the next connection may be behind this one."""
        super().leave_wire()
        self._older_in_a_row = 0

    def _overrules(self, stamp: int, newest: int, now: float) -> bool:
        """Whether an older message replaces a newer one: only if the newer timestamp must be wrong."""
        is_believed = self._clock.is_ahead(newest, now)
        if newest - stamp > DISORDER_MS:
            self._older_in_a_row += 1
            is_believed |= self._older_in_a_row >= BELIEVED_AFTER
            if not is_believed:
                self._misdate(now)
        if is_believed:
            self.counters.overruled += 1
        else:
            self.counters.older += 1
        return is_believed


class LatestRoute(_StateRoute):
    """Ticker and order book: only the newest value counts."""

    __slots__ = ("_last", "_newest")

    def __init__(self, key: StreamKey, counters: FrameCounters, clock: ExchangeClock) -> None:
        super().__init__(key, counters, clock)
        self._last: DataMessage | None = None
        self._newest = 0
        """The newest timestamp; older messages are dropped."""

    def leave_wire(self) -> None:
        """Reset, because the next connection may be behind this one."""
        super().leave_wire()
        self._newest = 0

    def deliver(self, message: DataMessage, now: float) -> None:
        """Deliver unless the timestamp is older than the newest; an equal or missing timestamp is accepted."""
        stamp = message.timestamp
        if not self._clock.believes(stamp, now, message.stream_type):
            self._misdate(now)
            if self._is_fresh:
                return
            stamp = 0  # accepted, but any later message replaces it
        elif 0 < stamp < self._newest and not self._overrules(stamp, self._newest, now):
            return
        if stamp > 0:
            self._newest = stamp
        self._is_fresh = True
        self._older_in_a_row = 0
        self._last = message
        for mailbox in self._mailboxes or self.mailboxes:
            mailbox.put_latest(self.key, message)

    @property
    def lateness_ms(self) -> float | None:
        """How much later than the fastest messages the last one came; None if its timestamp does not tell."""
        last, heard_ms = self._last, self.heard_ms
        if last is None or heard_ms is None or last.timestamp != self._newest or last.stream_type != "REALTIME":
            return None  # a snapshot may be of any age
        return max(0.0, heard_ms - last.timestamp)

    @property
    def last_message(self) -> DataMessage | None:
        """The last message, if it came since the last request."""
        return self._last if self.is_heard else None

    def replay(self, mailbox: Mailbox) -> None:
        """Give `mailbox` the last value."""
        if self._last is not None:
            mailbox.put_latest(self.key, self._last)


class TickerRoute(LatestRoute):
    """Tickers: one whose change from the day before cannot be true is delivered, but counts as unreadable."""

    __slots__ = ()

    def deliver(self, message: DataMessage, now: float) -> None:
        """Deliver it as every message of state."""
        super().deliver(message, now)
        assert isinstance(message, Ticker)
        if message.prev_closing_price is None and is_change_damaged(message):  # the first part spares most a call
            self.report_damage(message, now)


class CandleRoute(_StateRoute):
    """Candles: the newest revision of each counts; a candle is closed once a later one is known."""

    __slots__ = ("_length_ms", "_recent")

    def __init__(self, key: StreamKey, counters: FrameCounters, clock: ExchangeClock) -> None:
        super().__init__(key, counters, clock)
        self._length_ms = key.type.candle_ms
        self._recent: dict[str, Candle] = {}

    def deliver(self, message: DataMessage, now: float) -> None:
        """Deliver the newest revision of each candle; one of an older candle never hides the newer candle."""
        assert isinstance(message, Candle)
        stamp, start = message.timestamp, message.candle_date_time_utc
        if not self._is_fresh:
            self._recent.clear()
        known = self._recent.get(start)
        # Candles of all units come at once, at the end of each second: five in a row are no five witnesses.
        origin = None if self._clock.is_known else message.stream_type
        is_possible = self._clock.believes(stamp, now, origin)
        if not is_possible or (known is None and not (self._may_have_begun(start, now) and self._may_run(message))):
            self._misdate(now)
            return
        if known is not None and 0 < stamp < known.timestamp and not self._overrules(stamp, known.timestamp, now):
            return
        self._is_fresh = True
        self._older_in_a_row = 0
        self._remember(message, now)
        for mailbox in self._mailboxes or self.mailboxes:
            mailbox.put_latest((self.key, start), message)

    def replay(self, mailbox: Mailbox) -> None:
        """Give `mailbox` the newest candles, oldest first."""
        for start in sorted(self._recent):
            mailbox.put_latest((self.key, start), self._recent[start])

    def _may_have_begun(self, start: str, now: float) -> bool:
        try:
            return not self._clock.is_ahead(start_ms(start), now)
        except ValueError:
            return False

    def _may_run(self, candle: Candle) -> bool:
        """Whether a candle can still change when this live state of it was published."""
        if candle.stream_type != "REALTIME":
            return True  # a snapshot may be of any age
        return candle.timestamp <= start_ms(candle.candle_date_time_utc) + self._length_ms + LATE_MS

    def _remember(self, candle: Candle, now: float) -> None:
        if candle.candle_date_time_utc not in self._recent:  # the clock may have been set back since the others came
            for start in [start for start in self._recent if not self._may_have_begun(start, now)]:
                del self._recent[start]
        self._recent[candle.candle_date_time_utc] = candle
        if len(self._recent) > _RECENT_CANDLES:
            del self._recent[min(self._recent)]


class TradeRoute(Route):
    """Trades: every one, in order of arrival, each once."""

    __slots__ = ("_by_id", "_clock_steps", "_live", "_newest", "_recent", "_unbroken")

    def __init__(self, key: StreamKey, counters: FrameCounters, clock: ExchangeClock) -> None:
        super().__init__(key, counters, clock)
        self._recent: deque[Trade] = deque()
        self._by_id: dict[int | None, Trade] = {}
        """The trades in `_recent`."""
        self._unbroken = 0
        """How many of them came since the last one that was damaged or had a wrong time."""
        self._newest = 0
        """The time of the latest trade, as far as it is plausible."""
        self._live: tuple[float, int] | None = None
        """When the last live trade arrived, and its timestamp."""
        self._clock_steps = clock.steps

    def leave_wire(self) -> None:
        """Reset, because the next connection may be behind this one."""
        super().leave_wire()
        self._newest = 0

    def deliver(self, message: DataMessage, now: float) -> None:
        """Deliver every trade once, also a late one; a snapshot repeats the last trade, which is dropped.

        A trade without a price, a size or a side is delivered, but counts as unreadable. One from the future gets the
        time of the latest trade before it, or the latest time that the clock allows; one without a time gets the
        present one.
        """
        assert isinstance(message, Trade)
        if self._clock.steps != self._clock_steps:
            self._forget()
        if not self._is_new(message, now):
            return
        is_dated = self._is_dated(message, now)
        self._remember(message)
        for mailbox in self._mailboxes or self.mailboxes:
            mailbox.put_event(message)
        if not is_dated:
            self._unbroken = 0
            self._misdate(now)
        if not (message.trade_price and message.trade_volume and message.ask_bid in _SIDES):
            self.report_damage(message, now)

    def _is_new(self, trade: Trade, now: float) -> bool:
        """Whether this trade was not delivered yet; without an id of its own it cannot be told, and is unreadable."""
        sequential_id = trade.sequential_id
        if sequential_id is None or sequential_id <= 0:
            self.spoil(now)
            return False
        if (known := self._by_id.get(sequential_id)) is None:
            return True
        if (known.trade_price, known.trade_volume) == (trade.trade_price, trade.trade_volume):
            self.counters.repeated_trades += 1
        else:
            self.spoil(now)
        return False

    def _is_dated(self, trade: Trade, now: float) -> bool:
        """Whether the time of this trade can be true; else it gets another one."""
        made = trade.trade_timestamp
        if made <= 0:
            trade.trade_timestamp = self._clock.time_ms(now) or self._newest
            return False
        if not self._clock.believes(max(made, trade.timestamp), now, trade.stream_type):
            put_back(trade, _latest_time(self._newest, self._clock, now))
            return False
        self._newest = max(self._newest, made)
        self._live = (now, trade.timestamp) if trade.stream_type == "REALTIME" and trade.timestamp > 0 else None
        return True

    @property
    def last_trade_ms(self) -> int | None:
        """The time of the last trade told on this connection."""
        return self._newest or None

    @property
    def lateness_ms(self) -> float | None:
        """How much later than the fastest messages the last trade came; None if its timestamp does not tell."""
        if self._live is None or self._live[0] != self.last_heard or (heard_ms := self.heard_ms) is None:
            return None  # a repeated trade is of any age
        return max(0.0, heard_ms - self._live[1])

    def spoil(self, now: float) -> None:
        """Count an unreadable message. Late joiners get no trades from before it: REST has what is missing there."""
        self._unbroken = 0
        super().spoil(now)

    def replay(self, mailbox: Mailbox) -> None:
        """Give `mailbox` the last trades, back to the first that may be missing or wrong."""
        for message in islice(self._recent, max(len(self._recent) - self._unbroken, 0), None):
            mailbox.put_event(message)

    def _forget(self) -> None:
        """Forget the trades from before the exchange's clock was set.

        They have other times than those that follow. And ids are made from times: a clock that was set back comes to
        the same ones again, of other trades.
        """
        self._clock_steps = self._clock.steps
        self._recent.clear()
        self._by_id.clear()
        self._unbroken = 0

    def _remember(self, trade: Trade) -> None:
        if len(self._recent) == _RECENT_TRADES:
            self._by_id.pop(self._recent.popleft().sequential_id, None)
        self._recent.append(trade)
        self._unbroken += 1
        self._by_id[trade.sequential_id] = trade


class EventRoute(Route):
    """Own orders and balances: every one, in order of arrival."""

    __slots__ = ("_newest",)

    def __init__(self, key: StreamKey, counters: FrameCounters, clock: ExchangeClock) -> None:
        super().__init__(key, counters, clock)
        self._newest = 0
        """The latest time of any event, as far as it is plausible."""

    def leave_wire(self) -> None:
        """Reset, because the next connection may be behind this one."""
        super().leave_wire()
        self._newest = 0

    def deliver(self, message: DataMessage, now: float) -> None:
        """Deliver every event. One from the future gets the latest time before it, or the latest time allowed.

        One that does not say whose change it is, or which, counts as unreadable, though it is delivered.
        """
        stamp = latest_stamp(message)
        if self._clock.believes(stamp, now, message.stream_type):
            self._newest = max(self._newest, stamp)
        else:
            self._misdate(now)
            put_back(message, _latest_time(self._newest, self._clock, now))
        for mailbox in self._mailboxes or self.mailboxes:
            mailbox.put_event(message)
        if not _is_whole(message):
            self.report_damage(message, now)

    def replay(self, mailbox: Mailbox) -> None:
        """Deliver nothing: the current state comes by REST."""


def _is_whole(event: DataMessage) -> bool:
    if isinstance(event, MyOrder):
        amounts = (event.volume, event.remaining_volume, event.executed_volume)
        return bool(event.uuid and event.state) and all(amount is None or is_amount(amount) for amount in amounts)
    assert isinstance(event, MyAsset)
    return bool(event.assets) and all(
        is_currency(each.currency) and is_amount(each.balance) and is_amount(each.locked) for each in event.assets
    )


def _latest_time(newest: int, clock: ExchangeClock, now: float) -> int:
    """The time of an event whose own cannot be: of the latest before it, unless the clock was set back since."""
    return newest if newest and not clock.is_ahead(newest, now) else clock.past_ms(now)


def route_for(key: StreamKey, counters: FrameCounters, clock: ExchangeClock) -> Route:
    """A new route of the class that this stream's type needs."""
    if key.type.is_candle:
        return CandleRoute(key, counters, clock)
    if key.type is StreamType.TICKER:
        return TickerRoute(key, counters, clock)
    if key.type is StreamType.ORDERBOOK:
        return LatestRoute(key, counters, clock)
    if key.type is StreamType.TRADE:
        return TradeRoute(key, counters, clock)
    return EventRoute(key, counters, clock)
