"""A program that makes each override raise on a running desk, by a Python call that reaches it through Qt.

The error is raised by C code, which is what ends a process on CPython 3.11. Prints a line of JSON before and after each
override, so that the reader knows which one crashed the process.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sys
import types
from collections.abc import Callable, Iterator

from PySide6.QtCore import (
    QChildEvent,
    QEvent,
    QIdentityProxyModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QTimerEvent,
)
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QDockWidget,
    QDoubleSpinBox,
    QGraphicsScene,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
    QWidgetItem,
)

from app.desk.layout.late_size import LateSize
from app.process.application import make_application
from app.process.qt_loop import QtLoop
from app.settings_window.stored_candles import StoredCandles, StoredCandlesRow
from app.status_bar.bar import StatusBar
from app.status_bar.notice_room import NoticeRoom
from app.window.alert_popup import AlertPopup
from app.workspaces.window_shape import WindowShape
from core.market.alerts.alert import Alert, AlertKind
from core.market.alerts.firing import Firing
from overrides import Override, overrides
from whole_desk import WholeDesk
from widgets.controls.file_dialog import ask_what_to_open
from widgets.controls.time_field import time_field
from widgets.guard.guard import handler_of
from widgets.look.focus_ring import FocusRing
from widgets.paint.plotting import GraphicsView
from widgets.panel.panel import Panel
from widgets.panel.suspension import SuspensionNotice
from widgets.values.window import show_values

REACHED: list[str] = []
BUTTON = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
AT = QPointF(20, 20)


def raising(body: types.FunctionType) -> types.CodeType:
    """Return code that replaces a body: it records the call, and divides by zero."""
    free = [f"free_{number}" for number in range(len(body.__code__.co_freevars))]
    source = (
        f"def make({', '.join(free)}):\n"
        "    def body(*args, **kwargs):\n"
        f"        if False: {', '.join(free) or 'pass'}\n"
        "        __import__('sys').modules['__main__'].REACHED.append(1)\n"
        "        return 1 // 0\n"
        "    return body\n"
    )
    names: dict[str, Callable[..., types.FunctionType]] = {}
    exec(source, names)
    return names["make"](*free).__code__


def send(target: QObject, event: QEvent) -> None:
    QApplication.sendEvent(target, event)


def mouse(kind: QEvent.Type) -> Callable[[QWidget], None]:
    return lambda widget: send(surface(widget), QMouseEvent(kind, AT, AT, BUTTON, BUTTON, PLAIN))


def surface(part: QObject) -> QObject:
    """Return the object that receives the events of a part in Qt."""
    widget = part.views()[0] if isinstance(part, QGraphicsScene) else part
    return widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget


def wheel(widget: QWidget) -> None:
    notch = QPoint(0, 120)
    none = Qt.MouseButton.NoButton
    send(surface(widget), QWheelEvent(AT, AT, notch, notch, none, PLAIN, Qt.ScrollPhase.NoScrollPhase, False))


def paint(part: QObject) -> None:
    if isinstance(part, QWidget):
        surface(part).grab()
    elif hasattr(part, "scene"):
        part.scene().setSceneRect(0, 0, 400, 300)
        part.update()
        part.scene().views()[0].grab()
    else:
        part.parent().grab()


def size_hint(part: QObject) -> None:
    if isinstance(part, QWidget) and part.isHidden():  # a layout does not ask it
        part.adjustSize()
    elif isinstance(part, QWidget):
        QWidgetItem(part).sizeHint()
    else:
        part.parent().sizeHintForRow(0)


def watch(part: QObject) -> None:
    """Trigger an event on every object that this event filter may watch."""
    above = part.parent()
    watched = [above, *above.findChildren(QObject), *part.findChildren(QObject)]
    while (above := above.parent()) is not None:
        watched.append(above)
    if isinstance(part, FocusRing):  # it watches the control that has the ring
        part._surround(QApplication.topLevelWidgets()[0])
        watched.append(part.ringed)
    for each in watched:
        send(each, QEvent(QEvent.Type.User))


def through_proxy(model: QObject) -> None:
    proxy = QIdentityProxyModel()
    proxy.setSourceModel(model)
    proxy.headerData(0, Qt.Orientation.Horizontal)


def view_of(model: QObject) -> QTableView:
    return next(view for view in QApplication.allWidgets() if isinstance(view, QTableView) and view.model() is model)


def ask_for_menu(window: QWidget) -> None:
    at = window.findChild(QDockWidget).geometry().topLeft() + QPoint(15, 5)
    send(window, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, window.mapToGlobal(at), PLAIN))


def menu_inside(part: QWidget) -> None:
    at = QPoint(5, 5)
    send(part, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, part.mapToGlobal(at), PLAIN))


def drag_enter(widget: QWidget) -> None:
    data = QMimeData()
    send(surface(widget), QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, BUTTON, PLAIN))


def all_data_changed(view: QAbstractItemView) -> None:
    model = view.model()
    model.dataChanged.emit(model.index(0, 0), model.index(0, 0))


def scrolled(part: QObject) -> object:
    """Scroll a row down."""
    part.verticalScrollBar().setRange(0, 2)
    return part.verticalScrollBar().setValue(1)


def close_choices(part: QWidget) -> None:
    """Open the list of a box of choices, and press beside it; an open list would keep events from the others."""
    part.showPopup()
    popup = part.view().window()
    send(popup, QMouseEvent(QEvent.Type.MouseButtonPress, QPointF(-9, -9), AT, BUTTON, BUTTON, PLAIN))
    popup.hide()


WAYS: dict[str, Callable[[QObject], object]] = {
    "childEvent": lambda widget: send(widget, QChildEvent(QEvent.Type.ChildPolished, widget)),
    "resizeEvent": lambda part: send(surface(part), QResizeEvent(part.size(), part.size())),
    "changeEvent": lambda part: send(part, QEvent(QEvent.Type.FontChange)),
    "showEvent": lambda part: send(part, QShowEvent()),
    "hideEvent": lambda part: send(part, QHideEvent()),
    "closeEvent": lambda part: send(part, QCloseEvent()),
    "timerEvent": lambda part: send(part, QTimerEvent(10_000_000)),
    "enterEvent": lambda part: send(part, QEnterEvent(AT, AT, AT)),
    "leaveEvent": lambda part: send(part, QEvent(QEvent.Type.Leave)),
    "inputMethodEvent": lambda part: send(part, QInputMethodEvent("빝", [])),
    "keyPressEvent": lambda part: send(part, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Home, PLAIN)),
    "mousePressEvent": mouse(QEvent.Type.MouseButtonPress),
    "mouseReleaseEvent": mouse(QEvent.Type.MouseButtonRelease),
    "mouseDoubleClickEvent": mouse(QEvent.Type.MouseButtonDblClick),
    "mouseMoveEvent": mouse(QEvent.Type.MouseMove),
    "wheelEvent": wheel,
    "dragEnterEvent": drag_enter,
    "contextMenuEvent": menu_inside,
    "paintEvent": paint,
    "paint": paint,
    "paintSection": paint,
    "sizeHint": size_hint,
    "minimumSizeHint": lambda part: QWidgetItem(part).minimumSize(),
    "boundingRect": lambda part: part.sceneBoundingRect(),
    "itemChange": lambda part: part.moveBy(1, 1),
    "hidePopup": close_choices,
    "showPopup": lambda part: send(part, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F4, PLAIN)),
    "focusOutEvent": lambda part: send(part, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason)),
    "focusNextPrevChild": lambda part: send(part, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, PLAIN)),
    "event": lambda part: send(part, QEvent(QEvent.Type.User)),
    "eventFilter": watch,
    "rowCount": lambda part: part.hasIndex(0, 0),
    "columnCount": lambda part: part.hasIndex(0, 0),
    "flags": lambda part: part.flags(part.index(0, 0)),
    "data": lambda part: part.index(0, 0).data(),
    "headerData": through_proxy,
    "sort": lambda part: view_of(part).sortByColumn(1, Qt.SortOrder.AscendingOrder),
    "dataChanged": all_data_changed,
    "indexAt": mouse(QEvent.Type.MouseMove),
    "scrollContentsBy": scrolled,
    "createPopupMenu": ask_for_menu,
    "textFromValue": lambda part: QDoubleSpinBox.setValue(part, part.value() + 1),
    "validate": lambda part: (part.lineEdit() if isinstance(part, QAbstractSpinBox) else part.parent()).insert("a"),
    "initStyleOption": lambda part: QStyledItemDelegate.sizeHint(part, QStyleOptionViewItem(), QModelIndex()),
    "close": lambda part: part.close(),
    "text": repr,  # Qt writes the name into it
}
"""Return a Python call that reaches an override of this name through Qt."""


class Heard(logging.Handler):
    """Return the guarded errors in the log."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def users(override: Override) -> Iterator[QObject]:
    """Return the objects on the desk that use exactly this function under that name, visible ones first."""
    function = vars(override.owner)[override.name]
    kinds = {kind for kind in (override.owner, *below(override.owner)) if getattr(kind, override.name) is function}
    found = [each for each in gc.get_objects() if type(each) in kinds]
    yield from sorted(found, key=lambda each: not (isinstance(each, QWidget) and each.isVisible()))


def below(owner: type) -> Iterator[type]:
    """Return every class that is derived from this one."""
    for each in owner.__subclasses__():
        yield each
        yield from below(each)


def reported(panel: object, heard: Heard) -> bool:
    """Return whether the panel, or else the panel that was watched, or the log, received an error."""
    if isinstance(panel, Panel):
        return bool(panel._suspension._budget._failed)
    watched = any(each._suspension._budget._failed for each in open_panels())
    return watched or any(record.exc_info for record in heard.records)


def open_panels() -> list[Panel]:
    return [each for each in QApplication.allWidgets() if isinstance(each, Panel)]


def attempt(override: Override, heard: Heard) -> str:
    """Make it raise; return a description of the problem."""
    way = WAYS.get(override.name)
    if way is None:
        return "no way to reach it is known: add one to WAYS"
    function = vars(override.owner)[override.name]
    body = getattr(function, "__wrapped__", function)
    whole, outcome = body.__code__, "nobody on the desk has it"
    for user in users(override):
        REACHED.clear()
        heard.records.clear()
        panel = handler_of(user)
        for each in open_panels():
            each._suspension._budget.forgive()
        body.__code__ = raising(body)
        try:
            way(user)
        finally:
            body.__code__ = whole
        if REACHED:
            return "" if reported(panel, heard) else "nobody was told"
        outcome = "it was not reached"
    return outcome


async def main() -> None:
    heard = Heard()
    logging.getLogger("widgets.guard.guard").addHandler(heard)
    desk = WholeDesk()
    await desk.fed()
    await asyncio.sleep(0.05)
    desk.window.notice.show_text("알림")
    plain = GraphicsView()
    desk.panels[0].layout().addWidget(plain)
    notice = SuspensionNotice(desk.panels[1], "까닭")
    desk.window.installEventFilter(LateSize(desk.window))
    WindowShape(desk.window, desk.desk)
    show_values(next(panel for panel in desk.panels if panel.kind == "orderbook"), desk.window.look)
    next(panel for panel in desk.panels if panel.kind == "chart").open_indicators()
    row = StoredCandlesRow(StoredCandles(desk.window))
    desk.panels[0].layout().addWidget(row)
    desk.panels[0].layout().addWidget(time_field(0))
    alerts = desk.hand.context.alerts
    popup = AlertPopup(alerts, str, desk.window)
    rung = Alert("rung", AlertKind.PRICE, "KRW-BTC", 100.0)
    alerts.put(rung)
    alerts.tell(Firing(rung, "KRW-BTC", 1, price=101.0), 1)
    popup.cards[0]._end.stop()
    NoticeRoom(desk.window.statusBar(), desk.window.notice, desk.window.findChild(StatusBar))
    ask_what_to_open(desk.window, "파일", "", print)
    described = [QAccessible.queryAccessibleInterface(widget) for widget in desk.widgets]
    QApplication.processEvents()
    for override in sorted(overrides(), key=lambda each: each.name in {"close", "closeEvent"}):
        print(json.dumps({"trying": str(override)}), flush=True)
        print(json.dumps({"tried": str(override), "wrong": attempt(override, heard)}), flush=True)
    del notice, described
    await desk.stop()


if __name__ == "__main__":
    gc.freeze()  # what the imports made is no part of the desk: `users` need not look at it, for each override again
    application = make_application()
    with asyncio.Runner(loop_factory=lambda: QtLoop(application)) as runner:
        runner.run(main())
    sys.stdout.flush()
