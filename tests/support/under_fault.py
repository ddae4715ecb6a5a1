"""Helpers for the tests of the fault matrix and of damaged frames."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from chaos_pipe import ChaosPipe, chaos_pipe
from core.engine.websocket_manager import WebSocketManager
from core.link.socket import Dial
from core.model.link_status import ConnectionState
from core.model.subscription import ALL, Scope, StreamType, subscribe
from core.simulator.serve.server import ExchangeServer, serve
from core.simulator.streams.limits import Limits
from core.simulator.streams.manners import Manners
from core.upbit.dial import upbit_dial
from embedded import EPOCH_MS, EmbeddedExchange
from exchange_limits import UNLIMITED
from sample_subscriptions import BOOK_XRP, TICKER_BTC
from scripted_source import ScriptedSource, book, trade

HOUR = 3600.0

TRADE_ETH = subscribe(StreamType.TRADE, "KRW-ETH")
MY_ORDERS = subscribe(StreamType.MY_ORDER, ALL)
DESK = (TICKER_BTC, TRADE_ETH, BOOK_XRP)
WANTED = {key for subscription in DESK for key in subscription.streams()}


def now() -> float:
    """The running loop's time."""
    return asyncio.get_running_loop().time()


def public_dial(port: int) -> Dial:
    """Dials the public WebSocket of an exchange on this machine."""
    return upbit_dial(f"ws://127.0.0.1:{port}/websocket/v1")


def assert_back(exchange: EmbeddedExchange, engine: WebSocketManager, epoch: int = 2) -> None:
    """Check that the whole `DESK` is subscribed, after exactly one request for each epoch."""
    status = engine.link_status(Scope.PUBLIC)
    assert exchange.wanted == WANTED
    assert status.state is ConnectionState.LIVE
    assert status.epoch == epoch == len(exchange.dials)


def busy_source(seconds: int = 120) -> ScriptedSource:
    """One market that trades four times a second."""
    return ScriptedSource(trades=[trade("KRW-BTC", EPOCH_MS + 250 * n) for n in range(-4, 4 * seconds)])


@contextlib.asynccontextmanager
async def exchange_behind_a_pipe() -> AsyncIterator[tuple[ExchangeServer, ChaosPipe]]:
    """A quiet exchange on a real socket without a limit on connects, behind a chaos pipe."""
    manners = Manners(snapshot_delay=(0.0, 0.0), limits=Limits(connects=UNLIMITED))
    source = ScriptedSource(trades=[trade(code, 1) for code in ("KRW-BTC", "KRW-ETH")], books=[book("KRW-XRP", 1)])
    async with serve(source, manners=manners) as server, chaos_pipe(server.port) as pipe:
        yield server, pipe
