"""The placement of panels."""

import asyncio
from itertools import combinations, permutations

import pytest
from PySide6.QtCore import QPoint

from app.desk.layout.placement import AREA, MOST_ROWS, WIDTHS, column_widths, shares
from app.panels.kinds import KINDS, Column
from app.panels.readable_size import FULL_ROWS, least_height
from app.panels.spec import DEFAULT_DESK, PanelSpec
from waiting import eventually
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT


def corner(hand, dock):
    return dock.mapTo(hand.window, QPoint(0, 0))


def test_every_column_has_a_width():
    assert {kind.column for kind in KINDS.values()} <= set(WIDTHS)


async def test_the_default_desk_stands_in_three_columns(hand):
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    watchlist, header, chart, book, trades = hand.desk.docks()
    x = {dock.panel.kind: corner(hand, dock).x() for dock in hand.desk.docks()}
    y = {dock.panel.kind: corner(hand, dock).y() for dock in hand.desk.docks()}
    assert x["watchlist"] < x["chart"] < x["orderbook"] == x["trades"]
    assert y["watchlist"] == y["market-header"] == y["orderbook"] < y["chart"] < y["trades"]
    assert x["market-header"] == x["chart"]
    assert header.panel.height() == header.panel.sizeHint().height(), "a strip is no higher than it needs"
    assert 300 < watchlist.width() < book.width() < chart.width()
    assert 200 < trades.height() < book.height() < chart.height()
    (engine,) = hand.open("engine")
    await hand.laid_out()
    assert corner(hand, engine).x() == x["chart"]
    assert corner(hand, engine).y() > corner(hand, chart).y()


@pytest.mark.parametrize("before", ["chart", "chart engine", "chart chart:KRW-ETH engine assets my-orders"])
async def test_a_strip_stands_above_its_column_whatever_was_there_before(hand, before):
    docks = hand.open("watchlist", *before.split(), "orderbook")
    tabs = {dock.objectName(): len(hand.window.tabifiedDockWidgets(dock)) for dock in docks}
    (strip,) = hand.open("market-header")
    await hand.laid_out()
    others = [dock for dock in docks if dock.kind not in ("watchlist", "orderbook")]
    assert 0 <= corner(hand, strip).y() < min(y for dock in others if (y := corner(hand, dock).y()) >= 0)
    assert {dock.objectName(): len(hand.window.tabifiedDockWidgets(dock)) for dock in docks} == tabs
    (second,) = hand.open("market-header:KRW-ETH")
    assert hand.window.tabifiedDockWidgets(second) == [strip]
    hand.desk.spread()
    await hand.laid_out()
    assert second.panel.height() == second.panel.sizeHint().height()


async def test_a_strip_takes_no_row_of_its_column(hand):
    hand.window.resize(1600, 1200)
    docks = hand.open("market-header", "chart", "engine", "assets")
    await hand.laid_out()
    assert not any(hand.window.tabifiedDockWidgets(dock) for dock in docks)


async def test_widths_stay_as_they_are_however_often_qt_lays_out(hand):
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    before = [dock.width() for dock in hand.desk.docks()]
    for _ in range(20):
        hand.window.layout().invalidate()
        hand.window.layout().activate()
        await asyncio.sleep(0)
    assert [dock.width() for dock in hand.desk.docks()] == before


async def test_all_share_one_area_and_may_go_nowhere_else(hand):
    for kind in KINDS:
        (dock,) = hand.open(kind)
        assert hand.window.dockWidgetArea(dock) == AREA, kind
        assert dock.allowedAreas() == AREA, kind


async def test_panels_beyond_the_rows_become_tabs_of_their_kind(hand):
    docks = hand.open("orderbook", "trades", "trades:KRW-ETH", "orderbook:KRW-ETH", "orderbook:KRW-XRP")
    assert MOST_ROWS == 3
    await eventually(lambda: set(hand.window.tabifiedDockWidgets(docks[0])) == {docks[3], docks[4]})
    assert hand.window.tabifiedDockWidgets(docks[1]) == []


class TestWithoutRoom:
    """A laptop of 1600 x 900 pixels at 150 %: a third panel in a column would not be readable."""

    @pytest.fixture
    def low(self, hand):
        hand.window.resize(1065, 573)
        hand.window.show()
        return hand

    @pytest.mark.parametrize("kinds", list(permutations(("chart", "engine", "assets"))))
    async def test_the_third_is_a_tab_and_the_chart_is_seen_whichever_comes_last(self, low, kinds):
        docks = {dock.kind: dock for dock in low.open("watchlist", *kinds, "orderbook")}
        last, others = docks[kinds[2]], [docks[kind] for kind in kinds[:2] if kind != "chart"]
        await eventually(lambda: low.window.tabifiedDockWidgets(last) == [others[-1]])
        await eventually(lambda: docks["chart"].height() >= 200 and docks["chart"].panel.visibleRegion())
        assert low.window.height() == 573

    async def test_another_chart_is_a_tab_of_the_first(self, low):
        docks = low.open("chart", "engine", "chart:KRW-ETH")
        await eventually(lambda: low.window.tabifiedDockWidgets(docks[0]) == [docks[2]])

    async def test_the_default_desk_shows_all_of_itself(self, low):
        low.desk.open_all(DEFAULT_DESK)
        await low.laid_out()
        assert not any(low.window.tabifiedDockWidgets(dock) for dock in low.desk.docks())
        assert low.desk.find(PanelSpec("chart")).height() >= 250

    @pytest.mark.parametrize("height", [456, 490, 573, 640, 713, 853])
    async def test_the_tape_of_the_default_desk_shows_four_trades_and_the_book_more_prices(self, low, height):
        low.window.resize(910, height)
        low.desk.open_all(DEFAULT_DESK)
        await low.laid_out()
        book, tape = low.desk.find(PanelSpec("orderbook")), low.desk.find(PanelSpec("trades"))
        rows = {
            dock: (dock.panel._canvas.height() - lines * HEADER_HEIGHT) // ROW_HEIGHT
            for dock, lines in ((book, 2), (tape, 1))
        }
        assert rows[tape] >= (4 if height > 480 else 3)
        assert rows[book] > rows[tape]

    async def test_where_there_is_room_it_is_a_row(self, low):
        low.window.resize(1600, 1100)
        docks = low.open("chart", "engine", "assets")
        await low.laid_out()
        assert not any(low.window.tabifiedDockWidgets(dock) for dock in docks)


@pytest.mark.parametrize("percent", [90, 100, 150])
def test_panels_that_share_a_column_fill_it_and_are_readable_where_there_is_room_for_all(percent):
    for kinds in (*combinations(KINDS, 2), *combinations(KINDS, 3), ("chart",)):
        least = [least_height(kind) * percent // 100 for kind in kinds]
        for room in range(100, 2000, 60):
            given = shares(kinds, room, percent)
            assert room - len(kinds) <= sum(given) <= room, kinds
            if sum(least) <= room:
                assert all(height >= each - 1 for height, each in zip(given, least, strict=True)), (kinds, room)
        wanted = [KINDS[kind].height for kind in kinds]
        assert shares(kinds, 10 * sum(wanted), percent) == [10 * each for each in wanted], kinds


async def test_a_floating_panel_takes_no_row(hand):
    first, second, third = hand.open("trades", "trades:KRW-ETH", "trades:KRW-XRP")
    third.setFloating(True)
    (fourth,) = hand.open("orderbook")
    assert hand.window.tabifiedDockWidgets(fourth) == []
    await eventually(lambda: first.isVisibleTo(hand.window) and second.isVisibleTo(hand.window))


async def test_columns_share_a_window_that_lacks_one(hand):
    hand.desk.open_all([PanelSpec("watchlist"), PanelSpec("orderbook")])
    await hand.laid_out()
    watchlist, book = hand.desk.docks()
    assert abs(watchlist.width() / book.width() - WIDTHS[0] / WIDTHS[2]) < 0.05


@pytest.mark.parametrize("percent", [90, 100, 125, 150])
@pytest.mark.parametrize("width", range(600, 2600, 100))
def test_the_chart_gives_the_order_book_the_room_of_its_columns_and_stays_the_widest_of_the_two(width, percent):
    widths = column_widths(width, list(Column), percent)
    assert sum(widths.values()) == pytest.approx(width, abs=3)
    assert widths[Column.CHARTS] >= widths[Column.TRADING]
    is_full = widths[Column.TRADING] >= FULL_ROWS * percent // 100
    assert is_full or widths[Column.CHARTS] - widths[Column.TRADING] <= 1
    assert column_widths(width, [Column.MARKETS], percent) == {Column.MARKETS: width}


def test_the_default_window_at_150_percent_shows_all_columns_of_the_order_book():
    assert column_widths(1066, list(Column), 100)[Column.TRADING] >= FULL_ROWS
    assert column_widths(1600, list(Column), 100) == WIDTHS
