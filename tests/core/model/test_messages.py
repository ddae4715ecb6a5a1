"""What a message accepts: figures a market can have, and no others."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

import msgspec
import pytest
from msgspec import ValidationError, structs

from core.model.messages import AssetBalance, Candle, DataMessage, MyAsset, MyOrder, OrderBook, OrderBookUnit, Ticker
from core.model.price import LARGEST_PRICE, LEAST_PRICE
from core.model.subscription import ALL, StreamType

NO_PRICES = (0.0, 0, -1.0, 1e-13, 1e16, 1e308)
MAY_BE_NEGATIVE = {
    "Ticker": {"change_price", "signed_change_price", "change_rate", "signed_change_rate"},
    "Trade": {"change_price"},
    "AssetBalance": {"balance", "locked"},
    "MyOrder": {
        "volume", "remaining_volume", "executed_volume", "reserved_fee", "remaining_fee", "paid_fee", "locked",
        "executed_funds", "trade_fee", "prevented_volume", "prevented_locked",
    },
}  # fmt: skip
"""Changes, and amounts of the user's own, which must not be dropped for their sign."""


def classes(base: type[DataMessage] = DataMessage) -> Iterator[type[DataMessage]]:
    """Return the class of each stream."""
    for each in base.__subclasses__():
        if each is Candle:
            yield from classes(each)
        else:
            yield each


def written(kind: type, **fields: object) -> dict[str, object]:
    """A message with its required fields, as it stands on the wire."""
    required = {field.name: "2026-11-20T03:15:00" for field in structs.fields(kind) if field.required}
    tag = {"type": str(kind.type)} if issubclass(kind, DataMessage) else {}
    return {**tag, **required, **fields}


def accepts(kind: type, **fields: object) -> bool:
    try:
        msgspec.convert(written(kind, **fields), kind)
    except ValidationError:
        return False
    return True


def annotated(kind: type, is_such: Callable[[str], bool]) -> set[str]:
    """Return the fields of a class with such an annotation."""
    annotations: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        annotations |= inspect.get_annotations(base)
    return {field.name for field in structs.fields(kind) if is_such(str(annotations[field.name]))}


KINDS = [*classes(), AssetBalance]


def test_each_stream_has_one_class_that_its_type_names():
    assert {kind.type: kind.__struct_config__.tag for kind in classes()} == {each: each.value for each in StreamType}


@pytest.mark.parametrize("kind", KINDS)
def test_a_size_or_a_sum_is_never_negative_but_a_change_or_an_own_amount_may_be(kind):
    figures = annotated(kind, lambda name: "Figure" in name)
    assert {name for name in figures if accepts(kind, **{name: -1.0})} == MAY_BE_NEGATIVE.get(kind.__name__, set())
    assert all(accepts(kind, **{name: 0.0}) for name in figures)


@pytest.mark.parametrize("kind", KINDS)
def test_no_figure_is_past_all_reason(kind):
    for name in annotated(kind, lambda name: "Figure" in name):
        assert accepts(kind, **{name: 1e24}), name
        assert not accepts(kind, **{name: 1.1e24}), name
        assert not accepts(kind, **{name: -1.1e24}), name


@pytest.mark.parametrize("kind", KINDS)
def test_every_price_is_one_that_something_can_have(kind):
    names = {field.name for field in structs.fields(kind) if field.name.endswith("price")}
    prices = annotated(kind, lambda name: "Price" in name)
    sums_and_changes = {"acc_trade_price", "candle_acc_trade_price", "change_price", "signed_change_price"}
    assert prices == names - sums_and_changes
    for name in prices:
        assert all(accepts(kind, **{name: price}) for price in (LEAST_PRICE, LARGEST_PRICE)), name
        assert not any(accepts(kind, **{name: price}) for price in NO_PRICES), name


@pytest.mark.parametrize("kind", KINDS)
def test_no_number_is_taken_unchecked(kind):
    assert annotated(kind, lambda name: "float" in name or name.startswith("int")) <= {"level"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_integer_fits_into_64_bits(kind):
    priced = {"trade_price": 1.0} if kind is Ticker else {}  # a trade has a price
    for name in annotated(kind, lambda name: "Int64" in name):
        for number in (-(2**63), 2**63 - 1):
            assert accepts(kind, **{name: number}, **priced), name
        for number in (-(2**63) - 1, 2**63, 10**400):
            assert not accepts(kind, **{name: number}), name


def test_a_ticker_of_a_trade_has_its_price_and_one_of_no_trade_needs_none():
    assert accepts(Ticker, trade_price=1.0, trade_timestamp=5)
    assert accepts(Ticker, trade_timestamp=0)
    assert accepts(Ticker)
    assert not accepts(Ticker, trade_timestamp=5)
    assert not accepts(Ticker, trade_price=None, trade_timestamp=5, acc_trade_volume=1.0, acc_trade_price=1.0)


@pytest.mark.parametrize("kind", list(classes()))
def test_every_field_but_the_code_may_be_missing_and_times_compare_then(kind):
    required = {field.name for field in structs.fields(kind) if field.required}
    allowed = {"code", "candle_date_time_utc"} if issubclass(kind, Candle) else {"code"}
    assert required == (set() if kind is MyAsset else allowed)
    message = msgspec.convert(written(kind), kind)
    assert message.timestamp == message.level == 0
    if kind is MyAsset:
        assert message.code == ALL


def test_an_order_of_the_users_own_keeps_what_it_does_not_say_apart_from_zero():
    order = MyOrder(code="KRW-BTC")
    assert (order.price, order.volume, order.trade_timestamp, order.order_timestamp) == (None,) * 4


def test_the_ranks_of_a_book_are_left_to_the_painter():
    ranks = [{"ask_price": -1.0, "bid_size": 1e300}, {}]
    book = msgspec.convert(written(OrderBook, orderbook_units=ranks), OrderBook)
    assert book.orderbook_units == (OrderBookUnit(ask_price=-1.0, bid_size=1e300), OrderBookUnit())
