"""A field that is a price takes prices only."""

from __future__ import annotations

from math import inf, nan, nextafter

import msgspec
import pytest
from msgspec import ValidationError, structs

from core.model.candle_rows import CandleRow
from core.model.price import LARGEST_PRICE, LEAST_PRICE
from core.model.price_field import Price
from core.upbit.wire.rest_rows import TickerRow, TradeRow
from core.upbit.wire.short_keys import DATA_MESSAGES, SHORT_DATA_MESSAGES


@pytest.mark.parametrize("price", [LEAST_PRICE, 1e-8, 1.0, 157_941_000.0, LARGEST_PRICE])
def test_a_price_is_taken(price):
    assert msgspec.convert(price, Price) == price


@pytest.mark.parametrize("number", [0.0, -0.0, -1.0, 1e-13, nextafter(LARGEST_PRICE, inf), 1e308, inf, nan])
def test_any_other_number_is_refused(number):
    with pytest.raises(ValidationError):
        msgspec.convert(number, Price)


KINDS = [*DATA_MESSAGES, *SHORT_DATA_MESSAGES, CandleRow, TickerRow, TradeRow]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_only_what_something_costs_is_a_price_sums_and_differences_are_none(kind):
    prices = {each.name for each in structs.fields(kind) if is_price_field(each)}
    assert all(name.endswith("_price") or name == "price" for name in prices)
    assert not {name for name in prices if "acc_" in name or "change" in name}


def is_price_field(field: structs.FieldInfo) -> bool:
    """Whether a field takes a price and refuses 0."""
    try:
        msgspec.convert(157_941_000.0, field.type)
    except ValidationError:
        return False
    try:
        msgspec.convert(0.0, field.type)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("turnover", [0.0, 1e-9, 1e17])
def test_a_candle_may_have_any_turnover(turnover):
    figures = dict.fromkeys(("opening_price", "high_price", "low_price", "trade_price"), 1.0)
    sums = {"candle_acc_trade_price": turnover, "candle_acc_trade_volume": turnover}  # at a price of 1
    row = {"candle_date_time_utc": "2026-11-20T03:00:00", **sums, **figures}
    assert msgspec.convert(row, CandleRow).candle_acc_trade_price == turnover
