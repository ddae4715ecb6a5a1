from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6.QtGui import QIcon

from alert_messages import BTC, alert
from app.alerts.alert_service import AlertService
from app.alerts.fill_check import Account
from app.source.source import EMBEDDED, UPBIT
from app.user_files.alerts_file import VERSION
from core.loop.tasks import TaskOwner
from core.market.alerts.alert import AlertKind
from core.storage.kept_file import KeptFile
from desk_in_hand import MARKETS, Desk, trade
from looks import LOOK
from waiting import eventually
from widgets.panel.private_access import PrivateAccess


@pytest_asyncio.fixture
async def desks(qapp: object) -> AsyncIterator[tuple[Desk, Desk]]:
    made = Desk(), Desk()
    for desk in made:
        desk.markets.fill(MARKETS)
    yield made
    for desk in made:
        await desk.stop()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "alerts.json"


def source_in(path: Path) -> str:
    return list(json.loads(path.read_bytes())["content"]["states"])[-1]


def account(desk: Desk) -> Account:
    return Account(desk.engine, PrivateAccess(), desk.tasks)


def service(path: Path) -> AlertService:
    return AlertService(KeptFile(path, VERSION), LOOK, QIcon(), str)


async def test_alerts_are_followed_at_one_source_at_a_time(desks: tuple[Desk, Desk], path: Path):
    one, other = desks
    made = service(path)
    made.follow(EMBEDDED, one.markets, account(one), one.context.rest)
    made.alerts.put(alert())
    assert one.wanted == {"trade": {BTC}}
    made.leave()
    assert one.wanted == {}
    made.follow(UPBIT, other.markets, account(other), other.context.rest)
    assert (one.wanted, other.wanted) == ({}, {"trade": {BTC}})
    made.leave()


async def test_a_price_of_another_source_is_no_crossing(desks: tuple[Desk, Desk], path: Path):
    one, other = desks
    made = service(path)
    made.follow(EMBEDDED, one.markets, account(one), one.context.rest)
    made.alerts.put(alert())
    await one.requested()
    one.deliver(trade(1, price=99))
    made.leave()
    made.follow(UPBIT, other.markets, account(other), other.context.rest)
    await other.requested()
    other.deliver(trade(1, price=101))
    assert not made.alerts.firings
    other.deliver(trade(2, price=50), trade(3, price=101))
    assert made.alerts.firings
    made.leave()


async def test_a_run_at_the_same_source_goes_on_where_the_last_one_stopped(desks: tuple[Desk, Desk], path: Path):
    for desk, price in zip(desks, (99, 101), strict=True):
        made = service(path)
        made.follow(EMBEDDED, desk.markets, account(desk), desk.context.rest)
        made.alerts.put(alert())
        await desk.requested()
        desk.deliver(trade(1, price=price))
        made.save()
        assert len(made.alerts.firings) == (price == 101)
        made.leave()
    assert source_in(path) == str(EMBEDDED)


async def test_an_alert_is_armed_only_at_the_source_it_was_made_on_also_after_a_restart(
    desks: tuple[Desk, Desk], path: Path
):
    one, other = desks
    made = service(path)
    made.follow(EMBEDDED, one.markets, account(one), one.context.rest)
    made.alerts.asked.connect(made.alerts.put)
    made.alerts.ask(AlertKind.PRICE, BTC, 100.0)
    made.save()
    made.leave()
    again = service(path)
    again.follow(UPBIT, other.markets, account(other), other.context.rest)
    assert len(again.alerts) == 1
    assert other.wanted == {}
    again.leave()
    again.follow(EMBEDDED, one.markets, account(one), one.context.rest)
    await one.requested()
    one.deliver(trade(1, price=99), trade(2, price=101))
    assert len(again.alerts.firings) == 1
    again.leave()


async def test_the_alerts_of_an_older_version_are_armed_wherever_they_were(desks: tuple[Desk, Desk], path: Path):
    made = service(path)
    made.follow(EMBEDDED, desks[0].markets, account(desks[0]), desks[0].context.rest)
    made.alerts.put(alert())
    made.save()
    made.leave()
    content = KeptFile(path, VERSION).load().content
    assert content is not None
    for entry in content["alerts"]:
        del entry["source"]
    KeptFile(path, VERSION).save(content)
    for source, desk in zip((UPBIT, EMBEDDED), desks, strict=True):
        again = service(path)
        again.follow(source, desk.markets, account(desk), desk.context.rest)
        assert desk.wanted == {"trade": {BTC}}
        again.leave()


async def test_what_runs_as_long_as_the_desk_ends_with_its_tasks(desks: tuple[Desk, Desk], path: Path):
    made, tasks = service(path), TaskOwner()
    made.follow(EMBEDDED, desks[0].markets, account(desks[0]), desks[0].context.rest)
    made.begin(tasks)
    await asyncio.sleep(0)
    made.alerts.put(alert())
    await eventually(path.exists)
    await tasks.cancel()
    assert len(tasks) == 0
    made.leave()
    assert made.notice == ""


async def test_at_the_end_of_the_run_the_exact_time_of_the_last_price_is_kept_and_until_then_the_minute(
    desks: tuple[Desk, Desk], path: Path
):
    """A file that tells it exactly would change with every trade."""
    made = service(path)
    made.follow(EMBEDDED, desks[0].markets, account(desks[0]), desks[0].context.rest)
    made.alerts.put(alert())
    await desks[0].requested()
    desks[0].deliver(trade(1, price=99))
    time_ms = trade(1)["trade_timestamp"]
    made._file.save()
    assert kept_prices(path) == {BTC: time_ms // 60_000 * 60_000}
    made.save()
    assert kept_prices(path) == {BTC: time_ms}
    made.leave()


def kept_prices(path: Path) -> dict[str, int]:
    (state,) = json.loads(path.read_bytes())["content"]["states"].values()
    return state["prices"]
