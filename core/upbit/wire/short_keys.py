"""The messages of `core.model.messages` with the short keys of the SIMPLE formats, and both forms as unions.

Each class here is a subclass of the message with the same fields and no behaviour. So a consumer sees the same message
whatever the format: `isinstance(message, Ticker)` and `message.trade_price` work for all four.

Source: the `short` columns of Upbit's WebSocket pages (September 2026).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any, Final, cast

from msgspec import NODEFAULT, defstruct, structs

from core.model.control import ListedSubscription, SubscriptionList
from core.model.messages import (
    AssetBalance,
    Candle,
    Candle1m,
    Candle1s,
    Candle3m,
    Candle5m,
    Candle10m,
    Candle15m,
    Candle30m,
    Candle60m,
    Candle240m,
    DataMessage,
    MyAsset,
    MyOrder,
    OrderBook,
    OrderBookUnit,
    SignedFigure,
    Ticker,
    Trade,
)

_COMMON: Final = {"code": "cd", "level": "lv", "timestamp": "tms", "stream_type": "st"}

_TICKER: Final = _COMMON | {
    "opening_price": "op",
    "high_price": "hp",
    "low_price": "lp",
    "trade_price": "tp",
    "prev_closing_price": "pcp",
    "change": "c",
    "change_price": "cp",
    "signed_change_price": "scp",
    "change_rate": "cr",
    "signed_change_rate": "scr",
    "trade_volume": "tv",
    "acc_trade_volume": "atv",
    "acc_trade_volume_24h": "atv24h",
    "acc_trade_price": "atp",
    "acc_trade_price_24h": "atp24h",
    "trade_date": "tdt",
    "trade_time": "ttm",
    "trade_timestamp": "ttms",
    "ask_bid": "ab",
    "acc_ask_volume": "aav",
    "acc_bid_volume": "abv",
    "highest_52_week_price": "h52wp",
    "highest_52_week_date": "h52wdt",
    "lowest_52_week_price": "l52wp",
    "lowest_52_week_date": "l52wdt",
    "market_state": "ms",
    "is_trading_suspended": "its",
    "delisting_date": "dd",
    "market_warning": "mw",
}

_TRADE: Final = _COMMON | {
    "trade_price": "tp",
    "trade_volume": "tv",
    "ask_bid": "ab",
    "prev_closing_price": "pcp",
    "change": "c",
    "change_price": "cp",
    "trade_date": "td",
    "trade_time": "ttm",
    "trade_timestamp": "ttms",
    "sequential_id": "sid",
    "best_ask_price": "bap",
    "best_ask_size": "bas",
    "best_bid_price": "bbp",
    "best_bid_size": "bbs",
}

_BOOK: Final = _COMMON | {"total_ask_size": "tas", "total_bid_size": "tbs", "orderbook_units": "obu"}

_CANDLE: Final = _COMMON | {
    "candle_date_time_utc": "cdttmu",
    "candle_date_time_kst": "cdttmk",
    "opening_price": "op",
    "high_price": "hp",
    "low_price": "lp",
    "trade_price": "tp",
    "candle_acc_trade_volume": "catv",
    "candle_acc_trade_price": "catp",
}

_MY_ORDER: Final = _COMMON | {
    "uuid": "uid",
    "ask_bid": "ab",
    "order_type": "ot",
    "state": "s",
    "trade_uuid": "tuid",
    "price": "p",
    "avg_price": "ap",
    "volume": "v",
    "remaining_volume": "rv",
    "executed_volume": "ev",
    "trades_count": "tc",
    "reserved_fee": "rsf",
    "remaining_fee": "rmf",
    "paid_fee": "pf",
    "locked": "l",
    "executed_funds": "ef",
    "time_in_force": "tif",
    "trade_fee": "tf",
    "is_maker": "im",
    "identifier": "id",
    "smp_type": "smpt",
    "prevented_volume": "pv",
    "prevented_locked": "pl",
    "trade_timestamp": "ttms",
    "order_timestamp": "otms",
}

_MY_ASSET: Final = _COMMON | {"asset_uuid": "astuid", "assets": "ast", "asset_timestamp": "asttms"}


class SimpleOrderBookUnit(
    OrderBookUnit, rename={"ask_price": "ap", "bid_price": "bp", "ask_size": "as", "bid_size": "bs"}
):
    """One rank of the book."""

    ask_price: float = 0.0
    bid_price: float = 0.0
    ask_size: float = 0.0
    bid_size: float = 0.0


class SimpleAssetBalance(AssetBalance, kw_only=True, rename={"currency": "cu", "balance": "b", "locked": "l"}):
    """The new balance of one currency."""

    currency: str
    balance: SignedFigure | None = None
    locked: SignedFigure | None = None


class SimpleListedSubscription(ListedSubscription, rename={"type": "ty", "codes": "cds", "level": "lv"}):
    """One type object of a LIST_SUBSCRIPTIONS reply."""

    type: str
    codes: tuple[str, ...] = ()
    level: float = 0


class SimpleSubscriptionList(SubscriptionList, rename={"ticket": "tckt", "result": "rslt"}):
    """The reply to LIST_SUBSCRIPTIONS."""

    ticket: str
    result: tuple[SimpleListedSubscription, ...] = ()


def _spelled_short(message: type[DataMessage]) -> type[DataMessage]:
    """The struct for messages of this class in the SIMPLE formats."""
    if issubclass(message, Candle):
        return _renamed(message, _CANDLE)
    if issubclass(message, OrderBook):
        return _renamed(message, _BOOK, orderbook_units=tuple[SimpleOrderBookUnit, ...])
    if issubclass(message, MyAsset):
        return _renamed(message, _MY_ASSET, assets=tuple[SimpleAssetBalance, ...])
    return _renamed(message, {Ticker: _TICKER, Trade: _TRADE, MyOrder: _MY_ORDER}[message])


def _renamed(message: type[DataMessage], names: Mapping[str, str], **types: object) -> type[DataMessage]:
    """A subclass of `message` with the field keys `names`; `types` are the types of fields with short keys inside.

    Fields are declared again because msgspec renames only the fields that a class declares itself.
    """
    fields: list[Any] = []
    for field in structs.fields(message):
        declared = (field.name, types.get(field.name, field.type))
        fields.append(declared if field.default is NODEFAULT else (*declared, field.default))
    renamed = defstruct(
        f"Simple{message.__name__}",
        fields,
        bases=(message,),
        rename=names,
        tag_field="ty",
        kw_only=True,
        module=__name__,
    )
    return cast("type[DataMessage]", renamed)


DATA_MESSAGES: Final[tuple[type[DataMessage], ...]] = (
    Ticker,
    Trade,
    OrderBook,
    Candle1s,
    Candle1m,
    Candle3m,
    Candle5m,
    Candle10m,
    Candle15m,
    Candle30m,
    Candle60m,
    Candle240m,
    MyOrder,
    MyAsset,
)

LONG: Final[Any] = reduce(or_, DATA_MESSAGES)
"""The union of all data messages with long keys, distinguished by `type`."""
SHORT_DATA_MESSAGES: Final = tuple(map(_spelled_short, DATA_MESSAGES))
SHORT: Final[Any] = reduce(or_, SHORT_DATA_MESSAGES)
"""The union of all data messages with short keys, distinguished by `ty`."""
