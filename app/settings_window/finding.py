"""What a setting is found by: its names, the command's words if it is a shortcut, what it changes, and its choices."""

from __future__ import annotations

from app.settings.commands import COMMANDS_BY_ID
from app.settings.kinds import AnySetting, Choice, Keys
from core.market.search import Searchable
from widgets.text.language import wording


def searchable(setting: AnySetting) -> Searchable:
    """Return what finds a setting, in the language of the window and in Korean."""
    words = [setting.name.replace("_", " "), wording(setting.text)]
    if isinstance(setting, Choice):
        words += [wording(name) for _, name in setting.choices]
    if isinstance(setting, Keys):
        words += [setting.default, COMMANDS_BY_ID[setting.name.partition(".")[2]].words]
    return Searchable((wording(setting.label), str(setting.label)), codes=(setting.name,), words=words)
