from decimal import Decimal

from core.simulator.account.orders import Order, OrderRequest

D = Decimal
RATE = D("0.0005")


def order(side, kind, price=None, volume=None):
    amounts = [None if each is None else D(each) for each in (price, volume)]
    return Order("id", OrderRequest("KRW-BTC", side, kind, *amounts), RATE, 1000)


def test_a_purchase_locks_its_funds_and_the_fee():
    # Seen on the wire: 0.0005 BTC at 10,000,000 reserves 2.5 and locks 5002.5.
    purchase = order("bid", "limit", 10_000_000, "0.0005")
    assert (purchase.reserved_fee, purchase.locked, purchase.locks) == (D("2.5"), D("5002.5"), "KRW")


def test_a_partial_fill_reads_as_in_the_fact_sheet():
    purchase = order("bid", "limit", 158_000_000, "0.01")
    assert (purchase.reserved_fee, purchase.locked) == (790, D(1_580_790))
    after = purchase.executed("trade", D(158_000_000), D("0.004"), 2000, is_maker=True)
    (execution,) = after.executions
    assert (execution.funds, execution.fee) == (632_000, 316)
    assert (after.remaining_volume, after.executed_volume) == (D("0.006"), D("0.004"))
    assert (after.remaining_fee, after.paid_fee, after.locked) == (474, 316, D(948_474))
    assert (after.average_price, after.executed_funds, after.state) == (158_000_000, 632_000, "wait")


def test_an_order_without_a_rest_is_done_and_locks_nothing():
    done = order("bid", "limit", 100, 2).executed("t", D(99), D(2), 2000, is_maker=False)
    assert (done.state, done.is_open, done.locked, done.remaining_fee) == ("done", False, 0, 0)
    assert (done.reserved_fee, done.average_price) == (D("0.1"), 99)


def test_a_sale_locks_its_volume_and_reserves_no_fee():
    sale = order("ask", "limit", 100, 2)
    assert (sale.reserved_fee, sale.locked, sale.locks) == (0, 2, "BTC")
    after = sale.executed("t", D(100), D("0.5"), 2000, is_maker=True)
    assert (after.locked, after.paid_fee) == (D("1.5"), D("0.025"))


def test_a_market_purchase_locks_its_whole_amount():
    purchase = order("bid", "price", 10_000)
    assert (purchase.reserved_fee, purchase.locked, purchase.remaining_volume) == (5, D(10_005), None)
    after = purchase.executed("t", D(3), D(1000), 2000, is_maker=False)
    assert (after.remaining_funds, after.locked, after.state) == (7000, D("7003.5"), "wait")
    assert after.executed("t", D(7), D(1000), 2000, is_maker=False).state == "done"


def test_a_cancelled_order_keeps_its_executions():
    cancelled = order("ask", "limit", 100, 2).executed("t", D(100), D(1), 2000, is_maker=True).cancelled()
    assert (cancelled.state, cancelled.locked, cancelled.remaining_volume, cancelled.executed_volume) == (
        "cancel",
        0,
        1,
        1,
    )
