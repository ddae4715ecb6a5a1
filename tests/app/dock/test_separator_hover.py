"""The separator under the mouse: marked, dragged, and forgotten when docks come and go. Qt crashed by the last."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHoverEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget
from shiboken6 import delete

from app.window.main_window import MainWindow

AREA = Qt.DockWidgetArea.LeftDockWidgetArea
ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@pytest.fixture
def window(qtbot):
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def dock(window: MainWindow, beside: QDockWidget | None = None, way: Qt.Orientation = ACROSS) -> QDockWidget:
    made = QDockWidget("", window)
    content = QWidget()
    content.setMinimumSize(60, 40)
    made.setWidget(content)
    if beside is None:
        window.addDockWidget(AREA, made)
    else:
        window.splitDockWidget(beside, made, way)
    QApplication.processEvents()
    return made


def right_of(one: QDockWidget) -> QPoint:
    place = one.geometry()
    return QPoint(place.right() + 2, place.center().y())


def below(one: QDockWidget) -> QPoint:
    place = one.geometry()
    return QPoint(place.center().x(), place.bottom() + 2)


def hover(window: MainWindow, at: QPoint, kind: QEvent.Type = QEvent.Type.HoverMove) -> None:
    """Tell the window of the mouse in both of Qt's ways, as a real move does."""
    point, none = QPointF(at), Qt.MouseButton.NoButton
    QApplication.sendEvent(window, QHoverEvent(kind, point, point, point))
    if kind is QEvent.Type.HoverMove:
        move = QMouseEvent(QEvent.Type.MouseMove, point, point, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, move)


def test_the_separator_under_the_mouse_is_marked_over_its_whole_length(window):
    first = dock(window)
    second = dock(window, first)
    dock(window, second, DOWN)
    mark = window.separator_hover.mark
    thick = second.geometry().left() - first.geometry().right() - 1
    hover(window, right_of(first))
    QApplication.processEvents()
    assert mark.isVisible()
    assert (mark.width(), mark.height()) == (thick, first.height())
    assert window.cursor().shape() is Qt.CursorShape.SplitHCursor
    hover(window, below(second))
    assert (mark.width() - second.width(), mark.height()) == (thick, thick), "with the crossing"
    assert window.cursor().shape() is Qt.CursorShape.SplitVCursor
    for at, kind in ((second.geometry().center(), QEvent.Type.HoverMove), (QPoint(), QEvent.Type.HoverLeave)):
        hover(window, below(second))
        assert mark.isVisible()
        hover(window, at, kind)
        assert mark.isHidden()
        assert window.cursor().shape() is Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize("way", [ACROSS, DOWN])
def test_a_separator_is_dragged_as_ever(qtbot, window, way):
    first = dock(window)
    dock(window, first, way)
    at = right_of(first) if way is ACROSS else below(first)
    before = first.size()
    hover(window, at)
    end = at - (QPoint(50, 0) if way is ACROSS else QPoint(0, 50))
    assert window.separator_hover.mark.isVisible()
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=at)
    assert window.separator_hover.mark.isHidden(), "it would stay where the separator was"
    point, left = QPointF(end), Qt.MouseButton.LeftButton
    move = QMouseEvent(QEvent.Type.MouseMove, point, point, left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, move)
    qtbot.waitUntil(lambda: first.size() != before, timeout=2_000)  # Qt moves it by a timer
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=end)
    after = first.size()
    assert window.separator_hover.mark.isHidden()
    hover(window, first.geometry().center())
    assert window.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert (after.width() - before.width(), after.height() - before.height()) == (end - at).toTuple()


@pytest.mark.parametrize("way", [ACROSS, DOWN])
@pytest.mark.parametrize("is_dragged", [False, True])
def test_docks_that_go_while_a_separator_is_hovered_or_dragged_leave_nothing_behind(window, way, is_dragged):
    other = DOWN if way is ACROSS else ACROSS
    for _ in range(5):
        first = dock(window)
        docks = [first, dock(window, first, way)]
        docks += [dock(window, docks[-1], other)]
        docks += [dock(window, docks[-1], way)]
        at = right_of(docks[2]) if way is ACROSS else below(docks[2])
        assert window.isSeparator(at)
        hover(window, at)
        if is_dragged:
            QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=at)
        for each in (docks[3], docks[2]):
            delete(each)
        QApplication.processEvents()
        hover(window, right_of(first) if way is ACROSS else below(first))
        assert window.separator_hover.mark.isVisible(), "no drag goes on"
        delete(docks[1])
        QApplication.processEvents()
        for place in (at, QPoint(5, 5), first.geometry().center()):
            hover(window, place)
            QTest.mouseMove(window, place)
            QApplication.processEvents()
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=at)
        hover(window, QPoint(), QEvent.Type.HoverLeave)
        delete(first)


@pytest.mark.parametrize("change", ["resized", "closed", "window"])
def test_the_mark_goes_when_the_separator_does(qtbot, window, change):
    first = dock(window)
    second = dock(window, first)
    hover(window, right_of(first))
    QApplication.processEvents()
    mark = window.separator_hover.mark
    assert mark.isVisible()
    match change:
        case "resized":
            window.resizeDocks([first, second], [300, 500], ACROSS)
        case "closed":
            delete(second)
        case "window":
            window.resize(700, 500)
    qtbot.waitUntil(mark.isHidden, timeout=2_000)
    hover(window, first.geometry().center())
    assert window.cursor().shape() is Qt.CursorShape.ArrowCursor
