"""The dock: its title, its saved form, and the immediate effects of closing it."""

import weakref

from app.panels.spec import PanelSpec
from core.model.markets import Market, MarketList
from waiting import eventually
from widgets.look.look import Look


def seen(docks):
    return [dock for dock in docks if not dock.visibleRegion().isEmpty()]


async def test_its_title_follows_the_panel(hand):
    (dock,) = hand.open("trades:KRW-BTC")
    from_the_start = dock.windowTitle()
    dock.panel.set_market("KRW-ETH")
    assert dock.windowTitle() == dock.panel.panel_title() != from_the_start


async def test_its_words_follow_the_panel(hand):
    (dock,) = hand.open("orderbook:KRW-BTC:5")
    dock.panel.set_market("KRW-XRP")
    assert dock.spec == PanelSpec("orderbook", "KRW-XRP", "5")


async def test_closing_releases_inside_close_and_deletes_a_turn_later(hand):
    (dock,) = hand.open("trades:KRW-BTC")
    closed = []
    dock.closed.connect(lambda each: closed.append(str(each.spec)))
    panel = weakref.ref(dock.panel)
    dock.close()
    assert dock.is_closed
    assert closed == ["trades:KRW-BTC"]
    assert hand.engine.component_report() == []
    dock.close()
    assert len(closed) == 1
    del dock
    await eventually(lambda: panel() is None)


async def test_hiding_is_not_closing(hand):
    (dock,) = hand.open("trades:KRW-BTC")
    dock.hide()
    assert not dock.is_closed
    assert len(hand.engine.component_report()) == 1


async def test_what_is_docked_again_among_tabs_is_seen_and_a_restore_shows_what_was(hand):
    docks = hand.open("trades:KRW-BTC", "trades:KRW-ETH", "trades:KRW-XRP")
    first, second, third = docks
    hand.window.tabifyDockWidget(first, second)
    hand.window.tabifyDockWidget(second, third)
    third.raise_()
    await eventually(lambda: seen(docks) == [third])
    layout = hand.window.saveState()
    second.setFloating(True)
    second.setFloating(False)
    await eventually(lambda: seen(docks) == [second])
    second.setFloating(True)
    hand.window.restoreState(layout)
    await eventually(lambda: not second.isFloating() and seen(docks) == [third])


async def test_a_dock_whose_panel_was_taken_out_closes_all_the_same(hand):
    (dock,) = hand.open("trades:KRW-BTC")
    dock.panel.setParent(None)
    assert dock.close()


async def test_a_name_from_outside_is_one_line_without_keys_in_its_title(hand):
    hand.markets.fill(MarketList([Market("KRW-BTC", "A & B\n<b>\u202e비트", "")]))
    (dock,) = hand.open("trades:KRW-BTC")
    assert dock.windowTitle() == "A ＆ B ＜b>비트 BTC/KRW · 체결"
    hand.markets.fill(MarketList([Market("KRW-BTC", "&C")]))
    assert dock.windowTitle() == "＆C BTC/KRW · 체결"


def title_height(dock):
    """The height in pixels of the letters of a title."""
    image = dock.grab().toImage()
    letters = range(14, 100)  # after the bar at the left
    lines = [y for y in range(dock.widget().y()) if any(image.pixelColor(x, y).lightness() > 120 for x in letters)]
    return lines[-1] - lines[0] + 1


async def test_its_title_follows_the_size_of_the_font_while_it_is_open(hand, application):
    look = Look()
    look.dress(application)
    (dock,) = hand.open("engine")  # no header lies over its title
    await hand.laid_out()
    heights = {100: title_height(dock)}
    for percent in (150, 90, 150, 100):
        look.set_font_percent(percent)
        await hand.laid_out()
        heights.setdefault(percent, title_height(dock))
        assert title_height(dock) == heights[percent]
        assert dock.font().pixelSize() == application.font().pixelSize()
    assert heights[90] < heights[100] < heights[150]
    look._application = None
    Look().dress(application)
