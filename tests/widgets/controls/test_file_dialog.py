"""Dialogs for files begin where the last one ended, and ask their questions without a loop of their own."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QLocale, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileSystemModel,
    QLineEdit,
    QMessageBox,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from waiting import eventually
from widgets.controls import file_dialog as module
from widgets.controls.file_dialog import ask_what_to_open, ask_where_to_save

KINDS = (("PNG", "png"), ("SVG", "svg"))


@pytest.fixture
def window(application, monkeypatch):
    monkeypatch.setattr(module._Chosen, "folder", "")
    made = QWidget()
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def chosen():
    return []


def folder_of(dialog: QFileDialog) -> str:
    found = dialog.directory().absolutePath()
    dialog.close()
    return found


def enter(dialog: QFileDialog, text: str) -> QLineEdit:
    """Type as an input method does, and press Return."""
    field = dialog.findChild(QLineEdit)
    field.selectAll()
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return field


def test_it_begins_in_the_folder_chosen_last_and_at_first_at_home(window, chosen, tmp_path):
    first = ask_where_to_save(window, "저장", KINDS, "a", chosen.append)
    assert first.isVisible()
    assert first.labelText(QFileDialog.DialogLabel.LookIn) == "찾는 곳:"
    first.fileSelected.emit(str(tmp_path / "folder" / "a.csv"))
    assert folder_of(first) == QDir.homePath()
    assert folder_of(ask_where_to_save(window, "저장", KINDS, "a", chosen.append)) == QDir.homePath(), "no such folder"
    (tmp_path / "folder").mkdir()
    assert folder_of(ask_what_to_open(window, "열기", "", chosen.append)) == str(tmp_path / "folder")
    (tmp_path / "folder").rmdir()
    assert folder_of(ask_what_to_open(window, "열기", "", chosen.append)) == QDir.homePath()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("관찰", "관찰"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("줄\n바꿈\0\x1b[31m", "줄바꿈[31m"),
    ],
)
def test_a_proposed_name_is_one_on_every_system(window, chosen, words, name):
    dialog = ask_where_to_save(window, "저장", KINDS, words, chosen.append)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert [Path(path).name for path in dialog.selectedFiles()] == [f"{name}.png"]
    dialog.close()


def test_the_ending_follows_the_kind_of_file(window, chosen):
    dialog = ask_where_to_save(window, "저장", KINDS, "a", chosen.append)
    assert dialog.nameFilters() == ["PNG (*.png)", "SVG (*.svg)"]
    dialog.filterSelected.emit("SVG (*.svg)")
    assert dialog.defaultSuffix() == "svg"
    dialog.close()


@pytest.mark.parametrize(
    ("name", "kind", "saved"),
    [("a.csv", "PNG (*.png)", "a.csv.png"), ("a", "SVG (*.svg)", "a.svg"), ("a.SVG", "PNG (*.png)", "a.SVG")],
)
def test_a_file_has_the_ending_of_what_is_in_it(window, chosen, tmp_path, name, kind, saved):
    dialog = ask_where_to_save(window, "저장", KINDS, "x", chosen.append)
    dialog.filterSelected.emit(kind)
    enter(dialog, f"{tmp_path}/{name}")
    assert chosen == [f"{tmp_path}/{saved}"]


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("a.hoga.json", "a.hoga.json"),
        ("a.json", "a.json"),
        ("a", "a.hoga.json"),
        ("a.b", "a.b.hoga.json"),
    ],
)
def test_an_ending_of_two_parts_is_added_once(window, chosen, tmp_path, name, saved):
    dialog = ask_where_to_save(window, "저장", (("작업 공간", "hoga.json"),), "x", chosen.append)
    enter(dialog, f"{tmp_path}/{name}")
    assert chosen == [f"{tmp_path}/{saved}"]


@pytest.mark.parametrize("ask", ["open", "save"])
@pytest.mark.parametrize("name", ["a.png", "\0a.png", "a.png\n", "\x1ba.p\x7fng\r\n"])
def test_control_characters_are_no_part_of_a_path(window, chosen, tmp_path, qtlog, ask, name):
    dialog = (
        ask_what_to_open(window, "열기", "", chosen.append)
        if ask == "open"
        else ask_where_to_save(window, "저장", KINDS, "x", chosen.append)
    )
    enter(dialog, f"{tmp_path}/{name}")
    assert chosen == [f"{tmp_path}/a.png"]
    assert not [each.message for each in qtlog.records if "filename" in each.message]


@pytest.mark.parametrize(("language", "size"), [("en", "43 bytes"), ("ko", "43 바이트")])
async def test_sizes_and_times_are_in_the_language_of_the_window(window, chosen, tmp_path, language, size):
    (tmp_path / "a.csv").write_bytes(b"x" * 43)
    (tmp_path / "folder").mkdir()
    os.utime(tmp_path / "a.csv", (1_795_305_600, 1_795_305_600))
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        dialog = ask_what_to_open(window, "열기", "", chosen.append)
        dialog.setDirectory(str(tmp_path))
        model = dialog.findChild(QFileSystemModel)
        folder = model.index(str(tmp_path))
        await eventually(lambda: model.rowCount(folder) == 2)

        def text(row: int, column: int) -> str:
            option = QStyleOptionViewItem()
            dialog.findChild(QTreeView).itemDelegate().initStyleOption(option, model.index(row, column, folder))
            return option.text

        rows = {text(row, 0): [text(row, column) for column in (1, 3)] for row in (0, 1)}
        assert rows["a.csv"] == [
            size,
            datetime.fromtimestamp(1_795_305_600, UTC).astimezone().strftime("%Y-%m-%d %H:%M"),
        ]
        assert rows["folder"][0] == ""
        tree = dialog.findChild(QTreeView)
        await eventually(lambda: tree.columnWidth(3) >= tree.fontMetrics().horizontalAdvance(rows["a.csv"][1]))
        dialog.close()
    finally:
        QLocale.setDefault(before)


async def test_a_folder_can_be_renamed_in_the_list(window, chosen, tmp_path, qtlog):
    (tmp_path / "old").mkdir()
    dialog = ask_where_to_save(window, "저장", KINDS, "a", chosen.append)
    dialog.setDirectory(str(tmp_path))
    rows = dialog.findChild(QTreeView)
    files = rows.model()
    await eventually(lambda: files.rowCount(rows.rootIndex()) == 1)
    row = files.index(0, 0, rows.rootIndex())
    rows.setCurrentIndex(row)
    rows.edit(row)
    field = rows.viewport().findChild(QLineEdit)
    field.setText("new")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await eventually((tmp_path / "new").is_dir)
    assert [each.message for each in qtlog.records if "belong" in each.message] == []
    dialog.close()


def test_a_missing_file_is_left_to_its_reader(window, chosen, tmp_path):
    dialog = ask_what_to_open(window, "열기", "", chosen.append)
    enter(dialog, str(tmp_path / "missing"))
    assert chosen == [str(tmp_path / "missing")]
    assert window.findChildren(QMessageBox) == []


@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.Cancel])
def test_a_file_is_replaced_if_the_user_agrees(window, chosen, tmp_path, answer):
    (tmp_path / "a.png").touch()
    dialog = ask_where_to_save(window, "저장", KINDS, "x", chosen.append)
    enter(dialog, str(tmp_path / "a"))
    assert not dialog.isVisible()
    (box,) = window.findChildren(QMessageBox)
    assert box.text() == "a.png이(가) 이미 있습니다. 바꿀까요?"
    assert chosen == []
    box.button(answer).click()
    again = [each for each in window.findChildren(QFileDialog) if each.isVisible()]
    if answer is QMessageBox.StandardButton.Yes:
        assert (chosen, again) == ([str(tmp_path / "a.png")], [])
    else:
        assert chosen == []
        assert [each.selectedFiles() for each in again] == [[str(tmp_path / "a.png")]], (
            "asked again, nothing typed is lost"
        )
        again[0].close()


def test_nobody_else_makes_a_dialog_for_files():
    root = Path(module.__file__).parents[2]
    found = [
        path.relative_to(root).as_posix()
        for package in ("app", "widgets")
        for path in (root / package).rglob("*.py")
        if "QFileDialog" in path.read_text(encoding="utf-8")
    ]
    assert found == ["widgets/controls/file_dialog.py"]
