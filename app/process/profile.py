"""The profile: the folder of settings. One desk at a time works in it."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path


def profile_folder() -> Path:
    """The platform's place for the settings of this user; it need not be there yet."""
    return user_config_path("hoga", appauthor=False)
