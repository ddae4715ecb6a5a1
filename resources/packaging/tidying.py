"""Files as they are handed out: one time, and rights that depend on nobody's umask."""

from __future__ import annotations

import os
from pathlib import Path


def tidy(folder: Path, time: int) -> None:
    """Give everything in a folder the same time, and let everybody read it.

    Args:
        folder: itself included; links are not followed.
        time: in seconds since 1970.
    """
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or (os.access(path, os.X_OK) and not _is_library(path)) else 0o644)
        # Only a link is asked about: Windows, where there is none, refuses the question.
        os.utime(path, (time, time), follow_symlinks=not path.is_symlink())


def _is_library(path: Path) -> bool:
    """Libraries are loaded, not run."""
    return ".so" in path.suffixes or path.suffix in (".dylib", ".dll", ".pyd")
