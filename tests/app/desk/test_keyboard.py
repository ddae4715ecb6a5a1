"""Who gets the keyboard when a panel is closed."""

from PySide6.QtWidgets import QApplication

from app.desk.keyboard import active_of, hand_on, heirs_of, take
from waiting import eventually


async def test_the_heirs_are_the_tabs_then_what_was_opened_before_then_the_others(hand):
    one, two, three, four, tab = docks = hand.open("engine", "trades", "chart", "orderbook", "watchlist")
    hand.window.tabifyDockWidget(three, tab)
    await hand.laid_out()
    assert heirs_of(hand.window, three, docks) == [tab, two, one, four, tab]
    assert heirs_of(hand.window, one, docks) == [two, three, four, tab]
    assert heirs_of(hand.window, three, [one, two, four]) == [tab, two, one, four], "also if it is gone already"


async def test_the_keyboard_passes_over_the_hidden_and_the_closed(hand):
    hidden, closed, heir = hand.open("engine", "trades", "chart")
    await hand.laid_out()
    hidden.hide()
    closed.close()
    hand_on([hidden, closed, heir])
    await eventually(lambda: active_of(hand.desk.docks()) is heir)
    hand_on([hidden])
    hand_on([])
    assert active_of(hand.desk.docks()) is heir


async def test_the_first_panel_in_sight_takes_it_unless_one_has_it(hand):
    hidden, first, second = hand.open("engine", "trades", "chart")
    await hand.laid_out()
    hidden.hide()
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    take(hand.desk.docks())
    await eventually(lambda: first.has_keyboard)
    second.panel.setFocus()
    take(hand.desk.docks())
    assert second.has_keyboard
