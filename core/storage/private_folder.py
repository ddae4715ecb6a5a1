"""Folders that only their owner can access, whatever the umask, and even if an earlier release made them."""

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
    """Make `folder` and its missing parents, accessible only to the owner.

    Args:
        folder: the requested folder.
        ours: how many levels, from the last one up, belong to the program: one or two. Access by others is removed from
            these if an earlier release or a loose umask allowed it; folders above are not changed.

    Returns:
        `folder`.

    Raises:
        OSError: it cannot be made.
    """
    # `mkdir(parents=True)` sets the mode of the last folder only.
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=PRIVATE, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if sys.platform != "win32":  # on Windows a user's profile is private already
        for each in (folder, folder.parent)[:ours]:  # at most two levels, whatever the caller says
            with contextlib.suppress(OSError):  # on a file system without owners; its mount options decide there
                _close_to_others(each)
    return folder


def _close_to_others(folder: Path) -> None:
    found = folder.stat()
    if found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(PRIVATE)
