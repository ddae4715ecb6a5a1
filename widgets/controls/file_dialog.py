"""Dialogs that ask for a file: in the language of the window, and in the folder that was chosen last.

They are opened and do not wait. Qt's own dialog would run a loop of its own for its questions ("replace it?", "not
found"), in which the program could end beneath it. So it asks nothing: a file to be replaced is asked about here, and a
file that is missing is reported by whoever reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from unicodedata import category

from PySide6.QtCore import QDir, QFileInfo, QLocale, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import (
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from core.text import translatable
from widgets.controls.message_box import MessageBox
from widgets.guard.guard import guarded, guarded_or
from widgets.text.language import translate

_FORBIDDEN: Final = '\\/:*?"<>|'
"""What no file name has on one of the systems."""

_NAME: Final = 0
_SIZE: Final = 1
_CHANGED: Final = 3
"""Columns of Qt's list of files: its name, the size, and when the file was changed last."""


class _Chosen:
    """What the user chose in this run."""

    folder = ""


class _FileCells(QStyledItemDelegate):
    """Writes sizes and times of files in the language of the window; Qt writes them in that of the system."""

    @guarded
    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Replace the text of a cell with a size or a time."""
        super().initStyleOption(option, index)
        files = index.model()
        if isinstance(files, QFileSystemModel) and index.column() in {_SIZE, _CHANGED}:
            option.text = _cell_text(files.fileInfo(index), index.column())


def _cell_text(file: QFileInfo, column: int) -> str:
    if column == _CHANGED:
        return file.lastModified().toString("yyyy-MM-dd HH:mm")
    return "" if file.isDir() else QLocale().formattedDataSize(file.size())


class _PathText(QValidator):
    """Takes control characters out of a typed or pasted path, such as the line break behind it.

    Qt warns of a path with the character 0 at every letter typed.
    """

    @guarded_or((QValidator.State.Invalid, "", 0))
    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Return the text without them, and the place of the cursor in it."""
        return QValidator.State.Acceptable, _without_controls(text), len(_without_controls(text[:place]))


def ask_what_to_open(window: QWidget, title: str, filters: str, chosen: Callable[[str], object]) -> QFileDialog:
    """Open a dialog that asks for a file to read, and return it at once; it deletes itself when closed.

    Args:
        window: it belongs to.
        title: of the dialog.
        filters: as Qt writes them.
        chosen: called with the path, of which nothing may be there.
    """
    dialog = _file_dialog(window, title, filters)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.ReadOnly)  # to read a file nobody needs to delete or rename one
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def ask_where_to_save(
    owner: QWidget, title: str, kinds: Sequence[tuple[str, str]], name: str, chosen: Callable[[str], object]
) -> QFileDialog:
    """Open a dialog that asks where to save, and return it at once; it deletes itself when closed.

    Args:
        owner: the window, or a part of it, which the dialog is closed with.
        title: of the dialog.
        kinds: name and ending of each kind of file, such as `PNG` and `png`; the first one is proposed.
        name: the proposed file name without its ending, in any words.
        chosen: called with the path, once the user agreed to replace what is there; who does not is asked again. Its
            ending is that of a kind: that of the chosen one is added to any other name.
    """
    return _ask_where_to_save(owner, title, kinds, f"{_file_name(name)}.{kinds[0][1]}", chosen)


def _ask_where_to_save(
    owner: QWidget, title: str, kinds: Sequence[tuple[str, str]], path: str, chosen: Callable[[str], object]
) -> QFileDialog:
    suffixes = {f"{words} (*.{suffix})": suffix for words, suffix in kinds}
    endings = {suffix.rpartition(".")[2] for suffix in suffixes.values()}  # `a.json` will do for a `hoga.json`
    dialog = _file_dialog(owner, title, ";;".join(suffixes))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix(kinds[0][1])
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(suffixes[kind]))
    dialog.selectFile(path)

    def take(path: str) -> None:
        if Path(path).suffix.lower().removeprefix(".") not in endings:
            path = f"{path}.{dialog.defaultSuffix()}"
        if Path(path).exists():
            box = _question_whether_to_replace(owner, path)
            box.accepted.connect(lambda: chosen(path))
            box.rejected.connect(lambda: _ask_where_to_save(owner, title, kinds, path, chosen))
            box.open()
        else:
            chosen(path)

    dialog.fileSelected.connect(take)
    dialog.open()
    return dialog


def _file_dialog(window: QWidget, title: str, filters: str) -> QFileDialog:
    folder = _Chosen.folder if QFileInfo(_Chosen.folder).isDir() else QDir.homePath()
    dialog = QFileDialog(window, title, folder, filters)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Qt's Korean catalogue has these two by the English words of an earlier version only.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, translate("FileDialog", "찾는 곳:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, translate("FileDialog", "파일 형식:"))
    dialog.fileSelected.connect(_keep_folder)
    if (field := dialog.findChild(QLineEdit)) is not None:  # the system's own dialog has none
        field.setValidator(_PathText(field))
    if (rows := dialog.findChild(QTreeView)) is not None:
        rows.setItemDelegate(_FileCells(rows))  # of this view only: two that share one commit each other's editors
        header = rows.header()  # Qt gives a time the width that it has in another language
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
    return dialog


def _question_whether_to_replace(window: QWidget, path: str) -> MessageBox:
    box = MessageBox(
        QMessageBox.Icon.Question,
        translatable("FileDialog", "파일 바꾸기"),
        translatable("FileDialog", "{file}이(가) 이미 있습니다. 바꿀까요?").format(file=Path(path).name),
        QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel,
        window,
    )
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    return box


def _file_name(words: str) -> str:
    """Return words as a file may be called on every system."""
    return "".join("_" if letter in _FORBIDDEN else letter for letter in _without_controls(words))


def _without_controls(text: str) -> str:
    return "".join(letter for letter in text if category(letter) != "Cc")


def _keep_folder(path: str) -> None:
    _Chosen.folder = QFileInfo(path).absolutePath()
