"""The market list as panels see it: empty until it is loaded, and never waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from core.upbit.markets import MarketList


class MarketDirectory(QObject):
    """Names of markets for the screen.

    Signals:
        changed: the list has been loaded, or loaded anew.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.markets: MarketList | None = None
        """None until it is loaded."""

    def fill(self, markets: MarketList) -> None:
        """Take `markets` as the list from now on, and say so."""
        self.markets = markets
        self.changed.emit()

    def display_name(self, code: str) -> str:
        """`비트코인 BTC` for `KRW-BTC`; the code itself where the list has no name for it."""
        name = self._name(code)
        return f"{name} {code.rpartition('-')[2]}" if name else code

    def pair_name(self, code: str) -> str:
        """`비트코인 BTC/KRW` for `KRW-BTC`; `BTC/KRW` where the list has no name for it."""
        quote, _, symbol = code.rpartition("-")
        pair = f"{symbol}/{quote}" if quote else code
        return f"{self._name(code)} {pair}".strip()

    def is_unknown(self, code: str) -> bool:
        """Whether the list is there and does not have `code`."""
        return bool(code) and self.markets is not None and self.markets.get(code) is None

    def nearest(self, code: str, count: int = 3) -> tuple[str, ...]:
        """The codes most like `code`, best first; empty while there is no list."""
        return tuple(market.code for market in self.markets.nearest(code, count)) if self.markets else ()

    def _name(self, code: str) -> str:
        market = self.markets.get(code) if self.markets else None
        return market.name if market else ""
