"""No price field of any message or row ever holds what is no price; a 0 that says "there is none" is read as None."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import Struct, json, structs

from core.model.account_rows import AccountRow, OrderRow
from core.model.candle_rows import CandleRow
from core.model.messages import Candle, Trade
from core.upbit.rest import account, quotation
from core.upbit.wire.codec import Decoder
from core.upbit.wire.rest_rows import TickerRow, TradeRow
from core.upbit.wire.row_salvage import RowsDecoder
from core.upbit.wire.short_keys import DATA_MESSAGES
from core.upbit.wire.wire_format import WireFormat
from wire_spelling import frame

NO_PRICES = (0, 0.0, -1.0, 1e-13, 1e16, 1e308)
NO_CLOSE = {"prev_closing_price", "highest_52_week_price", "lowest_52_week_price", "best_ask_price", "best_bid_price"}
"""0 in any message says that there is no such price."""
OF_AN_ORDER = {"price", "avg_price"}
DAY = ("opening_price", "high_price", "low_price")
SUMS = {"acc_trade_volume": 5.0, "acc_trade_volume_24h": 50.0}


def good(kind: type[Struct]) -> dict[str, Any]:
    """A message or row that has every price, and sums that tell of trades."""
    names = {field.name for field in structs.fields(kind)}
    prices = {name: 2.0 for name in names if name.endswith("price") and "acc_" not in name}
    start = {"candle_date_time_utc": "2026-11-20T03:15:00"} if "candle_date_time_utc" in names else {}
    number = {"sequential_id": 1} if "sequential_id" in names else {}
    return {**prices, **start, **number, **{name: value for name, value in SUMS.items() if name in names}}


def prices_of(kind: type[Struct]) -> set[str]:
    return {name for name in good(kind) if name.endswith("price") and "change" not in name}


MESSAGES = [
    (kind, name) for kind in DATA_MESSAGES for name in sorted(prices_of(kind)) if not issubclass(kind, Candle)
] + [(DATA_MESSAGES[4], name) for name in (*DAY, "trade_price")]


@pytest.mark.parametrize("wire_format", WireFormat)
@pytest.mark.parametrize(("kind", "name"), MESSAGES, ids=lambda each: getattr(each, "__name__", each))
@pytest.mark.parametrize("number", NO_PRICES)
def test_no_message_has_a_price_that_is_none(kind, name, number, wire_format):
    spoiled: list[object] = []
    decoder = Decoder(wire_format, spoiled.append)
    base = {"type": kind.type.value, "code": "KRW-BTC", **good(kind)}
    bad, neighbour = (
        frame(each, short=wire_format.has_short_keys) for each in ({**base, name: number}, base)
    )  # fmt: skip
    frames = [b"[" + bad + b"," + neighbour + b"]"] if wire_format.is_array else [bad, neighbour]
    *odd, kept = (message for each in frames for message in decoder.decode(each))
    assert getattr(kept, name) == 2.0
    may_be_none = number == 0 and name in NO_CLOSE | OF_AN_ORDER
    assert [getattr(message, name) for message in odd] == ([None] if may_be_none else [])
    assert len(spoiled) == decoder.counters.dropped == (0 if may_be_none else 1)


ROWS: list[tuple[RowsDecoder[Any], type[Struct], str]] = [
    *((quotation._TICKERS, TickerRow, name) for name in sorted(prices_of(TickerRow))),
    *((quotation._TRADES, TradeRow, name) for name in sorted(prices_of(TradeRow))),
    *((quotation._CANDLES, CandleRow, name) for name in sorted(prices_of(CandleRow))),
]


@pytest.mark.parametrize(("decoder", "kind", "name"), ROWS, ids=lambda each: getattr(each, "__name__", str(each)[:30]))
@pytest.mark.parametrize("number", NO_PRICES)
def test_no_row_of_a_market_has_a_price_that_is_none(decoder, kind, name, number):
    base = {"market": "KRW-BTC", **good(kind)}
    rows = decoder.decode(json.encode([base, {**base, name: number}, base]))
    may_be_none = number == 0 and name in NO_CLOSE
    assert [getattr(row, name) for row in rows] == ([2.0, None, 2.0] if may_be_none else [2.0, 2.0])
    assert rows.spoiled == (0 if may_be_none else 1)


@pytest.mark.parametrize(
    ("decoder", "kind", "name", "none"),
    [(account._ACCOUNTS, AccountRow, "avg_buy_price", 0), (account._ORDERS, OrderRow, "price", None)],
)
@pytest.mark.parametrize("number", NO_PRICES)
def test_no_row_of_the_account_has_a_price_that_is_none(decoder, kind, name, none, number):
    base = {"currency": "BTC", "balance": "1", "uuid": "a", "market": "KRW-BTC", name: "2"}
    rows = decoder.decode(json.encode([base, {**base, name: f"{number}"}, base]))
    assert [getattr(row, name) for row in rows] == ([2, none, 2] if number == 0 else [2, 2])
    assert rows.spoiled == (0 if number == 0 else 1)


@pytest.mark.parametrize("wire_format", [WireFormat.DEFAULT, WireFormat.SIMPLE])
def test_a_market_without_any_trade_has_no_prices_and_is_not_damaged(wire_format):
    decoder = Decoder(wire_format)
    untraded = {"type": "ticker", "code": "KRW-NEW", "market_state": "PREVIEW", "timestamp": 7}
    untraded |= dict.fromkeys((*DAY, "trade_price", "prev_closing_price", *SUMS), 0.0)
    (ticker,) = decoder.decode(frame(untraded, short=wire_format.has_short_keys))
    assert {getattr(ticker, name) for name in (*DAY, "trade_price", "prev_closing_price")} == {None}
    assert (ticker.code, ticker.market_state, ticker.timestamp) == ("KRW-NEW", "PREVIEW", 7)
    assert not decoder.counters.dropped


@pytest.mark.parametrize("traded", [{"acc_trade_volume_24h": 1.0}, {"acc_trade_volume": 1.0}, {"low_price": 1.0}])
def test_a_market_with_a_trade_has_a_price(traded):
    decoder = Decoder(WireFormat.DEFAULT)
    row = {"type": "ticker", "code": "KRW-BTC"} | dict.fromkeys((*DAY, "trade_price", *SUMS), 0.0) | traded
    assert decoder.decode(json.encode(row)) == []
    assert decoder.counters.bad_field == 1


def test_a_day_without_a_trade_keeps_the_price_of_an_earlier_one():
    row = {"type": "ticker", "code": "KRW-BTC", "trade_price": 5.0, "acc_trade_volume_24h": 3.0}
    row |= dict.fromkeys((*DAY, "acc_trade_volume"), 0)
    (ticker,) = Decoder(WireFormat.DEFAULT).decode(json.encode(row))
    assert (ticker.trade_price, ticker.opening_price, ticker.high_price) == (5.0, None, None)


def test_an_execution_has_a_price_even_if_its_order_has_none():
    decoder = Decoder(WireFormat.DEFAULT)
    order = {"type": "myOrder", "code": "KRW-BTC", "price": 0, "avg_price": 0}
    assert [message.price for message in decoder.decode(json.encode(order | {"state": "wait"}))] == [None]
    assert decoder.decode(json.encode(order | {"state": "trade"})) == []


def test_a_trade_beside_an_empty_side_is_kept():
    row = {"type": "trade", "code": "KRW-BTC", "trade_price": 2.0, "best_ask_price": 0, "best_ask_size": 0}
    (trade,) = Decoder(WireFormat.DEFAULT).decode(json.encode(row))
    assert isinstance(trade, Trade)
    assert (trade.trade_price, trade.best_ask_price) == (2.0, None)


@pytest.mark.parametrize("wire_format", [WireFormat.DEFAULT, WireFormat.SIMPLE])
def test_a_turnover_that_contradicts_the_volume_is_damage_in_stream_and_lists(wire_format):
    decoder = Decoder(wire_format)
    first = {"trade_price": 2.0} | dict.fromkeys(
        ("acc_trade_price", "acc_trade_volume", "acc_trade_price_24h", "acc_trade_volume_24h"), 0.0
    )
    bad = first | {"acc_trade_volume_24h": 5.0}
    sent = [{"type": "ticker", "code": "KRW-BTC", **row} for row in (first, bad)]
    read = [message for row in sent for message in decoder.decode(frame(row, short=wire_format.has_short_keys))]
    assert [(ticker.trade_price, ticker.acc_trade_price_24h) for ticker in read] == [(2.0, 0.0)]
    assert decoder.counters.bad_field == 1
    rows = quotation._TICKERS.decode(json.encode([{"market": "KRW-BTC", **row} for row in (first, bad)]))
    assert (len(rows), rows.spoiled) == (1, 1)


CANDLES = [kind for kind in DATA_MESSAGES if issubclass(kind, Candle)]
SUM_PAIRS = [(volume, turnover) for volume in (0.0, 1e-8, 1.5, 1e12) for turnover in (0.0, 1e-8, 3.0, 1e16)]
PRICES_OF_A_CANDLE = (1e-8, 2.0, 1.5e8)


def is_possible(volume: float, turnover: float, price: float) -> bool:
    """Whether both sums tell of trades, or neither, or one of so few that the other rounds to 0."""
    return bool(volume) == bool(turnover) or (volume * price < 1e-4 and turnover / price < 1e-4)


@pytest.mark.parametrize("wire_format", [WireFormat.DEFAULT, WireFormat.SIMPLE])
@pytest.mark.parametrize("kind", CANDLES, ids=lambda kind: kind.__name__)
def test_a_candle_with_a_volume_but_no_turnover_or_the_reverse_is_damage_in_the_stream(kind, wire_format):
    for price in PRICES_OF_A_CANDLE:
        for volume, turnover in SUM_PAIRS:
            decoder = Decoder(wire_format)
            row = {"type": kind.type.value, "code": "KRW-BTC", **candle(price, volume, turnover)}
            read = decoder.decode(frame(row, short=wire_format.has_short_keys))
            assert len(read) == is_possible(volume, turnover, price), (price, volume, turnover)
            assert decoder.counters.bad_field == 1 - len(read)


def test_a_candle_with_a_volume_but_no_turnover_or_the_reverse_is_damage_in_a_page():
    for price in PRICES_OF_A_CANDLE:
        rows = [{"market": "KRW-BTC", **candle(price, *sums)} for sums in SUM_PAIRS]
        read = quotation._CANDLES.decode(json.encode(rows))
        kept = [(row.candle_acc_trade_volume, row.candle_acc_trade_price) for row in read]
        assert kept == [sums for sums in SUM_PAIRS if is_possible(*sums, price)]
        assert read.spoiled == len(SUM_PAIRS) - len(kept)


def candle(price: float, volume: float, turnover: float) -> dict[str, Any]:
    prices = dict.fromkeys((*DAY, "trade_price"), price)
    sums = {"candle_acc_trade_volume": volume, "candle_acc_trade_price": turnover}
    return {"candle_date_time_utc": "2026-11-20T03:15:00", **prices, **sums}
