"""Writes a file whole or not at all: beside the old one, synced, then moved into its place.

A reader sees the old file or the new one, never half of one, and so does the next start after a crash. Where there is
no room, the old one stays.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Make `data` what is in `path`, for whoever could read it before. What is no file, like a pipe, stays what it is.

    Raises:
        OSError: it cannot be written; a file is then what it was.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path = path.resolve()  # a link stays one
    staged = stage(path, data)
    if sys.platform != "win32":  # there files take after their folder
        with contextlib.suppress(OSError):  # it is a new one
            staged.chmod(stat.S_IMODE(path.stat().st_mode))
    move(staged, path)


def stage(path: Path, data: bytes) -> Path:
    """Write `data` beside `path`, under a name that `strays` knows.

    Raises:
        OSError: it cannot be written; nothing is left of it then.
    """
    staged = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with staged.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            staged.unlink()
        raise
    return staged


def move(staged: Path, path: Path) -> None:
    """Put what was staged into its place.

    Raises:
        OSError: it cannot be; nothing is left of it then, and `path` is what it was.
    """
    try:
        staged.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            staged.unlink()
        raise
    _sync_folder(path.parent)


def strays(path: Path) -> list[Path]:
    """What was staged for `path`, by this process or by one that was killed before it could move it."""
    return list(path.parent.glob(f".{path.name}.*.tmp"))


def _sync_folder(folder: Path) -> None:
    """Make the move itself survive a power cut; Windows has no such call for folders."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
