"""A field that is a price takes prices only."""

from __future__ import annotations

from math import inf, nan, nextafter

import msgspec
import pytest
from msgspec import ValidationError

from core.model.price import LARGEST_PRICE, LEAST_PRICE
from core.model.price_field import Price


@pytest.mark.parametrize("price", [LEAST_PRICE, 1e-8, 1.0, 157_941_000.0, LARGEST_PRICE])
def test_a_price_is_taken(price):
    assert msgspec.convert(price, Price) == price


@pytest.mark.parametrize("number", [0.0, -0.0, -1.0, 1e-13, nextafter(LARGEST_PRICE, inf), 1e308, inf, nan])
def test_any_other_number_is_refused(number):
    with pytest.raises(ValidationError):
        msgspec.convert(number, Price)
