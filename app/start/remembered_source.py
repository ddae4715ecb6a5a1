"""The source at the start, and how the user's choice of one becomes a setting and follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.command_line.options import DeskOptions
from app.settings.declared import SOURCE
from app.settings.store import Settings
from app.source.source import Source

if TYPE_CHECKING:
    from app.source.choice import SourceChoice


def first_source(options: DeskOptions, settings: Settings) -> Source:
    """Return the source of the command line, which is not remembered; or the one chosen last."""
    return options.source or Source(settings[SOURCE])


def remember(choice: SourceChoice, settings: Settings) -> None:
    """Keep each choice of the user as a setting, and choose what the setting becomes, wherever it is changed."""

    def keep() -> None:
        if not choice.wanted.has_address:
            settings.choose(SOURCE, choice.wanted.exchange)

    choice.listen(keep)
    settings.follow(SOURCE, lambda: choice.choose(Source(settings[SOURCE])))
