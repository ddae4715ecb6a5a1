"""The change since the day before: it follows from two prices, or is the exchange's if that can be true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.day_change import UNKNOWN, day_change, is_change_damaged
from core.model.messages import Ticker
from core.model.price import LARGEST_PRICE, is_price

PRICES = st.floats(1e-8, 1e10)
STATED = st.none() | st.sampled_from([0.0, -1.0, -1.5, 1e308, -1e308]) | st.floats()


def told(
    price: float | None = None, close: float | None = None, amount: float | None = None, rate: float | None = None
) -> Ticker:
    return Ticker(
        code="KRW-BTC", trade_price=price, prev_closing_price=close, signed_change_price=amount, signed_change_rate=rate
    )


@given(PRICES, PRICES, STATED, STATED)
def test_beside_two_prices_nothing_that_the_exchange_states_is_used(price, close, amount, rate):
    ticker = told(price, close, amount, rate)
    assert day_change(ticker) == (price - close, (price - close) / close)
    assert not is_change_damaged(ticker)


@given(st.none() | PRICES, STATED, STATED)
def test_what_is_shown_never_contradicts_itself_or_the_price(price, amount, rate):
    ticker = told(price, None, amount, rate)
    shown = day_change(ticker)
    if is_change_damaged(ticker):
        assert shown == UNKNOWN
    if shown.rate is not None:
        assert -1 < shown.rate <= LARGEST_PRICE
    if shown.amount is not None and shown.rate is not None:
        assert (shown.amount > 0, shown.amount < 0) == (shown.rate > 0, shown.rate < 0)
        if price is not None:
            assert is_price(price - shown.amount)
            assert shown.rate == shown.amount / (price - shown.amount)


@given(PRICES, st.floats(1e-3, 1e3))
def test_a_true_change_is_taken_without_the_close(price, ratio):
    amount = price - price / ratio
    if amount and not is_price(abs(amount)):  # less than any two prices differ by
        return
    ticker = told(price, None, amount, round(amount / (price - amount), 10))
    assert not is_change_damaged(ticker)
    assert day_change(ticker).amount == amount


@pytest.mark.parametrize(
    ("amount", "rate"),
    [
        (2.0, -0.0066),
        (-1.5, 0.0066),
        (0.0, 0.0053),
        (799_000.0, 0.0),
        (None, -1.5),
        (None, -1.0),
        (None, 1e308),
        (1e308, None),
        (1_000_001.0, None),
        (float("nan"), None),
    ],
)
def test_a_change_that_cannot_be_true_is_unknown_and_damage(amount, rate):
    ticker = told(1_000_000.0, None, amount, rate)
    assert day_change(ticker) == UNKNOWN
    assert is_change_damaged(ticker)


@pytest.mark.parametrize(("amount", "rate"), [(None, None), (100.0, 0.0), (100.0, 1.0), (100.0, None)])
def test_a_market_in_its_first_day_is_not_damaged_and_has_no_change(amount, rate):
    ticker = told(100.0, None, amount, rate)
    assert day_change(ticker) == UNKNOWN
    assert not is_change_damaged(ticker)


def test_without_a_price_the_signs_must_agree():
    assert day_change(told(amount=1.0, rate=0.1)) == (1.0, 0.1)
    assert is_change_damaged(told(amount=1.0, rate=0.0))
    assert is_change_damaged(told(amount=-1.0, rate=0.1))
