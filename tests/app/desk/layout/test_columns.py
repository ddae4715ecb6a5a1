"""A column that comes back stands where it belongs."""

from __future__ import annotations

from itertools import permutations

import pytest
from PySide6.QtCore import QPoint

from app.panels.kinds import KINDS, Column
from app.panels.spec import DEFAULT_DESK, PanelSpec

ONE_OF_EACH = {Column.MARKETS: "watchlist", Column.CHARTS: "chart", Column.TRADING: "orderbook"}


def left(hand, kind: str) -> int:
    return hand.desk.find(PanelSpec(kind)).mapTo(hand.window, QPoint(0, 0)).x()


def ranks(hand) -> dict[str, int]:
    """Which column from the left each panel stands in."""
    lefts = {dock.kind: left(hand, dock.kind) for dock in hand.desk.docks()}
    return {kind: sorted(set(lefts.values())).index(x) for kind, x in lefts.items()}


@pytest.mark.parametrize("order", list(permutations(Column)))
async def test_one_by_one_in_any_order_they_stand_from_left_to_right(hand, order):
    for column in order:
        hand.desk.open(PanelSpec(ONE_OF_EACH[column]))
        await hand.laid_out()
    lefts = [left(hand, ONE_OF_EACH[column]) for column in Column]
    assert lefts == sorted(set(lefts))


@pytest.mark.parametrize("column", list(Column))
async def test_the_default_desk_is_the_same_after_a_column_was_closed_and_opened(hand, column):
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    before = ranks(hand)
    heights = {dock.kind: dock.height() for dock in hand.desk.docks() if KINDS[dock.kind].column is not column}
    closed = [dock for dock in hand.desk.docks() if KINDS[dock.kind].column is column]
    specs = [dock.spec for dock in closed]
    for dock in closed:
        dock.close()
    await hand.laid_out()
    for spec in specs:
        hand.desk.open(spec)
        await hand.laid_out()
    assert ranks(hand) == before
    for kind, height in heights.items():
        assert abs(hand.desk.find(PanelSpec(kind)).height() - height) <= 12
    for dock in hand.desk.docks():
        assert dock.width() > 200


async def test_nothing_else_is_moved_and_what_floats_stays_where_it_is(hand):
    chart, book, floating = hand.open("chart", "orderbook", "trades")
    floating.setFloating(True)
    floating.move(40, 50)
    await hand.laid_out()
    place = floating.geometry()
    hand.desk.open(PanelSpec("watchlist"))
    await hand.laid_out()
    assert floating.isFloating()
    assert floating.geometry() == place
    assert left(hand, "watchlist") < left(hand, "chart") < left(hand, "orderbook")
    hand.desk.open(PanelSpec("watchlist", "", "KRW"))
    assert hand.window.tabifiedDockWidgets(chart) == hand.window.tabifiedDockWidgets(book) == []
