"""Saves the window as a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QWidget

from core.storage.whole_file import write_whole


def take_screenshot(window: QWidget, path: Path) -> None:
    """Draw `window` into a file, in the format its name ends in.

    Raises:
        OSError: it cannot be written; an older picture stays unchanged.
    """
    picture = QBuffer()
    picture.open(QIODevice.OpenModeFlag.WriteOnly)
    if not window.grab().save(picture, path.suffix.removeprefix(".")):
        raise OSError(f"no picture can be written as {path.suffix}")
    write_whole(path, bytes(picture.data().data()))
