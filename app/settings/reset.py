"""A return of all settings to their defaults, which can be undone once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.settings.store import Settings


class Reset:
    """Resets all settings.

    Args:
        settings: the values.

    Attributes:
        is_undone: whether the values before are back.
        undone: called once they are.
    """

    def __init__(self, settings: Settings) -> None:
        self._bring_back = settings.reset_all()
        self.is_undone = False
        self.undone: Callable[[], object] = lambda: None

    def undo(self) -> None:
        """Bring the values before back, unless they are."""
        if not self.is_undone:
            self.is_undone = True
            self._bring_back()
            self.undone()
