from decimal import Decimal

from core.simulator.account.accounts import Account, Balance
from core.simulator.account.order_rules import RULES
from core.simulator.account.orders import Order, OrderRequest
from core.simulator.rest.account_rows import account_row, chance_row, order_row

D = Decimal
CREATED_MS = 1_795_144_542_000
REQUEST = OrderRequest("KRW-BTC", "bid", "limit", D("158000000.0"), D("0.010"), identifier="gui-000123")
ORDER = Order("5d0e8a3c-7b1f-4f52-9c66-0a4b2d9e71f3", REQUEST, D("0.0005"), CREATED_MS)


def test_a_balance_reads_as_in_the_fact_sheet():
    assert account_row(Balance("BTC", D("0.12345678"), D("0.0"), D(151_200_000))) == {
        "currency": "BTC",
        "balance": "0.12345678",
        "locked": "0",
        "avg_buy_price": "151200000",
        "avg_buy_price_modified": False,
        "unit_currency": "KRW",
    }


def test_an_order_reads_as_in_the_fact_sheet():
    assert order_row(ORDER) == {
        "uuid": "5d0e8a3c-7b1f-4f52-9c66-0a4b2d9e71f3",
        "side": "bid",
        "ord_type": "limit",
        "price": "158000000",
        "state": "wait",
        "market": "KRW-BTC",
        "created_at": "2026-11-20T12:15:42+09:00",
        "volume": "0.01",
        "remaining_volume": "0.01",
        "prevented_volume": "0",
        "reserved_fee": "790",
        "remaining_fee": "790",
        "paid_fee": "0",
        "locked": "1580790",
        "prevented_locked": "0",
        "executed_volume": "0",
        "trades_count": 0,
        "identifier": "gui-000123",
    }


def test_null_fields_are_left_out():
    assert "price" not in order_row(Order("id", OrderRequest("KRW-BTC", "ask", "market", volume=D(1)), D(0), 5))
    row = order_row(Order("id", OrderRequest("KRW-BTC", "bid", "price", D(1)), D(0), 5))
    assert not {"volume", "remaining_volume", "identifier", "time_in_force", "smp_type"} & row.keys()


def test_an_order_requested_alone_comes_with_its_trades():
    filled = ORDER.executed("trade", D(158_000_000), D("0.004"), CREATED_MS + 18_218, is_maker=True)
    row = order_row(filled, funds=True, trades=True)
    assert row["executed_funds"] == "632000"
    assert row["trades"] == [
        {
            "market": "KRW-BTC",
            "uuid": "trade",
            "price": "158000000",
            "volume": "0.004",
            "funds": "632000",
            "trend": "down",
            "created_at": "2026-11-20T12:16:00+09:00",
            "side": "bid",
        }
    ]


def test_the_chance_shows_fee_limits_and_both_sides():
    account = Account([Balance("KRW", D(8_420_000), D(1_580_790))])
    row = chance_row("KRW-BTC", RULES["KRW"], account)
    assert {row[name] for name in ("bid_fee", "ask_fee", "maker_bid_fee", "maker_ask_fee")} == {"0.0005"}
    assert (row["market"]["id"], row["market"]["name"]) == ("KRW-BTC", "BTC/KRW")
    assert row["market"]["bid"] == {"currency": "KRW", "min_total": "5000"}
    assert row["market"]["ask"] == {"currency": "BTC", "min_total": "5000"}
    assert row["market"]["max_total"] == "1000000000"
    assert (row["bid_account"]["locked"], row["ask_account"]["balance"]) == ("1580790", "0")
