from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.text.money import amount, average, market_price, money, percent


@given(st.decimals(-(10**15), 10**15, places=8))
def test_no_digit_of_a_quantity_is_lost(value):
    assert Decimal(amount(value).replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [("8420000.0", "8,420,000"), ("0.12345678", "0.12345678"), ("1E+3", "1,000"), ("1E-8", "0.00000001"), ("0.0", "0")],
)
def test_a_quantity_has_no_trailing_zeros_and_no_exponent(value, text):
    assert amount(Decimal(value)) == text


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("KRW", "1234567.6", "1,234,568"),
        ("KRW", "-0.2", "0"),
        ("BTC", "0.123456789", "0.12345679"),
        ("USDT", "5", "5"),
    ],
)
def test_money_is_whole_won_or_eight_places(unit, value, text):
    assert money(unit, Decimal(value)) == text


def test_a_profit_shows_its_sign():
    assert [money("KRW", Decimal(value), is_signed=True) for value in (5, 0, -5)] == ["+5", "0", "-5"]
    assert money("BTC", Decimal("0.5"), is_signed=True) == "+0.5"


@pytest.mark.parametrize(
    ("price", "text"),
    [
        ("151200000", "151,200,000"),
        ("1000", "1,000"),
        ("999.994", "999.99"),
        ("523.456", "523.46"),
        ("1.5", "1.50"),
        ("1", "1.00"),
        ("0.99", "0.99"),
        ("0.00012300", "0.000123"),
        ("0", "0"),
    ],
)
def test_an_average_keeps_the_places_that_matter(price, text):
    assert average("KRW", Decimal(price)) == text


def test_an_average_of_another_unit_is_an_amount_of_it():
    assert average("USDT", Decimal("1234.5678")) == "1,234.5678"
    assert average("BTC", Decimal("0.50000000")) == "0.5"


def test_a_profit_shows_a_sign_on_request_and_a_loss_always():
    for unit in ("KRW", "BTC"):
        assert [money(unit, Decimal(value)) for value in (5, 0, -5)] == ["5", "0", "-5"]
        assert [money(unit, Decimal(value), is_signed=True) for value in (1, 0, -5)] == ["+1", "0", "-5"]


def test_what_is_unknown_is_a_dash():
    assert {amount(None), money("KRW", None), money("BTC", None), average("KRW", None), percent(None)} == {"–"}
    assert average("BTC", None) == "–"


def test_a_ratio_is_a_percentage():
    assert percent(Decimal("0.0417")) == "+4.17%"


def test_a_price_of_the_account_is_written_as_in_every_other_panel():
    assert market_price("KRW-CARV", Decimal("392.70000000")) == "392.7"
    assert market_price("USDT-BTC", Decimal(90_000)) == "90,000.00"
    assert market_price("KRW-BTC", None) == "–"
