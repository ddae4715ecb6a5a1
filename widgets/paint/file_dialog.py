"""Dialogs that ask for a file: in the language of the window, and in the folder that was chosen last."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QDir, QFileInfo, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from widgets.text.language import translate

_FORBIDDEN: Final = '\\/:*?"<>|'
"""What no file name has on one of the systems."""


class _Chosen:
    """What the user chose in this run."""

    folder = ""


def file_dialog(parent: QWidget, title: str, filters: str) -> QFileDialog:
    """Return a dialog that is to be opened; it deletes itself when closed.

    Args:
        parent: the window it belongs to.
        title: of the dialog.
        filters: as Qt writes them.
    """
    folder = _Chosen.folder if QFileInfo(_Chosen.folder).isDir() else QDir.homePath()
    dialog = QFileDialog(parent, title, folder, filters)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Qt's Korean catalogue has these two by the English words of an earlier version only.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, translate("FileDialog", "찾는 곳:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, translate("FileDialog", "파일 형식:"))
    dialog.fileSelected.connect(_keep_folder)
    return dialog


def file_name(words: str) -> str:
    """Return `words` as a file name that every system allows."""
    return "".join("_" if letter in _FORBIDDEN else letter for letter in words)


def _keep_folder(path: str) -> None:
    _Chosen.folder = QFileInfo(path).absolutePath()
