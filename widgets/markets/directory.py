"""The market list for panels: empty until it is loaded, reloaded from time to time; panels never wait for it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary, WeakMethod

from PySide6.QtCore import QObject, Signal

from core.market.first_seen import FirstSeen
from core.market.market_search import MarketIndex
from core.market.market_state import USUAL, MarketState, Phase, state_of
from core.market.watchlist import Watchlist
from core.model.markets import MarketList
from core.model.messages import Ticker
from widgets.markets.badges import market_badges
from widgets.text.language import market_name
from widgets.text.market_words import designations, marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.engine.deliver.mailbox import Mail
    from core.market.search import Rank, Way
    from core.market.watchlist import WatchRow
    from core.model.markets import Market
    from widgets.paint.badges import Badge

    _Current = Callable[[Iterable[str]], set[str]]

_WARNINGS: Final = {"NONE": False, "CAUTION": True}
"""The words of a ticker for markets without and with a designation."""


class KnownPrice(NamedTuple):
    """The newest price of a market that an open watchlist has."""

    price: float
    is_current: bool
    """Whether quotes of the market come in now; otherwise the price may have moved on."""


class MarketDirectory(QObject):
    """Names and trading states of markets, for display.

    Signals:
        changed: the list was loaded, or its content changed.
        loaded: the list was loaded, whether or not its content changed.
        steps_changed: the exchange stated other price grids or groupings (`widgets.text.price_steps`).
        state_changed: the trading state of a market changed, or it left the list or came back (its code).
        trouble_changed: loading the list started or stopped failing.
        reload_requested: the user wants the list reloaded now.
        contradicted: a ticker says otherwise than the list, which may be out of date.
    """

    changed = Signal()
    loaded = Signal()
    steps_changed = Signal()
    state_changed = Signal(str)
    trouble_changed = Signal()
    reload_requested = Signal()
    contradicted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.markets: MarketList | None = None
        """None until the list is loaded."""
        self.trouble = ""
        """Why the list could not be loaded or refreshed; empty without error."""
        self.first_seen = FirstSeen()
        """When the program first saw each market; the desk keeps it on disk."""
        self._gone: dict[str, Market] = {}
        self._states: dict[str, MarketState] = {}
        self._told_ms: dict[str, int] = {}
        """The time of the newest ticker of each market: an older one, as a new panel gets it, is no news."""
        self._warnings: dict[str, str] = {}
        """What that ticker said of a designation. The list says it better; that it changes is what counts."""
        self._index: MarketIndex | None = None
        self._watchlists: WeakKeyDictionary[Watchlist, WeakMethod[_Current] | None] = WeakKeyDictionary()
        """Each with the method that says of which markets quotes come in now."""
        self.last_figures = Watchlist()
        """The figures of watchlists that were closed: the next one begins with them, until its own come."""

    def fill(self, markets: MarketList) -> None:
        """Set the list to `markets`; emit `changed` if the content differs."""
        gone_before = set(self._gone)
        before, self.markets = self.markets, markets if self.markets is None else markets.succeed(self.markets)
        self.set_trouble("")
        if before is not None:
            self._gone |= {market.code: market for market in before if market.code not in self.markets}
        self._gone = {code: market for code, market in self._gone.items() if code not in self.markets}
        self.first_seen.see((market.code for market in self.markets), time.time())
        if before != self.markets:
            self._index = None
            self.changed.emit()
        for code in gone_before ^ self._gone.keys():
            self.state_changed.emit(code)
        self.loaded.emit()

    def find(self, typed: str) -> list[Market]:
        """Return the listed markets that match a typed text, best first; see `MarketIndex.find`."""
        return self._prepared().find(typed, self.turnover)

    def ranked(self, way: Way) -> list[tuple[Rank, Market]]:
        """Return the listed markets that match one way to read a typed text, best first, with their ranks."""
        return self._prepared().ranked(way, self.turnover)

    def _prepared(self) -> MarketIndex:
        if self._index is None:  # once, when the first letter is typed
            self._index = MarketIndex(self.markets or ())
        return self._index

    def offer_figures(self, watchlist: Watchlist, current: _Current | None = None) -> None:
        """Take figures of markets from a watchlist from now on, for as long as it lives; it is held weakly.

        Args:
            watchlist: has the figures.
            current: a method that says of which of the markets quotes come in now; without one, of all.
        """
        self._watchlists[watchlist] = None if current is None else WeakMethod(current)

    def keep_figures(self, watchlist: Watchlist) -> None:
        """Keep the figures of a watchlist that is closed."""
        kept = Watchlist(self.markets or (), self.last_figures)
        kept.take(watchlist)
        self.last_figures = kept

    def figures(self, code: str) -> WatchRow | None:
        """Return the newest figures of a market; None if no open watchlist has any."""
        rows = (watchlist.row(code) for watchlist in self._watchlists)
        return next((row for row in rows if row is not None and row.price is not None), None)

    def known_price(self, code: str) -> KnownPrice | None:
        """Return the newest price of a market, if possible one that quotes come in for; None without any."""
        return self.known_prices([code]).get(code)

    def known_prices(self, codes: Sequence[str]) -> dict[str, KnownPrice]:
        """Return what `known_price` returns of each of the markets that have a price."""
        known: dict[str, KnownPrice] = {}
        for watchlist, reference in list(self._watchlists.items()):
            says = reference() if reference is not None else None
            current = set(codes) if reference is None else set() if says is None else says(codes)
            for code in codes:
                row = watchlist.row(code)
                if row is not None and row.price is not None and not (code in known and known[code].is_current):
                    known[code] = KnownPrice(row.price, code in current)
        return known

    def turnover(self, market: Market) -> float:
        """Return the turnover of 24 hours, in the first quote currency so that markets compare; 0 if unknown."""
        row = self.figures(market.code)
        if row is None or row.turnover is None or self.markets is None:
            return 0.0
        first = self.markets.quotes()[0]
        if market.quote == first:
            return row.turnover
        rate = self.figures(f"{first}-{market.quote}")
        return row.turnover * rate.price if rate is not None and rate.price is not None else 0.0

    def set_trouble(self, text: str) -> None:
        """Set the reason why the list cannot be loaded; empty if it was loaded."""
        if text != self.trouble:
            self.trouble = text
            self.trouble_changed.emit()

    def update_state(self, code: str, state: MarketState) -> None:
        """Set the trading state of a market; emit `state_changed` if it differs."""
        if state == self.state(code):
            return
        if state == USUAL:
            del self._states[code]
        else:
            self._states[code] = state
        self.state_changed.emit(code)
        if state.phase is Phase.DELISTED and self.markets is not None and code in self.markets:
            self.contradicted.emit()

    def update_from_ticker(self, ticker: Ticker) -> None:
        """Take the trading state of a market from its ticker, which is believed over a list that lacks the market."""
        code, state = ticker.code, state_of(ticker)
        self.update_state(code, state)
        told_ms = self._told_ms.get(code, 0)
        if ticker.timestamp >= told_ms:
            self._told_ms[code] = ticker.timestamp
            self._follow_warning(code, ticker.market_warning)
        if ticker.timestamp > told_ms and state.phase is not Phase.DELISTED:
            self._take_back(code)

    def _follow_warning(self, code: str, warning: str | None) -> None:
        """Show at once that a designation begins or ends; the next list says it again, with all that belongs to it."""
        if warning is None:
            return
        before, self._warnings[code] = self._warnings.get(code, warning), warning
        if before == warning:
            return
        if warning in _WARNINGS:
            self._designate(code, is_warned=_WARNINGS[warning])
        self.contradicted.emit()

    def _designate(self, code: str, *, is_warned: bool) -> None:
        """List a market as designated, or as not."""
        market = self.markets.get(code) if self.markets else None
        if self.markets is None or market is None or market.warning is is_warned:
            return
        told = replace(market, warning=is_warned)
        self.markets = MarketList([told if each is market else each for each in self.markets], self.markets.spoiled)
        self._index = None
        self.changed.emit()

    def _take_back(self, code: str) -> None:
        """List a market whose ticker has just come, if the list lacks it."""
        if self.markets is None or code in self.markets:
            return
        if (market := self._gone.pop(code, None)) is not None:
            self.markets = MarketList([*self.markets, market], self.markets.spoiled)
            self._index = None
            self.changed.emit()
            self.state_changed.emit(code)
        self.contradicted.emit()

    def update_from(self, messages: Iterable[Mail]) -> None:
        """Take the trading states from the tickers among `messages`."""
        for message in messages:
            if isinstance(message, Ticker):
                self.update_from_ticker(message)

    def state(self, code: str) -> MarketState:
        """Return the known state of a market; the usual state if no panel receives its tickers."""
        return self._states.get(code, USUAL)

    @property
    def new(self) -> frozenset[str]:
        """Return the codes of markets that were first seen only lately."""
        return self.first_seen.new(time.time())

    @property
    def gone(self) -> tuple[Market, ...]:
        """Markets that an earlier list of this run had and the present one lacks."""
        return tuple(self._gone.values())

    def display_name(self, code: str) -> str:
        """Return `비트코인 BTC`, in English `Bitcoin BTC`, for `KRW-BTC`; the code itself if its name is unknown."""
        name, symbol = self._name(code), code.rpartition("-")[2]
        if name == symbol:  # as English names often are
            return symbol
        return f"{name} {symbol}" if name else code

    def pair_name(self, code: str) -> str:
        """Return `비트코인 BTC/KRW` for `KRW-BTC`; `BTC/KRW` if the list has no name for it."""
        quote, _, symbol = code.rpartition("-")
        pair, name = f"{symbol}/{quote}" if quote else code, self._name(code)
        return pair if name == symbol else f"{name} {pair}".strip()

    def titled(self, code: str) -> str:
        """Return the pair name with the market's warnings in brackets: `비트코인 BTC/KRW [거래 정지]`."""
        words = self.marks(code)
        return f"{self.pair_name(code)} [{' · '.join(words)}]" if words else self.pair_name(code)

    def marks(self, code: str) -> tuple[str, ...]:
        """Return the warnings to show for a market, the most serious first."""
        market = self._market(code)
        is_warned = market is not None and market.warning
        is_cautioned = market is not None and bool(market.cautions)
        return marks(self.state(code), is_gone=self.is_gone(code), is_warned=is_warned, is_cautioned=is_cautioned)

    def badges(self, code: str) -> tuple[Badge, ...]:
        """Return the badges to show beside a market's name, the most serious first."""
        return tuple(market_badges(self.state(code), self._market(code), is_gone=self.is_gone(code)))

    def explained(self, code: str) -> tuple[str, ...]:
        """Return the warnings for a market in full, with the reasons the exchange gives, the most serious first."""
        market, is_gone = self._market(code), self.is_gone(code)
        words = marks(self.state(code), is_gone=is_gone)
        return words if market is None or is_gone else (*words, *designations(market))

    def is_unknown(self, code: str) -> bool:
        """Return True if a list is loaded and no list of this run contained `code`."""
        return bool(code) and self.markets is not None and self._market(code) is None

    def is_gone(self, code: str) -> bool:
        """Return True if an earlier list contained `code` and the present one does not."""
        return code in self._gone

    def is_over(self, code: str) -> bool:
        """Return True if a market is traded no more, by the lists or by its ticker."""
        return self.is_gone(code) or self.state(code).phase is Phase.DELISTED

    def nearest(self, code: str, count: int = 3, least: float = 0.0) -> tuple[str, ...]:
        """Return the codes most similar to `code`, best first, at least as similar as `least`; empty without a list."""
        return tuple(market.code for market in self.markets.nearest(code, count, least)) if self.markets else ()

    def instead_of(self, code: str, default: str) -> tuple[str, ...]:
        """Return the codes to offer for one that does not exist here, best first.

        Where nothing is traded for its currency, as `KRW-BTC` in Singapore, it is no typing error but a market of
        another exchange, so `default` comes first.
        """
        near = self.nearest(code)
        if self.markets is None or default not in self.markets:
            return near
        currency = code.partition("-")[0]
        if any(market.code.partition("-")[0] == currency for market in self.markets):
            return near
        return (default, *(each for each in near if each != default))[: len(near)]

    def _name(self, code: str) -> str:
        market = self._market(code)
        return market_name(market) if market else ""

    def _market(self, code: str) -> Market | None:
        return (self.markets.get(code) if self.markets else None) or self._gone.get(code)
