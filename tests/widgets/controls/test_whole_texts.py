"""A dialog grows with its texts that take several lines, also with those that come later."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout

from widgets.controls.label import label
from widgets.controls.whole_texts import WholeTexts

ROOT = Path(__file__).parents[3]
SCROLLED = {"settings_window", "values"}
"""Rooms whose dialogs have such texts on a page that scrolls, or above one that gives way."""


def settle():
    for _ in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def squeezed(window):
    texts = [each for each in window.findChildren(QLabel) if each.isVisible()]
    return [each.text()[:9] for each in texts if each.height() < each.heightForWidth(each.width())]


@pytest.mark.parametrize("points", [9, 14, 20])
@pytest.mark.parametrize("is_form", [True, False])
def test_a_text_that_becomes_longer_gets_its_lines_and_nothing_beside_it_is_squeezed(application, is_form, points):
    window = QDialog()
    WholeTexts(window)
    window.setMinimumWidth(260)
    font = window.font()
    font.setPointSize(points)
    window.setFont(font)
    form = QFormLayout(window) if is_form else QFormLayout()
    why, note = label("", wraps=True), label("처음부터 있는 글입니다. " * 4, wraps=True)
    fields = [QLineEdit() for _ in range(3)]
    for field in fields:
        form.addRow("이름", field)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    if is_form:
        for row in (note, why, buttons):
            form.addRow(row)
    else:
        column = QVBoxLayout(window)
        column.addWidget(note)
        column.addLayout(form)
        column.addWidget(why)
        column.addWidget(buttons)
    window.show()
    settle()
    heights = [field.height() for field in fields]
    for words in (3, 12, 30):
        why.setText("값이 너무 큽니다. " * words)
        settle()
        assert squeezed(window) == []
        assert [field.height() for field in fields] == heights
    window.resize(262, window.minimumHeight())
    settle()
    assert squeezed(window) == []
    before = window.height()
    why.setText("")
    settle()
    assert window.height() == before, "what the user reads does not jump"
    why.setText("끝이 없는 글입니다. " * 3000)
    settle()
    assert window.height() <= window.screen().availableGeometry().height()
    window.close()


def test_every_dialog_with_texts_of_several_lines_does_so():
    """Each class of a dialog whose module makes such texts."""
    without = []
    for path in (*ROOT.glob("app/**/*.py"), *ROOT.glob("widgets/**/*.py")):
        source = path.read_text(encoding="utf-8")
        if "(QDialog)" in source and "wraps=True" in source and path.parent.name not in SCROLLED:
            dialogs = [
                each
                for each in ast.walk(ast.parse(source))
                if isinstance(each, ast.ClassDef) and "QDialog" in map(ast.unparse, each.bases)
            ]
            without += [each.name for each in dialogs if "WholeTexts(self)" not in ast.unparse(each)]
    assert without == []
