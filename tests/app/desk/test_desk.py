"""The desk: the effect of opening, moving and closing panels on the wire."""

import asyncio
import gc
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject

from app.automation.player import Player
from app.command_line.script import Action, Step
from app.desk.desk import Desk
from app.panels.spec import PanelSpec
from waiting import eventually

BOOK = "orderbook KRW-BTC"
TRADES = "trade KRW-BTC"
TICKER = "ticker KRW-BTC"


def step(action, panel):
    return Step(0.0, Action(action), PanelSpec.parse(panel), "steps:1")


async def test_an_open_panel_is_on_the_wire(hand):
    hand.open("trades:KRW-BTC")
    await hand.becomes(TRADES, TICKER)


async def test_several_panels_are_one_request(hand):
    hand.desk.open_all([PanelSpec("orderbook", "KRW-BTC"), PanelSpec("trades", "KRW-ETH")])
    await eventually(lambda: hand.wanted)
    await hand.settled()
    assert len(hand.exchange.requests) == 1


async def test_a_panel_without_a_market_takes_the_default_one(hand):
    (dock,) = hand.open("trades")
    assert str(dock.spec) == "trades:KRW-BTC"


async def close_by_button(hand, dock):
    dock.close()
    return True


async def close_in_a_tab(hand, dock):
    hand.window.tabifyDockWidget(hand.desk.find(PanelSpec("orderbook")), dock)
    dock.close()
    return True


async def close_while_floating(hand, dock):
    dock.setFloating(True)
    dock.window().windowHandle().close()
    return True


async def close_by_script(hand, dock):
    Player(hand.window, hand.desk).perform(step("close", "trades:KRW-ETH"))
    return True


async def close_by_menu_of_docks(hand, dock):
    dock.toggleViewAction().trigger()
    return True


async def delete_the_dock(hand, dock):
    dock.deleteLater()
    return False


async def delete_at_once(hand, dock):
    shiboken6.delete(dock)
    return False


@pytest.mark.parametrize(
    "close",
    [
        close_by_button,
        close_in_a_tab,
        close_while_floating,
        close_by_script,
        close_by_menu_of_docks,
        delete_the_dock,
        delete_at_once,
    ],
)
async def test_however_a_panel_goes_its_streams_go(hand, close):
    _, dock = hand.open("orderbook:KRW-BTC", "trades:KRW-ETH")
    await hand.becomes(BOOK, TICKER, TRADES, "trade KRW-ETH", "ticker KRW-ETH")
    gone = weakref.ref(dock.panel)
    is_released_inside = await close(hand, dock)
    if is_released_inside:
        assert "KRW-ETH" not in str(hand.engine.get_public_subscriptions())
    del dock
    await hand.becomes(BOOK, TICKER, TRADES)
    assert gone() is None


async def test_a_panel_dropped_without_the_garbage_collector_goes_too(hand):
    hand.open("orderbook:KRW-BTC")
    (dock,) = hand.open("trades:KRW-ETH")
    await hand.becomes(BOOK, TICKER, TRADES, "trade KRW-ETH", "ticker KRW-ETH")
    gc.disable()
    try:
        panel = dock.panel
        panel.setParent(None)
        del panel
        await hand.becomes(BOOK, TICKER, TRADES)
    finally:
        gc.enable()


async def test_closing_all_leaves_nothing_on_the_wire(hand):
    hand.open("orderbook:KRW-BTC", "trades:KRW-BTC", "trades:KRW-ETH")
    await eventually(lambda: hand.wanted)
    hand.desk.close_all()
    assert hand.desk.docks() == []
    await eventually(lambda: not hand.exchange.exchange.sessions)


async def test_a_chosen_market_moves_the_leading_panels_and_no_other(hand):
    hand.open("orderbook:KRW-BTC", "trades:KRW-BTC", "trades:KRW-XRP")
    hand.desk.linking.show_market("KRW-ETH")
    assert [str(dock.spec) for dock in hand.desk.docks()] == ["orderbook:KRW-ETH", "trades:KRW-ETH", "trades:KRW-XRP"]
    await hand.becomes("orderbook KRW-ETH", "ticker KRW-ETH", "trade KRW-ETH", "trade KRW-XRP", "ticker KRW-XRP")


async def test_a_market_chosen_on_an_empty_desk_opens_a_chart_of_it(hand):
    hand.desk.linking.show_market("KRW-ETH")
    assert [str(dock.spec) for dock in hand.desk.docks()] == ["chart:KRW-ETH:1m"]


async def test_a_chosen_market_is_heard_from_the_panel(hand):
    (dock,) = hand.open("trades:KRW-BTC")
    dock.panel.market_chosen.emit("KRW-XRP")
    assert str(dock.spec) == "trades:KRW-XRP"


async def test_a_closed_panel_can_be_opened_again(hand):
    (dock,) = hand.open("orderbook:KRW-ETH:5")
    dock.close()
    hand.desk.reopen()
    assert [str(dock.spec) for dock in hand.desk.docks()] == ["orderbook:KRW-ETH:5"]
    hand.desk.reopen()
    assert len(hand.desk.docks()) == 1


async def test_words_find_the_panel_they_name_before_one_they_leave_open(hand):
    hand.open("orderbook:KRW-BTC:5", "orderbook:KRW-BTC")
    assert str(hand.desk.find(PanelSpec("orderbook", "KRW-BTC")).spec) == "orderbook:KRW-BTC"
    assert str(hand.desk.find(PanelSpec("orderbook")).spec) == "orderbook:KRW-BTC:5"
    assert hand.desk.find(PanelSpec("trades")) is None


async def test_the_default_sizes_leave_room_for_every_panel(hand):
    hand.desk.open_all([PanelSpec("watchlist"), PanelSpec("orderbook"), PanelSpec("trades")])
    watchlist, book, trades = hand.desk.docks()
    await eventually(lambda: watchlist.width() < book.width() == trades.width())
    await eventually(lambda: 0 < watchlist.x() + watchlist.width() < book.x() == trades.x())
    assert book.y() + book.height() < trades.y()
    assert book.height() > trades.height() > 200


async def test_a_hundred_panels_leave_nothing_behind(hand):
    def objects():
        return len(hand.window.children()), len(hand.engine.component_report())

    hand.open("orderbook:KRW-BTC")
    await hand.settled()
    before = objects()
    for _ in range(100):
        (dock,) = hand.open("trades:KRW-ETH")
        dock.close()
        del dock
    await hand.becomes(BOOK, TICKER, TRADES)
    await eventually(lambda: objects() == before)


async def test_many_panels_are_laid_out_once_and_looked_for_once(hand, monkeypatch):
    """The cost of one panel must not depend on the number of panels: 500 took 35 s, and take 5 s now."""
    laid_out, looked = [], []
    hand.desk.opened.connect(lambda _dock: laid_out.append(hand.window.layout().isEnabled()))
    docks = Desk.docks
    monkeypatch.setattr(Desk, "docks", lambda desk: looked.append(1) or docks(desk))
    hand.desk.open_all([PanelSpec("trades")] * 24)
    assert laid_out == [False] * 24
    assert len(looked) <= 3


async def test_panels_opened_together_are_placed_like_those_opened_one_by_one(hand):
    kinds = ["watchlist", "chart", "orderbook", "trades", "engine", "trades:KRW-ETH", "trades:KRW-XRP", "chart"]

    def layout():
        places = [dock.geometry() for dock in hand.desk.docks()]
        found = [place.getRect() if place.x() >= 0 else "behind another one" for place in places]
        tabs = [len(hand.window.tabifiedDockWidgets(dock)) for dock in hand.desk.docks()]
        return found, tabs

    hand.open(*kinds)
    hand.desk.spread()
    await hand.laid_out()
    one_by_one = layout()
    hand.desk.close_all()
    await asyncio.sleep(0)
    hand.desk.open_all(map(PanelSpec.parse, kinds))
    await hand.laid_out()
    assert layout() == one_by_one
    assert hand.window.layout().isEnabled()


async def test_a_panel_that_raises_among_many_leaves_the_layout_at_work(hand, monkeypatch):
    def broken(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr("widgets.engine_monitor.panel.EnginePanel.__init__", broken)
    with pytest.raises(ZeroDivisionError):
        hand.desk.open_all([PanelSpec("trades"), PanelSpec("engine")])
    assert hand.window.layout().isEnabled()
    hand.open("orderbook")
    await hand.settled()
    assert [str(dock.spec) for dock in hand.desk.docks()] == ["trades:KRW-BTC", "orderbook:KRW-BTC"]


async def test_a_panel_that_cannot_be_restored_watches_nothing(hand, monkeypatch):
    kept = []

    def broken(panel, _state):
        kept.append(panel)  # as a traceback would
        raise ZeroDivisionError

    monkeypatch.setattr("widgets.trades.panel.TradesPanel.restore_state", broken)
    with pytest.raises(ZeroDivisionError):
        hand.desk.open(PanelSpec("trades", "KRW-ETH"), state={"x": 1})
    assert hand.engine.get_public_subscriptions() == {}
    kept.clear()


async def test_panels_closed_together_come_back_together(hand):
    hand.open("orderbook:KRW-ETH:5", "chart:KRW-XRP:60m", "trades:KRW-BTC")
    hand.desk.docks()[2].close()
    before = [str(dock.spec) for dock in hand.desk.docks()]
    hand.desk.close_all()
    hand.desk.reopen()
    assert [str(dock.spec) for dock in hand.desk.docks()] == before
    hand.desk.reopen()
    assert [str(dock.spec) for dock in hand.desk.docks()] == [*before, "trades:KRW-BTC"]
    hand.desk.close_all()
    hand.desk.close_all()
    hand.desk.reopen()
    assert len(hand.desk.docks()) == 3, "closing nothing is nothing to undo"


class Painted(QObject):
    """Counts the paintings of a widget."""

    def __init__(self, widget):
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return False


async def test_a_window_that_gets_other_panels_before_it_was_ever_painted_goes_on_painting(hand):
    hand.open("trades:KRW-BTC")
    bar = hand.window.statusBar()
    painted = Painted(bar)
    hand.window.hide()
    hand.window.show()  # as at the start: its first painting is due
    with hand.desk.rebuilt():
        await asyncio.sleep(0.02)  # it is asked for, while nothing is painted
        hand.desk.open(PanelSpec("trades", "KRW-ETH"))
    await eventually(lambda: painted.count)
    before = painted.count
    bar.update()
    await eventually(lambda: painted.count > before)
