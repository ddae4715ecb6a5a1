"""The badges of a market beside its name: its trading state, and the exchange's warnings about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.market.market_state import USUAL
from widgets.look.theme import Ink
from widgets.paint.badges import Badge
from widgets.text.language import translate
from widgets.text.market_words import badges

if TYPE_CHECKING:
    from core.market.market_state import MarketState
    from core.model.markets import Market


def market_badges(state: MarketState, market: Market | None, *, is_gone: bool = False) -> list[Badge]:
    """Return the badges of a market, the most serious first; empty for a market in its usual state."""
    found = []
    if is_gone or state is not USUAL:
        shorts = badges(state, is_gone=is_gone)
        found = [Badge(each.words, each.initial, Ink.BAD if each.is_known else Ink.WARNING) for each in shorts]
    if market is not None and market.warning:
        found.append(Badge(translate("WatchlistCells", "유의"), translate("WatchlistCells", "유"), Ink.BAD))
    if market is not None and market.cautions:
        found.append(Badge(translate("WatchlistCells", "주의"), translate("WatchlistCells", "주"), Ink.WARNING))
    return found
