from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.simulator.market.tick_size import GRIDS, supported_levels


@pytest.mark.parametrize(
    ("quote", "price", "tick"),
    [
        ("KRW", 158_000_000, 1_000),
        ("KRW", 1_000_000, 1_000),
        ("KRW", 999_500, 500),
        ("KRW", 100_000, 100),
        ("KRW", 99_950, 50),
        ("KRW", 10_000, 10),
        ("KRW", 5_000, 5),
        ("KRW", 4_999, 1),
        ("KRW", 312, 1),
        ("KRW", 99.9, 0.1),
        ("KRW", 1.0, 0.01),
        ("KRW", 0.0186, 0.0001),
        ("KRW", 0.000924, 0.000001),
        ("BTC", 0.0345, 0.00000001),
        ("USDT", 108_000, 0.01),
        ("USDT", 9.999, 0.001),
        ("USDT", 0.0456, 0.00001),
    ],
)
def test_the_tick_is_that_of_the_published_table(quote, price, tick):
    assert GRIDS[quote].tick(price) == tick


@given(st.sampled_from(sorted(GRIDS)), st.integers(1, 400_000))
def test_every_step_has_its_own_price_and_leads_back(quote, step):
    grid = GRIDS[quote]
    assert grid.step(grid.price(step)) == step
    assert grid.price(step) > grid.price(step - 1)


@given(st.sampled_from(sorted(GRIDS)), st.integers(1, 400_000))
def test_the_next_price_is_one_tick_up_and_exact_as_a_decimal(quote, step):
    grid = GRIDS[quote]
    price, following = (Fraction(repr(grid.price(each))) for each in (step, step + 1))
    assert following - price == Fraction(repr(grid.tick(float(price))))


def test_prices_of_several_bands_agree_with_each_alone():
    steps = np.array([5, 900, 5_000, 20_000, 100_000])
    assert GRIDS["KRW"].prices(steps).tolist() == [GRIDS["KRW"].price(int(step)) for step in steps]


def test_a_krw_book_groups_by_tenfold_ticks_up_to_its_price():
    assert supported_levels("KRW", 158_219_000) == (0, 1e4, 1e5, 1e6, 1e7, 1e8)
    assert supported_levels("KRW", 312) == (0, 10, 100)
    assert supported_levels("KRW", 41.2) == (0, 1, 10)


def test_other_books_cannot_be_grouped():
    assert supported_levels("USDT", 108_000) == (0,)
    assert supported_levels("BTC", 0.03) == (0,)
