"""Every text that a user can read in the open windows: widgets, actions, models, tool tips, and what is painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from painted import recording

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.WhatsThisRole,
)


def shown_texts() -> list[tuple[str, str]]:
    """Each text, and the widget that shows it; hidden widgets count, because they may be shown later."""
    found = [
        (f"{type(widget).__name__}.{place}", text)
        for widget in QApplication.allWidgets()
        for place, text in _of(widget)
        if text
    ]
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            with recording() as painted:
                window.grab()
            found += [(f"{type(window).__name__} painted", text.text) for text in painted.texts + painted.pixmaps.texts]
    return found


def _of(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "title", widget.windowTitle()
    yield "tip", widget.toolTip()
    yield "status tip", widget.statusTip()
    yield "accessible name", widget.accessibleName()
    yield "accessible description", widget.accessibleDescription()
    for action in widget.actions():
        yield from _of_action(action)
    for kind, read in _READERS.items():
        if isinstance(widget, kind):
            yield from ((kind.__name__, text) for text in read(widget))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _of_model(widget.model())


_READERS: dict[type[QWidget], Callable[[Any], Iterable[str]]] = {
    QLabel: lambda label: [label.text()],
    QAbstractButton: lambda button: [button.text()],
    QMessageBox: lambda box: [box.text()],
    QLineEdit: lambda edit: [edit.text(), edit.placeholderText()],
    QComboBox: lambda box: map(box.itemText, range(box.count())),
    QTabBar: lambda bar: [*map(bar.tabText, range(bar.count())), *map(bar.tabToolTip, range(bar.count()))],
    QMenu: lambda menu: [menu.title()],
    QPlainTextEdit: lambda page: [page.toPlainText()],
}


def _of_action(action: QAction) -> Iterator[tuple[str, str]]:
    for text in (action.text(), action.toolTip(), action.statusTip()):
        yield "action", text


def _of_model(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())  # private of a list
    for column in range(columns):
        for role in _ROLES:
            yield f"header {column} {role.name}", _text(model.headerData(column, Qt.Orientation.Horizontal, role))
    for row in range(model.rowCount(QModelIndex())):
        for column in range(columns):
            for role in _ROLES:
                yield f"cell {column} {role.name}", _text(model.index(row, column, QModelIndex()).data(role))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def objects_of(window: QObject) -> Counter[str]:
    """How many objects of each class belong to a window."""
    return Counter(each.metaObject().className() for each in window.findChildren(QObject))
