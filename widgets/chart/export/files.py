"""Writes files of a chart."""

from __future__ import annotations

from pathlib import Path

from core.errors import InputError
from core.storage.file_trouble import reason_of
from core.storage.whole_file import write_whole
from core.text import translatable


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
