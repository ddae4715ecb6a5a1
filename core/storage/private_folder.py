"""Folders that are their owner's alone, whatever the umask of the process and whoever made them before."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o700


def private_folder(folder: Path, ours: int = 1) -> Path:
    """Make `folder`, and what is missing above it, for the owner alone.

    Args:
        folder: the one asked for.
        ours: how many levels of it, from the last one up, are the program's own: one or two. Those are closed to others
            where they were made open, by an earlier release or under a loose umask; what lies above is not ours.

    Returns:
        `folder`.

    Raises:
        OSError: it cannot be made.
    """
    # `mkdir(parents=True)` gives its mode to the last folder alone.
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=PRIVATE, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if sys.platform != "win32":  # there a profile is closed to others by itself
        for each in (folder, folder.parent)[:ours]:  # never further up, whoever is asked
            with contextlib.suppress(OSError):  # on a file system without owners; told by nobody, held by its mount
                _close_to_others(each)
    return folder


def _close_to_others(folder: Path) -> None:
    found = folder.stat()
    if found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(PRIVATE)
