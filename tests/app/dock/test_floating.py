"""A floating panel is a real window: of its own, with a frame, and on a screen that exists."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.panel_record import maximize_recorded, record_of_panel
from app.dock.floating import Floating
from app.dock.on_screen import keep_on_desktop
from waiting import eventually, steady
from widgets.look.size_steps import BASE


def is_real_window(dock):
    return dock.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window


async def floated(hand):
    hand.open("orderbook:KRW-BTC")
    (dock,) = hand.open("trades:KRW-ETH")
    await hand.laid_out()
    dock.setFloating(True)
    await eventually(lambda: is_real_window(dock))
    return dock


async def activated(window):
    """Make it the active window.

    When a window that has the focus is hidden and shown again with other flags, the offscreen platform reports no loss
    of the focus. Qt has then no active window, and takes the window's activation for nothing new, until another had it.
    """
    await eventually(lambda: window.activateWindow() or QApplication.activeWindow() is window)


async def test_it_can_be_maximised_and_minimised_and_stands_in_the_task_bar(hand):
    dock = await floated(hand)
    flags = dock.windowFlags()
    for wanted in ("WindowMinimizeButtonHint", "WindowMaximizeButtonHint", "WindowCloseButtonHint", "WindowTitleHint"):
        assert flags & Qt.WindowType[wanted]
    assert dock.windowHandle().transientParent() is None
    assert dock.isVisible()
    assert dock.isFloating()


async def test_it_keeps_its_place_and_its_panel(hand):
    dock = await floated(hand)
    dock.setGeometry(60, 70, 380, 300)
    component = dock.panel.component_id
    dock.hide()
    dock.show()
    await steady(lambda: dock.geometry().getRect())
    assert dock.geometry().getRect() == (60, 70, 380, 300)
    assert dock.panel.component_id == component


async def test_docked_again_it_is_no_window_and_floated_again_it_is_one(hand):
    dock = await floated(hand)
    for _ in range(3):
        dock.setFloating(False)
        await hand.laid_out()
        assert not dock.isWindow()
        dock.setFloating(True)
        await eventually(lambda: is_real_window(dock))


async def test_while_a_button_is_down_it_waits(hand, monkeypatch):
    down = [Qt.MouseButton.LeftButton]
    monkeypatch.setattr(QGuiApplication, "mouseButtons", staticmethod(lambda: down[0]))
    hand.open("orderbook:KRW-BTC")
    (dock,) = hand.open("trades:KRW-ETH")
    await hand.laid_out()
    looks = []
    dock.setFloating(True)
    await eventually(lambda: looks.append(True) or len(looks) > 20)
    assert not is_real_window(dock)
    down[0] = Qt.MouseButton.NoButton
    await eventually(lambda: is_real_window(dock))


async def test_a_place_on_no_screen_becomes_one_on_a_screen(hand):
    dock = await floated(hand)
    dock.setGeometry(5000, 4000, 380, 300)
    QApplication.instance().screenRemoved.emit(hand.window.screen())
    await eventually(lambda: hand.window.screen().availableGeometry().contains(dock.geometry()))


async def test_closed_before_it_became_a_window_it_is_simply_closed(hand):
    (dock,) = hand.open("trades:KRW-ETH")
    dock.setFloating(True)
    dock.close()
    del dock
    await eventually(lambda: not hand.desk.docks())


@pytest.mark.parametrize("place", [QRect(-900, -900, 300, 200), QRect(10**5, 10, 300, 200), QRect(0, 0, 10**4, 10**4)])
def test_every_place_is_moved_onto_the_desktop(application, place):
    available = QGuiApplication.primaryScreen().availableGeometry()
    assert available.contains(keep_on_desktop(place))


def test_a_place_on_the_desktop_is_kept(application):
    place = QRect(
        QGuiApplication.primaryScreen().availableGeometry().topLeft() + QPoint(60, 60), QRect(0, 0, 300, 200).size()
    )
    assert keep_on_desktop(place) == place


async def test_the_keys_of_the_desk_work_in_it(hand):
    pressed = []
    action = QAction(hand.window)
    action.setShortcut("Ctrl+J")
    action.triggered.connect(lambda: pressed.append(True))
    hand.window.addAction(action)
    dock = await floated(hand)
    await activated(hand.window)
    await activated(dock)
    QTest.keyClick(dock.panel, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [True]
    dock.setFloating(False)
    await hand.laid_out()
    await activated(hand.window)
    QTest.keyClick(hand.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [True, True], "once, though two windows have had it"


async def test_a_maximised_one_is_recorded_and_comes_back_maximised(hand):
    dock = await floated(hand)
    dock.showMaximized()
    await eventually(dock.isMaximized)
    assert record_of_panel(dock)["is_maximized"] is True
    dock.close()
    hand.desk.reopen()
    (back,) = [each for each in hand.desk.docks() if each.kind == "trades"]
    await eventually(lambda: is_real_window(back) and back.isMaximized())


@pytest.mark.parametrize("broken", [False, True], ids=["as kept", "damaged"])
async def test_a_maximised_one_that_came_back_gets_the_size_it_had_before(hand, broken):
    dock = await floated(hand)
    dock.setGeometry(QRect(60, 70, 420, 310))
    await hand.laid_out()
    dock.showMaximized()
    await eventually(lambda: dock.isMaximized() and dock.width() > 420)
    record = record_of_panel(dock)
    assert record["normal"] == [60, 70, 420, 310]
    if broken:
        record["normal"] = [60, "70", 420]
    dock.showNormal()
    dock.setGeometry(QRect(0, 0, 700, 500))
    maximize_recorded(dock, record)
    await eventually(dock.isMaximized)
    dock.showNormal()
    size = (700, 500) if broken else (420, 310)
    await eventually(lambda: dock.size().toTuple() == size)


async def test_a_maximised_one_that_was_closed_and_reopened_gets_the_size_it_had_before(hand):
    dock = await floated(hand)
    dock.setGeometry(QRect(60, 70, 420, 310))
    await hand.laid_out()
    dock.showMaximized()
    await eventually(lambda: dock.isMaximized() and dock.width() > 420)
    dock.close()
    hand.desk.reopen()
    (back,) = [each for each in hand.desk.docks() if each.kind == "trades"]
    await eventually(lambda: is_real_window(back) and back.isMaximized())
    back.showNormal()
    await eventually(lambda: back.geometry() == QRect(60, 70, 420, 310))


async def test_the_steps_of_its_size_are_counted_from_a_fixed_one(hand):
    dock = await floated(hand)
    await eventually(lambda: dock.windowHandle() is not None and dock.windowHandle().baseSize() == BASE)
    dock.setFloating(False)
    await hand.laid_out()
    dock.setFloating(True)
    await eventually(lambda: is_real_window(dock) and dock.windowHandle().baseSize() == BASE)


async def test_it_is_maximised_only_once_it_is_on_the_screen_as_a_window(hand):
    """Window managers forget what they were asked of a window that they do not show yet."""
    hand.open("orderbook:KRW-BTC")
    (dock,) = hand.open("trades:KRW-ETH")
    await hand.laid_out()
    dock.setFloating(True)
    record = {**record_of_panel(dock), "is_maximized": True, "normal": [60, 70, 420, 310]}
    maximize_recorded(dock, record)
    dock.findChild(Floating)._make_window()
    assert is_real_window(dock)
    assert not dock.isMaximized()
    assert dock.geometry() == QRect(60, 70, 420, 310)
    assert record_of_panel(dock) == record, "a switch of the workspace in this moment loses nothing"
    await eventually(dock.isMaximized)
    assert record_of_panel(dock) == record
