from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton, QWidget
from shiboken6 import delete, isValid

import app
import widgets
from widgets.controls import popups
from widgets.controls.popups import ComboBox, MouseAfterMenu, PopupMenu, tell_that_the_mouse_left
from widgets.panel.entry_menu import EntryMenu
from widgets.panel.menu_entry import MenuEntry

pytestmark = pytest.mark.usefixtures("mouse_goes_back")

ELSEWHERE = QPoint(380, 280)


def with_its_menu(parent, kind=PopupMenu, button=QPushButton):
    made = button(parent)
    menu = kind(made)
    menu.addAction("하나")
    made.setMenu(menu)
    if isinstance(made, QToolButton):
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return made


def with_a_watched_menu(parent):
    made = with_its_menu(parent, QMenu)
    MouseAfterMenu(made.menu())
    return made


def with_a_menu_made_by_a_click(parent):
    made = QPushButton(parent)
    made.clicked.connect(lambda: EntryMenu(made, [MenuEntry("하나", lambda: None)]).popup(made.mapToGlobal(QPoint())))
    return made


def box(parent):
    made = ComboBox(parent)
    made.addItems(["하나", "둘"])
    return made


class Heard(QObject):
    def __init__(self, watched):
        super().__init__(watched)
        self.kinds = []
        watched.installEventFilter(self)

    def eventFilter(self, _watched, event):  # noqa: N802 - Qt's name
        self.kinds.append(event.type())
        return False


@pytest.mark.parametrize("is_inside", [True, False])
@pytest.mark.parametrize(
    "make",
    [
        with_its_menu,
        lambda parent: with_its_menu(parent, button=QToolButton),
        with_a_watched_menu,
        with_a_menu_made_by_a_click,
        box,
    ],
)
def test_after_its_popup_a_control_is_highlighted_only_where_the_mouse_is_over_it(qtbot, make, is_inside):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    control = make(window)
    control.setGeometry(10, 10, 100, 24)
    window.show()
    middle = QPointF(control.rect().center())
    inside = control.mapToGlobal(middle.toPoint())
    QCursor.setPos(inside)
    QApplication.processEvents()
    QApplication.sendEvent(control, QEnterEvent(middle, middle, QPointF(inside)))
    assert control.underMouse()
    for _ in range(2):  # the second opening is heard no more often than the first
        heard = Heard(control)

        def close(heard=heard):
            popup = QApplication.activePopupWidget()
            QCursor.setPos(inside if is_inside else window.mapToGlobal(ELSEWHERE))
            QApplication.processEvents()
            control.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)  # as on X11, where nothing is told of that move
            heard.kinds.clear()
            if isinstance(control, ComboBox):
                QTest.mousePress(popup, Qt.MouseButton.LeftButton, pos=popup.mapFromGlobal(QCursor.pos()))
            popup.close()

        QTimer.singleShot(0, window, close)  # a tool button waits until its menu is closed
        QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=middle.toPoint())
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None, timeout=2_000)
        QApplication.processEvents()
        assert control.underMouse() is is_inside
        assert heard.kinds.count(QEvent.Type.HoverLeave) == heard.kinds.count(QEvent.Type.Leave) == (not is_inside)


def test_every_popup_is_such_a_one():
    """A plain one leaves its button highlighted."""
    made = {
        (path.name, plain)
        for room in (app, widgets)
        for path in Path(room.__file__).parent.rglob("*.py")
        for plain in re.findall(r"\bQMenu\((?!self\)$)|\bQComboBox\(|\((?:QMenu|QComboBox)\):", path.read_text())
    }
    assert {name for name, _ in made} <= {"popups.py", "main_window.py"}  # its popup stays empty


@pytest.mark.parametrize("make", [with_its_menu, with_a_watched_menu, with_a_menu_made_by_a_click, box])
def test_a_popup_that_is_destroyed_with_its_owner_while_it_is_open_tells_nobody(qtbot, make):
    window = QWidget()
    qtbot.addWidget(window)
    control = make(window)
    window.show()
    QTimer.singleShot(0, window, lambda: delete(control))
    QTest.mouseClick(control, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not isValid(control), timeout=2_000)
    QApplication.processEvents()
    assert QApplication.activePopupWidget() is None


def test_who_hears_that_the_mouse_left_may_close_the_others(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    parts = [QWidget(window) for _ in range(4)]
    window.show()

    class Closing(QObject):
        def eventFilter(self, _watched, event):  # noqa: N802 - Qt's name
            if event.type() is QEvent.Type.Leave:
                for part in parts[1:]:
                    delete(part)
                del parts[1:]
            return False

    closing = Closing(window)
    parts[0].installEventFilter(closing)
    for part in parts:
        part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QCursor.setPos(window.mapToGlobal(QPoint(-50, -50)))
    tell_that_the_mouse_left(window)
    assert not parts[0].underMouse()


def test_boxes_that_are_hidden_with_their_panel_tell_nobody_anything(qtbot, monkeypatch):
    """A panel of twenty boxes had the whole window searched twenty times when it was hidden."""
    told = []
    monkeypatch.setattr(popups, "tell_that_the_mouse_left", told.append)
    panel = QWidget()
    qtbot.addWidget(panel)
    boxes = [ComboBox(panel) for _ in range(3)]
    panel.show()
    boxes[0].showPopup()
    boxes[0].hidePopup()
    qtbot.waitUntil(lambda: told == [panel])
    panel.hide()
    QCoreApplication.processEvents()
    assert told == [panel]


def test_what_the_mouse_is_not_over_is_not_searched(qtbot):
    class Searched(QWidget):
        asked = 0

        def underMouse(self):  # noqa: N802 - Qt's name
            self.asked += 1
            return super().underMouse()

    window = QWidget()
    qtbot.addWidget(window)
    inner = Searched(QWidget(window))
    popups.tell_that_the_mouse_left(window)
    assert not inner.asked
