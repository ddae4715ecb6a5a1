from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
import pytest_asyncio

from alert_messages import BTC, alert
from app.alerts.desktop_notice import NoDesktopNotices
from app.alerts.sound import NoSound
from app.alerts.teller import Teller
from core.market.alerts import telling
from core.market.alerts.alert import AlertKind
from core.market.alerts.firing import Firing
from core.market.alerts.quiet_hours import QuietHours
from core.market.alerts.telling import Ways
from looks import LOOK
from waiting import eventually
from widgets.markets.alerts import UserAlerts


class Desktop:
    """A desktop that keeps what it is to show, or refuses."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []
        self.refuses = False
        self.bug: Exception | None = None

    async def show(self, title: str, text: str) -> None:
        if self.bug is not None:
            raise self.bug
        if self.refuses:
            raise NoDesktopNotices("none", "no notices here")
        self.shown.append((title, text))


class Loudspeaker:
    """A sound card that keeps the volumes it is to play at, or refuses."""

    def __init__(self) -> None:
        self.played: list[int] = []
        self.refuses = False
        self.bug: Exception | None = None

    async def play(self, volume: int) -> None:
        if self.bug is not None:
            raise self.bug
        if self.refuses:
            raise NoSound("none", "no sound here")
        self.played.append(volume)


class Hand:
    def __init__(self) -> None:
        self.alerts, self.desktop, self.speaker = UserAlerts(), Desktop(), Loudspeaker()
        self.teller = Teller(self.alerts, LOOK, self.desktop, self.speaker, lambda code: f"비트코인 {code}")
        self.failures: list[object] = []
        self.teller.failed.connect(self.failures.append)
        self.running = asyncio.get_running_loop().create_task(self.teller.run())

    def fire(self, *keys: str, kind: AlertKind = AlertKind.PRICE, note: str = "") -> None:
        for key in keys:
            made = alert(kind, key, note=note)
            self.alerts.put(made)
            self.alerts.tell(Firing(made, BTC, 0, price=101.0), 0)


@pytest_asyncio.fixture
async def hand(qapp: object, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hand]:
    monkeypatch.setattr(telling, "PAUSE", 0.2)
    made = Hand()
    yield made
    made.running.cancel()


async def test_an_alert_is_shown_and_heard_with_the_words_of_the_user(hand: Hand):
    hand.fire("1", note="절반 매도")
    await eventually(lambda: hand.desktop.shown and hand.speaker.played)
    assert hand.desktop.shown == [("가격 도달 · 비트코인 KRW-BTC", "100 도달 → ▲ 101\n절반 매도")]
    assert hand.speaker.played == [70]


async def test_many_at_once_are_told_together(hand: Hand):
    hand.fire("1")
    await eventually(lambda: hand.desktop.shown)
    hand.fire("2", "3", "4")
    await eventually(lambda: len(hand.desktop.shown) == 2)
    assert hand.desktop.shown[1][1] == "100 도달 → ▲ 101\n그동안 2건 더"
    assert hand.teller._telling.due_at is None


async def test_ways_and_quiet_hours_are_those_of_the_user(hand: Hand):
    minute = datetime.now(LOOK.zone).hour * 60 + datetime.now(LOOK.zone).minute
    hand.alerts.set_telling({}, QuietHours((minute - 5) % 1440, (minute + 5) % 1440))
    hand.fire("1")
    hand.alerts.set_telling({AlertKind.PRICE: Ways(by_desktop=False, volume=20)}, QuietHours())
    hand.fire("2")
    await eventually(lambda: hand.speaker.played)
    assert (hand.desktop.shown, hand.speaker.played) == ([], [20])


async def test_an_error_nobody_expects_ends_no_later_alert(hand: Hand, caplog: pytest.LogCaptureFixture):
    hand.desktop.bug = hand.speaker.bug = ZeroDivisionError("a bug")
    hand.fire("1")
    await eventually(lambda: len(caplog.records) == 2)
    hand.desktop.bug = hand.speaker.bug = None
    hand.fire("2")
    await eventually(lambda: hand.desktop.shown and hand.speaker.played)


async def test_a_way_that_does_not_work_is_said_once_and_the_other_goes_on(
    hand: Hand, caplog: pytest.LogCaptureFixture
):
    hand.desktop.refuses = hand.speaker.refuses = True
    hand.fire("1")
    await eventually(lambda: len(hand.failures) == 2)
    hand.speaker.refuses = False
    hand.fire("2")
    await eventually(lambda: hand.speaker.played)
    assert hand.failures == ["no notices here", "no sound here"]
    assert [(each.getMessage(), each.exc_info) for each in caplog.records if each.levelno >= logging.INFO] == [
        ("alerts cannot be told this way: none", None)
    ] * 2, "a line of the log each, without a stack"
