"""Loads of balances and open orders, with a real REST client and answers that the test holds back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal

import pytest
import pytest_asyncio

from account_in_hand import ACCOUNTS, ORDERS, Account, account_of, held, placed
from core.errors import DoubtedReply, ExchangeError
from core.market.account.balances import Balances
from core.market.account.orders import OwnOrders
from core.market.candle_history.empty_pages import BELIEVED_AFTER
from core.model.messages import AssetBalance, MyAsset, MyOrder
from core.upbit.rest.account import PrivateRest
from desk_in_hand import Desk
from http_exchange import error
from waiting import eventually
from widgets.panel.account.rest_loads import load_balances, load_orders

Load = Callable[[PrivateRest], Awaitable[int]]


@pytest_asyncio.fixture
async def account(desk: Desk) -> AsyncIterator[Account]:
    async with account_of(desk) as made:
        made.http.replies[ACCOUNTS] = [held("KRW", "1000"), held("BTC", "0.5")]
        made.http.replies[ORDERS] = [placed("u1"), placed("u2")]
        await made.unlock()
        yield made


def amounts(balances: Balances) -> dict[str, Decimal]:
    return {holding.currency: holding.available for holding in balances.holdings()}


def uuids(orders: OwnOrders) -> set[str]:
    return {order.uuid for order in orders.orders()}


async def with_change_meanwhile(account: Account, path: str, load: Load, change: Callable[[], object]) -> int:
    """Run a load whose answer is made before `change`, and arrives after it."""
    answer, released = account.http.replies[path], asyncio.Event()

    async def late() -> object:
        await released.wait()
        return answer

    account.http.replies[path] = late
    loading = asyncio.ensure_future(load(account.access.rest))
    await eventually(lambda: account.requests_to(path) == 1)
    change()
    released.set()
    return await loading


async def test_a_change_of_balances_during_the_load_overrides_the_rows(account):
    balances = Balances()
    spent = MyAsset(assets=(AssetBalance(currency="KRW", balance=900.0, locked=0.0),), asset_timestamp=1, timestamp=1)
    missing = await with_change_meanwhile(
        account, ACCOUNTS, lambda rest: load_balances(balances, rest), lambda: balances.apply(spent)
    )
    assert (missing, amounts(balances)) == (0, {"KRW": 900, "BTC": Decimal("0.5")})


async def test_an_order_that_ends_during_the_load_is_not_brought_back_by_the_rows(account):
    orders = OwnOrders()
    ended = MyOrder(code="KRW-BTC", uuid="u1", state="cancel", timestamp=1)
    missing = await with_change_meanwhile(
        account, ORDERS, lambda rest: load_orders(orders, rest), lambda: orders.apply(ended)
    )
    assert (missing, uuids(orders)) == (0, {"u2"})


async def test_an_order_placed_during_the_load_stays_though_no_row_has_it(account):
    orders = OwnOrders()
    new = MyOrder(code="KRW-BTC", uuid="u3", state="wait", order_type="limit", price=100.0, volume=1.0, timestamp=1)
    await with_change_meanwhile(account, ORDERS, lambda rest: load_orders(orders, rest), lambda: orders.apply(new))
    assert uuids(orders) == {"u1", "u2", "u3"}


async def test_what_a_whole_load_lacks_has_ended_and_what_a_damaged_one_lacks_has_not(account):
    balances, orders = Balances(), OwnOrders()
    rest = account.access.rest
    assert await load_balances(balances, rest) == await load_orders(orders, rest) == 0
    account.http.replies[ACCOUNTS] = [held("KRW", "900"), {"currency": 7}]
    account.http.replies[ORDERS] = [placed("u2"), {"uuid": []}]
    assert await load_balances(balances, rest) == await load_orders(orders, rest) == 1
    assert (amounts(balances), uuids(orders)) == ({"KRW": 900, "BTC": Decimal("0.5")}, {"u1", "u2"})
    account.http.replies[ACCOUNTS] = [held("KRW", "900")]
    account.http.replies[ORDERS] = [placed("u2")]
    assert await load_balances(balances, rest) == await load_orders(orders, rest) == 0
    assert (amounts(balances), uuids(orders)) == ({"KRW": 900}, {"u2"})


async def test_a_load_that_fails_leaves_what_is_known(account):
    balances, orders = Balances(), OwnOrders()
    rest = account.access.rest
    await load_balances(balances, rest)
    await load_orders(orders, rest)
    for path in (ACCOUNTS, ORDERS):
        account.http.replies[path] = error(500, "x", "")
    for load in (load_balances(balances, rest), load_orders(orders, rest)):
        with pytest.raises(ExchangeError):
            await load
    assert (amounts(balances), uuids(orders)) == ({"KRW": 1000, "BTC": Decimal("0.5")}, {"u1", "u2"})


async def test_lists_without_anything_known_are_errors_until_they_have_lasted(account, monkeypatch):
    monkeypatch.setattr("core.market.account.balances.DOUBTED", 0.1)
    monkeypatch.setattr("core.market.account.orders.DOUBTED", 0.1)
    balances, orders = Balances(), OwnOrders()
    rest = account.access.rest
    for load in (lambda: load_balances(balances, rest), lambda: load_orders(orders, rest)):
        await load()
    known = amounts(balances), uuids(orders)
    account.http.replies[ACCOUNTS], account.http.replies[ORDERS] = [], []
    for load in (lambda: load_balances(balances, rest), lambda: load_orders(orders, rest)):
        for _ in range(BELIEVED_AFTER - 1):
            with pytest.raises(DoubtedReply, match="lacks 2 of 2"):
                await load()
        assert (amounts(balances) or known[0], uuids(orders)) == known
        await asyncio.sleep(0.11)
        assert await load() == 0
    assert (amounts(balances), uuids(orders)) == ({}, set())


async def test_what_the_stream_has_ended_may_be_missing_at_once(account):
    balances, orders = Balances(), OwnOrders()
    rest = account.access.rest
    await load_balances(balances, rest)
    await load_orders(orders, rest)
    gone = tuple(AssetBalance(currency=name, balance=0.0, locked=0.0) for name in ("KRW", "BTC"))
    balances.apply(MyAsset(assets=gone, asset_timestamp=1, timestamp=1))
    for uuid in ("u1", "u2"):
        orders.apply(MyOrder(code="KRW-BTC", uuid=uuid, state="cancel", timestamp=1))
    account.http.replies[ACCOUNTS], account.http.replies[ORDERS] = [], []
    assert await load_balances(balances, rest) == await load_orders(orders, rest) == 0


async def test_what_another_account_has_not_may_be_missing_at_once(account):
    balances, orders = Balances(), OwnOrders()
    rest = account.access.rest
    await load_balances(balances, rest)
    await load_orders(orders, rest)
    account.http.replies[ACCOUNTS], account.http.replies[ORDERS] = [held("KRW", "0")], []
    balances.expect_another()
    orders.expect_another()
    for _ in range(BELIEVED_AFTER - 1):  # as a first one
        with pytest.raises(DoubtedReply, match="lacks 0 of 0"):
            await load_balances(balances, rest)
    assert await load_balances(balances, rest) == await load_orders(orders, rest) == 0
    assert (amounts(balances), uuids(orders)) == ({}, set())
