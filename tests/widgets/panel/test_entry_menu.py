from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from widgets.panel.entry_menu import EntryMenu
from widgets.panel.menu_entry import MenuEntry


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
