"""Where a chart is saved: the dialog that asks for it, the name it proposes, and the writing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import InputError
from core.storage.file_trouble import reason_of
from core.storage.whole_file import write_whole
from core.text import translatable
from widgets.text.language import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FORBIDDEN: Final = '\\/:*?"<>|'
"""What no file name has on one of the systems."""


def file_dialog(
    parent: QWidget, title: str, name: str, kinds: Sequence[tuple[str, str]], chosen: Callable[[str], object]
) -> QFileDialog:
    """Open a dialog that asks where to save, and return it at once; it deletes itself when closed.

    Args:
        parent: the window it belongs to.
        title: of the dialog.
        name: the proposed file name without its ending.
        kinds: name and ending of each kind of file, such as `PNG` and `png`; the first one is proposed.
        chosen: called with the path.
    """
    filters = [f"{words} (*.{suffix})" for words, suffix in kinds]
    dialog = QFileDialog(parent, title, QDir.homePath(), ";;".join(filters))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kinds[0][1])
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, translate("Chart", "찾는 곳:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, translate("Chart", "파일 형식:"))
    suffixes = dict(zip(filters, (suffix for _, suffix in kinds), strict=True))
    dialog.filterSelected.connect(lambda chosen_filter: dialog.setDefaultSuffix(suffixes[chosen_filter]))
    dialog.selectFile("".join("_" if letter in _FORBIDDEN else letter for letter in name) + f".{kinds[0][1]}")
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def write(path: Path, data: bytes) -> None:
    """Write a file completely or not at all.

    Raises:
        InputError: it cannot be written: says why, and what helps.
    """
    try:
        write_whole(path, data)
    except OSError as error:
        text = translatable("Chart", "{file}에 쓸 수 없습니다 ({reason}). 다른 폴더를 고르거나 공간을 비우세요.")
        raise InputError(f"{path}: {error}", text.format(file=path.name, reason=reason_of(error))) from error
