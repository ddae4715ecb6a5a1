"""Where a chart is saved: the dialog that asks for it, the name it proposes, and the writing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import InputError
from core.storage.file_trouble import reason_of
from core.storage.whole_file import write_whole
from core.text import translatable
from widgets.paint.file_dialog import file_dialog, file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def save_dialog(
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
    dialog = file_dialog(parent, title, ";;".join(filters))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kinds[0][1])
    suffixes = dict(zip(filters, (suffix for _, suffix in kinds), strict=True))
    dialog.filterSelected.connect(lambda chosen_filter: dialog.setDefaultSuffix(suffixes[chosen_filter]))
    dialog.selectFile(f"{file_name(name)}.{kinds[0][1]}")
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
