"""Writes a file whole or not at all: beside the old one, synced, then moved into its place.

A reader sees the old file or the new one, never half of one, and so does the next start after a crash. Where there is
no room, the old one stays.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from pathlib import Path
from typing import Final

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""A file that is not there yet, nor a link of that name. The last flag is of Windows: bytes stay what they are."""


def write_whole(path: Path, data: bytes) -> None:
    """Make `data` what is in `path`, for whoever could read it before. What is no file, like a pipe, stays what it is.

    Raises:
        OSError: it cannot be written; a file is then what it was.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path = path.resolve()  # a link stays one
    staged = stage(path, data, mode=0o666)
    if sys.platform != "win32":  # there files take after their folder
        with contextlib.suppress(OSError):  # it is a new one
            staged.chmod(stat.S_IMODE(path.stat().st_mode))
    move(staged, path)


def stage(path: Path, data: bytes, mode: int = 0o600) -> Path:
    """Write `data` beside `path`, under a name that `strays` knows.

    Args:
        path: where it is to be moved.
        data: what is to be in it.
        mode: who may read it, as far as the umask allows; by default the owner alone.

    Raises:
        OSError: it cannot be written; nothing is left of it then.
    """
    staged = staging_name(path)
    try:
        with os.fdopen(os.open(staged, _NEW, mode), "wb") as file:
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


def staging_name(path: Path) -> Path:
    """A name beside `path` that `strays` knows and nobody can guess: what lies there already may be another's link."""
    return path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")


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
