"""The market list as panels see it: empty until it is loaded, loaded anew from time to time, and never waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.market.market_state import USUAL, MarketState, state_of
from widgets.paint.market_words import marks

if TYPE_CHECKING:
    from core.model.markets import Market, MarketList
    from core.model.messages import Ticker


class MarketDirectory(QObject):
    """Names of markets for the screen, and what is the matter with them.

    Signals:
        changed: the list has been loaded, or is another now.
        state_changed: a market, by its code, can be traded or cannot, or is about to end.
        trouble_changed: loading the list fails, or no more.
        reload_requested: the user wants the list anew, now.
    """

    changed = Signal()
    state_changed = Signal(str)
    trouble_changed = Signal()
    reload_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.markets: MarketList | None = None
        """None until it is loaded."""
        self.trouble = ""
        """Why the list could not be loaded, or is no longer the newest; empty while all is well."""
        self._gone: dict[str, Market] = {}
        self._states: dict[str, MarketState] = {}

    def fill(self, markets: MarketList) -> None:
        """Take `markets` as the list from now on, and say so if it is news."""
        before, self.markets = self.markets, markets if self.markets is None else markets.succeed(self.markets)
        self.set_trouble("")
        if before is not None:
            self._gone |= {market.code: market for market in before if market.code not in self.markets}
        self._gone = {code: market for code, market in self._gone.items() if code not in self.markets}
        if before != self.markets:
            self.changed.emit()

    def set_trouble(self, text: str) -> None:
        """Say why the list cannot be loaded; empty once it can."""
        if text != self.trouble:
            self.trouble = text
            self.trouble_changed.emit()

    def update_state(self, code: str, state: MarketState) -> None:
        """Take what a ticker says of a market, and say so if it is news."""
        if state == self.state(code):
            return
        if state == USUAL:
            del self._states[code]
        else:
            self._states[code] = state
        self.state_changed.emit(code)

    def update_from_ticker(self, ticker: Ticker) -> None:
        """Take what a panel's ticker says of its market besides the figures."""
        self.update_state(ticker.code, state_of(ticker))

    def state(self, code: str) -> MarketState:
        """What is known of a market; as usual where nobody watches its tickers."""
        return self._states.get(code, USUAL)

    @property
    def gone(self) -> tuple[Market, ...]:
        """Markets that were on an earlier list of this run and are not on this one."""
        return tuple(self._gone.values())

    def display_name(self, code: str) -> str:
        """`비트코인 BTC` for `KRW-BTC`; the code itself where the list has no name for it."""
        name = self._name(code)
        return f"{name} {code.rpartition('-')[2]}" if name else code

    def pair_name(self, code: str) -> str:
        """`비트코인 BTC/KRW` for `KRW-BTC`; `BTC/KRW` where the list has no name for it."""
        quote, _, symbol = code.rpartition("-")
        pair = f"{symbol}/{quote}" if quote else code
        return f"{self._name(code)} {pair}".strip()

    def titled(self, code: str) -> str:
        """`비트코인 BTC/KRW`, and in brackets what is the matter with it: `비트코인 BTC/KRW [거래 정지]`."""
        said = self.marks(code)
        return f"{self.pair_name(code)} [{' · '.join(said)}]" if said else self.pair_name(code)

    def marks(self, code: str) -> tuple[str, ...]:
        """What somebody who looks at a market must know, the gravest first."""
        market = self._market(code)
        is_warned = market is not None and market.warning
        return marks(self.state(code), is_gone=self.is_gone(code), is_warned=is_warned)

    def is_unknown(self, code: str) -> bool:
        """Whether the list is there and neither has nor ever had `code`."""
        return bool(code) and self.markets is not None and self._market(code) is None

    def is_gone(self, code: str) -> bool:
        """Whether an earlier list had `code` and this one has not."""
        return code in self._gone

    def nearest(self, code: str, count: int = 3, least: float = 0.0) -> tuple[str, ...]:
        """The codes most like `code`, best first, if at least so like; empty while there is no list."""
        return tuple(market.code for market in self.markets.nearest(code, count, least)) if self.markets else ()

    def _name(self, code: str) -> str:
        market = self._market(code)
        return market.name if market else ""

    def _market(self, code: str) -> Market | None:
        return (self.markets.get(code) if self.markets else None) or self._gone.get(code)
