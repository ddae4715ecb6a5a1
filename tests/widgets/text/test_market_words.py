from __future__ import annotations

from datetime import date

import pytest

from core.market.market_state import USUAL, MarketState, Phase
from widgets.text.market_words import badges, explanation, marks

ENDING = MarketState(ends_on=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("state", "known", "shown"),
    [
        (USUAL, {}, ()),
        (USUAL, {"is_warned": True}, ("유의",)),
        (MarketState(Phase.PREVIEW), {}, ("거래 시작 전",)),
        (MarketState(Phase.SUSPENDED), {"is_warned": True}, ("거래 정지", "유의")),
        (MarketState(Phase.OTHER), {}, ("거래 상태 확인",)),
        (
            MarketState(ends_on=date(2026, 12, 1)),
            {"is_warned": True},
            ("거래지원 종료 2026-12-01", "유의"),
        ),
        (MarketState(Phase.DELISTED), {"is_warned": True}, ("거래지원 종료",)),
        (USUAL, {"is_gone": True}, ("거래지원 종료",)),
    ],
)
def test_designations_are_listed_gravest_first(state, known, shown):
    assert marks(state, **known) == shown


@pytest.mark.parametrize("phase", Phase)
def test_where_nobody_can_trade_it_is_explained(phase):
    assert bool(explanation(MarketState(phase))) is (phase not in (Phase.ACTIVE, Phase.OTHER))
    assert "목록에 없" in explanation(MarketState(phase), is_gone=True)


@pytest.mark.parametrize(
    ("state", "known", "shown"),
    [
        (USUAL, {}, []),
        (MarketState(Phase.PREVIEW), {}, [("준비", "준", True)]),
        (MarketState(Phase.SUSPENDED, ENDING.ends_on), {}, [("정지", "정", True), ("종료 12/01", "종", True)]),
        (ENDING, {}, [("종료 12/01", "종", True)]),
        (MarketState(Phase.DELISTED, ENDING.ends_on), {}, [("종료됨", "종", True)]),
        (USUAL, {"is_gone": True}, [("종료됨", "종", True)]),
        (MarketState(Phase.OTHER), {}, [("확인", "확", False)]),
    ],
)
def test_a_row_says_it_shorter(state, known, shown):
    assert list(badges(state, **known)) == shown
