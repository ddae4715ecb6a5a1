from __future__ import annotations

import asyncio
import gc
import logging
import weakref
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from account_in_hand import ACCOUNTS, Account, account_of, held
from core.engine.deliver.feed import Feed
from core.errors import (
    AuthFailed,
    BadReply,
    ConnectionFailed,
    DoubtedReply,
    ExchangeError,
    FatalConnection,
    HogaError,
    RateLimited,
)
from core.market.account.untold import Untold
from core.model.link_status import ConnectionState
from core.model.subscription import ALL, Scope, StreamType, subscribe
from core.upbit.rest.account import PrivateRest
from core.upbit.rest.lifted_blocks import LiftedBlocks
from desk_in_hand import Desk
from http_exchange import error
from waiting import eventually
from widgets.panel.account import loader as account_loader
from widgets.panel.account.loader import AccountLoader


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_loader, "_SETTLE_MS", 20)
    monkeypatch.setattr(account_loader, "_RELOAD_MS", 40)
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.02)


@pytest_asyncio.fixture
async def account(desk: Desk) -> AsyncIterator[Account]:
    async with account_of(desk) as made:
        made.http.replies[ACCOUNTS] = [held("KRW", "1000")]
        await made.unlock()
        yield made
        await desk.tasks.cancel()


class Owner(QObject):
    """Loads the balances, and follows them once they are loaded."""

    def __init__(self, account: Account) -> None:
        super().__init__()
        self.account = account
        self.feed: Feed | None = None
        self.refusals: list[HogaError] = []
        self.missing = 0
        self.is_request_held_back = False
        self.told: list[int | type[HogaError]] = []
        self.loads = 0
        self.loader = AccountLoader(account.context, "test", self, self)

    @property
    def is_sent(self) -> bool:
        return not self.is_request_held_back and self.feed is not None and self.feed.status().is_sent

    @property
    def has_left_out(self) -> bool:
        return self.feed is not None and self.feed.status().has_left_out

    async def load(self, rest: PrivateRest) -> int:
        self.loads += 1
        await rest.accounts()
        if self.refusals:
            raise self.refusals.pop(0)
        return self.missing

    def untold(self) -> dict[StreamType, Untold]:
        return {}

    def loaded(self, missing: int) -> None:
        self.told.append(missing)
        if self.feed is None:
            self.feed = self.account.context.engine.attach(
                "test", (subscribe(StreamType.MY_ASSET, ALL),), owner=self, on_status=self.loader.status_changed
            )

    def load_failed(self, error: HogaError) -> None:
        self.told.append(type(error))

    async def becomes_fresh(self) -> None:
        await eventually(lambda: self.loader.is_fresh)


@pytest.fixture
def owner(account: Account) -> Owner:
    return Owner(account)


async def test_all_is_loaded_again_over_the_connection_that_the_first_load_opens(owner: Owner):
    owner.loader.load_now()
    await eventually(lambda: owner.told)
    assert owner.loader.is_admitted
    assert not owner.loader.is_fresh, "what changed between the load and the first request is missing"
    await owner.becomes_fresh()
    assert owner.told == [0, 0]
    assert not owner.loader.is_loading


async def test_after_each_loss_it_loads_again_but_not_before_the_request_is_sent(owner: Owner):
    owner.loader.load_now()
    await owner.becomes_fresh()
    owner.is_request_held_back = True
    owner.account.sockets[-1].abort()
    engine = owner.account.context.engine
    await eventually(lambda: engine.link_status(Scope.PRIVATE).state is not ConnectionState.LIVE)
    await eventually(lambda: engine.link_status(Scope.PRIVATE).state is ConnectionState.LIVE)
    await asyncio.sleep(0.1)
    assert (owner.loads, owner.loader.is_fresh) == (2, False)
    owner.is_request_held_back = False
    await owner.becomes_fresh()
    assert owner.loads == 3


@pytest.mark.parametrize("error", [ConnectionFailed("cut"), FatalConnection("proxy", "프록시")])
async def test_a_failed_load_is_told_and_repeated(owner: Owner, error: HogaError):
    owner.refusals = [error, error]
    owner.loader.load_now()
    await eventually(lambda: owner.loader.is_admitted)
    assert owner.told[:3] == [type(error), type(error), 0]


async def test_a_failed_load_is_repeated_at_once_when_blocks_turn_out_to_be_over(owner: Owner, account: Account):
    account.http.replies[ACCOUNTS] = error(418, "x", "blocked for 3000 seconds")
    owner.loader.load_now()
    await eventually(lambda: owner.told == [RateLimited])
    account.http.replies[ACCOUNTS] = [held("KRW", "1000")]
    lifted = account.access.rest.lifted
    lifted.lift()
    lifted.answered(lifted.number)  # another client of this address was answered
    await owner.becomes_fresh()
    assert owner.told[:2] == [RateLimited, 0]


async def test_a_refused_key_is_not_tried_again_before_another_comes(owner: Owner):
    owner.refusals = [AuthFailed(ExchangeError("invalid_access_key", "", 401), "", "")]
    owner.loader.load_now()
    await eventually(lambda: owner.told and not owner.loader.is_loading)
    await asyncio.sleep(0.1)
    assert (owner.told, owner.loader.is_admitted) == ([AuthFailed], False)
    owner.loader.forget()
    owner.loader.load_now()
    await eventually(lambda: owner.loader.is_admitted)


async def test_unreadable_rows_are_asked_for_until_they_can_be_read(owner: Owner, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(account_loader, "_SOON", 0.02)
    owner.missing = 3
    owner.loader.load_now()
    await eventually(lambda: owner.told[:2] == [3, 3])
    owner.missing = 0
    await eventually(lambda: not owner.loader.is_loading)
    assert owner.told[-1] == 0


async def test_a_failure_after_a_success_waits_as_short_as_the_first(owner: Owner, monkeypatch: pytest.MonkeyPatch):
    down, waits = ConnectionFailed("no answer", "x"), []

    async def noted(_: LiftedBlocks, seconds: float) -> None:
        waits.append(seconds)
        owner.refusals = owner.refusals or [down] * (len(waits) == 6)
        owner.missing = int(len(waits) < 7)

    monkeypatch.setattr(LiftedBlocks, "wait_for", noted)
    owner.loader._settling.setInterval(1_000_000)  # no load anew over the connection that the first success opens
    owner.missing, owner.refusals = 1, [down] * 5
    owner.loader.load_now()
    await eventually(lambda: len(waits) == 7 and not owner.loader.is_loading)
    assert waits[0] <= 0.02 < waits[4]
    assert max(waits[5:]) <= 0.02


@pytest.mark.parametrize("error", [DoubtedReply, BadReply])
async def test_a_list_in_doubt_or_unreadable_is_asked_for_again_within_seconds_however_often(
    owner: Owner, monkeypatch: pytest.MonkeyPatch, error: type[BadReply]
):
    waits: list[float] = []

    async def noted(_: LiftedBlocks, seconds: float) -> None:
        waits.append(seconds)
        owner.refusals = [error("x")] * (len(waits) < 20)

    monkeypatch.setattr(LiftedBlocks, "wait_for", noted)
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.5)
    owner.loader._settling.setInterval(1_000_000)
    owner.refusals = [error("x")]
    owner.loader.load_now()
    await eventually(lambda: len(waits) == 20 and not owner.loader.is_loading)
    assert waits[0] <= 0.5
    assert max(waits) == waits[-1] == account_loader._SOON


async def test_unreadable_rows_are_asked_for_within_seconds_however_often_and_ever_more_seldom(owner, monkeypatch):
    waits: list[float] = []

    async def noted(_: LiftedBlocks, seconds: float) -> None:
        waits.append(seconds)
        owner.missing = int(len(waits) < 20)

    monkeypatch.setattr(LiftedBlocks, "wait_for", noted)
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.5)
    owner.loader._settling.setInterval(1_000_000)
    owner.missing = 1
    owner.loader.load_now()
    await eventually(lambda: len(waits) == 20 and not owner.loader.is_loading)
    assert waits[0] <= 0.5 < waits[2]
    assert max(waits) == waits[-1] == account_loader._SOON


async def test_after_a_list_in_doubt_checks_come_soon_and_then_ever_later(owner: Owner, monkeypatch):
    monkeypatch.setattr(account_loader, "_RECHECK_MS", 20)
    monkeypatch.setattr(account_loader, "_CHECK_MS", 50)
    owner.refusals = [DoubtedReply("x")]
    intervals: list[int] = []
    owner.loader._checking.timeout.connect(lambda: intervals.append(owner.loader._checking.interval()))
    owner.loader.load_now()
    await eventually(lambda: 50 in intervals)
    assert list(dict.fromkeys(intervals)) == [20, 25, 31, 38, 47, 50]


async def test_many_changes_are_one_load_and_one_on_demand_takes_their_place(owner: Owner):
    owner.loader.load_now()
    await owner.becomes_fresh()
    for _ in range(20):
        owner.loader.load_soon()
    await eventually(lambda: owner.loads == 3)
    owner.loader.load_soon()
    owner.loader.load_now()
    await asyncio.sleep(0.15)
    assert owner.loads == 4


async def test_after_a_message_that_could_not_be_used_it_loads_until_all_can_be(owner: Owner):
    owner.loader.load_now()
    await owner.becomes_fresh()
    owner.loader._repairing.setInterval(20)
    owner.loader.status_changed()
    await asyncio.sleep(0.1)
    assert owner.loads == 2
    owner.account.sockets[-1]._frames.put_nowait(b'{"type":"myAsset","assets":7,"timestamp":1}')
    await eventually(lambda: owner.has_left_out and owner.loads > 4)
    assert owner.told[-1] == 0


async def test_another_key_admits_nothing_before_its_own_load(owner: Owner):
    owner.loader.load_now()
    await owner.becomes_fresh()
    owner.loader.load_soon()
    owner.loader.forget()
    assert (owner.loader.is_admitted, owner.loader.is_fresh, owner.loader.is_loading) == (False, False, False)
    await asyncio.sleep(0.1)
    assert owner.loads == 2


@pytest.mark.parametrize("is_deleted", [False, True])
async def test_an_owner_that_ends_while_a_load_waits_ends_the_load(account: Account, is_deleted):
    made = Owner(account)
    made.refusals = [FatalConnection("proxy", "프록시")] * 50
    gone, told, running = weakref.ref(made), made.told, made.loader._running
    made.loader.load_now()
    await eventually(lambda: len(told) == 2)
    (task,) = running
    if is_deleted:
        made.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del made
    gc.collect()
    await eventually(task.done)
    gc.collect()
    assert gone() is None


async def test_without_a_loop_it_loads_once_there_is_one(owner: Owner):
    loop = asyncio.get_running_loop()
    asyncio._set_running_loop(None)  # as in a Qt event between two runs of the loop
    try:
        owner.loader.load_now()
    finally:
        asyncio._set_running_loop(loop)
    assert owner.loads == 0
    owner.loaded(0)
    await eventually(lambda: owner.loads == 1)


async def test_what_the_exchange_does_not_send_is_known_after_the_next_check(owner: Owner, monkeypatch):
    monkeypatch.setattr(account_loader, "_CHECK_MS", 60)
    checked = Owner(owner.account)
    checked.loader.load_now()
    await checked.becomes_fresh()
    before = checked.loads
    await eventually(lambda: checked.loads >= before + 3)
    assert checked.loader.is_fresh
    checked.refusals = [ConnectionFailed("cut")]
    failed = checked.loads
    await eventually(lambda: checked.loads >= failed + 3)  # a failed check is not the last one
    checked.loader.stop()
    stopped = checked.loads
    await asyncio.sleep(0.15)
    assert checked.loads == stopped


async def test_nothing_is_checked_without_a_connection(owner: Owner, monkeypatch):
    monkeypatch.setattr(account_loader, "_CHECK_MS", 60)
    checked = Owner(owner.account)
    checked.loader.load_now()
    await checked.becomes_fresh()
    await checked.account.context.engine.set_dial(Scope.PRIVATE, None)
    await eventually(lambda: not checked.loader.is_loading)
    before = checked.loads
    await asyncio.sleep(0.2)
    assert checked.loads <= before + 1


async def test_a_refused_key_is_logged_and_an_outage_only_once(account: Account, caplog):
    caplog.set_level(logging.INFO, "core.timing.attempts")
    owner = Owner(account)
    owner.refusals = [
        ConnectionFailed("no answer", "x"),
        ConnectionFailed("no answer", "x"),
        AuthFailed(ExchangeError("jwt", "wrong key", 401), "x", "y"),
    ]
    owner.loader.load_now()
    await eventually(lambda: len(owner.told) == 3)
    assert caplog.messages == ["test load: no answer", "test load: jwt: wrong key (HTTP 401)"]
