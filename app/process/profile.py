"""The profile: the folder of settings, used by one desk at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from platformdirs import user_config_path

SETTINGS_FILE: Final = "settings.json"
"""The name of the settings file in the profile."""


def profile_folder() -> Path:
    """Return this user's settings folder on this platform; it may not exist yet."""
    return user_config_path("hoga", appauthor=False)
