"""Normalises files for publication: one timestamp, and modes independent of the umask."""

from __future__ import annotations

import os
from pathlib import Path


def tidy(folder: Path, time: int) -> None:
    """Set the same time for everything in a folder, and make it readable for everybody.

    Args:
        folder: itself included; links are not followed.
        time: in seconds since 1970.
    """
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or (os.access(path, os.X_OK) and not _is_library(path)) else 0o644)
        # `follow_symlinks=False` for links only: Windows, where the folder has no links, does not support it.
        os.utime(path, (time, time), follow_symlinks=not path.is_symlink())


def _is_library(path: Path) -> bool:
    """Return whether a file is a library, which is loaded and not executed."""
    return ".so" in path.suffixes or path.suffix in (".dylib", ".dll", ".pyd")
