"""Editors for the kinds of setting. Each shows a value, returns the one entered, and signals when the user enters one.

The wheel scrolls the page, not the editor below the pointer, unless that editor has the focus: else scrolling through
the settings would change some.
"""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QKeySequenceEdit, QLineEdit, QWidget
from shiboken6 import isValid

from app.settings.kinds import AnySetting, Choice, Keys, Number, Switch
from widgets.controls.number_boxes import NumberBox
from widgets.controls.popups import ComboBox
from widgets.controls.typed_range import TypedRange
from widgets.guard.guard import guarded_or
from widgets.text.hangul_keys import as_latin
from widgets.text.language import wording

LONGEST_CODE: Final = 30
_PORTABLE: Final = QKeySequence.SequenceFormat.PortableText

W = TypeVar("W", bound=QWidget)


class Editor(QObject, Generic[W]):
    """The editor of one setting.

    Args:
        setting: the setting.
        widget: Qt's own editor; this object belongs to it.

    Signals:
        entered: the user has entered a value, allowed or not.
        refused: what the user typed is not allowed; the editor shows the value in use again.
    """

    entered = Signal()
    refused = Signal()

    def __init__(self, setting: AnySetting, widget: W) -> None:
        super().__init__(widget)
        self.setting = setting
        self.widget = widget
        widget.setObjectName(setting.name)
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self)

    def value(self) -> object:
        """Return the value in the editor, as it is."""
        raise NotImplementedError

    def put(self, value: object) -> None:
        """Put a value into the editor."""
        raise NotImplementedError

    def show_value(self, value: object) -> None:
        """Show a value that is in use; nothing is signalled."""
        with QSignalBlocker(self.widget):
            self.put(value)

    def set_texts(self) -> None:
        """Show the texts in the present language."""
        self.widget.setAccessibleName(wording(self.setting.label))
        self.widget.setAccessibleDescription(wording(self.setting.text))

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Leave the wheel to the page unless the editor has the focus."""
        if event.type() is QEvent.Type.Wheel and watched is self.widget and not self.widget.hasFocus():
            event.ignore()
            return True
        return False


class ChoiceEditor(Editor[QComboBox]):
    """A list of the choices."""

    def __init__(self, setting: Choice) -> None:
        super().__init__(setting, ComboBox())
        self._choices = setting.choices
        for value, name in setting.choices:
            self.widget.addItem(name, value)
        self.widget.currentIndexChanged.connect(self.entered)

    def value(self) -> object:
        """Return the value of the choice shown."""
        return self.widget.currentData()

    def put(self, value: object) -> None:
        """Show a choice."""
        self.widget.setCurrentIndex(self.widget.findData(value))

    def set_texts(self) -> None:
        """Name the choices in the present language."""
        super().set_texts()
        for index, (_, name) in enumerate(self._choices):
            self.widget.setItemText(index, wording(name))


class NumberEditor(Editor[NumberBox]):
    """A number with arrows; a typed number counts once it is complete and allowed."""

    def __init__(self, setting: Number) -> None:
        super().__init__(setting, NumberBox())
        self.widget.setRange(setting.least, setting.most)
        self.widget.setSingleStep(setting.step)
        self.widget.setDecimals(setting.decimals)
        self.widget.setSuffix(f" {setting.unit}")
        self.widget.setKeyboardTracking(False)
        self.widget.valueChanged.connect(self.entered)
        TypedRange(self.widget).refused.connect(self.refused)

    def value(self) -> object:
        """Return the number."""
        return self.widget.value()

    def put(self, value: object) -> None:
        """Show a number."""
        assert isinstance(value, float)
        self.widget.setValue(value)


class SwitchEditor(Editor[QCheckBox]):
    """A check box."""

    def __init__(self, setting: Switch) -> None:
        super().__init__(setting, QCheckBox())
        self.widget.toggled.connect(self.entered)

    def value(self) -> object:
        """Return whether it is checked."""
        return self.widget.isChecked()

    def put(self, value: object) -> None:
        """Check it or not."""
        self.widget.setChecked(bool(value))


class KeysEditor(Editor[QKeySequenceEdit]):
    """Records the keys that the user presses."""

    def __init__(self, setting: Keys) -> None:
        super().__init__(setting, QKeySequenceEdit())
        self.widget.setMaximumSequenceLength(1)
        self.widget.setClearButtonEnabled(True)
        self.widget.editingFinished.connect(self.entered)
        self._field = self.widget.findChild(QLineEdit)
        self.widget.keySequenceChanged.connect(self._hint)
        self.widget.editingFinished.connect(self._hint)

    def set_texts(self) -> None:
        """Name the inner field too."""
        super().set_texts()
        if self._field is not None:
            self._field.setAccessibleName(wording(self.setting.label))
        self._hint()

    def _hint(self) -> None:
        """Write the hint in our own style of Korean: Qt writes its own whenever keys are set or have been pressed.

        A box that is destroyed loses the keyboard and says that its editing is finished, when its field is gone.
        """
        if self._field is not None and isValid(self._field):
            self._field.setPlaceholderText(self.tr("단축키를 누르세요"))

    def value(self) -> object:
        """Return the keys in Qt's portable words, with Latin letters."""
        return as_latin(self.widget.keySequence()).toString(_PORTABLE)

    def put(self, value: object) -> None:
        """Show keys: the first, where an edited file has several to be pressed one after another."""
        first, _, _ = QKeySequence(str(value), _PORTABLE).toString(_PORTABLE).partition(", ")
        self.widget.setKeySequence(QKeySequence(first, _PORTABLE))
        self._hint()


class TextEditor(Editor[QLineEdit]):
    """A line of text, taken when the user leaves it or presses Enter."""

    def __init__(self, setting: AnySetting) -> None:
        super().__init__(setting, QLineEdit())
        self.widget.setMaxLength(LONGEST_CODE)
        self.widget.setPlaceholderText("KRW-BTC")
        self.widget.setClearButtonEnabled(True)
        self.widget.editingFinished.connect(self.entered)

    def value(self) -> object:
        """Return the text."""
        return self.widget.text()

    def put(self, value: object) -> None:
        """Show a text."""
        self.widget.setText(str(value))


AnyEditor = Editor[Any]


def editor_of(setting: AnySetting) -> AnyEditor:
    """Create the editor for a setting's kind."""
    match setting:
        case Choice():
            return ChoiceEditor(setting)
        case Number():
            return NumberEditor(setting)
        case Switch():
            return SwitchEditor(setting)
        case Keys():
            return KeysEditor(setting)
        case _:
            return TextEditor(setting)
