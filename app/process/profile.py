"""The profile: the folders of settings and of what is kept beside them, used by one desk at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from platformdirs import user_config_path, user_state_path

SETTINGS_FILE: Final = "settings.json"
"""The name of the settings file in the profile."""

CANDLES_FILE: Final = "candles.sqlite"
"""The name of the file of candles in the state folder."""


def profile_folder() -> Path:
    """Return this user's settings folder on this platform; it may not exist yet."""
    return user_config_path("hoga", appauthor=False)


def state_folder() -> Path:
    """Return this user's folder for what can be made again, such as candles; it may not exist yet."""
    return user_state_path("hoga", appauthor=False)
