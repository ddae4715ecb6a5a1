"""The keys of the window's commands, for texts of panels that name them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence


def command_keys(part: QObject, command: str) -> str:
    """Return the keys of a command as the user has set them; empty if it has none.

    Args:
        part: of the window; the window's actions carry the ids of their commands as names.
        command: its id.
    """
    above: QObject | None = part
    while above is not None:
        found = above.findChild(QAction, command, Qt.FindChildOption.FindDirectChildrenOnly)
        if isinstance(found, QAction):
            return found.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        above = above.parent()
    return ""
