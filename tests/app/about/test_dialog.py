"""The about dialog."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from app import VERSION
from app.about import about
from app.about.dialog import AboutDialog


@pytest.fixture
def window(application):
    return QWidget()


def press(dialog, text):
    """Press the first button with that name."""
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def shown(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_it_tells_versions_folders_licences_and_that_nothing_is_sent(window):
    dialog = AboutDialog(window)
    assert VERSION in shown(dialog)
    assert "MIT 라이선스" in shown(dialog)
    assert "어디에도 전송되지 않습니다" in shown(dialog)
    assert [line.text() for line in dialog.findChildren(QLineEdit)] == [str(place.path) for place in about.places()]
    assert "LGPL-3.0" in dialog.findChild(QPlainTextEdit).toPlainText()


def test_a_folder_is_opened(window):
    opened = []
    dialog = AboutDialog(window, lambda path: opened.append(path) or True)
    press(dialog, "폴더 열기")
    assert opened == [about.places()[0].path]


def test_where_no_folder_can_be_opened_its_path_is_copied_and_that_is_shown(window):
    dialog = AboutDialog(window, lambda _path: False)
    press(dialog, "폴더 열기")
    path = str(about.places()[0].path)
    assert QGuiApplication.clipboard().text() == path
    assert path in shown(dialog)


def test_what_helps_whoever_is_to_help_can_be_copied(window):
    press(AboutDialog(window), "정보 복사")
    assert QGuiApplication.clipboard().text() == about.as_text()
