"""Docks of a window by what has become of them."""

from PySide6.QtWidgets import QWidget

from app.desk.layout.window_docks import docked, docks_in_sight, open_docks
from app.panels.spec import DEFAULT_DESK


async def test_a_dock_is_open_until_it_is_closed_in_sight_unless_hidden_and_docked_unless_it_floats(hand):
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    await hand.laid_out()
    plain, floating, hidden, closed, behind = docks = hand.desk.docks()
    hand.window.tabifyDockWidget(plain, behind)
    plain.raise_()
    floating.setFloating(True)
    hidden.hide()
    await hand.laid_out()
    closed.close()  # it is there until Qt deletes it
    assert {dock.number for dock in open_docks(hand.window)} == {dock.number for dock in docks} - {closed.number}
    assert docks_in_sight(hand.window) == {dock.objectName(): dock for dock in (plain, floating, behind)}
    assert docked(hand.window) == {dock.objectName(): dock for dock in (plain, behind)}


async def test_no_search_goes_through_the_widgets_of_panels(hand):
    hand.window.show()
    hand.desk.open_all(DEFAULT_DESK)
    docks = hand.desk.docks()
    docks[1].setParent(QWidget(docks[0].panel))
    assert set(open_docks(hand.window)) == {*docks} - {docks[1]}
