"""A desk without a window: the real engine on a socket that the test controls, and the context of panels."""

from __future__ import annotations

import asyncio
import json

from core.engine.websocket_manager import WebSocketManager
from core.errors import ConnectionLost
from core.loop.tasks import TaskOwner
from core.model.markets import Caution, Market, MarketList
from core.model.subscription import Scope
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from core.upbit.upbit import Upbit
from core.upbit.wire.wire_format import WireFormat
from waiting import eventually
from widgets.markets.directory import MarketDirectory
from widgets.panel.context import PanelContext
from widgets.panel.frame_clock import FrameClock

MARKETS = MarketList(
    [
        Market("KRW-BTC", "비트코인", "Bitcoin", cautions=frozenset({Caution.GLOBAL_PRICE_DIFFERENCES})),
        Market("KRW-ETH", "이더리움", "Ethereum"),
        Market("KRW-XRP", "엑스알피(리플)", "XRP", warning=True),
        Market("KRW-SHIB", "시바이누", "Shiba Inu"),
        Market("BTC-ETH", "이더리움", "Ethereum"),
        Market("USDT-BTC", "비트코인", "Bitcoin"),
    ]
)


class SocketInHand:
    """One connection whose other end is the test: it records sent messages and supplies received ones."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._frames: asyncio.Queue[bytes | None] = asyncio.Queue()

    async def receive(self) -> bytes:
        if (frame := await self._frames.get()) is None:
            raise ConnectionLost(1006, "")
        return frame

    async def send(self, text: str) -> None:
        self.heard.append(text)

    async def ping(self) -> None: ...

    async def close(self) -> None:
        self._frames.put_nowait(None)

    def abort(self) -> None:
        self._frames.put_nowait(None)


class Desk:
    """The context of a panel, and the exchange's side of it."""

    def __init__(self) -> None:
        self.sockets: list[SocketInHand] = []
        self.engine = WebSocketManager(
            dials={Scope.PUBLIC: self._dial}, debounce_delay=0.0, linger=0.0, exchange=Upbit(WireFormat.DEFAULT)
        )
        self.clock = FrameClock()
        self.markets = MarketDirectory()
        self.tasks = TaskOwner()
        rest = RestClient(endpoints_for("upbit"))
        self.context = PanelContext(self.engine, self.clock, rest, self.markets, self.tasks)

    async def _dial(self) -> SocketInHand:
        self.sockets.append(SocketInHand())
        return self.sockets[-1]

    def deliver(self, *frames: dict[str, object]) -> None:
        """Send `frames` to the desk."""
        for frame in frames:
            self.engine.receive(Scope.PUBLIC, json.dumps(frame).encode())

    async def requested(self) -> None:
        """Return when all desired streams have been requested."""
        await eventually(lambda: self.sockets and self.sockets[-1].heard and not self.engine._pending_subscription_task)

    async def reconnected(self) -> None:
        """Lose the connection, and return when all desired streams have been requested on the next one."""
        before = len(self.sockets)
        self.sockets[-1].abort()
        await eventually(lambda: len(self.sockets) > before)
        await self.requested()

    @property
    def wanted(self) -> dict[str, set[str]]:
        """The desired streams, as plain text."""
        return {str(stream): codes for stream, codes in self.engine.get_public_subscriptions().items()}

    async def stop(self) -> None:
        """Close everything."""
        self.clock.stop()
        await self.tasks.cancel()
        await self.engine.stop()


def ticker(code: str = "KRW-BTC", price: float = 100.0, prev: float = 100.0, **more: object) -> dict[str, object]:
    """A ticker frame."""
    rate = price / prev - 1
    return {
        "type": "ticker", "code": code, "trade_price": price, "prev_closing_price": prev, "signed_change_rate": rate,
        "high_price": price * 1.01, "low_price": price * 0.97, "acc_trade_price_24h": price * 1e6,
        "timestamp": 1_795_144_542_000, "stream_type": "SNAPSHOT", **more,
    }  # fmt: skip


def book(code: str = "KRW-BTC", mid: float = 100.0, depth: int = 3, **more: object) -> dict[str, object]:
    """An order book frame whose best ask is `mid` + 1 and best bid `mid` - 1, sizes 1, 2, 3 outwards."""
    units = [
        {"ask_price": mid + n, "bid_price": mid - n, "ask_size": float(n), "bid_size": float(n)}
        for n in range(1, depth + 1)
    ]
    total = depth * (depth + 1) / 2
    return {
        "type": "orderbook", "code": code, "orderbook_units": units, "total_ask_size": total, "total_bid_size": total,
        "timestamp": 1_795_144_542_000, "stream_type": "SNAPSHOT", **more,
    }  # fmt: skip


def trade(sequence: int, code: str = "KRW-BTC", price: float = 100.0, **more: object) -> dict[str, object]:
    """A trade frame, one millisecond after the trade of the sequence before."""
    return {
        "type": "trade", "code": code, "trade_price": price, "trade_volume": 0.5, "ask_bid": "BID",
        "prev_closing_price": 99.0, "trade_timestamp": 1_795_144_542_000 + sequence, "sequential_id": sequence,
        "timestamp": 1_795_144_542_000 + sequence, "stream_type": "REALTIME", **more,
    }  # fmt: skip


def candle(code: str = "KRW-BTC", price: float = 100.0, **more: object) -> dict[str, object]:
    """A frame of a 1-minute candle in which the price never moved."""
    return {
        "type": "candle.1m", "code": code, "candle_date_time_utc": "2026-11-20T03:15:00",
        "opening_price": price, "high_price": price, "low_price": price, "trade_price": price,
        "candle_acc_trade_volume": 1.0, "candle_acc_trade_price": price,
        "timestamp": 1_795_144_542_000, "stream_type": "REALTIME", **more,
    }  # fmt: skip
