"""Editors of settings: each shows any allowed value, returns it, and leaves the wheel to the page."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, qInstallMessageHandler
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import delete

from app.settings.declared import SETTINGS
from app.settings.kinds import Choice, Keys, MarketCode, Number, Switch
from app.settings_window.editors import editor_of


def values_of(setting):
    match setting:
        case Choice():
            return [value for value, _ in setting.choices]
        case Number():
            return [setting.least, setting.default, setting.most]
        case Switch():
            return [True, False]
        case Keys():
            return ["", "Ctrl+Shift+T", "F5", "Alt+1"]
        case MarketCode():
            return ["", "KRW-BTC"]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_each_allowed_value_is_shown_and_returned_and_nothing_is_signalled(application, setting):
    editor, entered = editor_of(setting), []
    editor.entered.connect(lambda: entered.append(editor.value()))
    for value in values_of(setting):
        editor.show_value(value)
        assert setting.read(editor.value()) == value
    assert entered == []


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_wheel_over_an_editor_without_focus_changes_nothing(application, setting):
    editor = editor_of(setting)
    editor.widget.show()
    before = editor.value()
    for down in (120, -120):
        wheel = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(),
            QPoint(0, down),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(editor.widget, wheel)
        assert not wheel.isAccepted()
    assert editor.value() == before
    editor.widget.close()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_assistive_tools_learn_the_name_and_the_text_of_each_setting(application, setting):
    editor = editor_of(setting)
    editor.set_texts()
    assert editor.widget.accessibleName() == setting.label
    assert editor.widget.accessibleDescription() == setting.text


def test_keys_pressed_on_a_layout_with_jamo_are_kept_as_latin_letters(application):
    editor = editor_of(next(setting for setting in SETTINGS if isinstance(setting, Keys)))
    editor.widget.setKeySequence(QKeySequence("Ctrl+Shift+ㅆ"))
    assert editor.value() == "Ctrl+Shift+T"


def test_the_field_that_records_keys_is_named_as_its_setting(application):
    setting = next(setting for setting in SETTINGS if isinstance(setting, Keys))
    editor = editor_of(setting)
    editor.set_texts()
    assert editor.widget.findChild(QLineEdit).accessibleName() == str(setting.label)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("A, B, C, D", "A"), ("Ctrl+K, Ctrl+S", "Ctrl+K"), ("Ctrl+,", "Ctrl+,"), ("Ctrl+,, B", "Ctrl+,"), ("", "")],
)
def test_of_several_keys_in_an_edited_file_the_first_is_shown(application, kept, shown):
    complaints: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _context, message: complaints.append(message))
    try:
        editor = editor_of(next(each for each in SETTINGS if isinstance(each, Keys)))
        editor.show_value(kept)
    finally:
        qInstallMessageHandler(before)
    assert (editor.value(), complaints) == (shown, [])


def test_the_hint_of_a_field_for_keys_is_ours_whatever_was_done_to_the_field(application):
    editor = editor_of(next(each for each in SETTINGS if isinstance(each, Keys)))
    field = editor.widget.findChild(QLineEdit)
    editor.widget.show()
    editor.set_texts()
    steps = (
        lambda: editor.show_value("F5"),
        lambda: editor.show_value(""),
        lambda: QTest.keyClick(editor.widget, Qt.Key.Key_F7),
        field.clear,
        editor.set_texts,
    )
    for step in steps:
        step()
        assert field.text() or field.placeholderText() == "단축키를 누르세요"
    editor.widget.close()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_an_editor_that_is_destroyed_with_the_keyboard_and_something_typed_raises_nothing(application, setting, qtbot):
    editor = editor_of(setting)
    page = QWidget()
    QVBoxLayout(page).addWidget(editor.widget)
    page.show()
    editor.widget.setFocus()
    QTest.qWaitForWindowActive(page)
    QTest.keyClick(QApplication.focusWidget() or editor.widget, Qt.Key.Key_F9)
    with qtbot.captureExceptions() as raised:
        delete(page)
    assert not raised
