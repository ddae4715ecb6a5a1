"""What a new dock is made of: market, links, kept state and name."""

import pytest

from app.dock.dock import LINKS
from app.panels.links import Links
from app.panels.spec import PanelSpec


@pytest.fixture
def make(hand):
    def dock(words, others=(), name=None, state=None):
        opening, context = hand.desk._opening, hand.desk._context
        made = opening.dock(PanelSpec.parse(words), others, context, "KRW-XRP", name, state)
        hand.desk.linking.follow(made)
        return made

    return dock


async def test_the_market_is_the_given_one_that_of_the_first_group_or_the_default_one(make):
    chart = make("chart")
    assert (chart.spec.code, chart.links.market) == ("KRW-XRP", "A")
    chart.panel.set_market("KRW-ETH")
    assert make("trades", [chart]).spec.code == "KRW-ETH"
    other = make("trades:KRW-BTC", [chart])
    assert (other.spec.code, other.links.market) == ("KRW-BTC", "")
    assert make("engine", [chart]).spec.code == ""


async def test_kept_links_and_state_come_back(make):
    links = Links(market="C", is_pinned=True)
    book = make("orderbook:KRW-BTC", state={LINKS: links.kept()})
    assert book.links == links


async def test_each_dock_has_a_name_of_its_own(hand, make):
    names = [make("trades").objectName() for _ in range(3)]
    assert len(set(names)) == 3
    assert make("trades", name="tape").objectName() == "tape"
    assert hand.desk.free_name("tape") is None
    assert hand.desk.free_name("free") == "free"
    numbered = f"panel-{int(names[-1].removeprefix('panel-')) + 2}"
    make("trades", name=numbered)
    assert make("trades").objectName() != numbered


async def test_docks_are_numbered_in_the_order_of_opening(make):
    numbers = [make("trades").number for _ in range(3)]
    assert numbers == sorted(set(numbers))
