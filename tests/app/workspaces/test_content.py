"""The content of a workspace: twenty panels come back exactly, whatever has become of Qt's own state."""

import asyncio
import base64
import copy
import random

import pytest

from app.arrangement.arrangement import Arrangement, Place
from app.desk.layout.arranging import arrange
from app.panels.spec import PanelSpec
from app.workspaces.content import DeskContent
from arrangements import random_node
from desk_places import TWENTY, arranged, places
from thorough import thorough

SPECS = tuple(map(PanelSpec.parse, TWENTY))


async def twenty(hand, seed):
    """Twenty panels in a random order, two of them floating and one hidden."""
    hand.window.resize(2600, 1500)
    hand.desk.open_all(SPECS)
    await hand.laid_out()
    docks = {dock.objectName(): dock for dock in hand.desk.docks()}
    rng = random.Random(seed)
    names = list(docks)
    rng.shuffle(names)
    small = [name for name in names if docks[name].kind == "trades"]  # this platform's screen has 800 pixels
    floating = {small[0]: Place(60, 80, 420, 320), small[1]: Place(300, 200, 380, 410)}
    arrange(hand.window, docks, Arrangement(random_node(rng, names), floating))
    docks[small[2]].hide()
    await hand.laid_out()
    return DeskContent(hand.window, hand.desk)


async def closed(hand):
    hand.desk.close_all()
    await asyncio.sleep(0)


def without_exact_geometry(content):
    changed = copy.deepcopy(content)
    del changed["layout"]
    return changed


def with_damaged_geometry(content):
    return {**content, "layout": content["layout"][: len(content["layout"]) // 8 * 4]}


def with_nothing_readable(content):
    return {**content, "layout": "!"}


WAYS = (without_exact_geometry, with_damaged_geometry, with_nothing_readable)


ORDERS = [(0, WAYS), (1, WAYS[:1]), (2, WAYS[1:2]), (3, ())]


@pytest.mark.parametrize(("seed", "ways"), thorough(ORDERS, usual=(ORDERS[0], ORDERS[-1])))
async def test_twenty_panels_come_back_exactly_and_without_the_state_of_qt_each_where_it_was(hand, seed, ways):
    """Opening twenty panels is most of the cost: the ways to lose that state share one desk."""
    kept = await twenty(hand, seed)
    content, was, where = kept.read(), arranged(hand.window, hand.desk), places(hand.desk)
    await closed(hand)
    assert await kept.is_opened(content)
    await hand.laid_out()
    assert [str(dock.spec) for dock in hand.desk.docks()] == [panel["panel"] for panel in content["panels"]]
    assert arranged(hand.window, hand.desk) == was
    assert places(hand.desk) == where
    assert [panel["state"] for panel in kept.read()["panels"]] == [panel["state"] for panel in content["panels"]]
    assert sum(dock.isHidden() for dock in hand.desk.docks()) == 1
    for lose in ways:
        await closed(hand)
        assert await kept.is_opened(lose(content)), lose
        await hand.laid_out()
        assert arranged(hand.window, hand.desk).has_shape_of(was), lose
        assert arranged(hand.window, hand.desk).floating == was.floating, lose
    if not ways:  # a desk of an earlier version is restored by the state of Qt, as exactly
        del content["arrangement"]
        await closed(hand)
        assert await kept.is_opened(content)
        await hand.laid_out()
        assert arranged(hand.window, hand.desk) == was
        assert places(hand.desk) == where


async def test_the_state_of_another_desk_moves_nothing(hand):
    kept = await twenty(hand, 1)
    other = kept.read()["layout"]
    await closed(hand)
    kept = await twenty(hand, 2)
    content, was = kept.read(), arranged(hand.window, hand.desk)
    assert base64.b64decode(other) != base64.b64decode(content["layout"])
    await closed(hand)
    for name, dock in zip([panel["name"] for panel in content["panels"]], hand.desk.docks(), strict=False):
        dock.setObjectName(name)
    assert await kept.is_opened({**content, "layout": other})
    await hand.laid_out()
    assert arranged(hand.window, hand.desk).has_shape_of(was)


async def test_shares_stay_what_they_are_in_a_window_of_another_size(hand):
    hand.window.resize(1600, 900)
    hand.desk.open_all(map(PanelSpec, ("watchlist", "chart", "orderbook")))
    await hand.laid_out()
    kept = DeskContent(hand.window, hand.desk)
    content = without_exact_geometry(kept.read())
    before = [dock.width() / hand.window.width() for dock in hand.desk.docks()]
    await closed(hand)
    hand.window.resize(2400, 1000)
    assert await kept.is_opened(content)
    await hand.laid_out()
    after = [dock.width() / hand.window.width() for dock in hand.desk.docks()]
    assert after == pytest.approx(before, abs=0.01)


async def test_a_window_that_grew_for_wide_panels_gets_its_size_back(hand):
    wide = {"panels": [{"panel": "trades:KRW-BTC"}, {"panel": "trades:KRW-ETH"}]}
    kept = DeskContent(hand.window, hand.desk)
    hand.window.resize(900, 600)
    assert await kept.is_opened(wide)
    await hand.laid_out()
    before = hand.window.size()
    await closed(hand)
    (dock,) = hand.open("trades:KRW-BTC")
    dock.setMinimumWidth(1500)
    await hand.laid_out()
    content = kept.read()
    assert hand.window.width() >= 1500
    kept._grown = (before, hand.window.size())
    await closed(hand)
    assert await kept.is_opened(content)
    await hand.laid_out()
    assert hand.window.size() == before


@pytest.mark.parametrize("size", [(1000, 560), (1600, 900), (2400, 1300)])
async def test_a_strip_is_no_higher_in_a_window_of_another_size(hand, size):
    """After a change of the scale from 150 to 100 % the quote took half of the chart's column."""
    hand.window.resize(*size)
    hand.desk.open_all(map(PanelSpec.parse, ["watchlist", "market-header", "chart", "orderbook", "trades"]))
    await hand.laid_out()
    kept = DeskContent(hand.window, hand.desk)
    content = kept.read()
    shares = {str(dock.spec): dock.width() / hand.window.width() for dock in hand.desk.docks()}
    await closed(hand)
    hand.window.resize(1500, 850)
    assert await kept.is_opened(content)
    await hand.laid_out()
    docks = {str(dock.spec): dock for dock in hand.desk.docks()}
    strip = docks["market-header:KRW-BTC"]
    assert strip.height() <= strip.sizeHint().height() + 8, "Qt rounds"
    for words, share in shares.items():
        assert docks[words].width() / hand.window.width() == pytest.approx(share, abs=0.05), words
