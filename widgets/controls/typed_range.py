"""Tells when what is typed into a box of numbers is outside its range: Qt drops it without a word."""

from __future__ import annotations

from string import digits

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox


class TypedRange(QObject):
    """Watches one box, and belongs to it.

    What is not allowed is replaced at the end, by `number_boxes` with the number before.

    Args:
        box: the box.

    Signals:
        refused: what was typed is not used, or not all of it; the box shows the number in use.
        changed: something else is typed.
    """

    refused = Signal()
    changed = Signal()

    def __init__(self, box: QSpinBox | QDoubleSpinBox) -> None:
        super().__init__(box)
        self._box = box
        self._is_refused = self._is_wrong = False
        line = box.lineEdit()
        line.textEdited.connect(self._on_edited)
        line.inputRejected.connect(self._on_rejected)
        box.valueChanged.connect(self._on_changed)
        box.editingFinished.connect(self._on_finished)

    def _on_edited(self) -> None:
        self._is_wrong = not self._box.hasAcceptableInput()
        self._is_refused = False
        self.changed.emit()
        if self._is_wrong and self._is_beyond_repair():
            self.refused.emit()

    def _is_beyond_repair(self) -> bool:
        """Whether more keys at its end make no allowed number of what is typed."""
        typed, locale = self._box.cleanText(), self._box.locale()
        number, is_number = locale.toDouble(typed)
        if is_number:
            return number > self._box.maximum()
        return bool(set(typed) - {*digits, *"+- ", locale.decimalPoint(), locale.groupSeparator()})

    def _on_rejected(self) -> None:
        self._is_refused = True
        self.refused.emit()

    def _on_changed(self) -> None:
        self._is_wrong = False  # an arrow or a setting took the place of what was typed

    def _on_finished(self) -> None:
        is_refused = self._is_refused or self._is_wrong
        self._is_refused = self._is_wrong = False
        if is_refused:
            self.refused.emit()
