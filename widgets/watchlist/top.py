"""The tabs, the search box and the filter above the watchlist: in one line, or in two where one is too narrow."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QTabBar, QWidget

from widgets.guard.guard import guarded
from widgets.look.look import Look
from widgets.watchlist.search import WatchlistSearch

SEARCH: Final = 130
"""Width in pixels in which the search box shows what it searches for, at a font size of 100 %."""


class WatchlistTop(QWidget):
    """Lays out tabs, search box and filter by the width there is."""

    def __init__(self, look: Look, tabs: QTabBar, search: WatchlistSearch, filters: QWidget) -> None:
        super().__init__()
        self._look = look
        self._tabs = tabs
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(4, 4, 4, 4)
        self._box.addWidget(tabs)
        self._filters = filters
        line = QHBoxLayout()
        line.addWidget(search, 1)
        line.addWidget(filters)
        self._box.addLayout(line, 1)
        look.changed.connect(self.arrange)

    def arrange(self) -> None:
        """Choose one line or two; called again after the tabs changed."""
        self._tabs.setHidden(self._tabs.count() == 0)  # without markets it would push the search box aside
        self._filters.setHidden(self._tabs.count() == 0)
        margins = self._box.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._box.spacing()
        wanted = self._tabs.sizeHint().width() + self._look.px(SEARCH) + self._filters.sizeHint().width()
        is_wide = wanted + self._box.spacing() <= room
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if direction is not self._box.direction():
            self._box.setDirection(direction)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again for the new width."""
        super().resizeEvent(event)
        self.arrange()
