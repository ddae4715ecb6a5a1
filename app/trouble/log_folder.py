"""The folder for logs and crash files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from platformdirs import user_log_path

from core.storage.private_folder import private_folder

_NAME: Final = "hoga"


def log_folder() -> Path:
    """Return the platform's log folder, created if missing and private to the user.

    Raises:
        OSError: it cannot be created.
    """
    folder = log_path()
    return private_folder(folder, ours=2 if folder.parent.name == _NAME else 1)


def log_path() -> Path:
    """Return the path of the log folder, which may not exist."""
    return user_log_path(_NAME, appauthor=False)
