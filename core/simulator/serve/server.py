"""The embedded exchange on one port: REST and WebSocket together, like one host."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Final

from aiohttp import web

from core.simulator.exchange import Exchange
from core.simulator.market.source import Source
from core.simulator.serve import fault_routes, private_control, private_server, rest_server, websocket_server
from core.simulator.serve.clock import Clock
from core.simulator.serve.loopback import meant_for_us
from core.simulator.streams.manners import Manners
from core.simulator.streams.session import Ended, Session

GOING_AWAY: Final = Ended(1001, "going away")

_TURNS_TO_ACCEPT: Final = 3
"""Turns of the event loop after which asyncio has made a connection that it accepted: one, and some to spare."""


class ExchangeServer:
    """A running exchange.

    Args:
        exchange: the exchange to serve; its `manners` may be changed while it runs.
        host: the listening address.
        port: the listening port.
    """

    def __init__(self, exchange: Exchange, host: str, port: int) -> None:
        self.exchange = exchange
        self.host = host
        self.port = port

    @property
    def rest_url(self) -> str:
        """The REST base, without `/v1`."""
        return f"http://{self.host}:{self.port}"

    @property
    def ws_url(self) -> str:
        """The WebSocket base, without `/websocket`."""
        return f"ws://{self.host}:{self.port}"

    @property
    def sessions(self) -> list[Session]:
        """Open connections, oldest first."""
        return self.exchange.sessions

    def close(self, session: Session, code: int, reason: str = "") -> None:
        """Close a connection with a code."""
        session.end(Ended(code, reason))


@contextlib.asynccontextmanager
async def serve(
    source: Source, host: str = "127.0.0.1", port: int = 0, manners: Manners | None = None
) -> AsyncIterator[ExchangeServer]:
    """Serve a market until the context ends.

    Args:
        source: the market.
        host: where to listen.
        port: where to listen; 0 for any free port.
        manners: how connections are treated.

    Raises:
        OSError: the port cannot be used.
    """
    loop = asyncio.get_running_loop()
    epoch_ms = round((time.time() - loop.time()) * 1000)
    clock = Clock(Exchange(source, epoch_ms, manners))
    application = web.Application(middlewares=[meant_for_us(host), fault_routes.failing(clock), rest_server.unrouted])
    shells = (rest_server, private_server, websocket_server, fault_routes, private_control)
    application.add_routes([route for shell in shells for route in shell.routes(clock)])
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=2.0)
    await runner.setup()
    assert runner.server is not None
    try:
        listening = await loop.create_server(runner.server, host, port)
        try:
            yield ExchangeServer(clock.exchange, host, listening.sockets[0].getsockname()[1])
        finally:
            for session in clock.exchange.sessions:
                session.end(GOING_AWAY)
            clock.stop()
            await _stop_listening(listening)
    finally:
        await runner.cleanup()


async def _stop_listening(server: asyncio.Server) -> None:
    """Accept no more connections, and close the listening sockets once those that were accepted are made.

    asyncio refuses to make a connection for a server that is closed by then, and leaves its socket open.
    """
    with contextlib.suppress(NotImplementedError):  # Windows' own loop has no readers
        for socket in server.sockets:
            asyncio.get_running_loop().remove_reader(socket.fileno())
    for _ in range(_TURNS_TO_ACCEPT):
        await asyncio.sleep(0)
    server.close()
