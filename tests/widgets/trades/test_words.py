from __future__ import annotations

import pytest

from widgets.trades.words import amount, at_least, tier_word


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
