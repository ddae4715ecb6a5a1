"""The dialog for a name: what cannot be one is said, and cannot be confirmed."""

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from app.window.name_dialog import NameDialog


@pytest.fixture
def dialog(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = NameDialog("rename-workspace", "관찰", lambda name: name != "taken", parent, "관찰")
    made.open()
    yield made
    parent.close()


def named(dialog):
    chosen = []
    dialog.chosen.connect(chosen.append)
    return chosen


@pytest.mark.parametrize(
    ("typed", "why"), [("", "입력하세요"), ("   ", "입력하세요"), ("taken", "같은 이름"), ("mine", ""), ("관찰", "")]
)
def test_only_a_name_that_can_be_given_is_confirmed(qtbot, dialog, typed, why):
    chosen = named(dialog)
    field = dialog.findChild(QLineEdit)
    assert (field.text(), field.selectedText()) == ("관찰", "관찰")
    field.setText(typed)
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert ok.isEnabled() is not bool(why)
    assert why in dialog.message
    if not why:
        ok.click()
        assert chosen == ([typed] if typed != "관찰" else [])


def test_escape_changes_nothing(qtbot, dialog):
    chosen = named(dialog)
    dialog.findChild(QLineEdit).setText("mine")
    dialog.reject()
    assert chosen == []


def test_a_proposed_name_that_is_no_present_one_is_chosen_too(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = NameDialog("new-workspace", "작업 공간", lambda _name: True, parent)
    chosen = named(dialog)
    assert dialog.windowTitle() == "새 작업 공간"
    dialog.accept()
    assert chosen == ["작업 공간"]
