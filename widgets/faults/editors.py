"""The editors of a fault's parameters: each accepts exactly the values of its parameter."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, QSize, Qt, SignalInstance
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSizePolicy, QSpinBox

from core.upbit.rest.faults import FaultParameter, Value
from widgets.controls.number_boxes import NumberBox, WholeNumberBox
from widgets.controls.popups import ComboBox
from widgets.controls.untrusted_text import title
from widgets.guard.guard import guarded_or

Editor = QCheckBox | QSpinBox | QDoubleSpinBox | QLineEdit | QComboBox


class ShortNumberBox(NumberBox):
    """A number with up to three decimals, without trailing zeros."""

    @guarded_or("")
    def textFromValue(self, value: float) -> str:  # noqa: N802 - Qt's name
        """Format `2.5`, not `2.500`."""
        return f"{value:.3f}".rstrip("0").rstrip(".")


class WholeComboBox(ComboBox):
    """A box that is as wide as its longest choice, in the present font and language, and never narrower."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return the whole width: Qt would cut the choice shown."""
        return self.sizeHint()


def editor_of(parameter: FaultParameter) -> Editor:
    """Create an editor that accepts exactly the values of a parameter."""
    editor: Editor
    match parameter.kind:
        case "flag":
            editor = check_box()
        case "whole":
            editor = WholeNumberBox()
            editor.setRange(math.ceil(parameter.least), math.floor(parameter.most))
            editor.setKeyboardTracking(False)
        case "number":
            editor = ShortNumberBox()
            editor.setDecimals(3)
            editor.setRange(parameter.least, parameter.most)
            editor.setKeyboardTracking(False)
        case "choice":
            editor = WholeComboBox()
            # Qt's box keeps the event; the panel has a menu.
            editor.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            for choice in parameter.choices:
                editor.addItem("", choice.value)
        case _:
            editor = QLineEdit()
            editor.setMaxLength(round(parameter.most))
    if not isinstance(editor, QCheckBox):
        if not isinstance(editor, QComboBox):
            editor.setMaximumWidth(180)
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    show_value(editor, parameter.default)
    return editor


def check_box(text: str = "") -> QCheckBox:
    """Return a box to tick."""
    return QCheckBox(title(text))


def value_of(editor: Editor) -> Value:
    """Return what an editor shows."""
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    return editor.text().strip() if isinstance(editor, QLineEdit) else editor.value()


def show_value(editor: Editor, value: Value) -> None:
    """Show a value; it is no change by the user."""
    if value_of(editor) == value:
        return
    with QSignalBlocker(editor):
        if isinstance(editor, QCheckBox):
            editor.setChecked(bool(value))
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QLineEdit):
            editor.setText(str(value))
        elif isinstance(editor, QSpinBox):
            editor.setValue(int(value))
        else:
            editor.setValue(float(value))


def edited(editor: Editor) -> SignalInstance:
    """Return the editor's signal for a change by the user."""
    if isinstance(editor, QCheckBox):
        return editor.toggled
    if isinstance(editor, QComboBox):
        return editor.currentIndexChanged
    return editor.editingFinished if isinstance(editor, QLineEdit) else editor.valueChanged
