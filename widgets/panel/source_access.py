"""What panels know of the source of quotes, and their request for another one.

Panels emit what the user requests; the desk, which knows the sources, carries it out.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal


class SourceAccess(QObject):
    """One per source. Without a desk behind it there is no other source to offer.

    Args:
        parent: its owner.
        name: of the source, for the screen; empty if it has none.
        default_market: the market to offer where another one does not exist.
        is_real: whether simulated quotes can be had instead of those of this source.

    Signals:
        simulated_wanted: the user wants simulated quotes.
    """

    simulated_wanted = Signal()

    def __init__(
        self, parent: QObject | None = None, *, name: str = "", default_market: str = "", is_real: bool = False
    ) -> None:
        super().__init__(parent)
        self.name: Final = name
        self.default_market: Final = default_market
        self.is_real: Final = is_real
