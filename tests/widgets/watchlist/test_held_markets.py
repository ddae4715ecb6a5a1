from __future__ import annotations

import gc
import weakref
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PySide6.QtCore import QObject

from account_in_hand import ACCOUNTS, Account, account_of, held, my_asset
from desk_in_hand import Desk
from http_exchange import error
from waiting import eventually
from widgets.panel import account_loader
from widgets.watchlist import held_markets
from widgets.watchlist.held_markets import HeldMarkets


@pytest_asyncio.fixture
async def account(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Account]:
    monkeypatch.setattr(account_loader, "_SETTLE_MS", 20)
    monkeypatch.setattr(account_loader, "_RELOAD_MS", 20)
    monkeypatch.setattr(held_markets, "_TAKE_MS", 1)
    async with account_of(desk) as made:
        made.http.replies[ACCOUNTS] = [
            held("KRW", "1000"),
            held("ETH", "3", "6100000"),
            held("BTC", "0.5", "150000000"),
            held("XRP", "0"),
        ]
        yield made
        await desk.tasks.cancel()


@pytest.fixture
def owner(application) -> QObject:
    return QObject()


async def test_nothing_is_asked_before_somebody_wants_to_know(account: Account, owner):
    markets = HeldMarkets(account.context, owner)
    needed = []
    account.access.needed.connect(lambda: needed.append(True))
    await account.unlock()
    assert account.requests_to(ACCOUNTS) == 0
    assert account.desk.engine.get_private_subscriptions() == {}
    markets.want()
    markets.want()
    await eventually(lambda: markets.is_loaded)
    assert needed == [True]
    assert account.requests_to(ACCOUNTS) == 1
    markets.stop()


async def test_the_markets_of_what_is_held_by_cost_and_neither_money_nor_nothing(account: Account, owner):
    await account.unlock()
    markets = HeldMarkets(account.context, owner)
    markets.want()
    await eventually(lambda: markets.is_loaded)
    assert markets.codes == ("KRW-BTC", "KRW-ETH")
    assert (markets.needs_key, markets.trouble) == (False, "")
    markets.stop()


async def test_a_purchase_and_a_sale_are_told_by_the_stream(account: Account, owner):
    await account.unlock()
    markets = HeldMarkets(account.context, owner)
    reported = []
    markets.changed.connect(lambda: reported.append(markets.codes))
    markets.want()
    await eventually(lambda: account.sockets and account.sockets[-1].heard and account.requests_to(ACCOUNTS) > 1)
    kept = [each for each in account.http.replies[ACCOUNTS] if each["currency"] != "ETH"]
    account.http.replies[ACCOUNTS] = kept  # a load that comes late says the same as the stream
    account.deliver(my_asset(1_795_144_542_000, ETH=0.0))
    await eventually(lambda: markets.codes == ("KRW-BTC",))
    account.http.replies[ACCOUNTS] = [*kept, held("DOGE", "7", "400")]
    account.deliver(my_asset(1_795_144_543_000, DOGE=7.0))
    await eventually(lambda: "KRW-DOGE" in markets.codes)
    count = len(reported)
    account.deliver(my_asset(1_795_144_544_000, KRW=5.0))
    await eventually(lambda: not markets._feed.has_mail)
    assert len(reported) == count, "the same markets are no news"
    markets.stop()


async def test_a_change_that_comes_late_does_not_replace_what_was_loaded_with_the_next_key(account: Account, owner):
    await account.unlock()
    markets = HeldMarkets(account.context, owner)
    markets.want()
    await eventually(lambda: account.sockets and account.sockets[-1].heard and account.requests_to(ACCOUNTS) > 1)
    account.http.replies[ACCOUNTS] = [held("BTC", "0.5", "150000000")]
    account.deliver(my_asset(2000, ETH=0.0))
    await eventually(lambda: markets.codes == ("KRW-BTC",))
    loads = account.requests_to(ACCOUNTS)
    await account.unlock()
    await eventually(lambda: markets.is_sent and account.requests_to(ACCOUNTS) > loads + 1)
    await eventually(lambda: not markets._loader.is_loading)
    account.deliver(my_asset(1000, ETH=3.0), my_asset(3000, KRW=500.0))
    await eventually(lambda: markets._balances.holdings()[0].available == 500)
    assert markets.codes == ("KRW-BTC",)
    markets.stop()


async def test_after_a_lost_connection_all_is_loaded_again(account: Account, owner):
    await account.unlock()
    markets = HeldMarkets(account.context, owner)
    markets.want()
    await eventually(lambda: account.sockets and account.sockets[-1].heard and account.requests_to(ACCOUNTS) > 1)
    account.http.replies[ACCOUNTS] = [held("XRP", "9", "3000")]
    account.sockets[-1].abort()
    await eventually(lambda: markets.codes == ("KRW-XRP",), within=10)
    markets.stop()


async def test_a_failed_load_is_told_and_repeated(account: Account, owner):
    good = account.http.replies[ACCOUNTS]
    account.http.replies[ACCOUNTS] = error(500, "x", "")
    await account.unlock()
    markets = HeldMarkets(account.context, owner)
    markets.want()
    await eventually(lambda: markets.trouble)
    assert not markets.is_loaded
    account.http.replies[ACCOUNTS] = good
    await eventually(lambda: markets.is_loaded, within=10)
    assert markets.trouble == ""
    markets.stop()


async def test_a_refused_key_is_told_and_not_tried_again_before_another_comes(account: Account, owner):
    good = account.http.replies[ACCOUNTS]
    account.http.replies[ACCOUNTS] = error(401, "invalid_access_key", "")
    await account.unlock()
    markets = HeldMarkets(account.context, owner)
    markets.want()
    await eventually(lambda: markets.trouble)
    await eventually(lambda: not markets._loader.is_loading)
    assert account.requests_to(ACCOUNTS) == 1
    assert account.desk.engine.get_private_subscriptions() == {}
    account.http.replies[ACCOUNTS] = good
    await account.unlock()
    await eventually(lambda: markets.is_loaded)
    markets.stop()


async def test_without_the_key_nothing_is_left_of_the_account(account: Account, owner):
    await account.unlock()
    markets = HeldMarkets(account.context, owner)
    markets.want()
    await eventually(lambda: markets.is_loaded)
    await account.lock()
    assert (markets.codes, markets.needs_key, markets.is_loaded) == ((), True, False)
    assert account.desk.engine.get_private_subscriptions() == {}
    markets.stop()


async def test_it_leaves_the_wire_when_it_stops_or_is_dropped(account: Account, owner):
    await account.unlock()
    both = [HeldMarkets(account.context, owner), HeldMarkets(account.context, owner)]
    for markets in both:
        markets.want()
    await eventually(lambda: all(markets.is_loaded for markets in both))
    assert account.desk.engine.get_private_subscriptions()
    both.pop(0).stop()
    assert account.desk.engine.get_private_subscriptions()
    markets.setParent(None)
    gone = weakref.ref(both.pop())
    del markets
    gc.collect()
    await eventually(lambda: gone() is None)
    await eventually(lambda: not account.desk.engine.get_private_subscriptions())
