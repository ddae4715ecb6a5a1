from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.simulator.account import order_desk
from core.simulator.account.accounts import Account, Balance
from core.simulator.account.api_error import ApiError
from core.simulator.account.ids import Ids
from core.simulator.account.order_desk import SPAN_MS, OrderDesk
from core.simulator.account.orders import OrderRequest
from core.simulator.market.source import NEVER_MS
from scripted_source import BTC, ETH, USDT_BTC, ScriptedSource, book, trade
from thorough import examples

D = Decimal
NOW_MS = 1_795_144_500_000
WORTH = (Balance("KRW", D(10_000_000)), Balance("BTC", D("100")), Balance("USDT", D(100_000)))


def desk_of(trades=(), books=None, balances=WORTH):
    books = [book("KRW-BTC", NOW_MS, 10_000.0)] if books is None else books
    source = ScriptedSource([BTC, ETH, USDT_BTC], [trade("KRW-BTC", NOW_MS, 9_999.0), *trades], books)
    return OrderDesk(source, Account(balances), Ids())


def request(side, kind, price=None, volume=None, market="KRW-BTC", **rest):
    return OrderRequest(market, side, kind, price and D(price), volume and D(volume), **rest)


def changes_of(desk):
    """The changes so far: state and balances."""
    rows = []
    while desk.changes:
        order, execution, balances, _ = desk.changes.popleft()
        rows.append(
            ("trade" if execution else order.state, {each.currency: (each.available, each.locked) for each in balances})
        )
    return rows


def refused(call, *args, **kwargs):
    with pytest.raises(ApiError) as caught:
        call(*args, **kwargs)
    return caught.value.name


def test_a_limit_purchase_waits_then_trades_then_is_done():
    desk = desk_of([trade("KRW-BTC", NOW_MS + 50, 9_000.0, 0.4), trade("KRW-BTC", NOW_MS + 70, 8_000.0, 5.0)])
    order = desk.place(request("bid", "limit", "9000", "1"), NOW_MS)
    assert (order.state, order.locked) == ("wait", D("9004.5"))
    desk.play(NOW_MS + 100)
    assert changes_of(desk) == [
        ("wait", {"KRW": (D("9990995.5"), D("9004.5"))}),
        ("trade", {"KRW": (D("9990995.5"), D("5402.7")), "BTC": (D("100.4"), D(0))}),
        ("trade", {"KRW": (D("9990995.5"), D(0)), "BTC": (D(101), D(0))}),
        ("done", {}),
    ]
    done = desk.find(order.uuid)
    assert (done.state, [each.time_ms for each in done.executions]) == ("done", [NOW_MS + 50, NOW_MS + 70])
    assert all(each.is_maker for each in done.executions)
    assert (desk.open_orders, desk.closed_orders) == ([], [done])


def test_a_purchase_better_than_its_limit_gets_the_difference_back():
    desk = desk_of()
    desk.place(request("bid", "limit", "10100", "1"), NOW_MS)
    assert changes_of(desk)[1:] == [("trade", {"KRW": (D(9_989_995), D(0)), "BTC": (D(101), D(0))}), ("done", {})]


def test_a_market_sale_pays_its_fee_from_its_proceeds():
    desk = desk_of()
    order = desk.place(request("ask", "market", volume="1.5"), NOW_MS)
    # The book bids 9,998 and 9,997 for one each.
    assert order.state == "wait"
    assert changes_of(desk) == [
        ("wait", {"BTC": (D("98.5"), D("1.5"))}),
        ("trade", {"BTC": (D("98.5"), D("0.5")), "KRW": (D("10009993.001"), D(0))}),
        ("trade", {"BTC": (D("98.5"), D(0)), "KRW": (D("10014989.00175"), D(0))}),
        ("done", {}),
    ]


def test_a_market_purchase_ends_cancelled_and_gets_the_indivisible_rest_back():
    desk = desk_of(books=[book("KRW-BTC", NOW_MS, 10_007.0)])
    order = desk.place(request("bid", "price", "7000"), NOW_MS)
    ended = desk.find(order.uuid)
    assert [state for state, _ in changes_of(desk)] == ["wait", "trade", "cancel"]
    assert (ended.state, ended.executed_volume) == ("cancel", D("0.69951034"))
    spent = ended.executed_funds + ended.paid_fee
    assert desk.account.balance("KRW") == Balance("KRW", D(10_000_000) - spent)


def test_a_market_purchase_that_divides_is_done():
    desk = desk_of()
    order = desk.place(request("bid", "price", "10000"), NOW_MS)
    assert desk.find(order.uuid).state == "done"


@pytest.mark.parametrize("condition", ["ioc", "fok"])
def test_an_order_that_may_not_rest_is_cancelled_at_once(condition):
    desk = desk_of()
    desk.place(request("bid", "limit", "10000", "2", time_in_force=condition), NOW_MS)
    assert [state for state, _ in changes_of(desk)] == (
        ["wait", "trade", "cancel"] if condition == "ioc" else ["wait", "cancel"]
    )
    assert desk.account.balance("KRW").locked == 0


def test_a_cancel_is_answered_with_the_order_as_it_was():
    desk = desk_of()
    order = desk.place(request("ask", "limit", "20000", "1"), NOW_MS)
    assert desk.cancel(order, NOW_MS + 1) == order
    assert changes_of(desk)[1] == ("cancel", {"BTC": (D(100), D(0))})
    assert desk.find(order.uuid).state == "cancel"
    assert refused(desk.cancel, order, NOW_MS + 2) == "order_not_found"


def test_a_fill_that_came_before_the_cancel_wins():
    desk = desk_of([trade("KRW-BTC", NOW_MS + 5, 9_000.0)])
    order = desk.place(request("bid", "limit", "9000", "1"), NOW_MS)
    assert refused(desk.cancel, order, NOW_MS + 5) == "order_not_found"
    assert desk.find(order.uuid).state == "done"


def test_a_trade_of_before_the_order_does_not_fill_it():
    desk = desk_of([trade("KRW-BTC", NOW_MS + 5, 9_000.0)])
    desk.place(request("bid", "limit", "9000", "1"), NOW_MS + 5)
    desk.play(NOW_MS + 10_000)
    assert len(desk.open_orders) == 1


def test_an_order_can_be_made_to_trade():
    desk = desk_of()
    order = desk.place(request("ask", "limit", "20000", "2"), NOW_MS)
    assert desk.fill(order, NOW_MS, D("0.5")).remaining_volume == D("1.5")
    assert refused(desk.fill, order, NOW_MS, D("1.6")) == "invalid_parameter"
    assert refused(desk.fill, order, NOW_MS, D(0)) == "invalid_parameter"
    assert desk.fill(order, NOW_MS).state == "done"
    assert refused(desk.fill, order, NOW_MS) == "order_not_found"


def test_more_than_is_available_is_refused_and_nothing_happens():
    desk = desk_of()
    assert refused(desk.place, request("bid", "limit", "10000000", "1"), NOW_MS) == "insufficient_funds_bid"
    assert refused(desk.place, request("ask", "limit", "20000", "100.1"), NOW_MS) == "insufficient_funds_ask"
    assert (changes_of(desk), desk.open_orders, desk.account.take_changes()) == ([], [], ())


def test_an_identifier_is_used_once_for_ever():
    desk = desk_of()
    sale = request("ask", "limit", "20000", "1", identifier="mine")
    order = desk.place(sale, NOW_MS)
    desk.cancel(order, NOW_MS)
    assert refused(desk.place, sale, NOW_MS) == "duplicated_identifier"
    assert desk.find(identifier="mine").uuid == order.uuid
    assert refused(desk.find, identifier="other") == "order_not_found"
    assert refused(desk.find) == "order_not_found"


def test_a_rehearsal_has_no_effect():
    desk = desk_of()
    order = desk.rehearse(request("ask", "limit", "20000", "1", identifier="mine"), NOW_MS)
    assert (order.state, desk.open_orders, changes_of(desk)) == ("wait", [], [])
    assert refused(desk.find, order.uuid) == "order_not_found"
    desk.place(request("ask", "limit", "20000", "1", identifier="mine"), NOW_MS)


def test_a_market_without_open_orders_costs_nothing():
    desk = desk_of([trade("KRW-BTC", NOW_MS + 50, 1.0), trade("KRW-BTC", NOW_MS + 90, 1.0)])
    assert desk.next_due_ms == NEVER_MS
    desk.place(request("bid", "limit", "9000", "1"), NOW_MS)
    assert desk.next_due_ms == NOW_MS + 50
    desk.play(NOW_MS + 50)
    assert desk.next_due_ms == NEVER_MS


def test_a_desk_held_up_catches_up_bite_by_bite():
    trades = [trade("KRW-BTC", NOW_MS + 10 + n * SPAN_MS * 2, 9_000.0, 0.1) for n in range(3)]
    desk = desk_of(trades)
    desk.place(request("bid", "limit", "9000", "1"), NOW_MS)
    later = NOW_MS + 10 * SPAN_MS
    for bites, left in [(1, "0.9"), (2, "0.8"), (3, "0.7")]:
        desk.play(later, looks=1)
        assert desk.open_orders[0].remaining_volume == D(left), bites
    assert desk.next_due_ms == NEVER_MS


def test_after_a_jump_of_the_clock_orders_match_only_later_trades():
    desk = desk_of([trade("KRW-BTC", NOW_MS - 500, 9_000.0, 0.1), trade("KRW-BTC", NOW_MS + 50, 9_000.0, 0.1)])
    desk.place(request("bid", "limit", "9000", "1"), NOW_MS + 60)
    desk.set_clock(NOW_MS - 1000)
    assert desk.next_due_ms == NOW_MS - 500
    desk.play(NOW_MS)
    assert desk.open_orders[0].remaining_volume == D("0.9")


def test_closed_orders_are_remembered_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(order_desk, "CLOSED_KEPT", 2)
    desk = desk_of()
    orders = [desk.place(request("ask", "market", volume="1"), NOW_MS) for _ in range(3)]
    assert [order.uuid for order in desk.closed_orders] == [order.uuid for order in orders[1:]]


def test_only_purchases_for_won_have_a_known_cost():
    desk = desk_of(books=[book("USDT-BTC", NOW_MS, 100.0), book("KRW-BTC", NOW_MS, 10_000.0)])
    desk.place(request("bid", "price", "100", market="USDT-BTC"), NOW_MS)
    assert desk.account.balance("BTC").avg_buy_price == 0
    assert desk.closed_orders[0].paid_fee == D("0.25")
    desk.place(request("bid", "price", "10000"), NOW_MS)
    assert desk.account.balance("BTC").avg_buy_price == D("98.03921569")


volumes = st.integers(10**7, 10**9).map(lambda units: str(D(units).scaleb(-8)))
totals = st.integers(5000 * 10**8, 30_000 * 10**8).map(lambda units: str(D(units).scaleb(-8)))
prices = st.integers(9_900, 10_100).map(str)
conditions = st.sampled_from([None, "ioc", "fok", "post_only"])
sides = st.sampled_from(["bid", "ask"])
actions = st.one_of(
    st.tuples(st.just("place"), st.builds(request, sides, st.just("limit"), prices, volumes)),
    st.tuples(
        st.just("place"),
        st.builds(request, sides, st.just("limit"), prices, volumes, time_in_force=conditions),
    ),
    st.tuples(st.just("place"), st.builds(request, st.just("bid"), st.just("price"), totals)),
    st.tuples(st.just("place"), st.builds(request, st.just("ask"), st.just("market"), st.none(), volumes)),
    st.tuples(
        st.just("place"),
        st.builds(request, st.just("bid"), st.just("best"), totals, time_in_force=st.sampled_from(["ioc", "fok"])),
    ),
    st.tuples(st.just("cancel"), st.integers(0, 5)),
    st.tuples(st.just("fill"), st.integers(0, 5)),
    st.tuples(st.just("wait"), st.integers(1, 400)),
)
markets = st.lists(st.tuples(st.integers(1, 3000), st.integers(9_900, 10_100), st.integers(1, 10**9)), max_size=30)


@settings(max_examples=examples(200), deadline=None)
@given(markets, st.lists(actions, max_size=25))
def test_money_is_never_made_or_lost_but_for_fees(traded, steps):
    trades = [
        trade("KRW-BTC", NOW_MS + time, float(price), units / 10**8, n) for n, (time, price, units) in enumerate(traded)
    ]
    desk, now_ms = desk_of(trades), NOW_MS
    for what, detail in steps:
        try:
            if what == "place":
                desk.place(detail, now_ms)
            elif what == "wait":
                now_ms += detail
                desk.play(now_ms)
            elif desk.open_orders:
                order = desk.open_orders[detail % len(desk.open_orders)]
                getattr(desk, what)(order, now_ms)
        except ApiError:
            continue
        finally:
            assert_adds_up(desk)
    for order in desk.open_orders:
        desk.cancel(order, now_ms)
    assert_adds_up(desk)
    assert all(balance.locked == 0 for balance in desk.account.balances)


def assert_adds_up(desk):
    """Every balance is the starting balance plus the executions, and locked amounts are those of open orders."""
    every = [*desk.open_orders, *desk.closed_orders]
    money, coins = D(10_000_000), D(100)
    for order in every:
        sign = 1 if order.request.side == "bid" else -1
        for execution in order.executions:
            money -= sign * execution.funds + execution.fee
            coins += sign * execution.volume
            assert execution.fee == execution.funds * D("0.0005")
    for currency, total in (("KRW", money), ("BTC", coins)):
        balance = desk.account.balance(currency)
        assert balance.total == total
        assert balance.locked == sum(order.locked for order in desk.open_orders if order.locks == currency)
        assert min(balance.available, balance.locked) >= 0
