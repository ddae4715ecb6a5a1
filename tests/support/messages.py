"""Messages for tests, with only the fields that the tests read."""

from __future__ import annotations

from core.model.messages import (
    AssetBalance,
    Candle,
    Candle1m,
    Candle5m,
    MyAsset,
    MyOrder,
    OrderBook,
    StreamOrigin,
    Ticker,
    Trade,
)
from core.model.subscription import ALL, StreamKey, StreamType

BTC, ETH = "KRW-BTC", "KRW-ETH"

TICKER_BTC = StreamKey(StreamType.TICKER, BTC)
TICKER_ETH = StreamKey(StreamType.TICKER, ETH)
TRADE_BTC = StreamKey(StreamType.TRADE, BTC)
BOOK_BTC = StreamKey(StreamType.ORDERBOOK, BTC)
MINUTE_BTC = StreamKey(StreamType.CANDLE_1M, BTC)
ORDER_BTC = StreamKey(StreamType.MY_ORDER, BTC)
ALL_ORDERS = StreamKey(StreamType.MY_ORDER, ALL)
ALL_ASSETS = StreamKey(StreamType.MY_ASSET, ALL)


def ticker(time_ms: int = 0, price: float = 1.0, code: str = BTC, origin: StreamOrigin = "REALTIME") -> Ticker:
    return Ticker(code=code, timestamp=time_ms, trade_price=price, stream_type=origin)


def trade(
    number: int | None, time_ms: int = 0, code: str = BTC, origin: StreamOrigin = "REALTIME", **more: object
) -> Trade:
    figures: dict[str, object] = {"trade_price": 100.0, "trade_volume": 1.0, "ask_bid": "BID", "trade_timestamp": 1}
    return Trade(code=code, sequential_id=number, timestamp=time_ms, stream_type=origin, **{**figures, **more})


def book(time_ms: int = 0, level: float = 0, code: str = BTC) -> OrderBook:
    return OrderBook(code=code, timestamp=time_ms, level=level, stream_type="REALTIME")


def minute(start: int, time_ms: int = 0, price: float = 1.0) -> Candle:
    return Candle1m(code=BTC, candle_date_time_utc=f"2026-11-20T03:{start:02}:00", timestamp=time_ms, trade_price=price)


def five_minutes(start: int) -> Candle:
    return Candle5m(code=BTC, candle_date_time_utc=f"2026-11-20T03:{start:02}:00")


def order(code: str = BTC, uuid: str = "1") -> MyOrder:
    return MyOrder(code=code, uuid=uuid, state="wait")


def balances() -> MyAsset:
    return MyAsset(assets=(AssetBalance(currency="KRW", balance=1.0, locked=0.0),))
