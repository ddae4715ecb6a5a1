"""One fault: its switch or button, its state, and its parameters below when unfolded."""

from __future__ import annotations

import math
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.upbit.rest.faults import FaultParameter, FaultState, Value
from widgets.controls.label import label, set_ink
from widgets.controls.typed_range import TypedRange
from widgets.controls.untrusted_text import title
from widgets.faults.editors import check_box, edited, editor_of, show_value, value_of
from widgets.faults.note import FaultNote
from widgets.guard.guard import guarded_or
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.text.language import translate, when_language_changes

INDENT: Final = 28
"""Pixels from the edge to the title, and to the parameters below it."""

ENDED_FOR_MS: Final = 5_000
"""Milliseconds for which the row says that the fault has ended by itself."""

SLIP_MS: Final = 1_000
"""Milliseconds after such an end in which a click was meant to switch it off, and does not switch it on again."""


class FaultRow(QWidget):
    """The row of one fault.

    Args:
        fault: its declaration by the exchange; `show_state` sets its state.

    Signals:
        requested: the user wants it on, or triggered, with the parameters shown.
        lifted: the user wants it off.
    """

    requested = Signal(str)
    lifted = Signal(str)

    def __init__(self, fault: FaultState) -> None:
        super().__init__()
        self.fault = fault
        self.fold = QToolButton()
        self.fold.setAutoRaise(True)
        self.fold.setCheckable(True)
        self.fold.setFixedWidth(INDENT - 4)
        size_policy = self.fold.sizePolicy()
        size_policy.setRetainSizeWhenHidden(True)
        self.fold.setSizePolicy(size_policy)
        self.fold.toggled.connect(self._unfold)
        self.switch = check_box()
        self.switch.clicked.connect(self._on_switched)
        self.button = QPushButton()
        self.button.clicked.connect(self._on_pressed)
        self.note = FaultNote()
        self.editors = {parameter.name: editor_of(parameter) for parameter in fault.parameters}
        for editor in self.editors.values():
            edited(editor).connect(self._on_edited)
            editor.installEventFilter(self)
        self._problem = label("", FontRole.SMALL, Ink.WARNING, wraps=True)
        self._problem.hide()
        for parameter in fault.parameters:
            self._watch(parameter)
        self._parameters = QWidget()
        self._state = fault
        self._is_lifted = False
        """Whether the user has switched it off since its state was last shown."""
        self._end = _one_shot(self, ENDED_FOR_MS)
        self._end.timeout.connect(self._say_state)
        self._slip = _one_shot(self, SLIP_MS)
        self._title = label("", wraps=True)
        self._names = {parameter.name: label("", ink=Ink.DIM, wraps=True) for parameter in fault.parameters}
        self._lay_out()
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self._unfold(False)

    @property
    def problem(self) -> str:
        """Why what was typed last is not used; empty if it is."""
        return "" if self._problem.isHidden() else self._problem.text()

    @property
    def values(self) -> dict[str, Value]:
        """The parameters as shown."""
        return {name: value_of(editor) for name, editor in self.editors.items()}

    def show_state(self, state: FaultState) -> None:
        """Show the state of the fault; keep a parameter that the user is editing."""
        is_on = state.on is not None
        if is_on:
            self._end.stop()
        elif self._state.on is not None and not self._is_lifted:
            self._end.start()
            self._slip.start()
        self._is_lifted = False
        self.switch.setChecked(is_on)
        set_ink(self.switch, Ink.WARNING if is_on else Ink.TEXT)
        self._state = state
        self._say_state()
        if state.on is not None:
            for name, value in state.on.parameters.items():
                editor = self.editors.get(name)
                if editor is not None and not editor.hasFocus():
                    show_value(editor, value)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Pass the wheel on to the list, unless the editor under the pointer has the focus."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.setSpacing(4)
        head.addWidget(self.fold)
        if self.fault.is_momentary:
            head.addWidget(self._title, 1)
            head.addWidget(self.button)
        else:
            head.addWidget(self.switch)
            head.addWidget(self.note, 1)
        form = QFormLayout(self._parameters)
        form.setContentsMargins(INDENT + 20, 2, 8, 8)
        form.setVerticalSpacing(4)
        for parameter in self.fault.parameters:
            name, editor = self._names[parameter.name], self.editors[parameter.name]
            if isinstance(editor, QComboBox):  # below its name: in a narrow column it would be cut beside it
                form.addRow(name)
                form.addRow(editor)
            else:
                form.addRow(name, editor)
        form.addRow(self._problem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 1, 0, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._parameters)

    def _watch(self, parameter: FaultParameter) -> None:
        """Show a message when an editor rejects typed text: it is out of range, or too long."""
        editor = self.editors[parameter.name]
        if isinstance(editor, QSpinBox | QDoubleSpinBox):
            typed = TypedRange(editor)
            typed.refused.connect(partial(self._complain, parameter))
            typed.changed.connect(self._problem.hide)
        elif isinstance(editor, QLineEdit):
            editor.inputRejected.connect(partial(self._complain, parameter))
            editor.textEdited.connect(self._problem.hide)

    def _complain(self, parameter: FaultParameter) -> None:
        name = fault_words(parameter.title)
        if parameter.kind == "text":
            text = self.tr("{name}: {most:g}자까지 쓸 수 있습니다").format(name=name, most=parameter.most)
        else:
            text = self.tr("{name}: {least}부터 {most}까지의 수만 쓸 수 있습니다").format(
                name=name, least=f"{parameter.least:,g}", most=f"{parameter.most:,g}"
            )
        self._problem.setText(text)
        self._problem.show()
        QTimer.singleShot(0, self, self._bring_into_sight)  # after the layout

    def _bring_into_sight(self) -> None:
        above: QWidget | None = self
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self._problem, 0, 4)

    def _set_texts(self) -> None:
        self._problem.hide()
        words = fault_words(self.fault.title)
        self.switch.setText(title(words))
        self._title.setText(words)
        self.fold.setAccessibleName(self.tr("{fault}: 세부 설정").format(fault=words))
        self.button.setAccessibleName(f"{self.tr('실행')}: {words}")
        self.button.setText(self.tr("실행"))
        self.note.set_words(self.tr("켜짐"), self.tr("끝남"))
        self._say_state()
        for parameter in self.fault.parameters:
            self._names[parameter.name].setText(fault_words(parameter.title))
            self.editors[parameter.name].setAccessibleName(fault_words(parameter.title))
            editor = self.editors[parameter.name]
            if isinstance(editor, QComboBox):
                for index, choice in enumerate(parameter.choices):
                    editor.setItemText(index, fault_words(choice.title))

    def _unfold(self, is_unfolded: bool) -> None:
        self.fold.setArrowType(Qt.ArrowType.DownArrow if is_unfolded else Qt.ArrowType.RightArrow)
        self.fold.setVisible(bool(self.editors))
        self._parameters.setVisible(is_unfolded)

    def _say_state(self) -> None:
        on = self._state.on
        left: list[str] = []
        if on is not None and on.left is not None:
            left.append(self.tr("{count}번 남음").format(count=on.left))
        if on is not None and on.ends_in is not None:
            left.append(self.tr("{seconds}초 남음").format(seconds=math.ceil(on.ends_in)))
        self.note.say(*left, is_on=on is not None, has_ended=self._end.isActive())

    def lift(self) -> None:
        """The user switches it off, here or together with others."""
        self._is_lifted = True

    def _on_switched(self, is_on: bool) -> None:
        if not is_on:
            self.lift()
            self.lifted.emit(self.fault.name)
        elif self._slip.isActive():
            self.switch.setChecked(False)
        else:
            self.requested.emit(self.fault.name)

    def _on_pressed(self) -> None:
        self.requested.emit(self.fault.name)

    def _on_edited(self) -> None:
        # A change applies at once to an active fault; a momentary fault waits for its button.
        if self.switch.isChecked():
            self.requested.emit(self.fault.name)


def _one_shot(row: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(row, singleShot=True)
    timer.setInterval(milliseconds)
    return timer


def fault_words(text: str) -> str:
    """Return a text of the exchange's table of faults, which is in Korean, in the language of the window."""
    return translate("faults", text)
