"""A small HTTP server with scripted answers, for cases that the embedded exchange never produces."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

Reply = Any
"""A response, an object to send as JSON, or a coroutine function that returns either."""


class HttpExchange:
    """Answers every path from `replies`, and records its requests."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}
        self.requests: list[web.Request] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        reply = self.replies.get(request.path, [])
        if callable(reply):
            reply = await reply()
        return reply if isinstance(reply, web.StreamResponse) else web.json_response(reply)

    def queries(self) -> list[dict[str, str]]:
        return [dict(request.query) for request in self.requests]


@asynccontextmanager
async def served(exchange: HttpExchange, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """The base URL of a running exchange."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", exchange.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.01)  # 0 would be: without a limit
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    try:
        host, port = runner.addresses[0][:2]
        yield f"{'https' if tls else 'http'}://{host}:{port}"
    finally:
        await runner.cleanup()


def error(status: int, name: str | int, message: str, **headers: str) -> web.Response:
    """A refusal in the exchange's envelope."""
    return web.json_response({"error": {"name": name, "message": message}}, status=status, headers=headers)
