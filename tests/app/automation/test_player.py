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


def panels(hand):
    return [str(dock.spec) for dock in hand.desk.docks()]


async def test_a_market_step_moves_the_panel_and_all_that_are_linked_to_it_with_one_request(hand):
    hand.open("orderbook:KRW-BTC", "trades:KRW-BTC", "trades:KRW-XRP")
    await hand.becomes(BOOK, TICKER, TRADES, "trade KRW-XRP", "ticker KRW-XRP")
    sent = len(hand.exchange.requests)
    perform(hand, step("market", "orderbook")._replace(market="KRW-ETH"))
    await hand.settled()
    assert panels(hand) == ["orderbook:KRW-ETH", "trades:KRW-ETH", "trades:KRW-XRP"]
    assert len(hand.exchange.requests) == sent + 1


async def test_a_link_step_puts_a_panel_in_a_group_of_markets_or_units_and_takes_it_out(hand):
    chart, other = hand.open("chart:KRW-BTC:5m", "chart:KRW-ETH:1m")
    perform(hand, step("link", "chart:KRW-ETH")._replace(group="A"))
    assert (other.links.market, other.spec.code) == ("A", "KRW-BTC")
    for dock in (chart, other):
        perform(hand, Step(0.0, Action.LINK, dock.spec, "steps:1", group="2"))
    assert (other.links.unit, other.spec.option) == ("2", "5m")
    assert other.links.market == "A", "it is another group"
    perform(hand, Step(0.0, Action.LINK, chart.spec, "steps:1", group=""))
    assert (chart.links.market, other.links.market) == ("", "A")


async def test_a_step_for_a_panel_that_is_not_there_is_refused_with_its_line(hand):
    with pytest.raises(InputError, match=r"steps:1: there is no open panel trades:KRW-ETH"):
        perform(hand, step("close", "trades:KRW-ETH"))
