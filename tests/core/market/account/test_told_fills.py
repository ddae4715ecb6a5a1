"""Each execution is told once, by the stream or afterwards, whatever the stream loses and delays."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.account import told_fills
from core.market.account.orders import OwnOrder
from core.market.account.told_fills import BELIEVED_AFTER, KEPT, ToldFills
from core.model.account_rows import OrderRow
from core.model.messages import MyOrder

BTC = "KRW-BTC"


def listed(uuid: str = "a", executed: float = 0.0) -> OwnOrder:
    return OwnOrder(uuid, BTC, True, "limit", "wait", Decimal(100), Decimal(10), executed=Decimal(str(executed)))


def message(uuid: str | None = "a", state: str = "trade", volume: float = 0.0, executed: float | None = 0.0) -> MyOrder:
    return MyOrder(code=BTC, uuid=uuid, state=state, ask_bid="BID", price=99.0, volume=volume, executed_volume=executed)


def begun(*orders: OwnOrder) -> ToldFills:
    made = ToldFills()
    made.loaded(orders)
    assert made.take_untold() == []
    return made


def test_what_a_load_shows_beyond_the_stream_is_untold_once_with_its_order():
    told = begun(listed(executed=1))
    told.loaded([listed(executed=3)])
    assert told.take_untold() == [(BTC, "BID", 100.0, 2.0, "a", None)]
    told.loaded([listed(executed=3)])
    assert told.take_untold() == []


def test_what_the_stream_has_told_is_not_told_again():
    told = begun(listed())
    assert told.take(message(volume=3, executed=3))
    told.loaded([listed(executed=3)])
    assert told.take_untold() == []


def test_a_message_that_comes_after_a_load_told_it_is_no_news_but_the_next_one_is():
    told = begun(listed())
    told.loaded([listed(executed=3)])
    assert len(told.take_untold()) == 1
    assert not told.take(message(volume=3, executed=3))
    assert told.take(message(volume=2, executed=5))
    told.loaded([listed(executed=5)])
    assert told.take_untold() == []


def test_an_order_that_is_gone_is_asked_about_and_its_last_executions_are_untold():
    told = begun(listed(executed=1), listed("b"))
    told.loaded([])
    assert told.gone == ["a", "b"]
    assert told.take_untold() == []
    told.ended("a", Decimal(4))
    told.ended("b", Decimal(0))
    assert [fill.volume for fill in told.take_untold()] == [3.0]
    assert told.gone == []
    assert not told.take(message(volume=3, executed=4)), "its message was under way"


def test_an_order_that_the_exchange_does_not_know_has_ended_only_once_that_was_said_often_enough():
    told = begun(listed(executed=1), listed("b"))
    for _ in range(2):  # listed again, it is known
        told.loaded([listed("b")])
        for _ in range(BELIEVED_AFTER - 1):
            told.unknown("a")
            assert told.gone == ["a"]
        told.loaded([listed(executed=1), listed("b")])
        assert told.gone == []
    told.loaded([listed("b")])
    for _ in range(BELIEVED_AFTER):
        told.unknown("a")
    told.loaded([listed("b")])
    assert told.gone == told.take_untold() == []


@pytest.mark.parametrize("state", ["done", "cancel"])
def test_the_stream_says_how_an_order_ended_and_a_missing_execution_before_that_is_found(state):
    told = begun(listed())
    assert told.take(message(state=state, volume=10, executed=4))
    told.loaded([])
    assert told.gone == []
    assert [fill.volume for fill in told.take_untold()] == [4.0]


def test_an_order_that_came_while_the_stream_was_lost_is_untold_as_far_as_it_was_executed():
    told = begun()
    told.loaded([listed(executed=2)])
    assert [fill.volume for fill in told.take_untold()] == [2.0]


def ended(uuid: str = "a", executed: str = "2") -> OrderRow:
    return OrderRow(
        uuid=uuid, market=BTC, side="ask", ord_type="limit", state="done", price=Decimal(100),
        executed_volume=Decimal(executed),
    )  # fmt: skip


def test_an_order_that_came_and_ended_while_the_stream_was_lost_is_untold_once():
    told = begun()
    for _ in range(2):
        told.loaded([], [ended()])
        assert [fill[1:4] for fill in told.take_untold()] == [("ASK", 100.0, 2.0)] * (_ == 0)
    assert not told.take(message(volume=2, executed=2)), "its message was under way"


def test_of_an_order_that_ended_before_the_first_load_or_was_told_nothing_is_untold():
    told = ToldFills()
    told.loaded([], [ended("before")])
    told.take(message(volume=2, executed=2))
    told.loaded([], [ended("before"), ended()])
    assert told.take_untold() == []
    assert told.gone == []


def test_the_list_of_ended_orders_says_how_one_ended_that_was_open():
    told = begun(listed(executed=1))
    told.loaded([], [ended(executed="5")])
    assert told.gone == []
    assert [fill.volume for fill in told.take_untold()] == [4.0]


@pytest.mark.parametrize(
    ("kind", "funds", "price"),
    [
        ("price", "180", 90.0),
        ("price", None, None),
        ("limit", "180", 90.0),
        ("limit", None, 100.0),
        ("best", "0", None),
    ],
)
def test_the_price_is_the_average_else_the_limit(kind, funds, price):
    told = begun()
    row = OrderRow(
        uuid="a", market=BTC, side="bid", ord_type=kind, price=Decimal(100), executed_volume=Decimal(2),
        executed_funds=Decimal(funds) if funds else None,
    )  # fmt: skip
    told.loaded([], [row])
    assert told.take_untold() == [(BTC, "BID", price, 2.0, "a", None)]


@pytest.mark.parametrize("kind", ["price", "limit"])
def test_an_open_market_buy_has_no_price_either(kind):
    told = begun()
    told.loaded([replace(listed(executed=2), type=kind)])
    assert [fill.price for fill in told.take_untold()] == [100.0 if kind == "limit" else None]


def test_an_order_known_by_its_messages_alone_counts_as_told_so_far():
    told = ToldFills()
    assert told.take(message(volume=1, executed=5))
    told.loaded([listed(executed=5)])
    told.loaded([listed(executed=6)])
    assert [fill.volume for fill in told.take_untold()] == [1.0]


def test_rows_that_could_not_be_read_end_no_order():
    told = begun(listed())
    told.loaded([], is_partial=True)
    assert told.gone == []
    told.loaded([])
    told.loaded([listed()])
    assert told.gone == [], "it is back"


def test_after_it_forgot_the_next_load_is_the_first():
    told = begun(listed())
    told.forget()
    told.loaded([listed(executed=3)])
    assert told.take_untold() == []


@pytest.mark.parametrize("odd", [message(None), message(executed=None), message(executed=1e300)])
def test_a_message_without_what_is_needed_is_news(odd):
    assert begun().take(odd)


def test_ended_orders_are_remembered_within_bounds(monkeypatch):
    monkeypatch.setattr(told_fills, "REMEMBERED", 10)
    told = begun()
    for number in range(100):
        told.take(message(str(number), "wait"))
        told.take(message(str(number), "done"))
    assert len(told._orders) <= 12


STEPS = st.lists(st.sampled_from(["tell", "lose", "delay", "load", "arrive"]), max_size=40)


@given(STEPS, st.booleans())
def test_each_execution_is_told_exactly_once(steps, ends):
    """Every step executes 1 or loads; `delay` lets the message arrive later, in order, `lose` never."""
    told, executed, heard, under_way = begun(listed()), 0, 0.0, []
    for step in [*steps, "arrive", "load"]:
        if step in ("tell", "lose", "delay"):
            executed += 1
            change = message(volume=1, executed=executed)
            if step == "tell" and not under_way:
                heard += told.take(change)
            elif step != "lose":
                under_way.append(change)
        elif step == "arrive":
            heard += sum(map(told.take, under_way))
            under_way.clear()
        else:
            told.loaded([listed(executed=executed)])
            heard += sum(fill.volume for fill in told.take_untold())
    if ends:
        executed += 1
        told.loaded([])
        told.ended("a", Decimal(executed))
        heard += sum(fill.volume for fill in told.take_untold())
    assert heard == executed


def test_a_later_run_goes_on_from_what_was_told():
    told = begun(listed(), listed("b"))
    assert told.take(message(volume=3, executed=3))
    assert told.take(message("b", "done", executed=0))
    later = ToldFills()
    later.restore(json.loads(json.dumps(told.state())))
    later.loaded([listed(executed=5)], [OrderRow(uuid="c", market=BTC, side="ask", executed_volume=Decimal(1))])
    assert [(fill.uuid, fill.volume) for fill in later.take_untold()] == [("a", 2.0), ("c", 1.0)]
    assert later.gone == []


def test_rows_of_a_state_that_make_no_sense_are_left_out_and_the_oldest_are_not_kept():
    good = ["a", BTC, "BID", 100.0, "0", False]
    told = ToldFills()
    told.restore([5, [], ["a"], ["x", 5, "BID", 1.0, "0", False], ["x", BTC, "BID", 1.0, "NaN", False], good])
    assert [row[0] for row in told.state()] == ["a"]
    told.restore([[str(number), *good[1:]] for number in range(KEPT + 5)])
    assert len(told.state()) == KEPT
    assert told.state()[-1][0] == str(KEPT + 4)
