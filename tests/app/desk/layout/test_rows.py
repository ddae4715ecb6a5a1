"""Whatever is opened in a column, its main panels keep most of it: charts, order books."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from PySide6.QtCore import Qt

from app.desk.layout.placement import MAIN_SHARE, is_in_front
from app.panels.kinds import KINDS, Column
from app.panels.spec import DEFAULT_DESK, PanelSpec
from thorough import thorough

OTHERS = ("assets", "alerts", "engine")
SIZES = ((1366, 700), (1600, 900), (1600, 1400))


def rows(hand, column=Column.CHARTS):
    """Return the panels in sight of a column, strips left out."""
    docks = [dock for dock in hand.desk.docks() if KINDS[dock.kind].column is column]
    return [dock for dock in docks if is_in_front(dock) and not KINDS[dock.kind].is_strip]


def share_of_main(hand, column=Column.CHARTS) -> float:
    heights = {dock: dock.height() for dock in rows(hand, column)}
    return sum(height for dock, height in heights.items() if KINDS[dock.kind].is_main) / sum(heights.values())


async def opened(hand, size, *panels):
    """Open panels one after the other in a window of this size, and return their docks."""
    hand.window.resize(*size)
    hand.window.show()
    for panel in panels:
        hand.desk.open(PanelSpec.parse(panel))
        await hand.laid_out()
    return hand.desk.docks()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kinds", list(permutations(OTHERS, 3))[::2])
async def test_panels_that_are_added_leave_the_chart_most_of_its_column(hand, size, kinds):
    await opened(hand, size)
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    for kind in kinds:
        hand.desk.open(PanelSpec(kind))
        await hand.laid_out()
        # Qt takes some pixels for separators and tabs.
        assert share_of_main(hand) >= MAIN_SHARE - 0.03, kind
    height = rows(hand)[0].height()
    hand.desk.open(PanelSpec("my-orders"))
    await hand.laid_out()
    assert abs(rows(hand)[0].height() - height) <= 30, "where there are rows enough it is a tab"


async def test_charts_share_their_part_and_the_panel_below_keeps_its_height(hand):
    first, assets = await opened(hand, (1600, 900), "chart", "assets")
    before = assets.height()
    second = hand.desk.open(PanelSpec("chart", "KRW-ETH"))
    await hand.laid_out()
    assert abs(assets.height() - before) <= 8
    assert abs(first.height() - second.height()) <= 8
    assert first.y() < second.y() < assets.y()


@pytest.mark.parametrize(("heights", "charts"), [((800, 550), MAIN_SHARE), ((400, 950), 0.3)])
async def test_a_new_row_takes_from_the_panels_that_the_user_made_higher(hand, heights, charts):
    chart, assets = await opened(hand, (1600, 1400), "chart", "assets")
    hand.window.resizeDocks([chart, assets], heights, Qt.Orientation.Vertical)
    await hand.laid_out()
    engine = hand.desk.open(PanelSpec("engine"))
    await hand.laid_out()
    assert abs(share_of_main(hand) - charts) < 0.03
    assert assets.height() > engine.height() >= 165


async def test_a_strip_takes_of_all_rows_alike(hand):
    first, second = await opened(hand, (1600, 900), "chart:KRW-BTC", "chart:KRW-ETH")
    strip = hand.desk.open(PanelSpec("market-header"))
    await hand.laid_out()
    assert abs(first.height() - second.height()) <= 12
    assert strip.panel.height() <= strip.panel.sizeHint().height() + 4


async def test_in_a_low_window_the_new_row_is_lower_than_usual(hand):
    hand.window.resize(1366, 480)
    hand.window.show()
    for kind in ("chart", "engine"):
        hand.desk.open(PanelSpec(kind))
        await hand.laid_out()
    _, engine = hand.desk.docks()
    assert share_of_main(hand) >= MAIN_SHARE - 0.03
    assert engine.height() < KINDS["engine"].height


BESIDE_THE_BOOK = list(permutations(("trades", "depth", "faults")))
IN_THE_LOWEST = [(kinds, SIZES[0]) for kinds in BESIDE_THE_BOOK]
FIRST_AND_LAST = [(kinds, size) for kinds in (BESIDE_THE_BOOK[0], BESIDE_THE_BOOK[-1]) for size in SIZES[1:]]


@pytest.mark.parametrize(
    ("kinds", "size"), thorough(product(BESIDE_THE_BOOK, SIZES), usual=IN_THE_LOWEST + FIRST_AND_LAST)
)
async def test_panels_that_are_added_leave_the_order_book_most_of_its_column(hand, size, kinds):
    hand.window.resize(*size)
    hand.window.show()
    for kind in ("watchlist", "chart", "orderbook", *kinds):
        hand.desk.open(PanelSpec(kind))
        await hand.laid_out()
        if kind in kinds:
            assert share_of_main(hand, Column.TRADING) >= MAIN_SHARE - 0.03, kind
    book = rows(hand, Column.TRADING)[0]
    assert book.kind == "orderbook"
    assert not hand.window.tabifiedDockWidgets(book)


async def test_an_order_book_that_comes_last_gets_most_of_its_column(hand):
    hand.window.resize(1600, 900)
    hand.window.show()
    for kind in ("trades", "depth", "orderbook"):
        hand.desk.open(PanelSpec(kind))
        await hand.laid_out()
    assert share_of_main(hand, Column.TRADING) >= MAIN_SHARE - 0.03
