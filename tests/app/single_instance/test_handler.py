"""The open desk handles a later start: its panels open here and the window comes to the front."""

import asyncio

from app.panels.spec import PanelSpec
from app.process.shutdown import Shutdown
from app.single_instance.handler import Handler
from app.single_instance.messages import Reply, Request

TRADES = (PanelSpec("trades", "KRW-ETH"),)


def handler(hand, shutdown=None):
    return Handler(lambda: "simulated", hand.desk, hand.window, shutdown or Shutdown())


async def test_its_panels_open_and_the_window_comes_forward(hand):
    hand.open("chart")
    hand.window.showMinimized()
    assert handler(hand).handle(Request("", "simulated", TRADES)) == Reply("simulated", 1)
    await asyncio.sleep(0)
    assert [str(dock.spec) for dock in hand.desk.docks()] == ["chart:KRW-BTC:1m", "trades:KRW-ETH"]
    assert not hand.window.isMinimized()


async def test_the_answer_waits_for_no_panel(hand):
    handler(hand).handle(Request("", "simulated", TRADES))
    assert hand.desk.docks() == []
    await asyncio.sleep(0)
    assert len(hand.desk.docks()) == 1


async def test_panels_of_another_exchange_are_not_opened_on_this_one(hand):
    hand.window.showMinimized()
    assert handler(hand).handle(Request("", "upbit", TRADES)) == Reply("simulated", 0)
    await asyncio.sleep(0)
    assert hand.desk.docks() == []
    assert not hand.window.isMinimized()


async def test_a_desk_about_to_go_does_not_come_back(hand):
    shutdown = Shutdown()
    shutdown.request()
    hand.window.hide()
    assert handler(hand, shutdown).handle(Request("", "simulated", TRADES)) is None
    await asyncio.sleep(0)
    assert not hand.window.isVisible()
    assert hand.desk.docks() == []
