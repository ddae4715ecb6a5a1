"""Tells when what is typed into a box of numbers is outside its range: Qt drops it without a word."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox


class TypedRange(QObject):
    """Watches one box, and belongs to it.

    Qt refuses keys that no number of the range begins with, and replaces an unfinished number at the end.

    Args:
        box: the box.

    Signals:
        refused: what was typed is not used, or not all of it.
        changed: something else is typed.
    """

    refused = Signal()
    changed = Signal()

    def __init__(self, box: QSpinBox | QDoubleSpinBox) -> None:
        super().__init__(box)
        self._box = box
        self._typed = ""
        self._is_refused = False
        line = box.lineEdit()
        line.textEdited.connect(self._on_edited)
        line.inputRejected.connect(self._on_rejected)
        box.editingFinished.connect(self._on_finished)

    def _on_edited(self) -> None:
        self._typed = self._box.cleanText()
        self._is_refused = False
        self.changed.emit()

    def _on_rejected(self) -> None:
        self._is_refused = True
        self.refused.emit()

    def _on_finished(self) -> None:
        typed, self._typed = self._typed, ""
        is_refused, self._is_refused = self._is_refused or bool(typed and not self._is_inside(typed)), False
        if is_refused:
            self.refused.emit()

    def _is_inside(self, typed: str) -> bool:
        number, is_number = self._box.locale().toDouble(typed)
        return is_number and self._box.minimum() <= number <= self._box.maximum()
