"""Dialogs for files begin where the last one ended."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QWidget

from widgets.paint import file_dialog as module
from widgets.paint.file_dialog import file_dialog, file_name


@pytest.fixture
def window(application, monkeypatch):
    monkeypatch.setattr(module._Chosen, "folder", "")
    made = QWidget()
    yield made
    made.close()


def folder_of(dialog: QFileDialog) -> str:
    found = dialog.directory().absolutePath()
    dialog.close()
    return found


def test_it_begins_in_the_folder_chosen_last_and_at_first_at_home(window, tmp_path):
    first = file_dialog(window, "저장", "CSV (*.csv)")
    assert first.labelText(QFileDialog.DialogLabel.LookIn) == "찾는 곳:"
    first.fileSelected.emit(str(tmp_path / "folder" / "a.csv"))
    assert folder_of(first) == QDir.homePath()
    assert folder_of(file_dialog(window, "저장", "")) == QDir.homePath(), "that folder does not exist"
    (tmp_path / "folder").mkdir()
    assert folder_of(file_dialog(window, "열기", "")) == str(tmp_path / "folder")
    (tmp_path / "folder").rmdir()
    assert folder_of(file_dialog(window, "열기", "")) == QDir.homePath()


@pytest.mark.parametrize(
    ("words", "name"), [("관찰", "관찰"), ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"), ("", "")]
)
def test_a_name_is_one_on_every_system(words, name):
    assert file_name(words) == name
