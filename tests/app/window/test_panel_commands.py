"""Panels opened by commands come forward, with the market at hand."""

import pytest

from app.window.add_panel_dialog import AddPanelDialog
from app.window.panel_commands import PanelCommands


@pytest.fixture
def panels(hand):
    return PanelCommands(hand.window, hand.desk)


def words(hand):
    return [str(dock.spec) for dock in hand.desk.docks()]


async def test_a_new_panel_has_the_market_at_hand(hand, panels):
    hand.open("trades:KRW-ETH")
    panels.open_new("orderbook")
    panels.open_new("engine")
    assert words(hand) == ["trades:KRW-ETH", "orderbook:KRW-ETH", "engine"]


async def test_the_first_of_a_kind_is_opened_once(hand, panels):
    panels.show_first("engine")
    hand.desk.docks()[0].hide()
    panels.show_first("engine")
    assert words(hand) == ["engine"]
    assert not hand.desk.docks()[0].isHidden()


async def test_a_number_past_the_last_panel_does_nothing(hand, panels):
    _, second = hand.open("engine", "trades:KRW-BTC")
    second.hide()
    panels.show_numbered(2)
    assert second.isHidden()
    panels.show_numbered(1)
    assert not second.isHidden()


async def test_the_market_list_is_requested(hand, panels):
    requested = []
    hand.markets.reload_requested.connect(lambda: requested.append(True))
    panels.reload_markets()
    assert requested


async def test_the_dialog_goes_with_the_source_whose_markets_it_offers(hand, panels):
    panels.ask_for_panel()
    (dialog,) = hand.window.findChildren(AddPanelDialog)
    assert dialog.isVisible()
    hand.desk.move_out()
    assert not dialog.isVisible()
