"""Frames in any order, and repeated any number of times, lead to the same state."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.engine.deliver.delivery import CandleRoute, EventRoute, LatestRoute, TickerRoute, TradeRoute, route_for
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.mailbox import Mailbox
from core.engine.deliver.route import FrameCounters, Route
from core.model.messages import (
    AssetBalance,
    Candle,
    Candle1m,
    DataMessage,
    MyAsset,
    MyOrder,
    StreamOrigin,
    Ticker,
    Trade,
)
from core.model.subscription import Scope, StreamKey, StreamType
from core.timing.exchange_clock import AHEAD_MS, BELIEVED_AFTER, DISORDER_MS, LATE_MS, ExchangeClock
from messages import (
    ALL_ASSETS,
    ALL_ORDERS,
    BOOK_BTC,
    BTC,
    ETH,
    MINUTE_BTC,
    ORDER_BTC,
    TICKER_BTC,
    TRADE_BTC,
    balances,
    book,
    minute,
    order,
    ticker,
    trade,
)
from thorough import examples


def route_of(key: StreamKey) -> tuple[Route, Mailbox]:
    route, mailbox = route_for(key, FrameCounters(), ExchangeClock()), Mailbox()
    route.join(mailbox)
    return route, mailbox


def delivered(key: StreamKey, messages: list[DataMessage]) -> list[DataMessage]:
    """Return the messages in a component's mailbox after all of these."""
    route, mailbox = route_of(key)
    for message in messages:
        route.receive(message, 0.0)
    return mailbox.take()


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (TICKER_BTC, TickerRoute),
        (BOOK_BTC, LatestRoute),
        (MINUTE_BTC, CandleRoute),
        (TRADE_BTC, TradeRoute),
        (ORDER_BTC, EventRoute),
        (StreamKey(StreamType.MY_ASSET, "*"), EventRoute),
    ],
)
def test_each_type_has_its_class_of_delivery(key: StreamKey, kind: type[Route]) -> None:
    assert type(route_for(key, FrameCounters(), ExchangeClock())) is kind


class TestLatestWins:
    @given(st.lists(st.integers(1, 20), min_size=1), st.randoms())
    def test_of_shuffled_and_repeated_messages_the_newest_remains(self, times: list[int], rng: random.Random) -> None:
        messages = [ticker(time, price=float(time)) for time in times]
        shuffled = [*messages, *messages]
        rng.shuffle(shuffled)
        assert delivered(TICKER_BTC, shuffled) == delivered(TICKER_BTC, sorted(messages, key=lambda m: m.timestamp))

    def test_an_older_one_never_replaces_a_newer_and_is_counted(self) -> None:
        route, mailbox = route_of(BOOK_BTC)
        route.receive(book(2), 0.0)
        mailbox.take()
        route.receive(book(1), 0.0)
        assert mailbox.take() == []
        assert route.counters.older == 1

    def test_an_equal_one_does(self) -> None:
        assert delivered(TICKER_BTC, [ticker(1, 10.0), ticker(1, 20.0)]) == [ticker(1, 20.0)]

    def test_a_late_joiner_gets_the_last_value(self) -> None:
        route, _ = route_of(TICKER_BTC)
        route.receive(ticker(1), 0.0)
        route.receive(ticker(2), 0.0)
        late = Mailbox()
        route.replay(late)
        assert late.take() == [ticker(2)]


class TestLatestWinsPerCandle:
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), min_size=1), st.randoms())
    def test_of_shuffled_and_repeated_revisions_the_newest_of_each_candle_remains(
        self, revisions: list[tuple[int, int]], rng: random.Random
    ) -> None:
        messages = [minute(start, time, price=float(time)) for start, time in revisions]
        shuffled = [*messages, *messages]
        rng.shuffle(shuffled)
        newest = {start: max(time for s, time in revisions if s == start) for start, _ in revisions}
        got = {message.candle_date_time_utc: message.timestamp for message in delivered(MINUTE_BTC, shuffled)}
        assert got == {minute(start).candle_date_time_utc: time for start, time in newest.items()}

    def test_a_revision_of_an_older_candle_is_delivered_beside_the_newer(self) -> None:
        route, mailbox = route_of(MINUTE_BTC)
        route.receive(minute(1, 10), 0.0)
        route.receive(minute(2, 20), 0.0)
        mailbox.take()
        route.receive(minute(1, 21, price=5.0), 0.0)
        assert mailbox.take() == [minute(1, 21, price=5.0)]

    def test_one_take_holds_the_last_revision_of_the_closed_and_of_the_open_candle(self) -> None:
        revisions = [minute(1, 10), minute(1, 11), minute(2, 12), minute(2, 13)]
        assert delivered(MINUTE_BTC, revisions) == [minute(1, 11), minute(2, 13)]

    def test_a_late_joiner_gets_the_newest_candles_oldest_first(self) -> None:
        route, _ = route_of(MINUTE_BTC)
        for start in (3, 1, 2, 5, 4, 6):
            route.receive(minute(start), 0.0)
        late = Mailbox()
        route.replay(late)
        assert late.take() == [minute(start) for start in (3, 4, 5, 6)]


class TestEveryOne:
    @given(st.lists(st.integers(1, 30)))
    def test_each_trade_is_delivered_once_in_order_of_arrival(self, numbers: list[int]) -> None:
        got = delivered(TRADE_BTC, [trade(number) for number in numbers])
        assert [message.sequential_id for message in got] == list(dict.fromkeys(numbers))

    def test_a_late_trade_is_delivered_like_any_other(self) -> None:
        assert delivered(TRADE_BTC, [trade(2, 20), trade(1, 10)]) == [trade(2, 20), trade(1, 10)]

    def test_a_snapshot_that_repeats_the_last_trade_is_counted_and_not_delivered(self) -> None:
        route, mailbox = route_of(TRADE_BTC)
        route.receive(trade(1), 0.0)
        route.receive(trade(1, origin="SNAPSHOT"), 0.0)
        assert mailbox.take() == [trade(1)]
        assert route.counters.repeated_trades == 1

    @pytest.mark.parametrize("number", [None, 0, -1, -(2**63)])
    def test_a_trade_without_an_id_counts_as_unreadable(self, number: int | None) -> None:
        route, mailbox = route_of(TRADE_BTC)
        for each in (trade(1), trade(number), trade(number), trade(2)):
            route.receive(each, 0.0)
        assert mailbox.take() == [trade(1), trade(2)]
        assert (route.spoiled.count(0.0), route.counters.repeated_trades) == (2, 0)

    @pytest.mark.parametrize("other", [{"trade_price": 101.0}, {"trade_volume": 9.0}])
    def test_another_trade_with_a_known_id_counts_as_unreadable(self, other: dict[str, float]) -> None:
        route, mailbox = route_of(TRADE_BTC)
        for each in (trade(1), replace(trade(1), **other)):
            route.receive(each, 0.0)
        assert mailbox.take() == [trade(1)]
        assert (route.spoiled.count(0.0), route.counters.repeated_trades) == (1, 0)

    @pytest.mark.parametrize(
        "damage",
        [{"trade_price": None}, {"trade_volume": None}, {"trade_volume": 0.0}, {"ask_bid": None}, {"ask_bid": "-1.5"}],
    )
    def test_a_trade_that_is_known_in_part_is_delivered_and_counted(self, damage: dict[str, str | None]) -> None:
        route, mailbox = route_of(TRADE_BTC)
        for each in (trade(1), damaged := replace(trade(2), **damage)):
            route.receive(each, 0.0)
        assert mailbox.take() == [trade(1), damaged]
        assert route.spoiled.count(0.0) == 1

    @pytest.mark.parametrize(
        ("key", "event"),
        [
            (ORDER_BTC, replace(order(), uuid=None)),
            (ORDER_BTC, replace(order(), state=None)),
            (ALL_ASSETS, replace(balances(), assets=())),
            (ALL_ASSETS, MyAsset(assets=(AssetBalance(currency="KRW", balance=1.0),))),
            (ALL_ASSETS, MyAsset(assets=(AssetBalance(currency="KRW", locked=1.0),))),
            (ALL_ASSETS, MyAsset(assets=(AssetBalance(currency="KRW", balance=-1.5, locked=1.0),))),
            (ALL_ASSETS, MyAsset(assets=(AssetBalance(currency="KRW", balance=1.0, locked=-1.5),))),
            (ALL_ASSETS, MyAsset(assets=(AssetBalance(currency="-1.5", balance=1.0, locked=1.0),))),
            (ORDER_BTC, replace(order(), remaining_volume=-1.5)),
            (TICKER_BTC, replace(ticker(), prev_closing_price=None, signed_change_price=10.0, signed_change_rate=0.0)),
            (TICKER_BTC, replace(ticker(), prev_closing_price=None, signed_change_rate=-1.5)),
        ],
    )
    def test_an_event_that_is_known_in_part_is_delivered_and_counted(self, key: StreamKey, event: DataMessage) -> None:
        route, mailbox = route_of(key)
        for each in (balances() if key is ALL_ASSETS else ticker() if key is TICKER_BTC else order(), event):
            route.receive(each, 0.0)
        assert mailbox.take()[-1] == event
        assert route.spoiled.count(0.0) == 1

    def test_every_revision_of_an_order_is_delivered(self) -> None:
        assert delivered(ALL_ORDERS, [order(), order(), order(uuid="2")]) == [order(), order(), order(uuid="2")]

    def test_a_late_joiner_gets_the_last_200_trades_and_no_orders(self) -> None:
        trades, orders, late = route_of(TRADE_BTC)[0], route_of(ORDER_BTC)[0], Mailbox()
        for number in range(1, 301):
            trades.receive(trade(number), 0.0)
            orders.receive(order(), 0.0)
        trades.replay(late)
        orders.replay(late)
        assert [message.sequential_id for message in late.take()] == list(range(101, 301))

    @pytest.mark.parametrize(
        "odd", [trade(None), trade(2, ask_bid=None), trade(2, trade_volume=0.0), trade(2, trade_timestamp=0)]
    )
    def test_a_late_joiner_gets_no_trades_from_before_one_that_was_damaged_or_without_a_time(self, odd: Trade) -> None:
        route, late = route_of(TRADE_BTC)[0], Mailbox()
        sound = [trade(number, trade_timestamp=number) for number in (1, 3, 4)]
        for each in (sound[0], odd, *sound[1:]):
            route.receive(each, 0.0)
        route.replay(late)
        assert late.take() == sound[1:]

    def test_the_memory_of_trades_is_bounded(self) -> None:
        route, mailbox = route_of(TRADE_BTC)
        for number in range(1, 10_001):
            route.receive(trade(number), 0.0)
        mailbox.take()
        for number in (9_801, 10_000):
            route.receive(trade(number), 0.0)
        assert mailbox.take() == []
        assert len(route._by_id) == len(route._recent) == 200


HOUR = 3_600_000
START = 1_795_144_500_000


class Exchange:
    """An exchange whose clock is ahead of the loop's; each message has the time at which it was sent."""

    def __init__(self) -> None:
        self.dispatcher = Dispatcher()
        self.now = 100.0
        self.ahead_ms = START
        self.mailboxes = {code: Mailbox() for code in (BTC, ETH)}
        for code, mailbox in self.mailboxes.items():
            kinds = (StreamType.TICKER, StreamType.TRADE, StreamType.CANDLE_1M)
            self.dispatcher.connect(mailbox, [StreamKey(kind, code) for kind in kinds])
        self.keys = frozenset(self.dispatcher.routes)
        self.dispatcher.set_wire(Scope.PUBLIC, self.keys)
        self.sent = 0
        self.shown: dict[str, float | None] = dict.fromkeys(self.mailboxes)

    @property
    def counters(self) -> FrameCounters:
        return self.dispatcher.counters

    def stamp(self, off_ms: int = 0) -> int:
        return round(self.now * 1000) + self.ahead_ms + off_ms

    def tell(self, code: str = BTC, off_ms: int = 0, origin: StreamOrigin = "REALTIME") -> float:
        """Send a ticker with this offset in its timestamp; return its price, which no other ticker has."""
        self.now += 0.05
        self.sent += 1
        self.dispatcher.receive(ticker(self.stamp(off_ms), float(self.sent), code, origin), self.now)
        for message in self.mailboxes[code].take():
            if isinstance(message, Ticker):
                self.shown[code] = message.trade_price
        return float(self.sent)

    def settle(self) -> None:
        for _ in range(BELIEVED_AFTER):
            self.tell()

    def reconnect(self) -> None:
        self.dispatcher.set_wire(Scope.PUBLIC, ())
        self.dispatcher.set_wire(Scope.PUBLIC, self.keys)
        self.dispatcher.mark_requested(self.keys, self.now)

    def change(self, what: str, by: int) -> None:
        """Change the clocks or the connection."""
        if what == "reconnect":
            self.reconnect()
        elif what == "step":
            self.ahead_ms += by
        else:
            self.ahead_ms += by * 1_000
            self.dispatcher.forget_clocks()

    def is_fresh(self, code: str) -> bool:
        return self.dispatcher.routes[StreamKey(StreamType.TICKER, code)]._is_fresh

    def trades(self) -> list[int]:
        return [message.trade_timestamp for message in self.mailboxes[BTC].take() if isinstance(message, Trade)]

    def candles(self) -> list[str]:
        mail = self.mailboxes[BTC].take()
        return [message.candle_date_time_utc[14:16] for message in mail if isinstance(message, Candle)]


@pytest.fixture
def exchange() -> Exchange:
    made = Exchange()
    made.settle()
    return made


class TestAStampThatCannotBeTrue:
    def test_one_ticker_from_the_future_is_not_shown_and_freezes_nothing(self, exchange: Exchange) -> None:
        before = exchange.shown[BTC]
        exchange.tell(off_ms=HOUR)
        assert exchange.shown[BTC] == before
        assert exchange.counters.misdated == 1
        assert exchange.tell() == exchange.shown[BTC]

    def test_the_first_of_its_stream_is_better_than_nothing_and_gives_way_to_any(self, exchange: Exchange) -> None:
        assert exchange.tell(ETH, HOUR, "SNAPSHOT") == exchange.shown[ETH]
        assert exchange.counters.misdated == 1
        assert exchange.tell(ETH, -60_000) == exchange.shown[ETH]

    def test_one_that_came_before_the_clock_was_known_gives_way_once_it_is(self) -> None:
        exchange = Exchange()
        exchange.tell(ETH, HOUR)
        exchange.settle()
        assert exchange.tell(ETH) == exchange.shown[ETH]
        assert exchange.counters.overruled == 1

    def test_alone_on_the_wire_it_gives_way_to_several_older_ones_in_a_row(self) -> None:
        route, mailbox = route_of(TICKER_BTC)
        route.receive(ticker(HOUR, origin="SNAPSHOT"), 0.0)
        for number in range(BELIEVED_AFTER):
            assert [message.timestamp for message in mailbox.take()] == ([] if number else [HOUR])
            route.receive(ticker(1_000 + number, origin="SNAPSHOT"), 0.0)
        assert [message.timestamp for message in mailbox.take()] == [1_000 + BELIEVED_AFTER - 1]
        assert (route.counters.older, route.counters.overruled) == (BELIEVED_AFTER - 1, 1)

    def test_a_newer_one_among_the_older_ones_takes_their_word_away(self) -> None:
        route, mailbox = route_of(TICKER_BTC)
        for number in range(5 * BELIEVED_AFTER):
            is_newer = number % (BELIEVED_AFTER - 1) == 0
            route.receive(ticker(HOUR + number if is_newer else number, origin="SNAPSHOT"), 0.0)
            assert all(message.timestamp >= HOUR for message in mailbox.take())

    @given(st.integers(1, DISORDER_MS), st.integers(1, 50))
    def test_a_little_older_is_late_however_many_come(self, by: int, times: int) -> None:
        route, mailbox = route_of(TICKER_BTC)
        route.receive(ticker(HOUR), 0.0)
        mailbox.take()
        for _ in range(times):
            route.receive(ticker(HOUR - by), 0.0)
        assert mailbox.take() == []
        assert route.misdated.count(0.0) == 0

    def test_far_older_messages_are_counted_until_they_are_believed(self) -> None:
        route, _ = route_of(TICKER_BTC)
        route.receive(ticker(HOUR), 0.0)
        route.receive(ticker(HOUR - DISORDER_MS - 1), 0.0)
        assert route.misdated.count(0.0) == 1

    def test_a_new_connection_starts_again(self, exchange: Exchange) -> None:
        exchange.ahead_ms -= 60_000
        exchange.reconnect()
        assert exchange.tell(origin="SNAPSHOT") == exchange.shown[BTC]
        assert exchange.counters.older == 0

    def test_on_a_new_connection_older_messages_are_counted_from_zero(self) -> None:
        route, mailbox = route_of(TICKER_BTC)
        for _ in range(3):
            route.receive(ticker(HOUR, origin="SNAPSHOT"), 0.0)
            for _ in range(BELIEVED_AFTER - 1):
                route.receive(ticker(1, origin="SNAPSHOT"), 0.0)
            route.leave_wire()
        assert {message.timestamp for message in mailbox.take()} == {HOUR}

    def test_one_without_a_stamp_is_shown_and_hides_nothing(self) -> None:
        assert delivered(TICKER_BTC, [ticker(5), ticker(0)]) == [ticker(0)]
        assert delivered(TICKER_BTC, [ticker(5), ticker(0), ticker(4)]) == [ticker(0)]
        assert delivered(TICKER_BTC, [ticker(5), ticker(-(2**63)), ticker(6)]) == [ticker(6)]

    def test_a_trade_from_the_future_is_put_back_to_the_one_before_it_and_not_lost(self, exchange: Exchange) -> None:
        last = exchange.stamp()
        for number, off in enumerate((0, 24 * HOUR, 50), 1):
            exchange.dispatcher.receive(
                Trade(
                    code=BTC, sequential_id=number, trade_timestamp=last + off, timestamp=last + off,
                    stream_type="REALTIME",
                ),
                exchange.now,
            )  # fmt: skip
        assert exchange.trades() == [last, last, last + 50]
        assert exchange.counters.misdated == 1

    @pytest.mark.parametrize("is_another_connection", [False, True])
    @pytest.mark.parametrize("ahead_s", [10, 60, 24 * 3_600])
    def test_trades_made_again_at_moments_that_a_wrong_clock_showed_before_are_new(
        self, exchange: Exchange, ahead_s: int, is_another_connection: bool
    ) -> None:
        exchange.ahead_ms += ahead_s * 1_000
        exchange.settle()
        stamps = [exchange.stamp() + 100 * number for number in range(3)]

        def trade_all() -> list[int]:
            for stamp in stamps:
                made = Trade(
                    code=BTC, sequential_id=stamp, trade_timestamp=stamp, timestamp=stamp, stream_type="REALTIME"
                )
                exchange.dispatcher.receive(made, exchange.now)
            return exchange.trades()

        assert trade_all() == stamps
        exchange.ahead_ms -= ahead_s * 1_000
        if is_another_connection:
            exchange.reconnect()
        exchange.settle()
        exchange.now += ahead_s
        exchange.settle()
        assert trade_all() == stamps
        assert trade_all() == []

    @pytest.mark.parametrize("ahead_s", [-24 * 3_600, -60, 60, 24 * 3_600])
    def test_a_late_joiner_gets_no_trades_from_before_the_clock_was_set(self, exchange: Exchange, ahead_s: int) -> None:
        def trade_now() -> int:
            exchange.tell()
            stamp = exchange.stamp()
            exchange.dispatcher.receive(trade(stamp, stamp, trade_timestamp=stamp), exchange.now)
            return stamp

        trade_now()
        exchange.ahead_ms += ahead_s * 1_000
        trade_now()  # too early to see that the clock was set
        exchange.settle()
        after = [trade_now(), trade_now()]
        late = Mailbox()
        exchange.dispatcher.connect(late, [StreamKey(StreamType.TRADE, BTC)])
        assert [message.trade_timestamp for message in late.take() if isinstance(message, Trade)] == after

    def test_a_trade_without_a_time_gets_the_present_one(self, exchange: Exchange) -> None:
        for number, made in enumerate((0, -1, -(2**63)), 1):
            exchange.now += 2.0
            exchange.dispatcher.receive(
                Trade(code=BTC, sequential_id=number, trade_timestamp=made, timestamp=0, stream_type="REALTIME"),
                exchange.now,
            )
            assert exchange.trades() == [exchange.stamp()]
        assert exchange.counters.misdated == 3

    def test_after_the_clock_was_set_back_no_event_gets_a_time_from_before(self, exchange: Exchange) -> None:
        def tell(number: int, off_ms: int) -> None:
            stamp = exchange.stamp(off_ms)
            exchange.dispatcher.receive(
                Trade(
                    code=BTC, sequential_id=number, trade_timestamp=stamp, timestamp=stamp, stream_type="REALTIME"
                ),
                exchange.now,
            )  # fmt: skip

        tell(0, 0)
        for number in range(BELIEVED_AFTER):
            tell(1 + number, -60_000)
        tell(100, 24 * HOUR)
        assert exchange.trades()[-1] <= exchange.stamp(-60_000)

    def test_the_very_first_trade_is_set_back_to_the_latest_allowed_time(self, exchange: Exchange) -> None:
        future = exchange.stamp(HOUR)
        exchange.dispatcher.receive(Trade(code=BTC, sequential_id=1, trade_timestamp=future), exchange.now)
        assert exchange.trades() == [exchange.stamp(-int(AHEAD_MS))]

    def test_an_order_or_balance_from_the_future_is_set_back_too(self) -> None:
        clock = ExchangeClock()
        for key, made in ((ALL_ORDERS, MyOrder), (StreamKey(StreamType.MY_ASSET, "*"), MyAsset)):
            route, mailbox = route_for(key, FrameCounters(), clock), Mailbox()
            route.join(mailbox)
            for stamp in [*[START] * BELIEVED_AFTER, START + HOUR]:
                route.receive(made(code="*", timestamp=stamp, stream_type="REALTIME"), 0.0)
            assert [message.timestamp for message in mailbox.take()] == [START] * (BELIEVED_AFTER + 1)
            assert route.misdated.count(0.0) == 1

    def test_a_candle_published_or_begun_in_the_future_is_left_out(self, exchange: Exchange) -> None:
        def tell(minute: int, off_ms: int = 0) -> None:
            begun = datetime.fromtimestamp((exchange.stamp() // 60_000 + minute) * 60, UTC)
            start = f"{begun:%Y-%m-%dT%H:%M:%S}"
            exchange.dispatcher.receive(
                Candle1m(code=BTC, candle_date_time_utc=start, timestamp=exchange.stamp(off_ms)), exchange.now
            )

        present = f"{datetime.fromtimestamp(exchange.stamp() / 1000, UTC):%M}"
        tell(0, HOUR)
        tell(60)
        assert exchange.candles() == []
        assert exchange.counters.misdated == 2
        tell(0)
        assert exchange.candles() == [present]

    def test_candles_of_many_units_are_no_witnesses_of_a_clock_that_all_others_contradict(
        self, exchange: Exchange
    ) -> None:
        kinds = [kind for kind in Candle.__subclasses__() if kind.type.is_candle]
        assert len(kinds) > BELIEVED_AFTER
        mailbox, clock = Mailbox(), exchange.dispatcher.clock(Scope.PUBLIC)
        exchange.dispatcher.connect(mailbox, [StreamKey(kind.type, BTC) for kind in kinds])
        exchange.settle()
        offset, steps = clock.offset_ms, clock.steps
        start = f"{datetime.fromtimestamp(exchange.stamp(24 * HOUR) / 1000, UTC):%Y-%m-%dT%H:%M:00}"
        for _ in range(10):
            exchange.settle()
            for kind in kinds:
                tomorrow = kind(
                    code=BTC,
                    candle_date_time_utc=start,
                    timestamp=exchange.stamp(24 * HOUR),
                    stream_type="REALTIME",
                )  # fmt: skip
                exchange.dispatcher.receive(tomorrow, exchange.now)
        assert mailbox.take() == []
        assert exchange.counters.misdated == 10 * len(kinds)
        assert (round(clock.offset_ms or 0), clock.steps) == (round(offset or 1), steps)

    @pytest.mark.parametrize("kind", [kind for kind in StreamType if kind.is_candle])
    def test_a_live_state_of_a_candle_that_ended_long_ago_is_left_out(self, kind: StreamType) -> None:
        number, letter = int(kind.value[7:-1]), kind.value[-1]
        end_ms = START + number * {"s": 1_000, "m": 60_000}[letter]
        message = next(each for each in Candle.__subclasses__() if each.type is kind)
        start = f"{datetime.fromtimestamp(START / 1000, UTC):%Y-%m-%dT%H:%M:%S}"
        for late, origin, is_taken in [
            (LATE_MS, "REALTIME", True),
            (LATE_MS + 1, "REALTIME", False),
            (HOUR * 24, "SNAPSHOT", True),
        ]:
            route, mailbox = route_of(StreamKey(kind, BTC))
            stamp = round(end_ms + late)
            route.receive(
                message(code=BTC, candle_date_time_utc=start, timestamp=stamp, stream_type=origin), stamp / 1000
            )
            assert (bool(mailbox.take()), route.counters.misdated) == (is_taken, int(not is_taken))

    @pytest.mark.parametrize("start", ["", "now", "zzz", "2026-13-40T00:00:00"])
    def test_a_candle_of_no_time_is_left_out(self, start: str) -> None:
        route, mailbox = route_of(MINUTE_BTC)
        route.receive(Candle1m(code=BTC, candle_date_time_utc=start, timestamp=1), 0.0)
        assert mailbox.take() == []
        assert (route.counters.misdated, route.misdated.count(0.0)) == (1, 1)

    def test_a_candle_from_before_the_clock_was_set_back_is_not_replayed(self, exchange: Exchange) -> None:
        exchange.dispatcher.set_wire(Scope.PUBLIC, ())
        exchange.dispatcher.receive(minute(59, START), exchange.now)
        exchange.settle()
        exchange.dispatcher.receive(minute(1, START), exchange.now)
        late = Mailbox()
        exchange.dispatcher.connect(late, [MINUTE_BTC])
        assert [message.candle_date_time_utc[14:16] for message in late.take()] == ["01"]

    def test_several_far_older_revisions_of_a_candle_in_a_row_are_believed(self) -> None:
        route, mailbox = route_of(MINUTE_BTC)
        route.receive(minute(1, HOUR), 0.0)
        for _ in range(BELIEVED_AFTER):
            route.receive(minute(1, 1_000), 0.0)
        assert [message.timestamp for message in mailbox.take()] == [1_000]


MOVES = st.one_of(
    st.tuples(st.just("tell"), st.sampled_from([BTC, ETH]), st.integers(-3_000, 0)),
    st.tuples(st.just("outlier"), st.sampled_from([BTC, ETH]), st.sampled_from([6_000, HOUR, 24 * HOUR, 10**15])),
    st.tuples(st.just("past"), st.sampled_from([BTC, ETH]), st.sampled_from([-6_000, -HOUR])),
    st.tuples(st.just("step"), st.just(""), st.sampled_from([1_000, -3_000, 30_000, -30_000, HOUR, -HOUR])),
    st.tuples(st.just("reconnect"), st.just(""), st.just(0)),
    st.tuples(st.just("sleep"), st.just(""), st.sampled_from([1, 61, 7_200])),
)


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(MOVES, max_size=60))
def test_with_any_clocks_the_newest_is_shown_soon_and_none_from_the_future(
    moves: list[tuple[str, str, int]],
) -> None:
    """The loop's clock runs evenly, whatever the user's clock does; it stands still while the machine sleeps."""
    exchange = Exchange()
    agreeing = odd = 0
    """Correct messages since the clocks last changed, and incorrect ones in a row."""
    for move, code, by in moves:
        if move == "tell":
            exchange.tell(code, by)
            agreeing, odd = agreeing + 1, 0
        elif move in ("outlier", "past"):
            before, odd = exchange.shown[code], odd + 1
            exchange.tell(code, by)
            if agreeing < BELIEVED_AFTER or odd >= BELIEVED_AFTER:
                agreeing = 0  # the clock is not known yet, or was probably set
            elif move == "outlier" and before is not None and exchange.is_fresh(code):
                assert exchange.shown[code] == before
        else:
            agreeing = 0
            exchange.change(move, by)
    for code in (BTC, ETH):
        for _ in range(BELIEVED_AFTER):
            last, stamp = exchange.tell(code), exchange.stamp()
        newest = exchange.dispatcher.routes[StreamKey(StreamType.TICKER, code)]._last
        assert exchange.shown[code] == last or 0 < newest.timestamp - stamp <= DISORDER_MS
