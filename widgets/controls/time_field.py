"""A field for a time of day. Qt takes no key while all of its text is selected, as after Ctrl+A."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateTimeEdit, QTimeEdit

from widgets.guard.guard import guarded_or


def time_field(minute: int) -> QTimeEdit:
    """Return a field with a time to the minute; digits typed over all of it begin with the hour.

    Args:
        minute: the time at first, in minutes since midnight.
    """
    made = QTimeEdit(QTime(minute // 60, minute % 60))
    made.setDisplayFormat("HH:mm")
    _TypedOver(made)
    return made


def minute_of(field: QTimeEdit) -> int:
    """Return the time of a field in minutes since midnight."""
    return field.time().hour() * 60 + field.time().minute()


class _TypedOver(QObject):
    """Selects the hour before a key replaces all of the text; it belongs to the field."""

    def __init__(self, field: QTimeEdit) -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Leave the key to the field, with the hour selected if all of it was."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.text().isdigit():
            line = self._field.lineEdit()
            if line.selectedText() == line.text():
                self._field.setSelectedSection(QDateTimeEdit.Section.HourSection)
        return False
