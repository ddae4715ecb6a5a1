"""Edits one indicator of a chart: its parameters, and how each output looks, with effect at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.market.indicators.choice import WIDEST_LINE
from core.market.indicators.declaration import Kind
from widgets.chart.indicators.color_button import ColorButton
from widgets.controls.label import PlainLabel, label
from widgets.controls.number_boxes import NumberBox, WholeNumberBox
from widgets.controls.popups import ComboBox
from widgets.controls.typed_range import TypedRange
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.text.language import translate, when_language_changes, wording

if TYPE_CHECKING:
    from core.market.indicators.choice import Chosen
    from core.market.indicators.declaration import Output, Parameter
    from widgets.look.look import Look

_NAME, _COLOR, _WIDTH, _STRETCH = range(4)
"""The columns."""
_STEPS: Final = {0: 1.0, 1: 0.1, 2: 0.01, 3: 0.01}
"""Of the arrows, by the decimals of a parameter."""


class ChosenEditor(QWidget):
    """The fields of one indicator.

    Signals:
        edited: the indicator as the user wants it now.
    """

    edited = Signal(object)

    def __init__(self, look: Look, chosen: Chosen) -> None:
        super().__init__()
        self._look = look
        self._chosen = chosen
        self._texts: list[tuple[PlainLabel | QCheckBox, str]] = []
        self._choices: list[tuple[QComboBox, Parameter]] = []
        self._widths: list[QSpinBox] = []
        self.refusal = label("", FontRole.SMALL, Ink.WARNING, wraps=True)
        """Why what was typed is not taken."""
        self._grid = QGridLayout()
        self._grid.setColumnStretch(_STRETCH, 1)
        self._title = label(role=FontRole.STRONG)
        heading = QHBoxLayout()  # with the refusal: below the fields it would often be out of sight
        heading.addWidget(self._title)
        heading.addWidget(self.refusal, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(heading)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        for parameter in chosen.indicator.parameters:
            self._add_parameter(parameter)
        for output in chosen.indicator.outputs:
            self._add_output(output)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    @property
    def chosen(self) -> Chosen:
        """The indicator as it stands in the fields."""
        return self._chosen

    def _add_parameter(self, parameter: Parameter) -> None:
        row, field = self._grid.rowCount(), self._field(parameter)
        field.setObjectName(parameter.key)
        name = label(role=FontRole.TEXT)
        name.setBuddy(field)
        self._texts.append((name, parameter.title))
        self._grid.addWidget(name, row, _NAME)
        self._grid.addWidget(field, row, _COLOR, 1, 2)

    def _field(self, parameter: Parameter) -> QWidget:
        value = self._chosen.values[parameter.key]
        if parameter.choices:
            box = ComboBox()
            for name in parameter.choices:
                box.addItem(wording(name))
            box.setCurrentIndex(int(value))
            box.currentIndexChanged.connect(partial(self._set_value, parameter))
            self._choices.append((box, parameter))
            return box
        number: WholeNumberBox | NumberBox
        if parameter.decimals:
            number = NumberBox()
            number.setDecimals(parameter.decimals)
            number.setRange(parameter.least, parameter.most)
            number.setSingleStep(_STEPS[parameter.decimals])
            number.setValue(value)
        else:
            number = WholeNumberBox()
            number.setRange(int(parameter.least), int(parameter.most))
            number.setValue(int(value))
        number.setKeyboardTracking(False)  # else typing 120 would set a period of 1 first
        number.valueChanged.connect(partial(self._set_value, parameter))
        watch = TypedRange(number)
        watch.refused.connect(partial(self._refuse, parameter))
        watch.changed.connect(self.refusal.clear)
        return number

    def _add_output(self, output: Output) -> None:
        row, style = self._grid.rowCount(), self._chosen.styles[output.key]
        shown = QCheckBox()
        shown.setChecked(style.is_shown)
        shown.toggled.connect(partial(self._set_shown, output.key))
        color = ColorButton(self._look, style.color)
        color.chosen.connect(partial(self._set_color, output.key))
        color.setObjectName(f"{output.key} color")
        shown.setObjectName(f"{output.key} shown")
        self._texts.append((shown, output.title))
        self._grid.addWidget(shown, row, _NAME)
        self._grid.addWidget(color, row, _COLOR)
        if output.kind is Kind.LINE:
            width = WholeNumberBox()
            width.setRange(1, WIDEST_LINE)
            width.setValue(style.width)
            width.setObjectName(f"{output.key} width")
            width.valueChanged.connect(partial(self._set_width, output.key))
            watch = TypedRange(width)
            watch.refused.connect(self._refuse_width)
            watch.changed.connect(self.refusal.clear)
            self._widths.append(width)
            self._grid.addWidget(width, row, _WIDTH)

    def _set_texts(self) -> None:
        self._title.setText(wording(self._chosen.indicator.title))
        for widget, text in self._texts:
            widget.setText(wording(text))
        for box, parameter in self._choices:
            for index, name in enumerate(parameter.choices):
                box.setItemText(index, wording(name))
        for width in self._widths:
            width.setSuffix(translate("Indicators", "픽셀"))
            width.setAccessibleName(translate("Indicators", "선 굵기"))
        self.refusal.clear()

    def _refuse(self, parameter: Parameter) -> None:
        self._say_range(wording(parameter.title), parameter.least, parameter.most)

    def _refuse_width(self) -> None:
        self._say_range(translate("Indicators", "선 굵기"), 1, WIDEST_LINE)

    def _say_range(self, name: str, least: float, most: float) -> None:
        words = translate("Indicators", "{name}: {least:g}~{most:g}만 쓸 수 있습니다")
        self.refusal.setText(words.format(name=name, least=least, most=most))

    def _set_value(self, parameter: Parameter, value: float) -> None:
        exact = round(float(value), parameter.decimals)
        if parameter.is_allowed(exact):
            self._emit(self._chosen.with_value(parameter.key, exact if parameter.decimals else int(exact)))

    def _set_shown(self, key: str, is_shown: bool) -> None:
        self._emit(self._chosen.with_style(key, self._chosen.styles[key]._replace(is_shown=is_shown)))

    def _set_color(self, key: str, color: str) -> None:
        self._emit(self._chosen.with_style(key, self._chosen.styles[key]._replace(color=color)))

    def _set_width(self, key: str, width: int) -> None:
        self._emit(self._chosen.with_style(key, self._chosen.styles[key]._replace(width=width)))

    def _emit(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self.edited.emit(chosen)
