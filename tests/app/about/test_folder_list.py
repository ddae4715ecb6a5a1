"""The list of folders: each can be opened, or else its path is copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from app.about import about
from app.about.folder_list import FolderList, open_folder


def test_each_folder_is_opened_by_its_button(application):
    opened = []
    folders = FolderList(lambda path: opened.append(path) or True)
    for button in folders.findChildren(QPushButton):
        button.click()
    assert opened == [place.path for place in about.places()]
    assert folders.outcome == ""


def test_where_no_folder_can_be_opened_its_path_is_copied_and_that_is_shown(application):
    folders = FolderList(lambda _path: False)
    folders.findChild(QPushButton).click()
    path = str(about.places()[0].path)
    assert QGuiApplication.clipboard().text() == path
    assert path in folders.outcome


def test_a_folder_that_is_not_there_cannot_be_opened(tmp_path):
    assert not open_folder(tmp_path / "absent")
