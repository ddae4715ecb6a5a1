from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.amount import LARGEST_AMOUNT, WrittenDecimal, is_amount, read_written


@pytest.mark.parametrize("number", [None, -1.5, Decimal("-0.1"), 1e308, LARGEST_AMOUNT * 2, float("nan")])
def test_nobody_has_this(number):
    assert not is_amount(number)


@pytest.mark.parametrize("number", [0, 0.0, Decimal("1e-8"), 1.5, LARGEST_AMOUNT])
def test_somebody_may_have_this(number):
    assert is_amount(number)


@given(st.decimals(allow_nan=False))
def test_a_written_number_is_read_to_the_last_digit(number):
    assert read_written(WrittenDecimal, str(number)) == number


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.lists(st.integers()) | st.just("x"))
def test_nothing_else_is_read(value):
    with pytest.raises(ValueError, match="number"):
        read_written(WrittenDecimal, value)
