"""Prices keep to the grid of their market."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.upbit.trading_rules import price_decimals, tick_above, tick_below, tick_size

MARKETS_AND_PRICES = st.tuples(
    st.sampled_from(["KRW-BTC", "USDT-BTC", "IDR-BTC", "SGD-BTC"]), st.floats(1e-8, 5e8)
) | st.tuples(st.just("BTC-ETH"), st.floats(1e-8, 100))


@pytest.mark.parametrize(
    ("code", "price", "tick", "decimals"),
    [
        ("KRW-BTC", 158_219_000, 1_000, 0),
        ("KRW-BTC", 1_000_000, 1_000, 0),
        ("KRW-X", 999_500, 500, 0),
        ("KRW-X", 499_900, 100, 0),
        ("KRW-X", 50_000, 50, 0),
        ("KRW-X", 49_990, 10, 0),
        ("KRW-X", 5_000, 5, 0),
        ("KRW-X", 4_999, 1, 0),
        ("KRW-X", 100, 1, 0),
        ("KRW-X", 99.9, 0.1, 1),
        ("KRW-X", 1, 0.01, 2),
        ("KRW-X", 0.999, 0.001, 3),
        ("KRW-X", 0.1, 0.001, 3),
        ("KRW-X", 0.00001, 0.0000001, 7),
        ("KRW-X", 0.00000999, 0.00000001, 8),
        ("KRW-X", 0, 0.00000001, 8),
        ("BTC-ETH", 0.03512, 0.00000001, 8),
        ("USDT-BTC", 91_000.55, 0.01, 2),
        ("USDT-XRP", 2.234, 0.001, 3),
        ("USDT-X", 0.00009, 0.00000001, 8),
    ],
)
def test_the_tick_is_the_exchanges(code, price, tick, decimals):
    assert tick_size(code, price) == tick
    assert price_decimals(code, price) == decimals


def test_steps_cross_the_edges_of_bands():
    assert tick_above("KRW-X", 999_500) == 1_000_000
    assert tick_above("KRW-X", 1_000_000) == 1_001_000
    assert tick_below("KRW-X", 1_000_000) == 999_500
    assert tick_below("KRW-X", 100) == 99.9
    assert tick_above("KRW-X", 99.9) == 100
    assert tick_below("KRW-X", 1_001_000) == 1_000_000


def test_a_price_off_the_grid_steps_onto_it():
    assert tick_above("KRW-BTC", 158_219_400) == 158_220_000
    assert tick_below("KRW-BTC", 158_219_400) == 158_219_000


def test_there_is_no_price_below_the_lowest():
    assert tick_below("KRW-X", 0.00000001) == 0.00000001
    assert tick_below("KRW-X", 0) == 0.00000001


@given(MARKETS_AND_PRICES)
def test_a_step_up_and_one_down_lead_back(market):
    code, price = market
    on_grid = tick_above(code, price)
    above = tick_above(code, on_grid)
    assert price < on_grid < above
    assert tick_below(code, above) == on_grid
    if on_grid > 0.00000001:
        assert tick_above(code, tick_below(code, on_grid)) == on_grid


@given(MARKETS_AND_PRICES)
def test_the_decimals_are_enough_for_every_price_on_the_grid(market):
    code, price = market
    on_grid = tick_above(code, price)
    assert float(f"{on_grid:.{price_decimals(code, on_grid)}f}") == on_grid
    assert Decimal(str(on_grid)) % Decimal(str(tick_size(code, on_grid))) == 0
