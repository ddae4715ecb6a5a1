"""Panels of the account on the embedded exchange, which loses their streams without a word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import TypeVar

import pytest
import pytest_asyncio
from PySide6.QtCore import QObject

from core.market.account.untold import Untold
from core.model.subscription import StreamType
from desk_in_hand import Desk
from served_account import ServedAccount, served_account
from waiting import eventually
from widgets.account.assets_panel import AssetsPanel
from widgets.account.my_orders_panel import MyOrdersPanel
from widgets.account.private_panel import PrivatePanel
from widgets.panel.account import loader as account_loader
from widgets.panel.account import stream_check
from widgets.panel.account.followed import BALANCES_AND_ORDERS, FollowedAccount
from widgets.panel.account.stream_check import StreamCheck
from widgets.panel.panel import Panel

Shown = TypeVar("Shown", bound=PrivatePanel)


class Empty(Panel):
    kind = "empty"


class Bench:
    """Panels of an account at a running exchange, where another program trades."""

    def __init__(self, account: ServedAccount) -> None:
        self.account = account
        self.context = replace(account.desk.context, private=account.access)
        self._panels: list[PrivatePanel] = []
        """Kept until the exchange is closed: the end of the last window ends Qt's loop."""

    async def open(self, kind: type[Shown]) -> Shown:
        """Open a panel; return it once all is loaded since its streams were requested."""
        panel = kind(self.context)
        self._panels.append(panel)
        panel.show()
        await eventually(lambda: panel._loader.is_fresh)
        return panel


@pytest_asyncio.fixture
async def bench(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    monkeypatch.setattr(account_loader, "_SETTLE_MS", 20)
    monkeypatch.setattr(account_loader, "_RELOAD_MS", 20)
    monkeypatch.setattr(account_loader, "_CHECK_MS", 100)
    monkeypatch.setattr(stream_check, "TOLD_WITHIN_MS", 100)
    async with served_account(desk) as account:
        yield Bench(account)


def uuids(panel: MyOrdersPanel) -> set[str]:
    return {order.uuid for order in panel._orders.orders()}


def without_checks(panel: PrivatePanel) -> None:
    """Load nothing from now on that the stream does not ask for."""
    panel._loader._checking.setInterval(10_000_000)
    panel._loader._checking.stop()


@pytest.mark.parametrize("stream", ["order", "all"])
async def test_a_lost_stream_is_requested_again_and_tells_again(bench: Bench, stream: str) -> None:
    panel = await bench.open(MyOrdersPanel)
    bench.account.lose(stream)
    missed = bench.account.place()
    await eventually(lambda: missed in uuids(panel))
    await eventually(lambda: bench.account.requests == 2)
    bench.account.server.exchange.faults.clear(bench.account.desk.engine.time())
    await eventually(lambda: not panel._loader.is_loading)
    without_checks(panel)
    told = bench.account.place()
    await eventually(lambda: (panel.frame(), told in uuids(panel))[1])


async def test_what_changed_before_the_new_request_is_loaded_after_it(bench: Bench) -> None:
    panel = await bench.open(MyOrdersPanel)
    bench.account.lose()
    without_checks(panel)
    panel._loader._streams._waiting.setInterval(50)
    bench.account.place()
    panel._loader.load_now()
    await eventually(lambda: len(uuids(panel)) == 1)
    meanwhile = bench.account.place()
    await eventually(lambda: bench.account.requests == 2)
    await eventually(lambda: meanwhile in uuids(panel))


async def test_all_that_follow_the_account_request_a_lost_stream_once(bench: Bench) -> None:
    lists = [await bench.open(MyOrdersPanel), await bench.open(MyOrdersPanel)]
    assets = await bench.open(AssetsPanel)
    owner = Empty(bench.context)
    owner.show()  # hidden, it would take its messages once a second
    followed = FollowedAccount(owner, "own", BALANCES_AND_ORDERS)
    followed.follow()
    await eventually(lambda: followed.loader.is_fresh)
    requests = bench.account.requests
    bench.account.lose("order", reach="open")
    bench.account.place()
    await eventually(lambda: bench.account.requests == requests + 1)
    await asyncio.sleep(0.5)  # some checks of each
    assert bench.account.requests == requests + 1
    assert [len(uuids(panel)) for panel in lists] == [1, 1]
    assert assets.has_data()
    owner.release()


async def test_while_all_is_told_nothing_is_requested_again(bench: Bench) -> None:
    reported: list[object] = []
    engine = bench.account.desk.engine
    passed = engine.report_missed
    engine.report_missed = lambda *given: reported.append(given) or passed(*given)  # type: ignore[method-assign]
    orders, assets = await bench.open(MyOrdersPanel), await bench.open(AssetsPanel)
    placed = set()
    for _ in range(15):
        placed.add(bench.account.place())
        for panel in (orders, assets):
            panel.frame()
            panel._loader.load_now()
        await eventually(lambda: not orders._loader.is_loading and not assets._loader.is_loading)
    await eventually(lambda: (orders.frame(), uuids(orders) == placed)[1])
    await eventually(lambda: not orders._loader._streams._waiting.isActive())
    assert reported == []


class Owner(QObject):
    """What was loaded, in the hands of the test."""

    def __init__(self) -> None:
        super().__init__()
        self.orders = Untold()

    def untold(self) -> dict[StreamType, Untold]:
        return {StreamType.MY_ORDER: self.orders}


class Engine:
    """Records what is reported."""

    def __init__(self) -> None:
        self.reports: list[tuple[StreamType, float]] = []
        self.is_requested_again = True

    def report_missed(self, stream: StreamType, since: float) -> bool:
        self.reports.append((stream, since))
        return self.is_requested_again


class Hand:
    def __init__(self) -> None:
        self.owner, self.engine = Owner(), Engine()
        self.check = StreamCheck(self.engine, self.owner, self.owner)  # type: ignore[arg-type]
        self.requested: list[object] = []
        self.check.requested_again.connect(lambda: self.requested.append(None))

    def load(self, began: float, *changed: str) -> None:
        self.owner.orders.add(changed)
        self.check.loaded(began)

    def is_late(self) -> None:
        """Let the time be over that a message may take."""
        assert self.check._waiting.isActive()
        self.check._waiting.stop()
        self.check._report()


@pytest.fixture
def hand(qapp: object) -> Hand:
    return Hand()


def test_of_the_first_load_nothing_is_concluded(hand: Hand):
    hand.load(1.0, "a")
    assert not hand.check._waiting.isActive()
    assert not hand.owner.orders


def test_a_change_of_a_later_load_is_reported_unless_it_is_told_in_time(hand: Hand):
    hand.load(1.0)
    hand.load(2.0, "a", "b")
    hand.load(3.0)
    hand.owner.orders.told("a")
    hand.is_late()
    assert hand.engine.reports == [(StreamType.MY_ORDER, 1.0)]
    assert len(hand.requested) == 1
    hand.load(4.0, "c")
    hand.load(5.0, "d")
    hand.owner.orders.told("d")
    hand.is_late()
    assert len(hand.engine.reports) == 1


@pytest.mark.parametrize("begin_anew", [lambda hand: hand.check.start_over(), lambda hand: hand.is_late()])
def test_after_a_new_request_the_next_load_is_a_first_one(hand: Hand, begin_anew: Callable[[Hand], object]):
    hand.load(1.0)
    hand.load(2.0, "a")
    begin_anew(hand)
    hand.load(3.0, "b")
    assert not hand.check._waiting.isActive()
    hand.load(4.0, "c")
    assert hand.check._waiting.isActive()


def test_what_the_engine_does_nothing_about_is_no_new_beginning(hand: Hand):
    hand.engine.is_requested_again = False
    hand.load(1.0)
    hand.load(2.0, "a")
    hand.is_late()
    assert not hand.requested
    hand.load(3.0, "b")
    hand.is_late()
    assert [since for _, since in hand.engine.reports] == [1.0, 2.0]
