"""pyqtgraph uses the same binding as the rest of the program, and adds no functions we do not use."""

import itertools

import pyqtgraph
import PySide6
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QEnterEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsItem

from widgets.guard.guard import guarded_or, guarded_paint
from widgets.paint import plotting


def test_pyqtgraph_has_taken_pyside():
    assert issubclass(plotting.GraphicsView, pyqtgraph.GraphicsView)
    assert PySide6.__name__ == pyqtgraph.Qt.QT_LIB


BUTTONS = [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton]
NONE = Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


class Spot(plotting.GraphicsObject):
    """Receives every event that pyqtgraph distributes."""

    def __init__(self):
        super().__init__()
        self.heard = []

    @guarded_or(QRectF())
    def boundingRect(self):
        return QRectF(0, 0, 200, 200)

    @guarded_paint
    def paint(self, painter, option, widget=None):
        pass

    def hoverEvent(self, event):
        self.heard.append("hover")
        event.acceptClicks(Qt.MouseButton.LeftButton)

    def mouseClickEvent(self, event):
        self.heard.append("click")
        event.accept()

    def mouseDragEvent(self, event):
        self.heard.append("drag")
        event.accept()


@pytest.fixture
def view(application):
    made = plotting.GraphicsView()
    made.resize(200, 200)
    made.show()
    QApplication.processEvents()
    yield made
    made.close()


def mouse(view, kind, at, button=NONE, held=NONE):
    point = QPointF(at)
    event = QMouseEvent(kind, point, view.viewport().mapToGlobal(point), button, held, PLAIN)
    QApplication.sendEvent(view.viewport(), event)


def test_the_scene_is_ours_and_has_no_menu_of_its_own(view):
    """The entry "Export..." raised AttributeError when nothing had been clicked."""
    assert type(view.scene()) is plotting.GraphicsScene
    assert not view.findChildren(QAction)
    assert not view.actions()


@pytest.mark.parametrize("has_item", [True, False], ids=["on an item", "on nothing"])
@pytest.mark.parametrize("order", list(itertools.permutations(BUTTONS, 2)), ids=lambda order: order[0].name)
def test_no_mouse_raises(view, order, has_item, caplog, capsys):
    """Hover, press, double press, wheel, drag with each button and with two, leave, both menus, in and out of order."""
    spot = Spot()
    if has_item:
        spot.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsFocusable)
        view.addItem(spot)
    first, second = order
    mouse(view, QEvent.Type.MouseMove, QPoint(100, 100), held=first)  # pressed outside
    mouse(view, QEvent.Type.MouseButtonRelease, QPoint(100, 100), first)
    point = QPointF(50, 50)
    QApplication.sendEvent(view.viewport(), QEnterEvent(point, point, point))
    mouse(view, QEvent.Type.MouseMove, QPoint(50, 50))
    mouse(view, QEvent.Type.MouseButtonPress, QPoint(50, 50), first, first)
    mouse(view, QEvent.Type.MouseButtonRelease, QPoint(50, 50), first)
    for press in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
        mouse(view, press, QPoint(50, 50), first, first)
        mouse(view, QEvent.Type.MouseMove, QPoint(90, 90), held=first)
        mouse(view, press, QPoint(90, 90), second, first | second)
        view.scene()._lastMoveEventTime = 0
        mouse(view, QEvent.Type.MouseMove, QPoint(150, 150), held=first | second)
        mouse(view, QEvent.Type.MouseButtonRelease, QPoint(150, 150), first, second)
        mouse(view, QEvent.Type.MouseButtonRelease, QPoint(150, 150), second)
    turn = QPoint(0, 120)
    wheel = QWheelEvent(point, point, turn, turn, NONE, PLAIN, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view.viewport(), wheel)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, QPoint(5, 5), QPoint(5, 5), PLAIN))
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert not caplog.records
    assert "Traceback" not in capsys.readouterr().err
    assert {"hover", "click", "drag"} <= set(spot.heard) or not has_item


def test_a_view_is_closed_once_and_says_so_while_its_items_go(application):
    class Watched(plotting.GraphicsView):
        closings = 0

        def setViewport(self, widget):  # noqa: N802 - pyqtgraph takes the viewport away when it closes
            self.closings += self.is_closed
            super().setViewport(widget)

    view = Watched()
    view.addItem(Spot())
    assert not view.is_closed
    assert [view.close(), view.close()] == [True, True]
    assert (view.is_closed, view.closings) == (True, 1)
