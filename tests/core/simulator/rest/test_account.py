from decimal import Decimal
from urllib.parse import urlencode

import pytest

from core.simulator.account.accounts import Account
from core.simulator.account.api_error import ApiError
from core.simulator.account.ids import Ids
from core.simulator.account.order_desk import OrderDesk
from core.simulator.account.orders import OrderRequest
from core.simulator.account.tokens import Permission, demo_keys
from core.simulator.rest.account import PRIVATE_ENDPOINTS, WINDOW_MS, Call
from core.simulator.rest.parameters import Parameters
from scripted_source import ScriptedSource, book, trade

D = Decimal
NOW_MS = 1_795_144_500_000
LIMIT = {"market": "KRW-BTC", "side": "ask", "ord_type": "limit", "price": "151", "volume": "50"}


@pytest.fixture
def desk():
    codes = ("KRW-BTC", "KRW-ETH")
    trades = [trade(code, NOW_MS - 1000) for code in codes]
    source = ScriptedSource(trades=trades, books=[book("KRW-BTC", NOW_MS - 1), book("KRW-ETH", NOW_MS - 1, 1001.0)])
    account = Account()
    account.receive("BTC", D(1000))
    return OrderDesk(source, account, Ids())


@pytest.fixture
def ask(desk):
    def ask(method, path, parameters=(), now_ms=NOW_MS):
        (endpoint,) = (each for each in PRIVATE_ENDPOINTS if (each.method, each.path) == (method, path))
        return endpoint.answer(Call(desk, Parameters.of_query(urlencode(parameters)), now_ms, demo_keys()))

    return ask


def refused(call, *args):
    with pytest.raises(ApiError) as caught:
        call(*args)
    return caught.value.status, caught.value.name


def sell(desk, market="KRW-BTC", price="151", now_ms=NOW_MS, **rest):
    request = OrderRequest(market, "ask" if market == "KRW-BTC" else "bid", "limit", D(price), D(100), **rest)
    return desk.place(request, now_ms).uuid


def ids(rows):
    return [row["uuid"] for row in rows]


def test_accounts_lists_the_balances(ask):
    assert [row["currency"] for row in ask("GET", "/v1/accounts")] == ["KRW", "BTC", "ETH", "XRP", "USDT"]


def test_the_chance_of_a_market(ask):
    assert ask("GET", "/v1/orders/chance", {"market": "KRW-BTC"})["market"]["id"] == "KRW-BTC"
    assert refused(ask, "GET", "/v1/orders/chance", {"market": "KRW-NOPE"}) == (400, "notfoundmarket")
    assert refused(ask, "GET", "/v1/orders/chance") == (400, "validation_error")


def test_an_order_is_made_found_and_cancelled(ask):
    made = ask("POST", "/v1/orders", LIMIT | {"identifier": "mine"})
    assert (made["state"], made["locked"], made["created_at"]) == ("wait", "50", "2026-11-20T12:15:00+09:00")
    for name in ({"uuid": made["uuid"]}, {"identifier": "mine"}):
        assert ask("GET", "/v1/order", name) == made | {"trades": []}
    assert ask("DELETE", "/v1/order", {"identifier": "mine"}) == made
    assert ask("GET", "/v1/order", {"uuid": made["uuid"]})["state"] == "cancel"
    assert refused(ask, "DELETE", "/v1/order", {"uuid": made["uuid"]}) == (404, "order_not_found")


def test_an_order_filled_at_once_is_answered_as_waiting(ask):
    made = ask("POST", "/v1/orders", {"market": "krw-eth", "side": "bid", "ord_type": "price", "price": "5050"})
    assert refused(ask, "POST", "/v1/orders", LIMIT | {"price": "0.5"}) == (400, "invalid_price_ask")
    assert (made["state"], made["trades_count"]) == ("wait", 0)
    assert len(ask("GET", "/v1/order", {"uuid": made["uuid"]})["trades"]) > 1


def test_a_test_order_is_answered_and_nothing_else(ask):
    made = ask("POST", "/v1/orders/test", LIMIT)
    assert made["state"] == "wait"
    assert refused(ask, "GET", "/v1/order", {"uuid": made["uuid"]}) == (404, "order_not_found")


@pytest.mark.parametrize(
    "wrong", [{"side": "buy"}, {"ord_type": "stop"}, {"side": ""}, {"market": ""}, {"volume": "x"}, {"smp_type": "x"}]
)
def test_an_invalid_parameter_is_refused(ask, wrong):
    assert refused(ask, "POST", "/v1/orders", LIMIT | wrong) == (400, "validation_error")


def test_an_order_must_be_named(ask):
    assert refused(ask, "GET", "/v1/order") == (400, "validation_error")


def test_open_orders_come_newest_first_page_by_page(ask, desk):
    made = [sell(desk, now_ms=NOW_MS + n) for n in range(5)]
    assert ids(ask("GET", "/v1/orders/open")) == made[::-1]
    assert ids(ask("GET", "/v1/orders/open", {"order_by": "asc", "limit": 2, "page": 2})) == made[2:4]
    assert ids(ask("GET", "/v1/orders/open", {"states[]": "watch"})) == []
    assert refused(ask, "GET", "/v1/orders/open", {"state": "done"}) == (400, "validation_error")
    assert ask("GET", "/v1/orders/open", {"limit": 1})[0]["executed_funds"] == "0"


def test_orders_can_be_requested_by_market(ask, desk):
    bitcoin, ether = sell(desk), sell(desk, "KRW-ETH", "50")
    assert ids(ask("GET", "/v1/orders/open", {"market": "KRW-ETH"})) == [ether]
    assert ids(ask("GET", "/v1/orders/open", {"market": "KRW-BTC"})) == [bitcoin]


def test_closed_orders_by_state_and_time(ask, desk):
    day = 86_400_000
    made = [sell(desk, now_ms=NOW_MS + n * day) for n in range(9)]
    last = NOW_MS + 8 * day
    for number, uuid in enumerate(made[:8]):
        (desk.cancel if number % 2 else desk.fill)(desk.find(uuid), last)
    assert ids(ask("GET", "/v1/orders/closed", now_ms=last)) == made[7:0:-1]
    assert ids(ask("GET", "/v1/orders/closed", {"state": "done"}, last)) == [made[6], made[4], made[2]]
    window = {"start_time": NOW_MS + day, "end_time": NOW_MS + 3 * day, "order_by": "asc", "limit": 2}
    assert ids(ask("GET", "/v1/orders/closed", window, last)) == made[1:3]
    assert ids(ask("GET", "/v1/orders/closed", {"start_time": NOW_MS}, last)) == made[7::-1]
    assert ids(ask("GET", "/v1/orders/closed", {"end_time": NOW_MS}, last)) == made[:1]


@pytest.mark.parametrize("span", [-1, WINDOW_MS + 1])
def test_a_window_of_more_than_a_week_or_less_than_nothing_is_refused(ask, span):
    window = {"start_time": NOW_MS, "end_time": NOW_MS + span}
    assert refused(ask, "GET", "/v1/orders/closed", window) == (400, "invalid_parameter")


def test_each_endpoint_has_its_group_permission_and_status():
    needed = {(each.method, each.path): (each.group, each.permission, each.status) for each in PRIVATE_ENDPOINTS}
    assert needed["GET", "/v1/accounts"] == ("default", Permission.VIEW_ASSETS, 200)
    assert needed["GET", "/v1/orders/open"] == ("default", Permission.VIEW_ORDERS, 200)
    assert needed["DELETE", "/v1/order"] == ("default", Permission.MAKE_ORDERS, 200)
    assert needed["POST", "/v1/orders"] == ("order", Permission.MAKE_ORDERS, 201)
    assert needed["POST", "/v1/orders/test"] == ("order-test", Permission.MAKE_ORDERS, 201)


def test_every_wallet_works_and_has_a_block_every_ten_minutes(ask):
    rows = ask("GET", "/v1/status/wallet")
    assert [row["currency"] for row in rows] == ["KRW", "BTC", "ETH", "XRP"]
    assert {row["wallet_state"] for row in rows} == {"working"}
    later = ask("GET", "/v1/status/wallet", now_ms=NOW_MS + 600_000)
    assert later[1]["block_height"] == rows[1]["block_height"] + 1
    assert 0 <= rows[1]["block_elapsed_minutes"] < 10


def test_the_keys_are_listed_with_their_end(ask):
    assert ask("GET", "/v1/api_keys") == [{"access_key": "demo-access-key", "expire_at": "2032-01-01T00:00:00+09:00"}]
