"""Which markets somebody means who types a name, a code, a pair either way round, or the beginning of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from core.market.search import contains
from core.one_line import one_line
from core.upbit.markets import Market, MarketList

LONGEST_TYPED: Final = 60
"""Letters that are looked at; no market has a name that long."""

_BETWEEN: Final = re.compile(r"[\s/:,_-]+")
"""What stands between the words of `BTC/KRW`, `krw-btc` or `비트코인 krw`."""

_EXACT, _NAME, _BEGINNING, _PART = range(4)


def find_markets(markets: MarketList, typed: str) -> list[Market]:
    """The markets that go by what was typed, the likeliest first; empty where none does.

    A code or a pair comes before a symbol or a whole name, these before a beginning, and that before any other part;
    then the order of quote currencies, then the exchange's.
    """
    words = [word for word in _BETWEEN.split(one_line(typed, LONGEST_TYPED).casefold()) if word]
    if not words:
        return []
    quotes = {quote: rank for rank, quote in enumerate(markets.quotes())}
    ranked = [(rank, quotes[each.quote], each) for each in markets if (rank := _rank(each, words)) is not None]
    return [market for _, _, market in sorted(ranked, key=lambda each: each[:2])]


def _rank(market: Market, words: Sequence[str]) -> int | None:
    """How well a market goes by all of `words`; None where it does not."""
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
