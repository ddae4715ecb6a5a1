from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from account_in_hand import ACCOUNTS, Account, account_of, held, my_asset
from desk_in_hand import Desk
from http_exchange import error
from waiting import eventually
from widgets.panel.account import loader as account_loader
from widgets.panel.panel import Panel
from widgets.watchlist.held_markets import HeldMarkets


@pytest_asyncio.fixture
async def account(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Account]:
    monkeypatch.setattr(account_loader, "_SETTLE_MS", 20)
    monkeypatch.setattr(account_loader, "_RELOAD_MS", 20)
    async with account_of(desk) as made:
        made.http.replies[ACCOUNTS] = [
            held("KRW", "1000"),
            held("ETH", "3", "6100000"),
            held("BTC", "0.5", "150000000"),
            held("XRP", "0"),
        ]
        yield made
        await desk.tasks.cancel()


class Empty(Panel):
    kind = "empty"


@pytest.fixture
def panel(account: Account) -> Iterator[Panel]:
    made = Empty(account.context)
    yield made
    made.release()


async def test_nothing_is_asked_before_somebody_wants_to_know(account: Account, panel):
    markets = HeldMarkets(panel)
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


async def test_the_markets_of_what_is_held_by_cost_and_neither_money_nor_nothing(account: Account, panel):
    await account.unlock()
    markets = HeldMarkets(panel)
    markets.want()
    await eventually(lambda: markets.is_loaded)
    assert markets.codes == ("KRW-BTC", "KRW-ETH")
    assert (markets.needs_key, markets.trouble) == (False, "")
    markets.stop()


async def test_a_purchase_and_a_sale_are_told_by_the_stream(account: Account, panel):
    await account.unlock()
    markets = HeldMarkets(panel)
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
    await eventually(lambda: not markets._account._feed._feed.has_mail)
    assert len(reported) == count, "the same markets are no news"
    markets.stop()


async def test_after_a_lost_connection_all_is_loaded_again(account: Account, panel):
    await account.unlock()
    markets = HeldMarkets(panel)
    markets.want()
    await eventually(lambda: account.sockets and account.sockets[-1].heard and account.requests_to(ACCOUNTS) > 1)
    account.http.replies[ACCOUNTS] = [held("XRP", "9", "3000")]
    account.sockets[-1].abort()
    await eventually(lambda: markets.codes == ("KRW-XRP",), within=10)
    markets.stop()


async def test_a_failed_load_is_told_and_repeated(account: Account, panel):
    good = account.http.replies[ACCOUNTS]
    account.http.replies[ACCOUNTS] = error(500, "x", "")
    await account.unlock()
    markets = HeldMarkets(panel)
    markets.want()
    await eventually(lambda: markets.trouble)
    assert not markets.is_loaded
    account.http.replies[ACCOUNTS] = good
    await eventually(lambda: markets.is_loaded, within=10)
    assert markets.trouble == ""
    markets.stop()


async def test_a_refused_key_is_told_and_not_tried_again_before_another_comes(account: Account, panel):
    good = account.http.replies[ACCOUNTS]
    account.http.replies[ACCOUNTS] = error(401, "invalid_access_key", "")
    await account.unlock()
    markets = HeldMarkets(panel)
    markets.want()
    await eventually(lambda: markets.trouble)
    await eventually(lambda: not markets._account.loader.is_loading)
    assert account.requests_to(ACCOUNTS) == 1
    assert account.desk.engine.get_private_subscriptions() == {}
    account.http.replies[ACCOUNTS] = good
    await account.unlock()
    await eventually(lambda: markets.is_loaded)
    markets.stop()


async def test_without_the_key_nothing_is_left_of_the_account(account: Account, panel):
    await account.unlock()
    markets = HeldMarkets(panel)
    markets.want()
    await eventually(lambda: markets.is_loaded)
    await account.lock()
    assert (markets.codes, markets.needs_key, markets.is_loaded) == ((), True, False)
    assert account.desk.engine.get_private_subscriptions() == {}
    markets.stop()


async def test_it_leaves_the_wire_when_it_stops(account: Account, panel):
    await account.unlock()
    both = [HeldMarkets(panel), HeldMarkets(panel)]
    for markets in both:
        markets.want()
    await eventually(lambda: all(markets.is_loaded for markets in both))
    assert account.desk.engine.get_private_subscriptions()
    both[0].stop()
    assert account.desk.engine.get_private_subscriptions()
    both[1].stop()
    assert not account.desk.engine.get_private_subscriptions()
