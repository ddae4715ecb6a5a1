"""One thing that the palette offers, and the groups that keep things apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from core.text import Text, translatable


class Group(Enum):
    """The heading above entries of one kind, in the order of the list among equally good ones."""

    MARKETS = translatable("Palette", "종목")
    PANELS = translatable("Palette", "열린 패널")
    WORKSPACES = translatable("Palette", "작업 공간")
    COMMANDS = translatable("Palette", "명령")
    SETTINGS = translatable("Palette", "설정")

    @property
    def heading(self) -> Text:
        """Its text, to be translated."""
        return self.value


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry."""

    id: str
    """Its name among the recent choices; empty if it will not be there another time."""
    group: Group
    title: str
    """In the language of the window."""
    run: Callable[[], object]
    detail: str = ""
    """Shown dim behind the title, such as code and quote of a market."""
    keys: str = ""
    """Shown at the right end."""
    code: str = ""
    """The market, whose change is shown at the right end."""
    run_aside: Callable[[], object] | None = None
    """Done instead with the Control key held, if there is such a thing."""
    is_enabled: bool = True
    takes_away: bool = False
    """Whether it closes or removes something; others that match as well come first."""
