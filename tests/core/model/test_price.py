"""What can be a price."""

from __future__ import annotations

from decimal import Decimal
from math import inf, nan, nextafter

import pytest

from core.model.price import LARGEST_PRICE, LEAST_PRICE, is_price


@pytest.mark.parametrize("price", [LEAST_PRICE, 1e-8, 1.0, 157_941_000.0, LARGEST_PRICE])
def test_what_something_costs_is_a_price(price):
    assert is_price(price)
    assert is_price(Decimal(str(price)) if price > LEAST_PRICE else Decimal("1e-8"))


@pytest.mark.parametrize("number", [0.0, -0.0, -1.0, 1e-13, nextafter(LARGEST_PRICE, inf), 1e308, inf, nan])
def test_any_other_number_is_none(number):
    assert not is_price(number)
