"""Reads and writes whole files.

A file is written completely or not at all: beside the old one, synced, then moved into its place.
A reader sees the old file or the new one, never a part of one; the same holds for the next start after a crash. On a
full disk the old file stays.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from pathlib import Path
from typing import Final

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Flags for a new file that neither exists nor is a link. The last flag is for Windows: bytes are written unchanged."""


class TooLarge(OSError):
    """A file is larger than anything its reader writes."""


def read_regular(path: Path, largest: int) -> bytes:
    """Read a regular file; a pipe of that name would block for ever.

    Args:
        path: the file.
        largest: bytes.

    Raises:
        TooLarge: it has more bytes.
        OSError: it cannot be read, or is not a regular file.
    """
    _check_name(path)
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        if found.st_size > largest:
            raise TooLarge(errno.EFBIG, f"larger than {largest} bytes", str(path))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(largest)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` with the permissions it had. A special file such as a pipe stays one.

    Raises:
        OSError: it cannot be written; a regular file is then unchanged.
    """
    _check_name(path)
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path = path.resolve()  # a link stays a link
    staged = stage(path, data, mode=0o666)
    if sys.platform != "win32":  # on Windows files inherit from their folder
        with contextlib.suppress(OSError):  # the file is new
            staged.chmod(stat.S_IMODE(path.stat().st_mode))
    move(staged, path)


def stage(path: Path, data: bytes, mode: int = 0o600) -> Path:
    """Write `data` beside `path`, under a name that `strays` recognises.

    Args:
        path: the later target.
        data: the content.
        mode: permissions, limited by the umask; by default the owner alone.

    Raises:
        OSError: it cannot be written; no partial file is left.
    """
    _check_name(path)
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
    """Move the staged file into its place.

    Raises:
        OSError: it cannot be moved; the staged file is removed, and `path` is unchanged.
    """
    try:
        staged.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            staged.unlink()
        raise
    _sync_folder(path.parent)


def staging_name(path: Path) -> Path:
    """A random name beside `path` that `strays` recognises; a guessable name could be another user's link."""
    return path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")


def strays(path: Path) -> list[Path]:
    """The files staged for `path`, by this process or by one that was killed before the move."""
    return list(path.parent.glob(f".{path.name}.*.tmp"))


def _sync_folder(folder: Path) -> None:
    """Make the move survive a power cut; Windows has no such call for folders."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_name(path: Path) -> None:
    """Raise an OSError for a typed name that no file can have; Python raises a ValueError for these."""
    try:
        is_possible = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:  # half of a letter
        is_possible = False
    if not is_possible:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
