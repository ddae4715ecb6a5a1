"""An account followed by a panel, over a real REST client and a private socket in hand."""

from __future__ import annotations

import gc
import weakref
from collections.abc import AsyncIterator, Iterator
from decimal import Decimal

import pytest
import pytest_asyncio
from PySide6.QtCore import QCoreApplication, QEvent

from account_in_hand import ACCOUNTS, ORDERS, Account, account_of, held, my_asset, my_order, placed
from desk_in_hand import Desk
from http_exchange import error
from waiting import eventually
from widgets.panel.account import loader as account_loader
from widgets.panel.account.followed import BALANCES, BALANCES_AND_ORDERS, FollowedAccount
from widgets.panel.panel import Panel


class Empty(Panel):
    kind = "empty"


@pytest_asyncio.fixture
async def account(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Account]:
    monkeypatch.setattr(account_loader, "_SETTLE_MS", 5)
    monkeypatch.setattr(account_loader, "_RELOAD_MS", 5)
    async with account_of(desk) as made:
        made.http.replies[ACCOUNTS] = [held("KRW", "1000"), held("BTC", "0.5", "120000000")]
        made.http.replies[ORDERS] = [placed("u1"), placed("u2", "ask")]
        yield made
        await desk.tasks.cancel()


@pytest.fixture
def panel(account: Account) -> Iterator[Panel]:
    made = Empty(account.context)
    yield made
    made.release()


def amounts(followed: FollowedAccount) -> dict[str, Decimal]:
    return {holding.currency: holding.available for holding in followed.balances.holdings()}


def uuids(followed: FollowedAccount) -> set[str]:
    return {order.uuid for order in followed.orders.orders()}


def private(account: Account) -> set[str]:
    return {str(stream) for stream in account.desk.engine.get_private_subscriptions()}


async def complete(account: Account, followed: FollowedAccount, loads: int = 0) -> None:
    """Return once the streams are requested, and all was loaded again since."""
    await eventually(lambda: followed.is_sent and account.requests_to(ACCOUNTS) > loads + 1)
    await eventually(lambda: not followed.loader.is_loading)


@pytest.mark.parametrize(
    ("streams", "wanted"), [(BALANCES, {"myAsset"}), (BALANCES_AND_ORDERS, {"myAsset", "myOrder"})]
)
async def test_only_what_is_asked_for_is_loaded_and_streamed(account, panel, streams, wanted):
    followed = FollowedAccount(panel, "own", streams)
    await account.unlock()
    assert (account.http.requests, private(account)) == ([], set()), "nobody wants it yet"
    followed.follow()
    await complete(account, followed)
    assert private(account) == wanted
    assert bool(account.requests_to(ORDERS)) == ("myOrder" in wanted)
    assert amounts(followed) == {"KRW": 1000, "BTC": Decimal("0.5")}
    assert uuids(followed) == ({"u1", "u2"} if "myOrder" in wanted else set())
    followed.stop()
    assert (amounts(followed), uuids(followed), private(account)) == ({}, set(), set())


async def test_without_a_key_nothing_is_asked_and_a_later_key_is_used(account, panel):
    followed = FollowedAccount(panel, "own", BALANCES)
    followed.follow()
    await account.lock()
    assert (account.http.requests, account.sockets) == ([], [])
    await account.unlock()
    await eventually(lambda: followed.balances.is_loaded)
    await account.lock()
    assert (amounts(followed), private(account)) == ({}, set())


async def test_after_it_stopped_another_key_is_no_reason_to_load(account, panel):
    followed = FollowedAccount(panel, "own", BALANCES)
    followed.follow()
    followed.stop()
    await account.unlock()
    assert not followed.loader.is_loading


async def test_the_stream_is_followed_and_only_a_change_is_told(account, panel):
    followed = FollowedAccount(panel, "own", BALANCES_AND_ORDERS)
    await account.unlock()
    followed.follow()
    await complete(account, followed)
    told = []
    followed.changed.connect(lambda: told.append(amounts(followed)))
    account.deliver(my_asset(2000, KRW=1000.0))
    await eventually(lambda: not followed._feed._feed.has_mail)
    account.deliver(my_asset(2001, KRW=900.0), my_order("u1", "cancel", timestamp=2001))
    await eventually(lambda: uuids(followed) == {"u2"})
    assert told == [{"KRW": 900, "BTC": Decimal("0.5")}]


async def test_a_purchase_is_loaded_for_its_average(account, panel):
    followed = FollowedAccount(panel, "own", BALANCES)
    await account.unlock()
    followed.follow()
    await complete(account, followed)
    account.http.replies[ACCOUNTS] = [held("BTC", "0.75", "130000000")]
    account.deliver(my_asset(2000, BTC=0.75))
    await eventually(lambda: [each.average_price for each in followed.balances.holdings()] == [130_000_000])


async def test_a_change_that_comes_late_does_not_replace_what_was_loaded_anew(account, panel):
    followed = FollowedAccount(panel, "own", BALANCES_AND_ORDERS)
    await account.unlock()
    followed.follow()
    await complete(account, followed)
    account.deliver(my_order("u1", "cancel", timestamp=2000), my_asset(2000, BTC=0.5))
    await eventually(lambda: uuids(followed) == {"u2"})
    loads = account.requests_to(ACCOUNTS)
    followed.follow()
    await complete(account, followed, loads)
    account.deliver(my_order("u1", "wait", timestamp=1000), my_asset(1000, BTC=7.0), my_asset(3000, KRW=500.0))
    await eventually(lambda: amounts(followed)["KRW"] == 500)
    assert amounts(followed)["BTC"] == Decimal("0.5")
    assert uuids(followed) == {"u2"}


@pytest.mark.parametrize("streams", [BALANCES, BALANCES_AND_ORDERS])
async def test_a_key_that_may_see_it_no_longer_has_neither_data_nor_streams(account, panel, streams):
    followed = FollowedAccount(panel, "own", streams)
    await account.unlock()
    followed.follow()
    await complete(account, followed)
    account.http.replies[ACCOUNTS] = error(401, "out_of_scope", "권한이 부족합니다")
    followed.loader.load_now()
    await eventually(lambda: followed.trouble)
    assert (amounts(followed), uuids(followed), private(account)) == ({}, set(), set())
    account.http.replies[ACCOUNTS] = [held("KRW", "7")]
    await account.unlock()
    await eventually(lambda: amounts(followed) == {"KRW": 7})
    assert followed.trouble == ""


async def test_a_load_that_failed_leaves_what_is_known_says_why_and_is_repeated(account, panel, monkeypatch):
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.02)
    followed = FollowedAccount(panel, "own", BALANCES)
    await account.unlock()
    followed.follow()
    await complete(account, followed)
    good = account.http.replies[ACCOUNTS]
    account.http.replies[ACCOUNTS] = error(500, "x", "")
    followed.loader.load_now()
    await eventually(lambda: followed.trouble)
    assert amounts(followed) == {"KRW": 1000, "BTC": Decimal("0.5")}
    account.http.replies[ACCOUNTS] = good
    await eventually(lambda: not followed.trouble)


async def test_unreadable_rows_leave_what_was_known_of_them_and_are_counted(account, panel):
    followed = FollowedAccount(panel, "own", BALANCES_AND_ORDERS)
    await account.unlock()
    followed.follow()
    await complete(account, followed)
    account.http.replies[ACCOUNTS] = [held("KRW", "900"), {"currency": 7}]
    account.http.replies[ORDERS] = [placed("u2", "ask"), {"uuid": []}]
    assert await followed.load(account.access.rest) == 2
    assert amounts(followed) == {"KRW": 900, "BTC": Decimal("0.5")}
    assert uuids(followed) == {"u1", "u2"}


async def test_it_ends_with_its_panel(account):
    panel = Empty(account.context)
    followed = FollowedAccount(panel, "own", BALANCES)
    await account.unlock()
    followed.follow()
    await complete(account, followed)
    gone = weakref.ref(panel)
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)
    await eventually(lambda: not private(account))
    del panel, followed
    gc.collect()
    assert gone() is None


async def test_one_that_joins_streams_that_are_requested_already_loads_again_too(account, panel):
    """What changed between its first load and its subscription was not told to it."""
    first, second = (FollowedAccount(panel, name, BALANCES) for name in ("first", "second"))
    await account.unlock()
    first.follow()
    await complete(account, first)
    loads = account.requests_to(ACCOUNTS)
    second.follow()
    await eventually(lambda: second.loader.is_fresh)
    assert account.requests_to(ACCOUNTS) == loads + 2
