"""Alerts on the real engine, whose socket is in the hands of the test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from alert_messages import BTC, alert
from app.alerts.alert_watch import AlertWatch
from app.alerts.fill_check import Account
from core.market.alerts.alert import AlertKind, Direction
from core.model.markets import Market, MarketList
from core.model.subscription import Scope, StreamType, subscribe
from desk_in_hand import MARKETS, Desk, book, trade
from waiting import eventually
from widgets.markets.alerts import Trouble, UserAlerts
from widgets.panel.private_access import KeyStage, PrivateAccess


class Hand:
    """A desk with alerts, and a clock that the test turns."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.desk.markets.fill(MARKETS)
        self.alerts = UserAlerts()
        self.access = PrivateAccess()
        self.now = 0.0
        self.watch = self.watched()
        self.told: list[tuple[str, float | None]] = []
        self.alerts.fired.connect(lambda firing: self.told.append((firing.alert.id, firing.price)))

    def watched(self, state: dict[str, object] | None = None) -> AlertWatch:
        account = Account(self.desk.engine, self.access, self.desk.tasks)
        return AlertWatch(
            self.alerts, self.desk.markets, account, self.desk.context.rest, state or {}, clock=lambda: self.now
        )

    async def trades(self, *prices: float, first: int = 1) -> None:
        await self.desk.requested()
        self.desk.deliver(*(trade(first + n, price=price) for n, price in enumerate(prices)))

    def look_after(self, seconds: float) -> None:
        self.watch.look()
        self.now += seconds
        self.watch.look()


@pytest_asyncio.fixture
async def hand(qapp: object) -> AsyncIterator[Hand]:
    made = Hand()
    yield made
    made.watch.close()
    del made.watch  # its clock is of `made`, and no thread may collect a cycle with a timer in it
    await made.desk.stop()


async def test_only_what_the_alerts_need_is_on_the_wire(hand: Hand):
    assert hand.desk.wanted == {}
    hand.alerts.put(alert())
    hand.alerts.put(alert(AlertKind.SPREAD, "s", code="KRW-ETH"))
    assert hand.desk.wanted == {"trade": {BTC}, "orderbook": {"KRW-ETH"}}
    hand.alerts.set_enabled("s", is_enabled=False)
    hand.alerts.remove("a")
    assert hand.desk.wanted == {}


async def test_every_price_counts_also_two_of_one_frame(hand: Hand):
    hand.alerts.put(alert(direction=Direction.UP))
    await hand.trades(99, 100, 99, 101)
    assert hand.told == [("a", 100.0), ("a", 101.0)]


async def test_what_other_panels_have_seen_says_where_the_price_is_and_fires_nothing(hand: Hand):
    other = hand.desk.engine.attach("tape", [subscribe(StreamType.TRADE, BTC)])
    await hand.desk.requested()
    hand.desk.deliver(*(trade(n, price=price) for n, price in enumerate((99, 101, 99), 1)))
    hand.alerts.put(alert(direction=Direction.UP))
    assert hand.told == []
    hand.desk.deliver(trade(4, price=101))
    assert hand.told == [("a", 101.0)]
    other.close()


async def test_a_book_counts(hand: Hand):
    hand.alerts.put(alert(AlertKind.SPREAD))
    await hand.desk.requested()
    hand.desk.deliver(book(mid=1000.0), book(mid=50.0))
    assert hand.told == [("a", 51.0)]


async def test_a_snoozed_alert_is_followed_and_not_told(hand: Hand):
    hand.alerts.put(alert(snoozed_until_ms=2**52))
    await hand.trades(99, 101)
    hand.alerts.snooze("a", 0)
    await hand.trades(102, first=10)
    assert hand.told == []


async def test_after_a_restart_it_goes_on_where_it_was(hand: Hand):
    hand.alerts.put(alert())
    await hand.trades(99)
    state = hand.watch.state()
    hand.watch.close()
    hand.watch = hand.watched(state)
    await hand.desk.requested()
    await eventually(lambda: not hand.desk.engine._pending_subscription_task)
    hand.desk.deliver(trade(20, price=101))
    assert hand.told == [("a", 101.0)]


async def test_after_it_is_closed_nothing_is_on_the_wire_and_nothing_is_told(hand: Hand):
    hand.alerts.put(alert())
    await hand.trades(99)
    hand.watch.close()
    assert hand.desk.wanted == {}
    hand.desk.deliver(trade(20, price=101))
    hand.alerts.put(alert(key="b"))
    hand.watch.look()
    assert (hand.told, hand.desk.wanted) == ([], {})


async def test_a_new_market_is_told(hand: Hand):
    hand.alerts.put(alert(AlertKind.LISTING))
    hand.desk.markets.fill(MarketList(MARKETS))
    hand.desk.markets.fill(MarketList([*MARKETS, Market("KRW-NEW")]))
    assert hand.told == [("a", None)]


async def test_a_lost_connection_is_told_after_its_time(hand: Hand):
    hand.alerts.put(alert())
    hand.alerts.put(alert(AlertKind.CONNECTION, "lost"))
    await hand.trades(99)
    hand.watch.look()
    await hand.desk.sockets[-1].close()
    await eventually(lambda: hand.desk.engine.link_status(Scope.PUBLIC).state.value != "live")
    hand.look_after(9.0)
    assert hand.told == []
    hand.look_after(1.0)
    assert hand.told == [("lost", None)]


async def test_one_that_rang_says_so_until_the_price_has_left_its_level(hand: Hand):
    hand.alerts.put(made := alert())
    hand.alerts.put(above := alert(key="b", level=50.0, direction=Direction.UP))
    for price, trouble in ((99, None), (100, Trouble.RANG), (101, None)):
        await hand.trades(price, first=price)
        hand.watch.look()
        assert hand.alerts.trouble_of(made) is trouble
        assert hand.alerts.trouble_of(above) is None, "it must fall first too, but has never come true"
        assert hand.alerts.troubles == {}, "it is followed"


async def test_an_alert_without_data_says_so_and_no_longer_once_they_flow(hand: Hand):
    hand.alerts.put(alert())
    hand.look_after(6.0)
    assert set(hand.alerts.troubles) == {"a"}
    await hand.trades(99)
    hand.look_after(6.0)
    assert hand.alerts.troubles == {}


async def test_what_is_missing_for_a_moment_is_no_trouble(hand: Hand):
    hand.alerts.put(alert())
    hand.look_after(4.0)
    assert hand.alerts.troubles == {}


async def test_each_kind_says_what_it_lacks(hand: Hand):
    hand.alerts.put(alert(key="unknown", code="KRW-XYZZ"))
    hand.alerts.put(alert(AlertKind.FILL, "fill"))
    hand.alerts.put(alert(AlertKind.LISTING, "listing"))
    hand.alerts.put(alert(AlertKind.FILL, "off", is_enabled=False))
    hand.watch.look()
    assert hand.alerts.troubles == {"unknown": Trouble.UNKNOWN_MARKET, "fill": Trouble.NO_KEY}
    hand.desk.markets.set_trouble("no list")
    hand.look_after(6.0)
    assert hand.alerts.troubles["listing"] is Trouble.NO_DATA


async def test_one_that_does_not_know_the_usual_turnover_yet_says_so_at_once(hand: Hand):
    hand.alerts.put(alert(AlertKind.VOLUME, "spike"))
    await hand.trades(99)
    hand.watch.look()
    assert hand.alerts.troubles == {"spike": Trouble.LEARNING}
    hand.alerts.remove("spike")
    hand.watch.look()
    assert hand.alerts.troubles == {}


async def test_while_what_they_follow_arrives_damaged_it_says_so_and_no_longer_afterwards(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("core.engine.deliver.left_out.RUN_ENDS_AFTER", 0.5)
    hand.alerts.put(alert(AlertKind.SPREAD))
    await hand.desk.requested()
    for damaged in (book(mid=-50.0), book() | {"orderbook_units": [{"ask_price": None}]}):
        hand.desk.deliver(damaged)
        hand.watch.look()
        hand.look_after(6.0)
        assert hand.alerts.troubles == {"a": Trouble.DAMAGED}
        hand.desk.deliver(book())
        await eventually(lambda: not hand.watch._feed.status().spoiled, within=20)
        hand.look_after(6.0)
        assert hand.alerts.troubles == {}


@pytest.mark.parametrize("stage", [KeyStage.MISSING, KeyStage.READY])
async def test_own_orders_are_subscribed_to_once_there_is_a_key(hand: Hand, stage: KeyStage):
    hand.alerts.put(alert(AlertKind.FILL))
    hand.access.set_state(stage)
    private = hand.desk.engine.get_private_subscriptions()
    assert bool(private) is (stage is KeyStage.READY)


async def test_one_of_another_source_is_not_followed_and_that_is_no_trouble(hand: Hand):
    hand.alerts.set_source("upbit")
    hand.alerts.put(alert(source="simulated", code="KRW-NOPE"))
    hand.alerts.put(alert(AlertKind.FILL, "b", source="simulated"))
    hand.look_after(60.0)
    assert hand.desk.wanted == {}
    assert hand.alerts.troubles == {}
