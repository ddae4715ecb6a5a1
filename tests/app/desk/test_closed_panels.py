"""Undo of closing: panels come back at their place, in their size, with their state."""

import pytest
from PySide6.QtCore import QRect

from app.arrangement.arrangement import names_of
from app.desk.closed_panels import REOPENABLE
from app.desk.layout.arranging import arrangement_of_window, arrangement_with_room
from app.dock.floating import docked_size, give_place
from app.panels.spec import DEFAULT_DESK, PanelSpec

SIX = ["watchlist", "chart:KRW-BTC", "chart:KRW-ETH", "orderbook:KRW-BTC", "trades:KRW-BTC", "trades:KRW-ETH"]


def arranged(hand):
    return arrangement_of_window(hand.window, {dock.objectName(): dock for dock in hand.desk.docks()})


def places(hand):
    """Where each panel is, by what it shows."""
    return {str(dock.spec): dock.geometry().getRect() for dock in hand.desk.docks() if dock.x() >= 0}


def by_words(hand, arrangement):
    for dock in hand.desk.docks():
        arrangement = arrangement.renamed(dock.objectName(), str(dock.spec))
    return arrangement


async def six(hand):
    hand.window.resize(1600, 900)
    hand.desk.open_all(map(PanelSpec.parse, SIX))
    await hand.laid_out()
    return by_words(hand, arranged(hand)), places(hand)


@pytest.mark.parametrize("waits", [False, True])
async def test_each_panel_comes_back_at_its_place_in_its_size(hand, waits):
    await six(hand)
    for closed in SIX:
        before, was = by_words(hand, arranged(hand)), places(hand)
        next(dock for dock in hand.desk.docks() if str(dock.spec).startswith(closed)).close()
        if waits:  # Qt has deleted the dock; else the new one needs another name
            await hand.laid_out()
        hand.desk.reopen()
        await hand.laid_out()
        back = by_words(hand, arranged(hand))
        assert back.docked == before.docked or back.has_shape_of(before), closed
        for words, place in places(hand).items():
            if words in was:
                assert place == pytest.approx(was[words], abs=3), f"{words} after {closed}"


async def test_all_closed_together_come_back_together_at_their_places(hand):
    before, was = await six(hand)
    hand.desk.close_all()
    await hand.laid_out()
    hand.desk.reopen()
    await hand.laid_out()
    assert by_words(hand, arranged(hand)).has_shape_of(before)
    found = places(hand)
    assert {words: pytest.approx(place, abs=3) for words, place in was.items()} == found


async def test_one_after_the_other_they_come_back_one_after_the_other(hand):
    before, _ = await six(hand)
    for dock in hand.desk.docks():
        dock.close()
        await hand.laid_out()
    for _ in SIX:
        hand.desk.reopen()
        await hand.laid_out()
    assert by_words(hand, arranged(hand)).names() == before.names()
    assert len(by_words(hand, arranged(hand)).docked.parts) == len(before.docked.parts)


async def test_a_floating_panel_comes_back_floating_and_no_other_window_is_touched(hand):
    await six(hand)
    one, other = hand.desk.docks()[3:5]
    for dock, left in ((one, 50), (other, 450)):
        dock.setFloating(True)
        give_place(dock, QRect(left, 60, 360, 300))
    await hand.laid_out()
    heard = []
    other.topLevelChanged.connect(heard.append)
    one.close()
    await hand.laid_out()
    hand.desk.reopen()
    await hand.laid_out()
    back = hand.desk.find(PanelSpec.parse("orderbook:KRW-BTC"))
    assert back.isFloating()
    assert back.geometry().getRect() == (50, 60, 360, 300)
    assert heard == []


@pytest.mark.parametrize("below", [[], ["my-orders", "alerts"]])
async def test_a_panel_closed_while_it_floats_can_still_be_docked_in_its_old_size(hand, below):
    hand.window.resize(1366, 768)
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    for words in below:
        hand.desk.open(PanelSpec.parse(words))
        await hand.laid_out()
    for kind in ("watchlist", "chart", "orderbook", "trades"):
        before, was = by_words(hand, arranged(hand)), places(hand)
        dock = of_kind(hand, kind)
        dock.setFloating(True)
        give_place(dock, QRect(50, 60, 500, 300))
        await hand.laid_out()
        for _ in range(2):
            dock.close()
            await hand.laid_out()
            hand.desk.reopen()
            await hand.laid_out()
            dock = of_kind(hand, kind)
            assert dock.geometry().getRect() == (50, 60, 500, 300)
        dock.setFloating(False)
        await hand.laid_out()
        assert by_words(hand, arranged(hand)).has_shape_of(before), kind
        found = places(hand)
        assert {words: pytest.approx(place, abs=12) for words, place in was.items()} == found, kind


def of_kind(hand, kind):
    return next(dock for dock in hand.desk.docks() if dock.kind == kind)


@pytest.mark.parametrize("is_floated_first", [True, False])
@pytest.mark.parametrize(
    ("floating", "closed"),
    [
        ("faults", "chart market-header"),  # a whole column leaves
        ("orderbook", "market-header chart watchlist"),
        ("watchlist faults", "chart market-header"),
        ("watchlist chart", "trades faults orderbook"),  # the quote is alone in its column
        ("chart trades", "orderbook"),
    ],
)
async def test_beside_floating_panels_all_come_back_as_they_were_and_so_do_these(
    hand, floating, closed, is_floated_first
):
    hand.window.resize(1366, 768)
    hand.window.show()
    hand.desk.open_all([*DEFAULT_DESK, PanelSpec("faults")])
    await hand.at_rest()
    shape, heard = by_words(hand, arranged(hand)), []

    async def float_them():
        for kind in floating.split():
            of_kind(hand, kind).setFloating(True)
            await hand.at_rest()
            of_kind(hand, kind).topLevelChanged.connect(heard.append)

    def docked_places():
        return {dock.kind: dock.geometry().getRect() for dock in hand.desk.docks() if not dock.isFloating()}

    if is_floated_first:
        await float_them()
    was = docked_places()
    for kind in closed.split():
        of_kind(hand, kind).close()
        await hand.at_rest()
    if not is_floated_first:
        await float_them()
        for undone, _ in enumerate(floating.split(), 1):
            hand.desk.reopen()
            await hand.at_rest()
            assert heard == [False] * undone, "each is docked by its own step"
        heard.clear()
    for _ in closed.split():
        hand.desk.reopen()
        await hand.at_rest()
    assert heard == [], "no window is touched"
    assert docked_places() == {kind: pytest.approx(place, abs=6) for kind, place in was.items()}
    for kind in floating.split():
        of_kind(hand, kind).setFloating(False)
        await hand.laid_out()
    assert by_words(hand, arranged(hand)).has_shape_of(shape)


async def test_beside_a_floating_panel_the_places_have_pixels_too_when_a_whole_column_has_left(hand):
    hand.window.resize(1366, 768)
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    of_kind(hand, "trades").setFloating(True)
    for kind in ("chart", "market-header"):
        of_kind(hand, kind).close()
        await hand.laid_out()
    found = arrangement_with_room(hand.window, {dock.objectName(): dock for dock in hand.desk.docks()})
    assert found.docked.sizes == (of_kind(hand, "watchlist").width(), of_kind(hand, "orderbook").width())


async def test_the_state_comes_back(hand):
    (dock,) = hand.open("watchlist")
    state = dock.panel.state() | {"sort": "name", "descending": False}
    dock.panel.restore_state(state)
    saved = dock.panel.state()
    dock.close()
    hand.desk.reopen()
    assert hand.desk.docks()[0].panel.state() == saved


async def test_a_hidden_panel_comes_back_hidden(hand):
    await six(hand)
    hand.desk.docks()[4].hide()
    hand.desk.close_all()
    hand.desk.reopen()
    assert [dock.isHidden() for dock in hand.desk.docks()] == [False, False, False, False, True, False]


async def test_another_step_is_undone_in_its_turn(hand):
    undone = []
    hand.open("trades:KRW-ETH")
    hand.desk.docks()[0].close()
    hand.desk.closed.note_step(lambda: undone.append(True))
    hand.desk.reopen()
    assert undone == [True]
    assert hand.desk.docks() == []
    hand.desk.reopen()
    assert len(hand.desk.docks()) == 1


async def test_no_more_steps_are_kept_than_can_be_undone(hand):
    undone = []
    for number in range(REOPENABLE + 5):
        hand.desk.closed.note_step(lambda number=number: undone.append(number))
    for _ in range(REOPENABLE + 5):
        hand.desk.reopen()
    assert undone == list(range(REOPENABLE + 4, 4, -1))


async def test_what_a_window_grew_by_beside_a_floating_panel_is_no_room_of_a_strip(hand):
    hand.window.resize(1366, 700)
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    quote, chart = of_kind(hand, "market-header"), of_kind(hand, "chart")
    height = quote.height()
    chart.setFloating(True)  # the quote is alone in its column, and has all of it
    hand.window.resize(1366, 1000)
    await hand.laid_out()
    assert quote.height() > 2 * height
    found = arrangement_with_room(hand.window, {dock.objectName(): dock for dock in hand.desk.docks()})
    (column,) = (part for part in found.docked.parts if quote.objectName() in names_of(part))
    assert column.sizes == (quote.sizeHint().height(), docked_size(chart).height())
