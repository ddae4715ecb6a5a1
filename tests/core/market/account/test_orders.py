from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.account.orders import REMEMBERED, OwnOrders
from core.model.account_rows import OrderRow
from core.model.messages import MyOrder
from core.timing.exchange_clock import DISORDER_MS

PLACED = datetime(2026, 11, 20, 3, 15, 42, tzinfo=UTC)


def row(uuid: str = "a", executed: str = "0", volume: str = "10", **more: object) -> OrderRow:
    return OrderRow(
        uuid=uuid, market="KRW-BTC", side="bid", ord_type="limit", state="wait", created_at=PLACED,
        price=Decimal(100), volume=Decimal(volume), remaining_volume=Decimal(volume) - Decimal(executed),
        executed_volume=Decimal(executed), **more,
    )  # fmt: skip


def shown(timestamp: int, state: str = "wait", executed: float = 0.0, uuid: str = "a", whole: float = 10.0) -> MyOrder:
    """Messages of the stream about a limit order of 10 at 100; its executions are 1 each at 99."""
    is_trade = state == "trade"
    return MyOrder(
        code="KRW-BTC", uuid=uuid, ask_bid="BID", order_type="limit", state=state, timestamp=timestamp,
        price=99.0 if is_trade else 100.0, volume=1.0 if is_trade else whole, executed_volume=executed,
        remaining_volume=whole - executed, order_timestamp=1_795_144_542_000,
    )  # fmt: skip


def loaded(*rows: OrderRow) -> OwnOrders:
    orders = OwnOrders()
    orders.load(rows, orders.begin_load())
    return orders


class TestLoading:
    def test_an_order_from_rest(self):
        (order,) = loaded(row(executed="4")).orders()
        assert (order.code, order.is_buy, order.type, order.state) == ("KRW-BTC", True, "limit", "wait")
        assert (order.price, order.volume, order.remaining, order.filled) == (100, 10, 6, Decimal("0.4"))
        assert order.created_ms == 1_795_144_542_000

    @pytest.mark.parametrize(
        ("side", "is_buy"), [("bid", True), ("ask", False), (None, None), ("BID", None), ("x", None)]
    )
    def test_an_unknown_side_is_none(self, side, is_buy):
        order = row()
        order.side = side
        assert loaded(order).orders()[0].is_buy is is_buy

    @pytest.mark.parametrize(
        ("side", "is_buy"), [("BID", True), ("ASK", False), (None, None), ("bid", None), ("x", None)]
    )
    def test_the_streams_neither(self, side, is_buy):
        orders = OwnOrders()
        message = shown(1)
        message.ask_bid = side
        orders.apply(message)
        assert orders.orders()[0].is_buy is is_buy

    def test_newest_first(self):
        later = row("b")
        later.created_at = PLACED.replace(year=2027)
        assert [order.uuid for order in loaded(row("a"), later).orders()] == ["b", "a"]

    def test_an_order_that_ended_while_offline_is_gone(self):
        orders = loaded(row("a"), row("b"))
        orders.load([row("b")], orders.begin_load())
        assert [order.uuid for order in orders.orders()] == ["b"]

    def test_an_order_missing_from_a_damaged_load_has_not_ended(self):
        orders = loaded(row("a"), row("b"))
        orders.load([row("b", executed="4")], orders.begin_load(), is_partial=True)
        assert {order.uuid: order.executed for order in orders.orders()} == {"a": 0, "b": 4}

    def test_changes_from_the_stream_during_a_load_override_it(self):
        orders = loaded(row("a"), row("b"))
        begun = orders.begin_load()
        orders.apply(shown(1, "trade", 5.0, "a"))
        orders.apply(shown(2, "done", 10.0, "b"))
        orders.apply(shown(3, uuid="c"))
        orders.load([row("a"), row("b")], begun)
        assert {order.uuid: order.executed for order in orders.orders()} == {"a": 5, "c": 0}

    def test_an_order_that_has_ended_stays_ended(self):
        orders = loaded(row())
        orders.apply(shown(1, "cancel"))
        assert not orders.apply(shown(0))
        orders.load([row()], orders.begin_load())
        assert orders.orders() == []


class TestStream:
    def test_an_execution_does_not_change_the_order_itself(self):
        orders = loaded(row())
        assert orders.apply(shown(1, "trade", 1.0))
        (order,) = orders.orders()
        assert (order.price, order.volume, order.executed, order.remaining) == (100, 10, 1, 9)
        assert order.state == "trade"

    def test_a_time_of_order_that_the_stream_does_not_tell_comes_from_a_load(self):
        orders = OwnOrders()
        begun = orders.begin_load()
        timeless = shown(1)
        timeless.order_timestamp = None
        orders.apply(timeless)
        assert orders.orders()[0].created_ms == 0
        orders.load([row()], begun)
        assert orders.orders()[0].created_ms == 1_795_144_542_000

    def test_of_an_order_known_by_executions_alone_the_price_is_not_guessed(self):
        orders = loaded()
        orders.apply(shown(1, "trade", 3.0))
        (order,) = orders.orders()
        assert (order.price, order.volume, order.filled) == (None, 10, Decimal("0.3"))
        assert orders.needs_load
        orders.load([row(executed="3")], 0)
        assert orders.orders()[0].price == 100
        assert not orders.needs_load

    def test_an_unchanged_order_is_not_reported_as_changed(self):
        orders = loaded()
        assert orders.apply(shown(5, "trade", 2.0))
        assert not orders.apply(shown(4, "trade", 1.0))
        assert not orders.apply(shown(5, "trade", 2.0))
        assert orders.apply(shown(1)), "it brings the price it was placed at"
        assert orders.orders()[0].executed == 2

    def test_the_end_of_an_unknown_order_is_not_a_change(self):
        assert not loaded().apply(shown(1, "done", 10.0))

    def test_one_without_a_name_is_left_out(self):
        assert not loaded().apply(MyOrder(code="KRW-BTC", state="wait"))

    def test_a_change_without_a_time_is_as_new_as_the_last_one(self):
        orders = loaded(row())
        orders.apply(shown(10, executed=1.0))
        assert orders.apply(shown(0, "trade", executed=2.0))
        assert not orders.apply(shown(0, "wait", executed=2.0)), "but no further in its life"
        assert orders.orders()[0].executed == 2

    def test_an_ended_order_is_remembered_for_a_while(self):
        orders = loaded()
        for number in range(REMEMBERED + 50):
            orders.apply(shown(1, "done", 10.0, f"order-{number}"))
        assert len(orders._ended) == REMEMBERED

    def test_an_order_that_ended_before_all_was_forgotten_is_not_reopened_by_a_late_message(self):
        orders = OwnOrders()
        orders.apply(shown(2, "cancel"))
        orders.load([row("b")], orders.begin_load())
        orders.forget()
        assert (orders.orders(), orders.is_loaded) == ([], False)
        begun = orders.begin_load()
        orders.apply(shown(1))
        orders.load([row("b")], begun)
        assert [order.uuid for order in orders.orders()] == ["b"]

    def test_a_market_buy_has_no_volume_and_no_ratio(self):
        orders = loaded()
        orders.apply(
            MyOrder(
                code="KRW-BTC", uuid="m", ask_bid="BID", order_type="price", state="wait", price=5000.0, timestamp=1
            )
        )
        (order,) = orders.orders()
        assert (order.price, order.volume, order.filled, order.is_open) == (5000, None, None, True)
        assert not orders.needs_load


class TestAClockThatWasWrong:
    FUTURE = 86_400_000

    def test_a_change_that_contradicts_the_last_one_by_far_calls_for_a_load(self):
        orders = loaded(row())
        orders.apply(shown(self.FUTURE, executed=1.0))
        orders.apply(shown(self.FUTURE - DISORDER_MS, executed=2.0))
        assert not orders.needs_load, "it is only late"
        orders.apply(shown(self.FUTURE - DISORDER_MS - 1, executed=2.0))
        assert orders.needs_load

    def test_a_load_unfreezes_after_a_change_from_the_future(self):
        orders = loaded(row())
        orders.apply(shown(self.FUTURE, executed=1.0))
        orders.apply(shown(10, executed=2.0))
        orders.load([row(executed="2")], orders.begin_load())
        assert not orders.needs_load
        assert orders.apply(shown(20, executed=3.0))
        assert orders.orders()[0].executed == 3

    def test_a_load_under_way_when_it_comes_is_not_enough(self):
        orders = loaded(row())
        orders.apply(shown(self.FUTURE, executed=1.0))
        begun = orders.begin_load()
        orders.apply(shown(10, executed=2.0))
        orders.load([row(executed="1")], begun)
        assert orders.needs_load


def life(uuid: str, fills: int, ending: str | None) -> list[MyOrder]:
    """All messages about one order, two in each millisecond."""
    states = [("wait", 0.0), *(("trade", float(n)) for n in range(1, fills + 1))]
    if ending is not None:
        states.append((ending, float(fills)))
    return [shown(1 + n // 2, state, executed, uuid) for n, (state, executed) in enumerate(states)]


lives = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([None, "cancel", "done"])), min_size=1, max_size=4).map(
    lambda drawn: [life(f"order-{n}", *each) for n, each in enumerate(drawn)]
)


@given(lives, st.data())
def test_messages_in_any_order_and_number_come_to_the_same(reported, data):
    messages = [message for each in reported for message in each]
    in_order, shuffled = loaded(), loaded()
    for message in messages:
        in_order.apply(message)
    for message in data.draw(st.permutations(messages + messages[::2])):
        shuffled.apply(message)
    assert shuffled.orders() == in_order.orders()


@given(lives, st.data())
def test_a_load_at_any_moment_of_a_stream_comes_to_the_truth(reported, data):
    """The reply shows the orders at some moment between request and reply."""
    messages = [message for each in reported for message in each]
    requested, true_at, answered = sorted(data.draw(st.tuples(*[st.integers(0, len(messages))] * 3)))
    truth = loaded()
    orders, begun, rows = loaded(), 0, []
    for time in range(len(messages) + 1):
        if time == requested:
            begun = orders.begin_load()
        if time == true_at:
            rows = [row(each.uuid, str(each.executed)) for each in truth.orders()]
        if time == answered:
            orders.load(rows, begun)
        if time < len(messages):
            truth.apply(messages[time])
            # Changes before the request may have been missed; later ones arrive.
            if time >= requested:
                orders.apply(messages[time])
    assert {order.uuid: order.executed for order in orders.orders()} == {
        order.uuid: order.executed for order in truth.orders()
    }
