"""What assistive tools, such as screen readers, are told of widgets that paint themselves.

Qt knows nothing of what such a widget paints. Its interface here gives the values at the moment when a tool asks for
them. Without a tool no interface is made, and nothing is computed.
"""

from __future__ import annotations

from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from widgets.guard.guard import guarded_or
from widgets.text.value_table import HasValues

_TEXT: Final = QAccessible.Text


@runtime_checkable
class Titled(Protocol):
    """A panel: it has the title of everything in it."""

    @property
    def status_text(self) -> str:
        """What is wrong with the values; empty if nothing is."""
        ...

    def panel_title(self) -> str:
        """Return the title."""
        ...


class ValuesInterface(QAccessibleWidget):
    """The interface of one widget. It keeps no reference to the widget: Qt does, and deletes both together.

    Args:
        widget: paints values.
    """

    def __init__(self, widget: QWidget) -> None:
        role = QAccessible.Role
        super().__init__(widget, role.Grouping if isinstance(widget, Titled) else role.Canvas)

    @guarded_or("")
    def text(self, t: QAccessible.Text) -> str:
        """Return the widget's own name and description, or else the title around it and its values.

        Qt's own description of a widget is its tool tip, which tells of one place of the painting.
        """
        widget = self.object()
        if not isinstance(widget, QWidget) or t not in {_TEXT.Name, _TEXT.Description}:
            return super().text(t)
        panel = _panel_of(widget)
        if t is _TEXT.Name:
            around = panel.panel_title() if panel is not None else widget.window().windowTitle()
            return widget.accessibleName() or around
        values = widget.shown_values() if isinstance(widget, HasValues) else None
        trouble = panel.status_text if panel is not None else ""
        said = ". ".join(filter(None, (trouble, values.sentence if values is not None else "")))
        return widget.accessibleDescription() or said or super().text(t)


def describe_painted_widgets() -> None:
    """Let Qt ask for our interface before its own. Qt calls every function given to it: this one is given once."""
    if not _Given.is_given:
        _Given.is_given = True
        QAccessible.installFactory(_interface_of)


class _Given:
    is_given = False


@guarded_or(None)
def _interface_of(_class_name: str, widget: QObject) -> QAccessibleInterface | None:
    return ValuesInterface(widget) if isinstance(widget, QWidget) and isinstance(widget, HasValues | Titled) else None


def _panel_of(widget: QObject | None) -> Titled | None:
    while widget is not None and not isinstance(widget, Titled):
        widget = widget.parent()
    return widget
