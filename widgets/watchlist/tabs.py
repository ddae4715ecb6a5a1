"""The tabs above the watchlist: the user's favourites, the markets held, then one for each quote currency."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabBar

from widgets.controls.untrusted_text import title
from widgets.guard.guard import guarded
from widgets.text.language import translate

FAVOURITES: Final = "favourites"
HELD: Final = "held"
"""The tabs of the user's own lists; quote currencies are in upper case."""


class ListTabs(QTabBar):
    """A row of tabs, one for each list.

    Signals:
        chosen: another list, with its name.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setExpanding(False)
        self.setDrawBase(False)
        self.names: tuple[str, ...] = ()
        """The lists from the left; none before the market list is there."""
        self.currentChanged.connect(self._on_current_changed)

    def fill(self, quotes: tuple[str, ...]) -> None:
        """Show a tab for each quote currency, without telling which one is current."""
        self.names = (FAVOURITES, HELD, *quotes) if quotes else ()
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        for name in self.names:
            self.addTab(_text_of(name))
        self.blockSignals(False)

    def choose(self, name: str) -> None:
        """Make a list the current one, if it has a tab."""
        if name in self.names:
            self.setCurrentIndex(self.names.index(name))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the first tabs again where there is room for them and the current one.

        Qt scrolls to the current tab while the bar is narrow, as at a start, and stays there: the first tab was cut.
        """
        super().resizeEvent(event)
        current = self.currentIndex()
        self.blockSignals(True)
        self.setCurrentIndex(0)
        self.setCurrentIndex(current)
        self.blockSignals(False)

    def set_texts(self) -> None:
        """Name the tabs in the language of the screen."""
        self.setAccessibleName(translate("WatchlistPanel", "거래 통화"))
        for index, name in enumerate(self.names):
            self.setTabText(index, _text_of(name))

    def _on_current_changed(self, index: int) -> None:
        if index >= 0:
            self.chosen.emit(self.names[index])


def _text_of(name: str) -> str:
    names = {
        FAVOURITES: translate("WatchlistPanel", "관심"),
        HELD: translate("WatchlistPanel", "보유"),
        "KRW": translate("WatchlistPanel", "원화"),
    }
    return names.get(name) or title(name)
