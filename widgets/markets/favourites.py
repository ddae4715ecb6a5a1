"""The favourite markets (관심) for panels: one list for all watchlists; the desk keeps it on disk."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from core.market.favourites import Favourites


class FavouriteMarkets(QObject):
    """Emits a signal when the user changes the list. It outlives the source of quotes.

    Signals:
        changed: a market was added, removed or moved.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._favourites = Favourites()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in the user's order, also those that the present exchange does not list."""
        return self._favourites.codes

    def __contains__(self, code: object) -> bool:
        return code in self._favourites

    def set_codes(self, codes: Iterable[object]) -> None:
        """Replace the list; what is no market code is left out."""
        before, self._favourites = self.codes, Favourites(codes)
        if self.codes != before:
            self.changed.emit()

    def toggle(self, code: str) -> None:
        """Add a market at the end, or remove it."""
        if self._favourites.toggle(code):
            self.changed.emit()

    def move(self, code: str, to: str) -> None:
        """Move a market to the place of another one."""
        if self._favourites.move(code, to):
            self.changed.emit()
