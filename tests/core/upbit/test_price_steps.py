"""The grid that the exchange states goes before the table, and only where the two differ."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.upbit import trading_rules
from core.upbit.price_steps import PriceSteps, multiple_above, multiple_below
from core.upbit.wire.rest_rows import Instrument


def instrument(code: str, tick: str, *levels: str) -> Instrument:
    return Instrument(code=code, quote_currency=code.partition("-")[0], tick_size=tick, supported_levels=levels)


def stated(code: str, tick: str, price: float | None, *levels: str) -> PriceSteps:
    steps = PriceSteps()
    steps.state([instrument(code, tick, *levels)], {} if price is None else {code: price})
    return steps


PRICES = (0.00002, 0.5, 9.99, 1_400.0, 9_995.0, 158_219_000.0)


@pytest.mark.parametrize("price", PRICES)
@pytest.mark.parametrize("code", ["KRW-BTC", "BTC-ETH", "USDT-BTC", "SGD-BTC"])
def test_before_anything_is_stated_the_table_holds(code, price):
    steps = PriceSteps()
    for name in ("tick_size", "price_decimals", "tick_above", "tick_below"):
        assert getattr(steps, name)(code, price) == getattr(trading_rules, name)(code, price)
    assert steps.levels(code) == ()
    assert steps.stated_tick(code) is None


def test_a_tick_that_agrees_with_the_table_leaves_it_to_the_table_in_other_bands_too():
    steps = stated("KRW-X", "10", 12_000.0)
    assert (steps.tick_size("KRW-X", 12_000.0), steps.tick_size("KRW-X", 4_000.0)) == (10, 1)


@pytest.mark.parametrize(("tick", "price"), [("5", 10_050.0), ("10", 9_950.0)])
def test_a_price_that_crossed_into_another_band_between_the_two_requests_is_no_contradiction(tick, price):
    steps = stated("KRW-X", tick, price)
    assert (steps.tick_size("KRW-X", 9_000.0), steps.tick_size("KRW-X", 11_000.0)) == (5, 10)


@pytest.mark.parametrize(
    ("code", "tick", "price", "decimals", "above", "below"),
    [
        ("KRW-USDT", "0.5", 1_400.0, 1, 1_400.5, 1_399.5),
        ("IDR-BTC", "10000", 1_600_000_000.0, 0, 1_600_010_000.0, 1_599_990_000.0),
        ("IDR-DOGE", "10", 3_000.0, 0, 3_010.0, 2_990.0),
        ("SGD-BTC", "1E+1", 120_000.0, 0, 120_010.0, 119_990.0),
        ("SGD-XRP", "0.0010", 2.5, 3, 2.501, 2.499),
    ],
)
def test_a_tick_that_the_table_does_not_know_holds_for_the_market(code, tick, price, decimals, above, below):
    steps = stated(code, tick, price)
    assert steps.tick_size(code, price) == float(tick)
    is_of_the_table = trading_rules.tick_size(code, price) == float(tick)
    assert steps.stated_tick(code) == (None if is_of_the_table else float(tick))
    assert steps.price_decimals(code, price) == decimals
    assert (steps.tick_above(code, price), steps.tick_below(code, price)) == (above, below)
    assert steps.tick_size("KRW-BTC", 158e6) == 1000, "of no other market"


@pytest.mark.parametrize("tick", ["", "abc", "0", "-1", "NaN", "Infinity", "1e400", "0.0000000001", "1e-99999", "1E13"])
def test_a_tick_that_cannot_be_one_leaves_the_table(tick):
    assert stated("KRW-X", tick, 1_400.0).tick_size("KRW-X", 1_400.0) == 1


def test_without_a_price_there_is_nothing_to_compare_with_so_the_table_holds():
    assert stated("KRW-X", "0.5", None).tick_size("KRW-X", 1_400.0) == 1


def test_what_is_stated_later_replaces_it_and_says_whether_it_is_new():
    steps = PriceSteps()
    assert steps.state([instrument("KRW-X", "0.5")], {"KRW-X": 1_400.0})
    assert not steps.state([instrument("KRW-X", "0.5")], {"KRW-X": 1_400.0})
    assert steps.state([instrument("KRW-X", "1")], {"KRW-X": 1_400.0})
    assert steps.tick_size("KRW-X", 1_400.0) == 1


def test_groupings_are_finest_first_without_none_nonsense_and_repetitions():
    levels = stated("KRW-BTC", "1000", 158e6, "0", "100000", "10000", "10000", "x", "-5", "Infinity").levels("KRW-BTC")
    assert levels == (10_000.0, 100_000.0)


def test_groupings_are_bounded():
    assert len(stated("KRW-BTC", "1000", 158e6, *map(str, range(1, 1000))).levels("KRW-BTC")) == 12


def test_a_host_that_closes_the_connection_for_a_grouping_offers_none():
    steps = PriceSteps(can_group=False)
    steps.state([instrument("IDR-BTC", "10000", "0", "100000")], {"IDR-BTC": 1.6e9})
    assert steps.levels("IDR-BTC") == ()
    assert steps.tick_size("IDR-BTC", 1.6e9) == 10_000


@given(st.integers(1, 10**7), st.sampled_from(["0.00000001", "0.0005", "0.5", "25", "10000"]))
def test_steps_up_and_down_meet_on_the_grid(count, step):
    price = float(count * Decimal(step))
    above = multiple_above(price, float(step))
    assert Decimal(str(above)) == (count + 1) * Decimal(step)
    assert multiple_below(above, float(step)) == price
