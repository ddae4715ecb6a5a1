"""The fields of one indicator: each change is told at once, and nothing else is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QSpinBox, QWidget

from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.choice import WIDEST_LINE
from core.market.indicators.declaration import Kind
from indicators_in_hand import chosen
from looks import LOOK
from widgets.chart.indicators.color_button import ColorButton
from widgets.chart.indicators.editor import ChosenEditor


def edited(name):
    editor, told = ChosenEditor(LOOK, chosen(name)), []
    editor.edited.connect(told.append)
    return editor, told


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_parameter_and_output_has_fields_with_its_values(name):
    one = chosen(name)
    editor = ChosenEditor(LOOK, one)
    for parameter in one.indicator.parameters:
        field = editor.findChild(QWidget, parameter.key)
        value = field.currentIndex() if isinstance(field, QComboBox) else field.value()
        assert value == parameter.default
        if not parameter.choices:
            assert (field.minimum(), field.maximum()) == (parameter.least, parameter.most)
    for output in one.indicator.outputs:
        assert editor.findChild(ColorButton, f"{output.key} color").color == one.styles[output.key].color
        assert editor.findChild(QCheckBox, f"{output.key} shown").isChecked()
        assert (editor.findChild(QSpinBox, f"{output.key} width") is not None) is (output.kind is Kind.LINE)


@pytest.mark.parametrize("name", CATALOGUE)
def test_both_ends_of_every_parameter_can_be_set(name):
    one = chosen(name)
    for parameter in one.indicator.parameters:
        editor, told = edited(name)
        field = editor.findChild(QWidget, parameter.key)
        for end in (parameter.least, parameter.most):
            field.setCurrentIndex(int(end)) if isinstance(field, QComboBox) else field.setValue(end)
            assert editor.chosen.values[parameter.key] == end
        assert told[-1] is editor.chosen
        assert editor.chosen.values.keys() == one.values.keys()


def test_decimals_are_taken_without_the_noise_of_floating_point():
    editor, _told = edited("sar")
    field = editor.findChild(QDoubleSpinBox, "acceleration")
    for _ in range(10):
        field.stepUp()
    assert editor.chosen.values["acceleration"] == 0.12


def test_a_typed_number_counts_once_it_is_complete():
    editor, told = edited("sma")
    editor.show()
    field = editor.findChild(QSpinBox, "period")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "120")
    assert told == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [each.values["period"] for each in told] == [120]


def test_a_number_outside_of_the_range_is_refused_with_the_range():
    editor, told = edited("sma")
    editor.show()
    field = editor.findChild(QSpinBox, "period")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "50000")
    assert "2~1000" in editor.refusal.text()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == []
    assert field.value() == 20


def test_a_width_outside_of_the_range_is_refused_with_the_range():
    editor, told = edited("sma")
    editor.show()
    field = next(box for box in editor.findChildren(QSpinBox) if box.objectName().endswith(" width"))
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "9")
    assert "선 굵기: 1~4" in editor.refusal.text()
    field.selectAll()
    QTest.keyClicks(field, "3")
    assert editor.refusal.text() == ""
    assert told[-1].styles["average"].width == 3


def test_colour_width_and_visibility_are_told():
    editor, told = edited("bollinger")
    editor.findChild(ColorButton, "upper color").menu().actions()[0].trigger()
    editor.findChild(QSpinBox, "middle width").setValue(WIDEST_LINE + 3)
    editor.findChild(QCheckBox, "lower shown").setChecked(False)
    styles = told[-1].styles
    assert styles["upper"].color == "line_1"
    assert styles["middle"].width == WIDEST_LINE
    assert not styles["lower"].is_shown
    assert len(told) == 3
