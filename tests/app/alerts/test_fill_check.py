"""An alert on fills, at the embedded exchange, which loses the stream of own orders without a word."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp.web import Response
from PySide6.QtCore import QObject

from account_in_hand import ORDERS, account_of, placed
from account_in_hand import Account as HttpAccount
from alert_messages import alert
from app.alerts.alert_watch import AlertWatch
from app.alerts.fill_check import Account, FillCheck
from core.market.account.told_fills import UntoldFill
from core.market.alerts.alert import AlertKind
from core.market.alerts.firing import LATE
from core.model.messages import MyOrder
from core.model.subscription import ALL, StreamType, subscribe
from core.timing.exchange_clock import BELIEVED_AFTER
from desk_in_hand import MARKETS, Desk, ticker
from http_exchange import error
from served_account import ServedAccount, served_account
from waiting import eventually
from widgets.markets.alerts import UserAlerts
from widgets.panel.account import loader as account_loader
from widgets.panel.account import stream_check
from widgets.panel.private_access import KeyStage

ORDER, CLOSED = "/v1/order", "/v1/orders/closed"

TOLD_WITHIN_MS = 100
"""Milliseconds that a message may be under way."""


class Hand:
    """Alerts that follow an account."""

    def __init__(self, served: ServedAccount, state: dict[str, object] | None = None) -> None:
        self.served = served
        self.alerts = UserAlerts()
        self.owner = QObject()
        account = Account(served.desk.engine, served.access, served.desk.tasks)
        self.watch = AlertWatch(
            self.alerts, served.desk.markets, account, served.desk.context.rest, state or {}, self.owner
        )
        self.watch._timer.setInterval(10)

    @property
    def loader(self) -> account_loader.AccountLoader:
        return self.watch._fills._loader

    def set_clock(self, by: int, *, is_known: bool) -> None:
        """Let the exchange's clock be wrong by so many seconds; tickers tell the desk of it."""
        server, engine = self.served.server, self.served.desk.engine
        if by:
            server.exchange.faults.set("clock_shift", engine.time(), by=by)
        else:
            server.exchange.faults.clear(engine.time())
        if is_known:
            for price in range(2 * BELIEVED_AFTER):
                stamp = round(time.time() * 1000) + 1000 * by + price
                message = ticker("KRW-BTC", 50.0 + price, timestamp=stamp, stream_type="REALTIME")
                self.served.desk.deliver(message)
            assert abs((engine.exchange_time().ms or 0.0) - stamp) < 1000

    async def some_loads(self) -> None:
        """Return once loads have gone on for longer than a message may be under way."""
        fills = self.watch._fills
        began = fills._loaded_ms or 0.0
        await eventually(lambda: (fills._loaded_ms or 0.0) > began + 2 * TOLD_WITHIN_MS and not self.loader.is_loading)


@pytest_asyncio.fixture
async def hand(qapp: object, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hand]:
    desk = Desk()
    desk.markets.fill(MARKETS)
    monkeypatch.setattr(account_loader, "_SETTLE_MS", 20)
    monkeypatch.setattr(account_loader, "_CHECK_MS", 50)
    monkeypatch.setattr(stream_check, "TOLD_WITHIN_MS", TOLD_WITHIN_MS)
    monkeypatch.setattr("core.market.account.orders.DOUBTED", 0.1)
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.02)
    async with served_account(desk) as served:
        made = Hand(served)
        yield made
        made.watch.close()
    await desk.stop()


async def test_a_lost_stream_of_own_orders_is_requested_again_and_the_next_fill_is_told(hand: Hand) -> None:
    hand.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: hand.loader.is_fresh)
    hand.served.lose()
    order = hand.served.place()
    await eventually(lambda: hand.served.requests == 2)
    assert not hand.alerts.firings
    await eventually(lambda: not hand.loader.is_loading)
    hand.served.fill(order)
    await eventually(lambda: hand.alerts.firings)


@pytest.mark.parametrize("reach", ["request", "open"])
async def test_what_was_executed_while_the_stream_was_lost_is_told_afterwards_and_once(hand: Hand, reach: str) -> None:
    hand.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: hand.loader.is_fresh)
    order = hand.served.place()
    await eventually(hand.watch._fills._orders.orders)
    hand.served.lose(reach=reach)
    hand.served.fill(order)
    await eventually(lambda: hand.alerts.firings)
    (firing,) = hand.alerts.firings
    assert (firing.price, firing.figure, firing.words) == (10.0, 1000.0, ("BID", LATE))
    await hand.some_loads()
    late = MyOrder(code="KRW-BTC", uuid=order, state="trade", trade_uuid="late", volume=1000.0, executed_volume=1000.0)
    hand.watch._receive(late)
    assert len(hand.alerts.firings) == 1


async def test_an_order_placed_and_executed_while_the_stream_was_lost_is_told_and_one_from_before_is_not(
    hand: Hand,
) -> None:
    hand.served.fill(hand.served.place())
    hand.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: hand.loader.is_fresh)
    await hand.some_loads()
    assert not hand.alerts.firings
    hand.served.lose()
    hand.served.fill(hand.served.place())
    await eventually(lambda: hand.alerts.firings)
    await hand.some_loads()
    assert [firing.words for firing in hand.alerts.firings] == [("BID", LATE)]


@pytest.mark.parametrize("is_clock_known", [True, False])
@pytest.mark.parametrize(("before", "after"), [(3600, 0), (0, 3600), (-3600, 0), (0, -3600), (-3600, -3600), (-40, 0)])
async def test_it_is_whatever_the_clock_of_the_exchange_says_meanwhile(
    hand: Hand, before: int, after: int, is_clock_known: bool
) -> None:
    hand.served.desk.engine.attach("tickers", [subscribe(StreamType.TICKER, "KRW-BTC")])
    await hand.served.desk.requested()
    hand.served.fill(hand.served.place())
    hand.set_clock(before, is_known=is_clock_known)
    hand.served.fill(hand.served.place())
    hand.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: hand.loader.is_fresh)
    await hand.some_loads()
    hand.set_clock(after, is_known=is_clock_known)
    hand.served.lose(reach="all")
    hand.served.fill(hand.served.place())
    await eventually(lambda: hand.alerts.firings)
    await hand.some_loads()
    assert [firing.words for firing in hand.alerts.firings] == [("BID", LATE)]


async def test_an_order_that_was_cancelled_while_the_stream_was_lost_is_no_fill(hand: Hand) -> None:
    hand.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: hand.loader.is_fresh)
    order = hand.served.place()
    await eventually(hand.watch._fills._orders.orders)
    hand.served.lose()
    hand.served.cancel(order)
    await eventually(lambda: not hand.watch._fills._orders.orders())
    await hand.some_loads()
    assert not hand.alerts.firings


async def test_what_was_executed_while_nobody_wanted_to_know_is_not_told(hand: Hand) -> None:
    hand.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: hand.loader.is_fresh)
    order = hand.served.place()
    await eventually(hand.watch._fills._orders.orders)
    hand.alerts.set_enabled("a", is_enabled=False)
    hand.served.fill(order)
    await eventually(lambda: not hand.served.server.sessions)  # and no message can come any more
    hand.alerts.set_enabled("a", is_enabled=True)
    await eventually(lambda: hand.loader.is_fresh)
    await hand.some_loads()
    assert not hand.alerts.firings


async def test_what_was_executed_while_the_program_was_closed_is_told_at_the_start_with_its_time(hand: Hand) -> None:
    hand.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: hand.loader.is_fresh)
    told, left = hand.served.place(), hand.served.place()
    hand.served.fill(told)
    await eventually(lambda: hand.alerts.firings)
    await hand.some_loads()
    hand.watch.close()
    state = json.loads(json.dumps(hand.watch.state()))
    await eventually(lambda: not hand.served.server.sessions)  # and no message can come any more
    hand.served.fill(left)
    hand.served.fill(hand.served.place())
    before_ms = time.time() * 1000
    again = Hand(hand.served, state)
    again.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: len(again.alerts.firings) == 2)
    await again.some_loads()
    assert [firing.words for firing in again.alerts.firings] == [("BID", LATE)] * 2, "what was told is not told again"
    assert all(0 < firing.time_ms < before_ms for firing in again.alerts.firings), "when it happened, not when seen"
    again.watch.close()
    last = Hand(hand.served, json.loads(json.dumps(again.watch.state())))
    last.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: last.loader.is_fresh)
    await last.some_loads()
    assert not last.alerts.firings
    last.watch.close()


@pytest.mark.parametrize("fills", [None, 5, {"seen_ms": "x", "orders": []}, {"seen_ms": -1}, {"orders": [[1]]}])
async def test_a_state_that_makes_no_sense_tells_nothing(hand: Hand, fills: object) -> None:
    hand.served.fill(hand.served.place())
    again = Hand(hand.served, {"fills": fills})
    again.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: again.loader.is_fresh)
    await again.some_loads()
    assert not again.alerts.firings
    again.watch.close()


async def test_while_all_orders_are_told_nothing_is_requested_again(hand: Hand) -> None:
    hand.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: hand.loader.is_fresh)
    for number in range(1, 4):
        order = hand.served.place()
        hand.served.fill(order)
        await eventually(lambda: len(hand.alerts.firings) == number)  # noqa: B023 - awaited here
        hand.served.place()
        await hand.some_loads()
    assert hand.served.requests == 1


async def test_without_an_alert_on_fills_nothing_is_loaded(hand: Hand) -> None:
    hand.alerts.put(alert())
    assert not hand.loader.is_loading
    hand.alerts.put(alert(AlertKind.FILL, "fills"))
    await eventually(lambda: hand.loader.is_fresh)
    hand.alerts.set_enabled("fills", is_enabled=False)
    assert not hand.loader.is_admitted
    assert not hand.loader._checking.isActive()


async def test_a_key_that_comes_later_is_used_and_one_that_goes_is_not(hand: Hand) -> None:
    hand.served.access.set_state(KeyStage.MISSING)
    hand.alerts.put(alert(AlertKind.FILL))
    assert not hand.loader.is_loading
    await hand.served.unlock()
    await eventually(lambda: hand.loader.is_fresh)
    hand.served.access.set_state(KeyStage.MISSING)
    assert not hand.loader.is_admitted


async def test_after_it_is_closed_nothing_is_loaded(hand: Hand) -> None:
    hand.alerts.put(alert(AlertKind.FILL))
    await eventually(lambda: hand.loader.is_fresh)
    hand.watch.close()
    assert not hand.loader.is_loading
    assert not hand.loader._checking.isActive()


async def bad_gateway() -> Response:
    return error(502, "x", "")


async def refused() -> Response:
    return error(400, "validation_error", "")


async def unknown() -> Response:
    return error(404, "order_not_found", "")


TROUBLE = {"bad gateway": bad_gateway, "an empty list": [], "an unknown order, in passing": unknown}
"""Answers that say nothing about what was asked."""


@pytest_asyncio.fixture
async def checked(hand: Hand) -> AsyncIterator[tuple[FillCheck, HttpAccount]]:
    """A check of its own, of an account whose answers the test holds."""
    async with account_of(hand.served.desk) as account:
        account.http.replies |= {ORDERS: [placed("u1")], CLOSED: [], ORDER: placed("u1", executed="10")}
        await account.unlock()
        owner, engine = QObject(), hand.served.desk.engine
        feed = engine.attach("fills", (subscribe(StreamType.MY_ORDER, ALL),), owner=owner)
        made = FillCheck(Account(engine, account.access, hand.served.desk.tasks), feed, owner)
        made.set_wanted(is_wanted=True)
        await eventually(lambda: made._loader.is_admitted and not made._loader.is_loading)
        yield made, account
        made.set_wanted(is_wanted=False)
        feed.close()


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_trouble_says_nothing_about_an_order_and_it_is_asked_for_again(checked, trouble) -> None:
    check, account = checked
    found: list[UntoldFill] = []
    check.found.connect(found.append)
    replies = account.http.replies
    good, replies[ORDERS], replies[ORDER] = replies[ORDER], [], TROUBLE[trouble]
    check._loader.load_now()
    await eventually(lambda: account.requests_to(ORDER))
    asked = account.requests_to(ORDER)
    check._loader.load_now()
    await eventually(lambda: not check._loader.is_loading)
    assert account.requests_to(ORDER) > asked
    assert not found
    replies[ORDER] = good
    check._loader.load_now()
    await eventually(lambda: found)
    assert [(fill.uuid, fill.volume) for fill in found] == [("u1", 10.0)]


async def test_after_trouble_with_the_closed_orders_the_next_load_reaches_back_as_far(checked) -> None:
    check, account = checked
    seen_ms = check.state()["seen_ms"]
    account.http.replies[CLOSED] = bad_gateway
    check._loader.load_now()
    await eventually(lambda: account.requests_to(CLOSED) > 2)
    assert check.state()["seen_ms"] == seen_ms
    account.http.replies[CLOSED] = refused
    check._loader.load_now()
    await eventually(lambda: not check._loader.is_loading)
    assert check.state()["seen_ms"] == seen_ms
    account.http.replies[CLOSED] = []
    check._loader.load_now()
    await eventually(lambda: check.state()["seen_ms"] > seen_ms)
