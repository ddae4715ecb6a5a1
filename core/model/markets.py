"""The markets of an exchange: names, warnings, and the best match for a mistyped code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from heapq import nlargest
from typing import Final

from core.model.one_line import one_line

LONGEST_NAME: Final = 40
"""Maximum number of letters of a market's name; the longest of the 200 copied from Upbit has 23."""

_CODE: Final = re.compile(r"[0-9A-Z]{1,20}-[0-9A-Z.]{1,20}")
_CURRENCY: Final = re.compile(r"(?=.*[A-Z])[0-9A-Z.]{1,20}")
_NUMBER: Final = re.compile(r"[-+]?[\d.,]+(e[-+]?\d+)?", re.IGNORECASE)


def is_code(text: str) -> bool:
    """Whether `text` has the form of a market code; such a market need not exist."""
    return _CODE.fullmatch(text) is not None


def is_currency(text: str) -> bool:
    """Whether `text` has the form of a currency's code, as either part of a market code; a number has not."""
    return _CURRENCY.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Whether `text` can be a market's name: it has a letter, and is not a number."""
    return any(map(str.isalpha, text)) and _NUMBER.fullmatch(text.strip()) is None


class Caution(StrEnum):
    """Why the exchange warns about a market, in its own words. Source: Upbit REST page of the market list."""

    PRICE_FLUCTUATIONS = "PRICE_FLUCTUATIONS"
    TRADING_VOLUME_SOARING = "TRADING_VOLUME_SOARING"
    DEPOSIT_AMOUNT_SOARING = "DEPOSIT_AMOUNT_SOARING"
    GLOBAL_PRICE_DIFFERENCES = "GLOBAL_PRICE_DIFFERENCES"
    CONCENTRATION_OF_SMALL_ACCOUNTS = "CONCENTRATION_OF_SMALL_ACCOUNTS"
    OTHER = "OTHER"
    """A warning that is new or in an unknown form. Our own word."""


@dataclass(frozen=True, slots=True)
class Market:
    """One market."""

    code: str
    """`QUOTE-SYMBOL`, upper case."""
    korean_name: str = ""
    """Empty on exchanges outside Korea."""
    english_name: str = ""
    warning: bool = False
    """Whether it is designated a trading caution asset (유의 종목)."""
    cautions: frozenset[Caution] = frozenset()

    def __post_init__(self) -> None:
        # Names are outside text; they appear in titles, tabs, menus and rows of one line.
        object.__setattr__(self, "korean_name", one_line(self.korean_name, LONGEST_NAME))
        object.__setattr__(self, "english_name", one_line(self.english_name, LONGEST_NAME))

    @property
    def quote(self) -> str:
        """The currency prices are in."""
        return self.code.partition("-")[0]

    @property
    def symbol(self) -> str:
        """The traded currency."""
        return self.code.partition("-")[2]

    @property
    def name(self) -> str:
        """The name to show on a Korean screen."""
        return self.korean_name or self.english_name or self.symbol


class MarketList:
    """The markets of one exchange, in its order.

    Args:
        markets: the markets; of two with the same code the first counts.
        spoiled: how many other rows could not be read.
    """

    def __init__(self, markets: Iterable[Market], spoiled: int = 0) -> None:
        self._markets: dict[str, Market] = {}
        for market in markets:
            self._markets.setdefault(market.code, market)
        self.spoiled = spoiled

    def __iter__(self) -> Iterator[Market]:
        return iter(self._markets.values())

    def __len__(self) -> int:
        return len(self._markets)

    def __eq__(self, other: object) -> bool:
        """Whether both lists have the same markets with the same data in the same order."""
        return isinstance(other, MarketList) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment] # Python's own way to say so

    def __contains__(self, code: object) -> bool:
        return code in self._markets

    def get(self, code: str) -> Market | None:
        """The market of that code."""
        return self._markets.get(code)

    def succeed(self, before: MarketList) -> MarketList:
        """Complete this list by an older one: with markets that may be among the unreadable rows, and with names.

        A name is never taken back: where one is missing its field was damaged.
        """
        markets = [market if (old := before.get(market.code)) is None else _named(market, old) for market in self]
        if self.spoiled:
            markets += [market for market in before if market.code not in self]
        return MarketList(markets, self.spoiled)

    def quotes(self) -> list[str]:
        """The quote currencies, in the order of their first market."""
        return list(dict.fromkeys(market.quote for market in self))

    def nearest(self, code: str, n: int = 3, least: float = 0.0) -> list[Market]:
        """The markets that best match the typed `code`, best first.

        The text is compared with symbols and with Korean and English names, so `BTC`, `BTC-KRW`, `KRW-BTCC`, `비트` and
        `bitcion` all find Bitcoin. On a tie, a market of the typed quote wins, then the exchange's order. Takes about
        10 ms for all of Upbit (measured).

        Args:
            code: the typed text.
            n: how many markets at most.
            least: minimum similarity, from 0 to 1.
        """
        first, last = parts = ["", *code.strip().upper().split("-")][-2:]
        is_reversed = last in self.quotes() and any(first == market.symbol for market in self)
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(first if is_reversed else last)
        likenesses = [(_likeness(matcher, market), market.quote in parts, market) for market in self]
        likely = [each for each in likenesses if each[0] >= least]
        return [market for _, _, market in nlargest(n, likely, key=lambda each: each[:2])]


def _named(market: Market, old: Market) -> Market:
    """The market, with the old names where it has none."""
    names = market.korean_name or old.korean_name, market.english_name or old.english_name
    if names == (market.korean_name, market.english_name):
        return market
    return replace(market, korean_name=names[0], english_name=names[1])


def _likeness(matcher: SequenceMatcher[str], market: Market) -> float:
    """The highest similarity of the matcher's second text to any name of the market, from 0 to 1."""
    best = 0.0
    for name in (market.symbol, market.korean_name.upper(), market.english_name.upper()):
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best
