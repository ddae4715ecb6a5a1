"""Alerts and the messages they are decided on, for tests."""

from __future__ import annotations

from typing import Any

from core.market.alerts.alert import Alert, AlertKind
from core.model.messages import MyOrder, OrderBook, OrderBookUnit, Trade

BTC = "KRW-BTC"


def alert(kind: AlertKind = AlertKind.PRICE, key: str = "a", **more: Any) -> Alert:
    """An alert of that kind with usual values, on Bitcoin."""
    usual: dict[AlertKind, dict[str, Any]] = {
        AlertKind.PRICE: {"code": BTC, "level": 100.0},
        AlertKind.CHANGE: {"code": BTC, "level": 3.0, "seconds": 60.0},
        AlertKind.VOLUME: {"code": BTC, "level": 5.0, "seconds": 60.0},
        AlertKind.SPREAD: {"code": BTC, "level": 1.0},
        AlertKind.CONNECTION: {"seconds": 10.0},
    }
    return Alert(key, kind, **(usual.get(kind, {}) | more))


def trade(price: float, time: float = 0.0, volume: float = 1.0, code: str = BTC) -> Trade:
    """A trade; `time` in seconds."""
    return Trade(code=code, trade_price=price, trade_volume=volume, trade_timestamp=int(time * 1000))


def book(bid: float, ask: float, code: str = BTC) -> OrderBook:
    """A book of one rank."""
    return OrderBook(code=code, orderbook_units=(OrderBookUnit(ask_price=ask, bid_price=bid, ask_size=1, bid_size=1),))


def execution(key: str | None, code: str = BTC, state: str = "trade") -> MyOrder:
    """A message about an order of the user's own."""
    return MyOrder(code=code, state=state, trade_uuid=key, price=100.0, volume=2.0, ask_bid="BID", trade_timestamp=7)
