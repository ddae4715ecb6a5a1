"""Finds markets by typed text: a name, a code, a pair in either order, or the beginning of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from core.market.search import contains
from core.model.markets import Market, MarketList
from core.model.one_line import one_line

LONGEST_TYPED: Final = 60
"""Maximum number of letters to examine; no market has a longer name."""

_BETWEEN: Final = re.compile(r"[\s/:,_-]+")
"""The separators in `BTC/KRW`, `krw-btc` or `비트코인 krw`."""

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""The full-width forms of ASCII, which a Korean or Japanese input method can produce."""

_EXACT, _NAME, _BEGINNING, _PART = range(4)


def find_markets(markets: MarketList, typed: str) -> list[Market]:
    """The markets that match the typed text, best first; empty if none does.

    A code or a pair ranks before a symbol or a whole name, then a beginning, then any other part; after that the order
    of quote currencies, then the exchange's.
    """
    if not (words := _words(typed)):
        return []
    quotes = {quote: rank for rank, quote in enumerate(markets.quotes())}
    ranked = [(rank, quotes[each.quote], each) for each in markets if (rank := _rank(each, words)) is not None]
    return [market for _, _, market in sorted(ranked, key=lambda each: each[:2])]


def best_market(markets: Iterable[Market], typed: str) -> Market | None:
    """The market that matches the typed text best; the first of equals."""
    words = _words(typed)
    ranked = [(rank, each) for each in markets if words and (rank := _rank(each, words)) is not None]
    return min(ranked, key=lambda each: each[0])[1] if ranked else None


def goes_by(market: Market, typed: str) -> bool:
    """Whether a market matches the typed text."""
    return bool(words := _words(typed)) and _rank(market, words) is not None


def _words(typed: str) -> list[str]:
    """The typed words, with full-width letters as plain ones."""
    plain = one_line(typed, LONGEST_TYPED).translate(_FULL_WIDTH)
    return [word for word in _BETWEEN.split(plain.casefold()) if word]


def _rank(market: Market, words: Sequence[str]) -> int | None:
    """How well a market matches all of `words`; None if it does not."""
    quote, symbol = market.quote.casefold(), market.symbol.casefold()
    if list(words) in ([quote, symbol], [symbol, quote]) or list(words[:2]) == [quote, symbol]:
        return _EXACT
    names = [name.casefold() for name in (symbol, market.korean_name, market.english_name)]
    ranks = [_rank_of_word(word, names, quote) for word in words]
    return None if None in ranks else max(rank for rank in ranks if rank is not None)


def _rank_of_word(word: str, names: Sequence[str], quote: str) -> int | None:
    if word in names or word == quote:
        return _NAME
    if any(name.startswith(word) for name in names):
        return _BEGINNING
    return _PART if any(contains(name, word) for name in (*names, quote)) else None
