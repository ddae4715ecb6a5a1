"""Prices that crossed a level while nobody told them are found in the candles of the embedded exchange."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from alert_messages import BTC, alert
from app.alerts.alert_watch import AlertWatch
from app.alerts.fill_check import Account
from core.market.alerts.alert import Direction
from core.market.alerts.firing import LATE, Firing
from core.simulator.serve.server import ExchangeServer, serve
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from desk_in_hand import MARKETS, Desk
from desk_in_hand import trade as frame
from scripted_source import ScriptedSource, trade
from waiting import eventually
from widgets.markets.alerts import UserAlerts
from widgets.panel.private_access import PrivateAccess

HOUR, DAY = 3600, 86_400


class Hand:
    """Alerts on a desk whose stream is the test's, and the exchange that knows what was traded."""

    def __init__(self, desk: Desk, server: ExchangeServer, began_ms: int) -> None:
        self.desk, self.server, self.began_ms = desk, server, began_ms
        self.rest = RestClient(endpoints_for("simulated", rest_url=server.rest_url))
        self.alerts = UserAlerts()
        self.told: list[Firing] = []
        self.alerts.fired.connect(self.told.append)
        self.watch = self.watched({})

    def watched(self, state: dict[str, object]) -> AlertWatch:
        account = Account(self.desk.engine, PrivateAccess(), self.desk.tasks)
        return AlertWatch(self.alerts, self.desk.markets, account, self.rest, state)

    async def hears(self, price: float, seconds: float) -> None:
        """Let the stream tell a trade, so many seconds after the beginning."""
        await self.desk.requested()
        time_ms = self.began_ms + round(seconds * 1000)
        self.desk.deliver(frame(time_ms, price=price, trade_timestamp=time_ms, timestamp=time_ms))

    def restart(self) -> None:
        self.watch.close()
        self.watch = self.watched(self.watch.state())

    @property
    def is_checking(self) -> bool:
        return bool(self.watch._prices._gaps)

    async def checked(self) -> None:
        assert self.is_checking
        await eventually(lambda: not self.is_checking)


@asynccontextmanager
async def hand_of(traded: Sequence[tuple[float, float]], back: float) -> AsyncIterator[Hand]:
    """An exchange at which this was traded: pairs of seconds, counted from `back` seconds ago, and prices."""
    began_ms = round((time.time() - back) * 1000)
    trades = [trade(BTC, began_ms + round(seconds * 1000), price) for seconds, price in traded]
    desk = Desk()
    desk.markets.fill(MARKETS)
    async with serve(ScriptedSource(trades=trades)) as server:
        hand = Hand(desk, server, began_ms)
        yield hand
        hand.watch.close()
        await hand.rest.close()
    await desk.stop()


THERE_AND_BACK = [(0, 99.0), (20, 101.5), (40, 99.0)]
"""A price that rises over 100 and comes back."""


@pytest_asyncio.fixture
async def hand(qapp: object, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hand]:
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.02)
    async with hand_of(THERE_AND_BACK, back=60) as made:
        made.alerts.put(alert(direction=Direction.UP))
        await made.hears(99, 0)
        yield made


@pytest.mark.parametrize("factor", [1, 60, 600, 2000, 20_000])
@pytest.mark.parametrize("direction", [Direction.UP, Direction.DOWN, Direction.EITHER])
async def test_a_price_that_went_there_and_back_while_the_program_was_closed_is_told_once_with_its_time(
    qapp: object, factor: int, direction: Direction
) -> None:
    """From a minute to two weeks; a candle that tells it may be as long as a day."""
    async with hand_of([(seconds * factor, price) for seconds, price in THERE_AND_BACK], back=60.0 * factor) as hand:
        hand.alerts.put(alert(direction=direction))
        await hand.hears(99, 0)
        hand.restart()
        await hand.hears(99, 50 * factor)
        await hand.checked()
        (told,) = hand.told
        assert told.words == (LATE,)
        assert told.price == (99.0 if direction is Direction.DOWN else 101.5)
        assert hand.began_ms - DAY * 1000 <= told.time_ms <= hand.began_ms + 50_000 * factor
        assert abs(told.time_ms - hand.began_ms) / 1000 <= max(41 * factor, DAY)
        await hand.hears(99.5, 50 * factor + 1)
        assert len(hand.told) == 1


async def test_so_it_is_over_another_connection(hand: Hand) -> None:
    hand.desk.sockets[-1].abort()
    await eventually(lambda: len(hand.desk.sockets) == 2)
    await hand.hears(99, 50)
    await hand.checked()
    assert [(told.price, told.words) for told in hand.told] == [(101.5, (LATE,))]


async def test_what_the_stream_tells_first_is_not_told_again(hand: Hand) -> None:
    hand.restart()
    await hand.hears(99, 50)
    await hand.hears(102, 51)
    await hand.checked()
    assert [(told.price, told.words) for told in hand.told] == [(102.0, ())]


async def test_after_a_late_one_the_price_must_leave_the_level_as_after_any(hand: Hand) -> None:
    hand.restart()
    await hand.hears(99, 50)
    await hand.checked()
    await hand.hears(99.95, 51)
    await hand.hears(100, 52)
    assert len(hand.told) == 2, "in the meantime it was far below the level"
    await hand.hears(99.95, 53)
    await hand.hears(100, 54)
    assert len(hand.told) == 2


async def test_while_trades_come_nothing_is_loaded(hand: Hand) -> None:
    for second in range(1, 5):
        await hand.hears(99, second)
        hand.watch.look()
    assert not hand.is_checking


async def test_an_alert_that_is_new_or_was_changed_or_is_off_tells_nothing_of_before(hand: Hand) -> None:
    hand.restart()
    await hand.hears(99, 50)
    hand.alerts.put(alert(direction=Direction.UP, level=101.0))
    hand.alerts.put(alert(key="new", direction=Direction.UP))
    await hand.checked()
    assert not hand.told


async def test_it_is_tried_until_the_exchange_answers(hand: Hand, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    faults, engine = hand.server.exchange.faults, hand.desk.engine
    faults.set("rest", engine.time())
    hand.restart()
    await hand.hears(99, 50)
    await eventually(lambda: "for alerts" in caplog.text)
    assert hand.is_checking
    faults.clear(engine.time())
    await hand.checked()
    assert [told.price for told in hand.told] == [101.5]


async def test_what_was_being_loaded_when_the_program_ended_is_found_by_the_next_one(hand: Hand) -> None:
    hand.restart()
    await hand.hears(99, 50)
    assert hand.is_checking
    hand.restart()  # what is known to the engine says where the price is
    await eventually(lambda: hand.told and not hand.is_checking)
    assert [told.price for told in hand.told] == [101.5]


async def test_a_connection_that_is_lost_again_meanwhile_makes_the_span_longer(
    hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    hand.server.exchange.faults.set("rest", hand.desk.engine.time())
    hand.restart()
    await hand.hears(99, 10)
    await eventually(lambda: "for alerts" in caplog.text)
    hand.desk.sockets[-1].abort()
    await eventually(lambda: len(hand.desk.sockets) == 2)
    await hand.hears(99, 50)
    hand.server.exchange.faults.clear(hand.desk.engine.time())
    await hand.checked()
    assert [told.price for told in hand.told] == [101.5]


async def test_of_a_market_without_a_price_alert_nothing_is_kept(hand: Hand) -> None:
    assert set(hand.watch.state()["prices"]) == {BTC}
    hand.alerts.remove("a")
    assert hand.watch.state()["prices"] == {}
