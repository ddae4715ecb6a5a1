"""One entry of a panel's context menu; the desk makes the menu and adds the entries that every panel has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


def _nothing() -> None:
    """Do nothing: the action of an entry that only opens a submenu."""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A title in the language of the window, and what happens when the entry is chosen."""

    title: str
    run: Callable[[], object] = _nothing
    is_checked: bool | None = None
    """None: the entry is no choice among others."""
    entries: Sequence[MenuEntry] = ()
    """The entries of a submenu."""
