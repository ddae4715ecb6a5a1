"""The folder for what a run leaves behind for whoever has to find out what went wrong."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_log_path


def log_folder() -> Path:
    """The platform's place for logs, made if it is not there.

    Raises:
        OSError: it cannot be made.
    """
    folder = log_path()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def log_path() -> Path:
    """Where that is, whether or not it is there."""
    return user_log_path("hoga", appauthor=False)
