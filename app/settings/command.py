"""One command as data: what it is called, does and needs, its keys and its place in the menus."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from core.text import Text


class Menu(Enum):
    """The menu of the menu bar that lists a command."""

    PANELS = auto()
    VIEW = auto()
    LOOK = auto()
    """A menu within that of the view, which is short enough so for a low screen."""
    WORKSPACES = auto()
    HELP = auto()
    NONE = auto()
    """Listed by no menu; keys, palette and key editor have it."""


class Needs(Enum):
    """What must be there for a command to be enabled."""

    NOTHING = auto()
    DESK = auto()
    """A source: between two sources no panel can be opened."""
    PANEL = auto()
    """An open panel."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    id: str
    """Its name in the settings file."""
    title: Text
    """Its name on the screen, in Korean; whoever shows it translates it."""
    keys: str
    """The default ones, in Qt's portable words; empty for none."""
    does: str
    """`part.method`: of the parts that the window hands to `app.window.command_actions`; a part may be callable."""
    argument: str = ""
    """Given to the method; without one it is called with nothing."""
    needs: Needs = Needs.NOTHING
    menu: Menu = Menu.NONE
    begins_group: bool = False
    """Whether a line stands above it in its menu."""
    short: Text | None = None
    """Its name in the menu, where that says the rest."""
    words: str = ""
    """More words that find it, in both languages."""
    takes_away: bool = False
    """Whether it closes or removes something; the palette offers others first that match as well."""
    is_everywhere: bool = False
    """Whether its keys work in every window of the program, also in one that pops up over the main window."""
