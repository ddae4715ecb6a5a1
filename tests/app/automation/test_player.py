"""The steps of a script on a real window."""

import pytest

from app.automation.player import Player
from app.command_line.script import Action, Step
from app.panels.spec import PanelSpec
from core.errors import InputError
from waiting import eventually

BOOK = "orderbook KRW-BTC"
TRADES = "trade KRW-BTC"
TICKER = "ticker KRW-BTC"


def step(action, panel):
    return Step(0.0, Action(action), PanelSpec.parse(panel), "steps:1")


def perform(hand, step):
    Player(hand.window, hand.desk).perform(step)


async def test_a_step_opens_a_panel_and_another_closes_it(hand):
    perform(hand, step("open", "trades:KRW-BTC"))
    await hand.becomes(TRADES, TICKER)
    perform(hand, step("close", "trades:KRW-BTC"))
    assert hand.desk.docks() == []


@pytest.mark.parametrize("actions", [["float", "dock"], ["tab"], ["hide", "show"], ["float", "hide", "show", "dock"]])
async def test_moving_a_panel_sends_nothing(hand, actions):
    hand.open("orderbook:KRW-BTC", "trades:KRW-BTC")
    await hand.becomes(BOOK, TICKER, TRADES)
    sent = len(hand.exchange.requests)
    for action in actions:
        perform(hand, step(action, "trades:KRW-BTC"))
        await hand.settled()
    assert len(hand.exchange.requests) == sent
    assert hand.wanted == {BOOK, TICKER, TRADES}


async def test_tabbing_puts_a_panel_on_its_neighbour_in_front(hand):
    book, trades = hand.open("orderbook:KRW-BTC", "trades:KRW-BTC")
    perform(hand, step("tab", "trades"))
    await eventually(lambda: hand.window.tabifiedDockWidgets(book) == [trades])
    await eventually(lambda: not trades.visibleRegion().isEmpty())


async def test_a_step_for_a_panel_that_is_not_there_is_refused_with_its_line(hand):
    with pytest.raises(InputError, match=r"steps:1: there is no open panel trades:KRW-ETH"):
        perform(hand, step("close", "trades:KRW-ETH"))
