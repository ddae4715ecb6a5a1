"""Every message goes to the subscribers of its stream only, at a cost that does not depend on the others."""

from __future__ import annotations

from functools import partial

from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.mailbox import Mailbox
from core.model.subscription import Scope, StreamKey, StreamType
from messages import (
    ALL_ORDERS,
    BOOK_BTC,
    BTC,
    MINUTE_BTC,
    ORDER_BTC,
    TICKER_BTC,
    TICKER_ETH,
    TRADE_BTC,
    balances,
    book,
    five_minutes,
    minute,
    order,
    ticker,
    trade,
)
from work import lines_executed

SNAPSHOT = ticker(1, origin="SNAPSHOT")


def connected(dispatcher: Dispatcher, *keys: StreamKey) -> Mailbox:
    mailbox = Mailbox()
    dispatcher.connect(mailbox, keys)
    return mailbox


class TestRouting:
    def test_a_message_goes_to_all_subscribers_of_its_stream_only(self) -> None:
        dispatcher = Dispatcher()
        one, two, other = (connected(dispatcher, key) for key in (TICKER_BTC, TICKER_BTC, TICKER_ETH))
        dispatcher.receive(ticker(), 0.0)
        assert one.take() == two.take() == [ticker()]
        assert other.take() == []

    def test_units_of_candles_do_not_cross(self) -> None:
        dispatcher = Dispatcher()
        mailbox = connected(dispatcher, MINUTE_BTC)
        dispatcher.receive(five_minutes(0), 0.0)
        dispatcher.receive(minute(0), 0.0)
        assert mailbox.take() == [minute(0)]

    def test_levels_of_a_book_do_not_cross(self) -> None:
        dispatcher = Dispatcher()
        plain = connected(dispatcher, BOOK_BTC)
        grouped = connected(dispatcher, StreamKey(StreamType.ORDERBOOK, BTC, 1000))
        dispatcher.receive(book(level=1000.0), 0.0)
        assert plain.take() == []
        assert grouped.take() == [book(level=1000.0)]

    def test_an_order_goes_to_subscribers_of_its_market_and_of_all_markets(self) -> None:
        dispatcher = Dispatcher()
        single, every = connected(dispatcher, ORDER_BTC), connected(dispatcher, ALL_ORDERS)
        dispatcher.receive(order(), 0.0)
        dispatcher.receive(order("KRW-ETH"), 0.0)
        assert single.take() == [order()]
        assert every.take() == [order(), order("KRW-ETH")]
        assert dispatcher.counters.unwanted == 0

    def test_balances_have_no_code_and_find_their_way(self) -> None:
        dispatcher = Dispatcher()
        mailbox = connected(dispatcher, StreamKey(StreamType.MY_ASSET, "*"))
        dispatcher.receive(balances(), 0.0)
        assert mailbox.take() == [balances()]

    def test_a_message_without_a_subscriber_is_counted_and_dropped(self) -> None:
        dispatcher = Dispatcher()
        dispatcher.receive(ticker(), 0.0)
        dispatcher.receive(order(), 0.0)
        assert dispatcher.counters.unwanted == 2
        assert not dispatcher.routes


class TestComingAndGoing:
    def test_a_late_joiner_gets_the_known_values_first(self) -> None:
        dispatcher = Dispatcher()
        connected(dispatcher, TICKER_BTC, TRADE_BTC)
        dispatcher.receive(ticker(), 0.0)
        dispatcher.receive(trade(1), 0.0)
        assert connected(dispatcher, TICKER_BTC, TRADE_BTC).take() == [ticker(), trade(1)]

    def test_a_disconnected_mailbox_gets_nothing_more(self) -> None:
        dispatcher = Dispatcher()
        mailbox, stays = connected(dispatcher, TICKER_BTC), connected(dispatcher, TICKER_BTC)
        dispatcher.disconnect(mailbox, [TICKER_BTC])
        dispatcher.receive(ticker(), 0.0)
        assert mailbox.take() == []
        assert stays.take() == [ticker()]

    def test_a_stream_without_a_subscriber_is_kept_while_the_exchange_sends_it(self) -> None:
        dispatcher = Dispatcher()
        mailbox = connected(dispatcher, TICKER_BTC)
        dispatcher.set_wire(Scope.PUBLIC, [TICKER_BTC])
        dispatcher.disconnect(mailbox, [TICKER_BTC])
        dispatcher.receive(ticker(7), 0.0)
        assert connected(dispatcher, TICKER_BTC).take() == [ticker(7)]

    def test_and_forgotten_with_the_wire(self) -> None:
        dispatcher = Dispatcher()
        mailbox = connected(dispatcher, TICKER_BTC)
        dispatcher.set_wire(Scope.PUBLIC, [TICKER_BTC])
        dispatcher.disconnect(mailbox, [TICKER_BTC])
        dispatcher.set_wire(Scope.PUBLIC, [])
        assert not dispatcher.routes

    def test_one_more_on_a_stream_of_thousands_costs_as_much_as_with_ten(self) -> None:
        costs = []
        for crowd in (10, 3000):
            dispatcher = Dispatcher()
            for _ in range(crowd):
                connected(dispatcher, TICKER_BTC)
            one_more = Mailbox()
            costs.append(lines_executed(partial(dispatcher.connect, one_more, [TICKER_BTC])))
            costs.append(lines_executed(partial(dispatcher.disconnect, one_more, [TICKER_BTC])))
        assert costs[:2] == costs[2:]

    def test_snapshots_do_not_count_as_flow(self) -> None:
        dispatcher = Dispatcher()
        connected(dispatcher, TICKER_BTC)
        for message in (SNAPSHOT, ticker(2), SNAPSHOT, ticker(3)):
            dispatcher.receive(message, 0.0)
        assert dispatcher.counts(Scope.PUBLIC) == {TICKER_BTC: 2}

    def test_subscribing_while_a_message_is_delivered_is_safe(self) -> None:
        dispatcher, joined = Dispatcher(), list[Mailbox]()

        def join() -> None:
            if not joined:
                joined.append(connected(dispatcher, TICKER_BTC, TICKER_ETH))

        first, last = Mailbox(join), Mailbox()
        dispatcher.connect(first, [TICKER_BTC])
        dispatcher.connect(last, [TICKER_BTC])
        dispatcher.receive(ticker(), 0.0)
        assert first.take() == last.take() == joined[0].take() == [ticker()]

    def test_leaving_during_a_replay_leaves_nothing_behind(self) -> None:
        dispatcher = Dispatcher()
        stays = connected(dispatcher, TICKER_BTC, TRADE_BTC)
        dispatcher.receive(ticker(), 0.0)
        dispatcher.receive(trade(1), 0.0)
        keys = [TICKER_BTC, TRADE_BTC, TICKER_ETH]
        flees = Mailbox(lambda: dispatcher.disconnect(flees, keys))
        dispatcher.connect(flees, keys)
        assert flees.errors == 0
        assert flees.take() == [ticker()]
        assert [route.mailboxes for route in dispatcher.routes.values()] == [(stays,), (stays,)]


class TestToldUntil:
    """Each second a live ticker teaches the exchange's clock, which here is the loop's."""

    def of(self, *keys: StreamKey, traded_ms: int) -> Dispatcher:
        """One that heard `keys` at 1 s, and until 9 s a ticker that tells of a trade."""
        dispatcher = Dispatcher()
        connected(dispatcher, TICKER_BTC, *keys)
        heard = {BOOK_BTC: book(1_000), MINUTE_BTC: minute(0, 1_000), TRADE_BTC: trade(1, 1_000)}
        for second in range(1, 10):
            last = ticker(1_000 * second)
            last.trade_timestamp = traded_ms
            dispatcher.receive(last, float(second))
            if second == 1:
                for key in keys:
                    dispatcher.receive(heard[key], 1.0)
        return dispatcher

    def test_it_is_the_last_trade_without_a_stream_that_trades_change(self) -> None:
        assert self.of(traded_ms=8_000).told_until() == {BTC: 8_000}
        assert self.of(TRADE_BTC, traded_ms=8_000).told_until() == {BTC: 8_000}

    def test_a_book_or_candles_that_have_not_come_since_hold_it_back(self) -> None:
        for keys in ((BOOK_BTC,), (MINUTE_BTC,), (BOOK_BTC, MINUTE_BTC)):
            assert self.of(*keys, traded_ms=8_000).told_until() == {BTC: 2_000}
            assert self.of(*keys, traded_ms=1_500).told_until() == {BTC: 1_500}, "clocks of an exchange differ"

    def test_one_that_is_being_requested_does_not(self) -> None:
        dispatcher = self.of(MINUTE_BTC, traded_ms=8_000)
        dispatcher.mark_requested([MINUTE_BTC], 9.0)
        assert dispatcher.told_until() == {BTC: 8_000}

    def test_beside_tickers_it_is_the_last_trade_or_when_the_slowest_of_the_others_came(self) -> None:
        assert self.of(traded_ms=8_000).told_beside_tickers() == {}
        assert self.of(TRADE_BTC, traded_ms=8_000).told_beside_tickers() == {BTC: 1}, "that of the trade which came"
        assert self.of(BOOK_BTC, MINUTE_BTC, traded_ms=8_000).told_beside_tickers() == {BTC: 2_000}
        for keys in ((BOOK_BTC, TRADE_BTC), (TRADE_BTC, BOOK_BTC)):
            assert self.of(*keys, traded_ms=8_000).told_beside_tickers() == {BTC: 1}
        dispatcher = self.of(BOOK_BTC, MINUTE_BTC, traded_ms=8_000)
        dispatcher.mark_requested([BOOK_BTC, MINUTE_BTC], 9.0)
        assert dispatcher.told_beside_tickers() == {BTC: 0}, "nobody knows"


class TestTheWire:
    def test_a_stream_on_the_wire_is_answered_once_its_snapshot_came(self) -> None:
        dispatcher = Dispatcher()
        connected(dispatcher, TICKER_BTC, TICKER_ETH)
        dispatcher.mark_requested([TICKER_BTC, TICKER_ETH], 0.0)
        dispatcher.set_wire(Scope.PUBLIC, [TICKER_BTC, TICKER_ETH])
        assert dispatcher.answered(Scope.PUBLIC) == set()
        dispatcher.receive(SNAPSHOT, 0.1)
        assert dispatcher.answered(Scope.PUBLIC) == {TICKER_BTC}
        assert dispatcher.answered(Scope.PRIVATE) == set()

    def test_off_the_wire_nothing_is_live(self) -> None:
        dispatcher = Dispatcher()
        connected(dispatcher, TICKER_BTC)
        dispatcher.set_wire(Scope.PUBLIC, [TICKER_BTC])
        dispatcher.receive(SNAPSHOT, 0.1)
        dispatcher.set_wire(Scope.PUBLIC, [])
        dispatcher.set_wire(Scope.PUBLIC, [TICKER_BTC])
        assert dispatcher.answered(Scope.PUBLIC) == set()

    def test_one_connection_lost_leaves_the_other_alone(self) -> None:
        dispatcher = Dispatcher()
        connected(dispatcher, TICKER_BTC, ALL_ORDERS)
        dispatcher.set_wire(Scope.PUBLIC, [TICKER_BTC])
        dispatcher.set_wire(Scope.PRIVATE, [ALL_ORDERS])
        dispatcher.receive(SNAPSHOT, 0.1)
        dispatcher.set_wire(Scope.PRIVATE, [])
        assert dispatcher.answered(Scope.PUBLIC) == {TICKER_BTC}


def test_a_spoiled_order_of_any_market_spoils_the_stream_of_all_of_them() -> None:
    dispatcher = Dispatcher()
    connected(dispatcher, ALL_ORDERS)
    dispatcher.spoil(ORDER_BTC, 1.0)
    dispatcher.spoil(TICKER_BTC, 1.0)
    assert dispatcher.routes[ALL_ORDERS].spoiled.count(1.0) == 1
    assert TICKER_BTC not in dispatcher.routes, "nobody wants it"


def test_a_spoiled_order_spoils_the_stream_of_its_market_and_that_of_all_once_each() -> None:
    dispatcher = Dispatcher()
    connected(dispatcher, ALL_ORDERS)
    connected(dispatcher, ORDER_BTC)
    dispatcher.spoil(ORDER_BTC, 1.0)
    assert [dispatcher.routes[key].spoiled.count(1.0) for key in (ORDER_BTC, ALL_ORDERS)] == [1, 1]
    dispatcher.spoil(ALL_ORDERS, 1.0)
    assert [dispatcher.routes[key].spoiled.count(1.0) for key in (ORDER_BTC, ALL_ORDERS)] == [1, 2]
