"""The folder for what a run leaves behind for whoever has to find out what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from platformdirs import user_log_path

from core.storage.private_folder import private_folder

_NAME: Final = "hoga"


def log_folder() -> Path:
    """The platform's place for logs, made if it is not there, and nobody else's.

    Raises:
        OSError: it cannot be made.
    """
    folder = log_path()
    return private_folder(folder, ours=2 if folder.parent.name == _NAME else 1)


def log_path() -> Path:
    """Where that is, whether or not it is there."""
    return user_log_path(_NAME, appauthor=False)
