from decimal import Decimal, Inexact
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.simulator.account.money import affordable, amount, average, exactly, plain

amounts = st.integers(1, 10**17).map(lambda units: Decimal(units).scaleb(-8))


@exactly
def product(*factors):
    result = Decimal(1)
    for factor in factors:
        result *= factor
    return result


@settings(deadline=None)
@given(amounts, amounts)
def test_a_fee_is_exact_however_long(price, volume):
    assert Fraction(product(price, volume, Decimal("0.0005"))) == Fraction(price) * Fraction(volume) / 2000


def test_a_rounding_is_an_error():
    with pytest.raises(Inexact):
        exactly(lambda: Decimal(1) / 3)()


@settings(deadline=None)
@given(amounts, amounts)
def test_the_affordable_volume_is_the_largest_possible(funds, price):
    volume = affordable(funds, price)
    smallest = Fraction(1, 10**8)
    assert Fraction(volume) * Fraction(price) <= Fraction(funds)
    assert (Fraction(volume) + smallest) * Fraction(price) > Fraction(funds)
    assert Fraction(volume) % smallest == 0


@settings(deadline=None)
@given(st.integers(0, 10**15))
def test_a_number_of_the_market_is_the_decimal_it_reads_as(units):
    assert amount(units / 10**8) == Decimal(units).scaleb(-8)


def test_an_average_has_eight_decimals():
    assert average(Decimal(10), Decimal(3)) == Decimal("3.33333333")
    assert average(Decimal(20), Decimal(3)) == Decimal("6.66666667")
    assert average(Decimal(0), Decimal(0)) == 0


@pytest.mark.parametrize(
    ("number", "text"),
    [("790.0", "790"), ("1E-8", "0.00000001"), ("1E+3", "1000"), ("0E-20", "0"), ("100", "100"), ("0.10", "0.1")],
)
def test_numbers_are_written_plainly(number, text):
    assert plain(Decimal(number)) == text
