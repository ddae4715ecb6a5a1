"""Prices that the exchange writes as 0 because there are none.

A price of 0 is damage, unless it may state that nothing has such a price: a new market has no close of the day before
and no range of a year, a market that has not been traded has no prices at all, an empty side of a book has no best
price, and an order at the market's price has none of its own. Those are read as None, as if the field were missing.

Only messages that do not fit their struct come here, so a usual one costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec
from msgspec import Struct, structs
from msgspec.json import Decoder

from core.model.messages import MyOrder, Ticker

if TYPE_CHECKING:
    from msgspec import Raw

T = TypeVar("T", bound=Struct)

_FREELY: Final = (
    "prev_closing_price",
    "highest_52_week_price",
    "lowest_52_week_price",
    "best_ask_price",
    "best_bid_price",
)
"""May be 0 in any message."""

_OF_THE_DAY: Final = ("opening_price", "high_price", "low_price")
"""May be 0 in a ticker, all together, while the day has no trade."""

_EXECUTION: Final = "trade"
"""The state of a `MyOrder` whose price is that of an execution, and so never absent."""

_object: Final = Decoder(dict[str, Any]).decode


def read_without_absent_prices(data: bytes | Raw, kind: type[T]) -> T:
    """A message or row that does not fit `kind`, with None in place of each 0 that says that there is no price.

    Raises:
        ValueError: it does not fit without these either.
        RecursionError: it is nested too deeply.
    """
    row = _object(data)
    names = _names(kind)
    for name in _absent(row, names, kind):
        row.pop(names[name], None)
    return msgspec.convert(row, kind)


def _absent(row: Mapping[str, Any], names: Mapping[str, str], kind: type[Struct]) -> list[str]:
    """The price fields whose 0 is no damage."""

    def is_nothing(*fields: str) -> bool:
        return all(row.get(names[field]) in (0, None) for field in fields)

    may_be = [name for name in _FREELY if name in names]
    if issubclass(kind, Ticker) and is_nothing(*_OF_THE_DAY, "acc_trade_volume"):
        may_be += _OF_THE_DAY
        may_be += ["trade_price"] if is_nothing("acc_trade_volume_24h") else []
    if issubclass(kind, MyOrder):
        may_be += ["avg_price"] if row.get(names["state"]) == _EXECUTION else ["avg_price", "price"]
    return [name for name in may_be if is_nothing(name)]


@cache
def _names(kind: type[Struct]) -> Mapping[str, str]:
    """The keys on the wire by the names of the fields."""
    return {field.name: field.encode_name for field in structs.fields(kind)}
