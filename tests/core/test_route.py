"""Whatever order frames come in, and however often, the state they leave is the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.mailbox import Mailbox
from core.route import SPOILED_FOR, CandleRoute, EventRoute, FrameCounters, LatestRoute, Route, route_for
from core.subscription import StreamKey, StreamType
from core.upbit.messages import DataMessage
from messages import (
    ALL_ORDERS,
    BOOK_BTC,
    MINUTE_BTC,
    ORDER_BTC,
    TICKER_BTC,
    TRADE_BTC,
    book,
    minute,
    order,
    ticker,
    trade,
)


def route_of(key: StreamKey) -> tuple[Route, Mailbox]:
    route, mailbox = route_for(key, FrameCounters()), Mailbox()
    route.join(mailbox)
    return route, mailbox


def delivered(key: StreamKey, messages: list[DataMessage]) -> list[DataMessage]:
    """What a component holds after all these, taken in one go."""
    route, mailbox = route_of(key)
    for message in messages:
        route.receive(message, 0.0)
    return mailbox.take()


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (TICKER_BTC, LatestRoute),
        (BOOK_BTC, LatestRoute),
        (MINUTE_BTC, CandleRoute),
        (TRADE_BTC, EventRoute),
        (ORDER_BTC, EventRoute),
        (StreamKey(StreamType.MY_ASSET, "*"), EventRoute),
    ],
)
def test_each_type_has_its_class_of_delivery(key: StreamKey, kind: type[Route]) -> None:
    assert type(route_for(key, FrameCounters())) is kind


class TestLatestWins:
    @given(st.lists(st.integers(0, 20), min_size=1), st.randoms())
    def test_shuffled_and_repeated_the_newest_is_what_remains(self, times: list[int], rng: random.Random) -> None:
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
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), min_size=1), st.randoms())
    def test_shuffled_and_repeated_each_candles_newest_revision_is_what_remains(
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
    @given(st.lists(st.integers(0, 30)))
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

    def test_a_trade_without_a_number_cannot_be_told_from_another_and_is_delivered(self) -> None:
        assert len(delivered(TRADE_BTC, [trade(None), trade(None)])) == 2

    def test_every_revision_of_an_order_is_delivered(self) -> None:
        assert delivered(ALL_ORDERS, [order(), order(), order(uuid="2")]) == [order(), order(), order(uuid="2")]

    def test_a_late_joiner_gets_the_last_200_trades_and_no_orders(self) -> None:
        trades, orders, late = route_of(TRADE_BTC)[0], route_of(ORDER_BTC)[0], Mailbox()
        for number in range(300):
            trades.receive(trade(number), 0.0)
            orders.receive(order(), 0.0)
        trades.replay(late)
        orders.replay(late)
        assert [message.sequential_id for message in late.take()] == list(range(100, 300))

    def test_what_it_remembers_of_trades_is_bounded(self) -> None:
        route, mailbox = route_of(TRADE_BTC)
        for number in range(10_000):
            route.receive(trade(number), 0.0)
        mailbox.take()
        for number in (9_800, 9_999):
            route.receive(trade(number), 0.0)
        assert mailbox.take() == []
        assert len(route._ids) == len(route._recent) == 200


class TestHowThingsStand:
    def test_its_snapshot_is_owed_until_it_comes_whatever_comes_before(self) -> None:
        route, _ = route_of(TICKER_BTC)
        route.ask(1.0)
        route.receive(ticker(1), 2.0)
        assert route.is_heard
        assert route.is_owed
        route.receive(ticker(2, origin="SNAPSHOT"), 3.0)
        assert not route.is_owed
        route.receive(ticker(3), 4.0)
        assert not route.is_owed

    def test_a_private_stream_has_no_snapshot_and_owes_none_once_heard(self) -> None:
        route, _ = route_of(ALL_ORDERS)
        route.ask(1.0)
        route.receive(order(), 2.0)
        assert not route.is_owed

    def test_asked_anew_it_owes_again(self) -> None:
        route, _ = route_of(TICKER_BTC)
        route.receive(ticker(origin="SNAPSHOT"), 1.0)
        route.ask(2.0)
        assert route.is_owed
        assert not route.is_heard

    def test_off_the_wire_nothing_of_it_is_live_but_the_last_value_stays(self) -> None:
        route, _ = route_of(TICKER_BTC)
        route.ask(0.0)
        route.receive(ticker(origin="SNAPSHOT"), 1.0)
        route.leave_wire()
        assert (route.is_heard, route.is_owed, route.asked_at, route.last_heard) == (False, True, None, 1.0)
        late = Mailbox()
        route.replay(late)
        assert late.has_mail

    def test_silent_is_what_was_asked_for_long_ago_and_never_heard(self) -> None:
        route, _ = route_of(TICKER_BTC)
        assert not route.is_silent_since(100.0)
        route.ask(5.0)
        assert not route.is_silent_since(4.9)
        assert route.is_silent_since(5.0)
        route.receive(ticker(), 6.0)
        assert not route.is_silent_since(100.0)

    def test_a_private_stream_is_silent_by_nature(self) -> None:
        route, _ = route_of(ALL_ORDERS)
        route.ask(0.0)
        assert not route.is_silent_since(100.0)

    def test_the_first_frame_of_a_stream_is_told_even_to_who_has_mail_waiting(self) -> None:
        told: list[None] = []
        route, _ = route_of(TICKER_BTC)
        mailbox = Mailbox(lambda: told.append(None))
        mailbox.put_event(trade(1))
        route.join(mailbox)
        told.clear()
        route.receive(ticker(1), 0.0)
        route.receive(ticker(2), 0.0)
        assert len(told) == 1


class TestSpoiledMessages:
    def test_whoever_watches_is_told_when_a_run_of_them_begins_and_not_of_each(self) -> None:
        told: list[int] = []
        route = route_for(TICKER_BTC, FrameCounters())
        route.join(Mailbox(lambda: told.append(route.spoiled)))
        for second in (0.0, 1.0, 1.0 + SPOILED_FOR / 2):
            route.spoil(second)
        assert (told, route.spoiled) == ([1], 3)

    def test_a_run_is_over_a_while_after_its_last_one_and_the_next_is_counted_anew(self) -> None:
        route = route_for(TICKER_BTC, FrameCounters())
        assert not route.is_spoiled(0.0)
        route.spoil(1.0)
        route.spoil(2.0)
        assert route.is_spoiled(2.0 + SPOILED_FOR - 0.1)
        assert not route.is_spoiled(2.0 + SPOILED_FOR)
        route.spoil(2.0 + SPOILED_FOR)
        assert route.spoiled == 1
