from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from chart_in_hand import chart, mouse
from widgets.controls.popups import tell_that_the_mouse_left
from widgets.panel.entry_menu import EntryMenu
from widgets.panel.menu_entry import MenuEntry

pytestmark = pytest.mark.usefixtures("application")


def test_entries_run_what_they_say_and_groups_have_a_line_between_them(qtbot):
    owner, ran = QWidget(), []
    qtbot.addWidget(owner)
    inner = [MenuEntry("둘", lambda: ran.append(2), is_checked=True)]
    menu = EntryMenu(owner, [MenuEntry("하나", lambda: ran.append(1)), MenuEntry("더", entries=inner)], inner)
    first, more, line, last = menu.actions()
    assert line.isSeparator()
    assert last.isChecked()
    first.trigger()
    more.menu().actions()[0].trigger()
    last.trigger()
    assert ran == [1, 2, 2]
    menu.aboutToHide.emit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(menu)


@pytest.mark.parametrize("is_inside", [True, False])
@pytest.mark.parametrize("chosen", [True, False])
def test_after_a_menu_a_chart_knows_whether_the_mouse_is_still_over_it(qtbot, chosen, is_inside):
    view, _ = chart()
    owner = QWidget()
    qtbot.addWidget(owner)
    view.setParent(owner)
    owner.resize(900, 600)
    owner.show()
    view.show()
    inside = view.viewport().mapToGlobal(QPoint(200, 150))
    QCursor.setPos(inside)
    QApplication.sendEvent(view.viewport(), QEnterEvent(QPointF(200, 150), QPointF(200, 150), QPointF(inside)))
    mouse(view, QEvent.Type.MouseMove, 200, 150)
    assert view.viewport().underMouse()
    assert view.crosshair.time
    menu = EntryMenu(owner, [MenuEntry("하나", lambda: None)])
    menu.popup(inside)
    QCursor.setPos(inside if is_inside else owner.mapToGlobal(QPoint(1500, 1200)))
    assert view.crosshair.time, "entries about the price at the pointer are still open"
    if chosen:
        menu.actions()[0].trigger()
    menu.close()
    QApplication.processEvents()
    assert bool(view.crosshair.time) is is_inside
    assert (view.pointer is not None) is is_inside
    tell_that_the_mouse_left(owner)
    assert (view.pointer is not None) is is_inside
    view.close()
