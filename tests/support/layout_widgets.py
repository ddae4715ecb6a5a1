"""The widgets of a layout, found without its items, of which Python must hold none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def widgets_of(layout: QLayout) -> list[QWidget]:
    """Return the widgets of a layout in their order; see `tests/whole/test_layout_items.py`."""
    children = layout.parentWidget().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return sorted((each for each in children if layout.indexOf(each) >= 0), key=layout.indexOf)
