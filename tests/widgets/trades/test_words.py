from __future__ import annotations

from datetime import UTC

import pytest

from core.market.trades.gaps import OPENING
from core.market.trades.tape import Gap
from core.model.korean_time import KST
from widgets.trades.words import amount, at_least, gap_text, tier_word


@pytest.mark.parametrize(
    ("quote", "value", "text"),
    [
        ("KRW", 1e7, "1,000만"), ("KRW", 2e8, "2억"), ("KRW", 2.5e8, "2.5억"), ("KRW", 1e12, "1조"),
        ("KRW", 9_999.0, "9,999"),
        ("KRW", 12_345.0, "1.2345만"), ("BTC", 0.5, "0.5 BTC"), ("USDT", 50_000.0, "50,000 USDT"),
    ],
)  # fmt: skip
def test_an_amount_has_a_unit_and_no_needless_digit(application, quote, value, text):
    assert amount(quote, value) == text
    assert at_least(quote, value) == f"{text} 이상"


def test_small_trades_have_no_word(application):
    assert [tier_word(tier) for tier in range(4)] == ["", "1단계", "2단계", "3단계"]


def test_a_bar_says_from_when_to_when_trades_are_missing_and_why(application):
    gap = Gap((1_795_144_542_000, 1, 1), (1_795_144_600_000, 2, 0), 0, "불러오는 중")
    assert gap_text(gap, KST) == "체결 누락 구간 12:15:42–12:16:40 · 불러오는 중"
    assert gap_text(gap._replace(order=(0, 0, 1), lost=1200, reason=""), KST) == "체결 누락 구간 –12:16:40 · 1,200건"
    given_up = gap._replace(reason="점검 중", can_retry=True)
    assert gap_text(given_up, KST) == "체결 누락 구간 12:15:42–12:16:40 · 점검 중 · 눌러서 다시 시도"
    day_before = gap._replace(order=(1_795_144_542_000 - 86_400_000, 1, 1), reason="")
    assert gap_text(day_before, KST) == "체결 누락 구간 2026-11-19 12:15:42–2026-11-20 12:16:40"


def test_times_of_a_bar_are_of_the_zone_asked_for(application):
    gap = Gap((1_795_144_542_000, 1, 1), (1_795_144_600_000, 2, 0), 0)
    assert gap_text(gap, UTC) == "체결 누락 구간 03:15:42–03:16:40"


def test_the_end_of_a_tape_says_that_more_may_come(application):
    assert gap_text(Gap(OPENING, (1_795_144_600_000, 2, 0), 0, "불러오는 중"), UTC) == "이전 체결 · 불러오는 중"
