"""Two sums of what was traded: one of 0 is damage beside one that tells of trades."""

from __future__ import annotations

import pytest

from core.model.messages import Ticker
from core.model.traded import contradict


@pytest.mark.parametrize(
    ("volume", "turnover", "price"),
    [
        (0.0, 0.0, 100.0),  # before a day's first trade
        (1.5, 150.0, 100.0),
        (None, 0.0, 100.0),
        (1.5, None, 100.0),
        (1.5, 0.0, None),
        (1e-8, 0.0, 0.01),  # dust: the exchange writes no such turnover
        (0.0, 0.0001, 1.5e8),
    ],
)
def test_sums_that_can_be_true_together(volume, turnover, price):
    assert not contradict(volume, turnover, price)


@pytest.mark.parametrize(
    ("volume", "turnover", "price"),
    [(1.5, 0.0, 100.0), (0.0, 150.0, 100.0), (0.0001, 0.0, 1.5e8), (1e6, 0.0, 1e-8), (0.0, 0.001, 1e-8)],
)
def test_sums_of_which_one_is_damaged(volume, turnover, price):
    assert contradict(volume, turnover, price)


@pytest.mark.parametrize("span", ["", "_24h"])
@pytest.mark.parametrize("zero", ["acc_trade_volume", "acc_trade_price"])
def test_a_ticker_with_such_sums_is_refused(span, zero):
    sums = {f"acc_trade_volume{span}": 1.5, f"acc_trade_price{span}": 150.0}
    assert Ticker(code="KRW-A", trade_price=100.0, **sums)
    assert Ticker(code="KRW-A", trade_price=100.0, **dict.fromkeys(sums, 0.0))
    with pytest.raises(ValueError, match="beside a turnover"):
        Ticker(code="KRW-A", trade_price=100.0, **{**sums, zero + span: 0.0})
