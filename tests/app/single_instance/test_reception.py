"""A later start is welcomed by the desk that is open: its panels open here, the window comes forward."""

import asyncio

from app.panels.spec import PanelSpec
from app.process.leaving import Leaving
from app.single_instance.knock import Answer, Knock
from app.single_instance.reception import Reception

TRADES = (PanelSpec("trades", "KRW-ETH"),)


def reception(hand, leaving=None):
    return Reception("simulated", hand.desk, hand.window, leaving or Leaving())


async def test_its_panels_open_and_the_window_comes_forward(hand):
    hand.open("chart")
    hand.window.showMinimized()
    assert reception(hand).welcome(Knock("", "simulated", TRADES)) == Answer("simulated", 1)
    await asyncio.sleep(0)
    assert [str(dock.spec) for dock in hand.desk.docks()] == ["chart:KRW-BTC:1m", "trades:KRW-ETH"]
    assert not hand.window.isMinimized()


async def test_the_answer_waits_for_no_panel(hand):
    reception(hand).welcome(Knock("", "simulated", TRADES))
    assert hand.desk.docks() == []
    await asyncio.sleep(0)
    assert len(hand.desk.docks()) == 1


async def test_panels_of_another_exchange_are_not_opened_on_this_one(hand):
    hand.window.showMinimized()
    assert reception(hand).welcome(Knock("", "upbit", TRADES)) == Answer("simulated", 0)
    await asyncio.sleep(0)
    assert hand.desk.docks() == []
    assert not hand.window.isMinimized()


async def test_a_desk_about_to_go_does_not_come_back(hand):
    leaving = Leaving()
    leaving.ask()
    hand.window.hide()
    assert reception(hand, leaving).welcome(Knock("", "simulated", TRADES)) is None
    await asyncio.sleep(0)
    assert not hand.window.isVisible()
    assert hand.desk.docks() == []
