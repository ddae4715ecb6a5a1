"""The user's average price and orders in a chart, over a real account."""

from __future__ import annotations

from decimal import Decimal

import pytest

from account_in_hand import ACCOUNTS, ORDERS, account_of, held, my_asset, my_order, placed
from http_exchange import error
from waiting import eventually
from widgets.chart.marks.own_trades import OwnTrades, Position
from widgets.panel.panel import Panel


class Empty(Panel):
    kind = "empty"


@pytest.fixture
async def account(desk, monkeypatch):
    monkeypatch.setattr("widgets.panel.account.loader._SETTLE_MS", 5)
    monkeypatch.setattr("widgets.panel.account.loader._RELOAD_MS", 5)
    async with account_of(desk) as made:
        made.http.replies[ACCOUNTS] = [held("KRW", "1000"), held("BTC", "0.5", "120000000"), held("ETH", "1")]
        made.http.replies[ORDERS] = [
            placed("u1", "bid", "150000000", "0.25"),
            placed("u2", "ask", "170000000", "0.5"),
            placed("u3") | {"market": "KRW-ETH"},
            placed("u4") | {"ord_type": "price"},
        ]
        yield made


@pytest.fixture
def panel(account):
    made = Empty(account.context)
    yield made
    made.release()


async def test_without_a_key_nothing_is_asked_for(account, panel, desk) -> None:
    needed = []
    account.access.needed.connect(lambda: needed.append(True))
    own = OwnTrades(panel)
    own.show_market("KRW-BTC", is_wanted=True)
    await desk.tasks.cancel()
    assert (needed, account.http.requests, account.sockets, own.component_id) == ([], [], [], "")
    assert own.position() is None
    assert own.orders() == []


async def test_with_a_key_price_and_orders_of_the_market_are_known_and_follow_the_stream(account, panel) -> None:
    own = OwnTrades(panel)
    own.show_market("KRW-BTC", is_wanted=True)
    await account.unlock()
    await eventually(lambda: own.component_id and account.sockets and account.sockets[-1].heard)
    assert own.position() == Position(Decimal(120000000), Decimal("0.5"), "KRW")
    assert [order.uuid for order in own.orders()] == ["u2", "u1"]
    await eventually(lambda: account.requests_to(ACCOUNTS) >= 2)  # what changed before the stream was missed
    account.deliver(my_order("u2", "cancel", timestamp=5))
    await eventually(lambda: [order.uuid for order in own.orders()] == ["u1"])
    account.http.replies[ACCOUNTS] = [held("KRW", "1000"), held("BTC", "0.75", "130000000"), held("ETH", "1")]
    account.deliver(my_asset(9, BTC=0.75))  # bought: the average is known after a load only
    await eventually(lambda: own.position() == Position(Decimal(130000000), Decimal("0.75"), "KRW"))
    own.close()
    assert own.component_id == ""


async def test_another_market_has_its_own(account, panel) -> None:
    own = OwnTrades(panel)
    own.show_market("KRW-BTC", is_wanted=True)
    await account.unlock()
    await eventually(own.position)
    own.show_market("KRW-ETH", is_wanted=True)
    assert own.position() is None  # nothing is known of what was paid
    await eventually(lambda: [order.uuid for order in own.orders()] == ["u3"])  # orders are loaded beside balances


async def test_they_go_with_the_key_and_when_they_are_not_wanted(account, panel) -> None:
    own = OwnTrades(panel)
    own.show_market("KRW-BTC", is_wanted=True)
    await account.unlock()
    await eventually(own.position)
    own.show_market("KRW-BTC", is_wanted=False)
    assert (own.position(), own.orders(), own.component_id) == (None, [], "")
    own.show_market("KRW-BTC", is_wanted=True)
    await eventually(own.position)
    await account.lock()
    assert (own.position(), own.orders(), own.component_id) == (None, [], "")


async def test_a_refused_key_leaves_no_lines_and_no_stream(account, panel) -> None:
    account.http.replies[ACCOUNTS] = error(401, "jwt_verification", "검증에 실패했습니다")
    own = OwnTrades(panel)
    own.show_market("KRW-BTC", is_wanted=True)
    await account.unlock()
    await eventually(lambda: account.requests_to(ACCOUNTS))
    await eventually(lambda: not own._account.loader.is_loading)
    assert (own.position(), own.component_id, account.sockets) == (None, "", [])
