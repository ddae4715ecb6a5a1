"""The HTTP shell of the quotation REST: limits, headers, JSON. The answers are decided in `quotation`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial
from typing import Final
from urllib.parse import parse_qsl

import msgspec
from aiohttp import web
from yarl import URL

from core.simulator.exchange import Refused
from core.simulator.rest.quotation import ENDPOINTS, Endpoint, Query, QuotationError
from core.simulator.serve.clock import SLICE, Clock
from core.simulator.streams.frames import Row

_SLASHES: Final = re.compile("/{2,}")
_LISTS: Final = ("markets", "quote_currencies")
"""Parameters that are lists, separated by commas or repeated."""
_FORM: Final = "application/x-www-form-urlencoded"


def routes(clock: Clock) -> list[web.RouteDef]:
    """The routes of every quotation endpoint, and of the view of all connections and their streams."""
    quotations = [web.get(endpoint.path, partial(_quote, clock, endpoint)) for endpoint in ENDPOINTS]
    return [*quotations, web.get("/simulator/sessions", partial(_sessions, clock))]


@web.middleware
async def unrouted(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer a path that does not exist in the exchange's words; duplicate slashes are ignored."""
    if request.match_info.http_exception is None:
        return await handler(request)
    if (path := path_of(request)) != request.rel_url.raw_path:
        merged = request.clone(rel_url=URL(f"{path}?{request.rel_url.raw_query_string}", encoded=True))
        match = await request.app.router.resolve(merged)
        if match.http_exception is None:
            merged._match_info = match  # noqa: SLF001 - there is no other way to ask for another path
            return await match.handler(merged)
    return error_response(404, "no Route matched with those values", name="not_found")


def path_of(request: web.BaseRequest) -> str:
    """The path without duplicate slashes."""
    return _SLASHES.sub("/", request.rel_url.raw_path)


def client_of(request: web.BaseRequest) -> str:
    """The address under which limits are counted."""
    return request.remote or "unknown"


def refusal(refused: Refused) -> web.Response:
    """The answer to a request over the limit. A 418 states the length of the block only in its text, as on the wire."""
    verdict = refused.verdict
    message = "Too many API requests."
    if verdict.status == 418:
        message = f"Your request has been blocked for {verdict.blocked_for:.0f} seconds."
    return error_response(verdict.status, message)


def error_response(status: int, message: str, name: str | None = None) -> web.Response:
    """An error in the quotation API's envelope; its name is the status unless given."""
    return _json({"error": {"name": status if name is None else name, "message": message}}, status)


async def query_of(request: web.Request) -> str:
    """The parameters of a request as written, from its query or, as some clients send them, from a form body."""
    if not request.rel_url.raw_query_string and request.content_type == _FORM:
        return (await request.read()).decode(errors="replace").replace("+", "%20")
    return request.rel_url.raw_query_string


def _parameters(query: str) -> dict[str, str]:
    """Parameters by name; repeated values of a list are joined, of any other the first counts."""
    several: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        several.setdefault(name.removesuffix("[]"), []).append(value)
    return {name: ",".join(values) if name in _LISTS else values[0] for name, values in several.items()}


async def _quote(clock: Clock, endpoint: Endpoint, request: web.Request) -> web.Response:
    given = _parameters(await query_of(request))
    now, exchange = clock.now, clock.exchange
    try:
        admission = exchange.admit(client_of(request), endpoint.group, now, has_origin="Origin" in request.headers)
    except Refused as refused:
        response = refusal(refused)
        response.headers["Limit-By-Ip"] = "Yes"
        return response
    query = Query(exchange.source, {**given, **request.match_info}, exchange.now_ms(now))
    try:
        response = _json([row async for row in _in_slices(endpoint.answer(query), clock)])
    except QuotationError as error:
        response = error_response(error.status, error.message)
    response.headers["Remaining-Req"] = admission.header
    response.headers["Limit-By-Ip"] = "Yes"
    return response


async def _in_slices(rows: Iterator[Row], clock: Clock) -> AsyncIterator[Row]:
    """The same rows, with turns for other tasks in between."""
    started = clock.now
    for row in rows:
        yield row
        if clock.now - started > SLICE:
            await asyncio.sleep(0)
            started = clock.now


async def _sessions(clock: Clock, _request: web.Request) -> web.Response:
    return _json(
        [
            {
                "number": session.number,
                "is_private": clock.exchange.private.holds(session),
                "format": session.form,
                "wanted": [topic._asdict() for topic in sorted(session.wanted)],
                "requests": session.requests,
                "request_log": list(session.request_log),
                "violations": session.violations,
                "errors": session.errors,
            }
            for session in clock.exchange.sessions
        ]
    )


def _json(body: object, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(body), status=status, content_type="application/json", charset="utf-8")
