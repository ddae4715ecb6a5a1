"""A strip keeps its height whatever closes below it."""

import pytest
from PySide6.QtCore import Qt

from app.panels.spec import PanelSpec

BELOW = ["chart", "chart:KRW-ETH", "engine"]


async def column(hand):
    hand.window.resize(1600, 900)
    hand.desk.open_all(map(PanelSpec.parse, ["watchlist", "market-header", *BELOW, "orderbook"]))
    await hand.laid_out()
    strip = next(dock for dock in hand.desk.docks() if dock.kind == "market-header")
    return strip, [dock for dock in hand.desk.docks() if dock.kind in ("chart", "engine")]


@pytest.mark.parametrize("number", range(len(BELOW)))
@pytest.mark.parametrize("height", [0, 60])
async def test_a_strip_is_as_high_as_before_after_a_panel_of_its_column_has_closed(hand, number, height):
    strip, below = await column(hand)
    hand.window.resizeDocks([strip], [strip.height() + height], Qt.Orientation.Vertical)
    await hand.laid_out()
    before = strip.height()
    below[number].close()
    await hand.laid_out()
    assert strip.height() == pytest.approx(before, abs=1), "Qt rounds"


async def test_a_strip_is_as_high_as_before_after_several_have_closed_at_once_or_in_turn(hand):
    strip, below = await column(hand)
    before = strip.height()
    for dock in below[:2]:
        dock.close()
    await hand.laid_out()
    assert strip.height() == before
    below[2].close()
    strip.close()
    await hand.laid_out()
    hand.desk.reopen()
    hand.desk.reopen()
    await hand.laid_out()
    (strip,) = (dock for dock in hand.desk.docks() if dock.kind == "market-header")
    assert strip.height() == pytest.approx(before, abs=3)


async def test_a_floating_strip_keeps_its_size(hand):
    strip, below = await column(hand)
    strip.setFloating(True)
    strip.resize(700, 200)
    await hand.laid_out()
    before = strip.size()
    below[0].close()
    await hand.laid_out()
    assert strip.size() == before
