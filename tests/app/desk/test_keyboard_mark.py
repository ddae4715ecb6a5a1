"""The mark of the panel that has the keyboard."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame

from waiting import eventually
from widgets.look.look import Look
from widgets.look.themes import ThemeName, theme

EVERY_KIND = ("watchlist", "chart", "orderbook", "trades", "assets", "my-orders", "engine", "faults", "alerts")


def marked(hand):
    return [dock.kind for dock in hand.desk.docks() if dock.has_keyboard]


def press(window, place):
    """Click soon, not within a task: QTest processes events, and other tasks would end in it."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    asyncio.get_running_loop().call_soon(QTest.mouseClick, window.windowHandle(), left, none, place)


async def test_the_panel_that_gets_the_keyboard_is_marked_and_no_other(hand):
    docks = hand.open(*EVERY_KIND)
    await hand.laid_out()
    for dock in docks:
        hand.desk.bring_forward(dock)
        assert marked(hand) == [dock.kind]
    QApplication.focusWidget().clearFocus()
    assert marked(hand) == []


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_a_click_on_the_title_or_beside_what_is_in_a_panel_gives_it_the_keyboard(hand, kind):
    (dock,) = hand.open(kind)
    await hand.laid_out()
    for place in (QPoint(60, 10), dock.widget().geometry().topLeft() + QPoint(1, 1)):
        if (focus := QApplication.focusWidget()) is not None:
            focus.clearFocus()
        assert marked(hand) == []
        press(hand.window, dock.mapTo(hand.window, place))
        await eventually(lambda: marked(hand) == [kind], within=2)
        assert QApplication.focusWidget() is not dock, "keys would not reach the panel"


async def test_what_the_mark_says_is_what_is_closed_by_key_and_the_next_panel_gets_it(hand):
    hand.open("chart", "trades", "orderbook")
    await hand.laid_out()
    hand.desk.take_keyboard()
    while hand.desk.docks():
        (kind,) = marked(hand)
        before = [dock.kind for dock in hand.desk.docks()]
        hand.desk.close_active()
        before.remove(kind)
        assert [dock.kind for dock in hand.desk.docks()] == before


async def test_a_panel_closed_by_its_button_hands_the_keyboard_on(hand):
    trades, book, chart = hand.open("trades", "orderbook", "chart")
    await hand.laid_out()
    hand.desk.bring_forward(chart)
    book.close()
    assert marked(hand) == ["chart"]
    (book,) = hand.open("orderbook")
    hand.desk.bring_forward(trades)
    await hand.laid_out()
    hand.desk.bring_forward(chart)
    chart.close()
    assert marked(hand) == ["trades"], "what was opened before it, and not Qt's next in the chain"


async def test_a_panel_that_has_the_keyboard_keeps_it_at_the_start(hand):
    docks = hand.open("chart", "trades")
    await hand.laid_out()
    hand.desk.take_keyboard()
    assert marked(hand) == ["chart"]
    hand.desk.bring_forward(docks[1])
    hand.desk.take_keyboard()
    assert marked(hand) == ["trades"]


async def test_closing_all_moves_no_keyboard(hand, monkeypatch):
    hand.open("chart", "trades", "orderbook")
    await hand.laid_out()
    hand.desk.take_keyboard()
    assert marked(hand) == ["chart"]
    handed = []
    monkeypatch.setattr(hand.desk, "bring_forward", handed.append)
    hand.desk.close_all()
    assert handed == []


@pytest.mark.parametrize("name", ThemeName)
async def test_the_title_has_another_ground_and_a_bar_in_every_theme(hand, application, name):
    look = hand.desk._context.look
    look.set_theme(name)
    look.dress(application)
    chart, _ = hand.open("chart", "trades")
    await hand.laid_out()

    def title():
        image = chart.grab().toImage()
        return image.pixelColor(1, 8), image.pixelColor(chart.width() // 2, 8)

    hand.desk.bring_forward(chart)
    assert title() == (theme(name).accent, theme(name).selection)
    hand.desk.bring_forward(hand.desk.docks()[1])
    assert title() == (theme(name).header, theme(name).header)
    look._application = None
    Look().dress(application)


async def test_a_floating_panel_has_a_border_while_it_has_the_keyboard(hand):
    chart, trades = hand.open("chart", "trades")
    await hand.laid_out()

    def frame():
        return chart.findChild(QFrame, "keyboardFrame")

    hand.desk.bring_forward(chart)
    assert frame() is None
    chart.setFloating(True)
    # The off-screen platform leaves no window active when the tool window becomes a real one; X11 does.
    await eventually(lambda: chart.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window)
    hand.window.activateWindow()
    hand.desk.bring_forward(trades)
    await eventually(lambda: marked(hand) == ["trades"])
    hand.desk.bring_forward(chart)
    await eventually(lambda: frame() is not None and frame().isVisible())
    chart.resize(500, 400)
    await eventually(lambda: frame().geometry() == chart.rect())
    assert not frame().mask().contains(chart.rect().center())
    assert frame().mask().contains(QPoint(0, 200))
    hand.desk.bring_forward(trades)
    await eventually(lambda: marked(hand) == ["trades"] and frame().isHidden())
    hand.desk.bring_forward(chart)
    await eventually(lambda: marked(hand) == ["chart"] and not frame().isHidden())
    chart.setFloating(False)
    assert frame().isHidden()
