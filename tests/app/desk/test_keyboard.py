"""Who gets the keyboard when a panel is closed."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from app.desk.keyboard import active_of, bring_forward, hand_on, heirs_of, keyboard_kept, take
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


@pytest.mark.parametrize("is_floating", [False, True])
async def test_a_minimised_window_comes_back_for_who_is_wanted_and_stays_for_an_heir(hand, is_floating):
    dock, closed = hand.open("engine", "trades")
    dock.setFloating(is_floating)
    closed.setFloating(True)
    await hand.laid_out()
    window = dock.window()
    assert window is (dock if is_floating else hand.window)
    window.showMinimized()
    await eventually(window.isMinimized)
    closed.panel.setFocus()
    hand.desk.close_active()
    hand_on([dock])
    assert window.isMinimized(), "the user put it away"
    bring_forward(dock)
    await eventually(lambda: not window.isMinimized() and active_of(hand.desk.docks()) is dock)


async def test_who_has_it_keeps_it_while_docks_are_hidden_and_shown_again(hand):
    first, second = hand.open("engine", "trades")
    await hand.laid_out()
    hand.window.activateWindow()
    bring_forward(first)
    await eventually(lambda: first.has_keyboard)
    with keyboard_kept():
        first.hide()
        assert second.has_keyboard, "Qt has passed it on"
        first.show()
    assert first.has_keyboard


async def test_a_dialog_that_the_user_is_in_keeps_it(hand):
    hand.open("trades")
    await hand.laid_out()
    dialog = QDialog(hand.window)
    field = QLineEdit(dialog)
    dialog.show()
    dialog.activateWindow()
    field.setFocus()
    await eventually(field.hasFocus)
    take(hand.desk.docks())
    assert field.hasFocus()
    dialog.close()


async def test_while_a_dialog_has_the_keyboard_the_panel_that_had_it_is_the_active_one(hand):
    first, second = hand.open("trades:KRW-ETH", "engine")
    await hand.laid_out()
    field, dialog = QLineEdit(hand.window), QDialog(hand.window)
    field.show()
    inside = QLineEdit(dialog)

    async def give_to(widget):
        hand.window.activateWindow()
        await eventually(hand.window.isActiveWindow)
        widget.setFocus()
        await eventually(widget.hasFocus)

    async def ask(active):
        dialog.show()
        dialog.activateWindow()
        inside.setFocus()
        await eventually(inside.hasFocus)
        assert hand.desk.active() is active
        dialog.close()

    for dock in (second, first):
        await give_to(dock.panel)
        await ask(dock)
        assert hand.desk.active() is dock, "also before the window has it again"
    assert hand.desk.market == "KRW-ETH"
    await give_to(field)
    await ask(None)
    await give_to(first.panel)
    first.close()
    assert hand.desk.active() is second, "its heir"
