"""Prints requested markets that do not exist on stderr, for unattended runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.process.shutdown import Shutdown
from app.trouble.standard_streams import print_error
from core.text import in_english

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from widgets.markets.directory import MarketDirectory

STATUS = 2


class UnknownMarkets(QObject):
    """Checks each panel when it opens and all panels when the market list is loaded; prints each code once."""

    def __init__(self, desk: Desk, markets: MarketDirectory, shutdown: Shutdown) -> None:
        super().__init__(markets)
        self._desk = desk
        self._markets = markets
        self._shutdown = shutdown
        self._printed: set[str] = set()
        desk.opened.connect(self._look)
        markets.changed.connect(self._look)

    def _look(self) -> None:
        codes = {dock.panel.code for dock in self._desk.docks()}
        for code in sorted(codes - self._printed):
            if self._markets.is_unknown(code):
                self._printed.add(code)
                nearest = ", ".join(self._markets.nearest(code))
                text = in_english("terminal", "unknown market {code!r}; the nearest are {nearest}")
                print_error(text.format(code=code, nearest=nearest))
                self._shutdown.fault(STATUS)
