from __future__ import annotations

from datetime import date

import pytest

from core.market.market_state import USUAL, MarketState, Phase
from core.model.markets import Caution, Market
from widgets.look.theme import Ink
from widgets.markets.badges import market_badges

PLAIN = Market("KRW-BTC", "비트코인")
MARKED = Market("KRW-BTC", "비트코인", warning=True, cautions=frozenset({Caution.PRICE_FLUCTUATIONS}))


@pytest.mark.parametrize(
    ("state", "market", "is_gone", "shown"),
    [
        (USUAL, PLAIN, False, []),
        (USUAL, None, False, []),
        (USUAL, MARKED, False, [("유의", Ink.BAD), ("주의", Ink.WARNING)]),
        (MarketState(Phase.SUSPENDED), PLAIN, False, [("정지", Ink.BAD)]),
        (MarketState(Phase.OTHER), None, False, [("확인", Ink.WARNING)]),
        (
            MarketState(Phase.PREVIEW, date(2026, 12, 1)),
            MARKED,
            False,
            [("준비", Ink.BAD), ("종료 12/01", Ink.BAD), ("유의", Ink.BAD), ("주의", Ink.WARNING)],
        ),
        (USUAL, PLAIN, True, [("종료됨", Ink.BAD)]),
    ],
)
def test_the_most_serious_comes_first(state, market, is_gone, shown):
    badges = market_badges(state, market, is_gone=is_gone)
    assert [(badge.words, badge.ink) for badge in badges] == shown
    assert all(len(badge.initial) == 1 for badge in badges)
