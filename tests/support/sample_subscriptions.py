"""Subscriptions of components for the engine's tests."""

from __future__ import annotations

from core.model.subscription import StreamType, subscribe

TICKER_BTC = subscribe(StreamType.TICKER, "KRW-BTC")
TICKER_ETH = subscribe(StreamType.TICKER, "KRW-ETH")
BOOK_BTC = subscribe(StreamType.ORDERBOOK, "KRW-BTC")
BOOK_XRP = subscribe(StreamType.ORDERBOOK, "KRW-XRP")
TRADE_BTC = subscribe(StreamType.TRADE, "KRW-BTC")
