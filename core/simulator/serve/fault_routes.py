"""The control endpoint of the faults, for this machine only, and the failing of requests by faults.

`GET /simulator/faults` lists every fault with its parameters and its state. `POST` takes `{"set": name, ...}` with
parameters, or `{"clear": name}`, null for all, and answers with the new list. A fault of the connections open at its
time is off in the list once none of them is left.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import re
from dataclasses import asdict
from functools import partial
from itertools import count
from typing import Final

import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from core.simulator.exchange import Exchange
from core.simulator.faults.fault_parameters import BadFault, BadMarket, Fault
from core.simulator.faults.fault_table import FAULTS, fault_of
from core.simulator.faults.faults import Faults, Refusal
from core.simulator.rest.odd_answers import Answer, odd_answer
from core.simulator.serve.clock import Clock
from core.simulator.serve.loopback import is_local, not_local
from core.simulator.serve.rest_server import error_response, path_of

PATH: Final = "/simulator/faults"

_CODE: Final = re.compile(r"[0-9A-Z]{1,20}-[0-9A-Z.]{1,20}")
"""Quote currency and base currency."""
_SIMULATOR: Final = "/simulator/"
_PIECE: Final = 64
"""Bytes per piece of a slow answer."""
_WEBSOCKET: Final = "/websocket/"


def routes(clock: Clock) -> list[web.RouteDef]:
    """The routes of the control endpoint."""
    return [web.get(PATH, partial(_list, clock)), web.post(PATH, partial(_change, clock))]


def failing(clock: Clock) -> Middleware:
    """A middleware that makes requests fail according to the faults; never those to the exchange's own controls."""

    @web.middleware
    async def fail(request: web.Request, handler: Handler) -> web.StreamResponse:
        faults = clock.exchange.faults
        if faults.is_calm or path_of(request).startswith(_SIMULATOR):
            return await handler(request)
        if faults.is_refusing:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=503)  # never sent
        is_handshake = path_of(request).startswith(_WEBSOCKET)
        refusal = faults.handshake(clock.now) if is_handshake else faults.rest(clock.now)
        if refusal is not None:
            return _refuse(refusal)
        response = await handler(request)
        if is_handshake or response.status not in {200, 201} or not isinstance(response, web.Response):
            return response
        return await _oddly(clock, request, response)

    return fail


async def _oddly(clock: Clock, request: web.Request, response: web.Response) -> web.StreamResponse:
    """Send a good answer as changed by the odd faults."""
    body = response.body
    assert isinstance(body, bytes)
    good = Answer(response.status, body)
    odd = odd_answer(clock.exchange.faults, path_of(request), str(request.rel_url), good, clock.now)
    if odd is good:
        return response
    for name in ("Remaining-Req", "Limit-By-Ip"):
        if name in response.headers:
            odd.headers[name] = response.headers[name]
    if odd.way != "whole":
        return await _piecemeal(request, odd)
    await asyncio.sleep(odd.wait)
    return web.Response(
        body=odd.body, status=odd.status, content_type=odd.content_type, charset="utf-8", headers=odd.headers
    )


async def _piecemeal(request: web.Request, answer: Answer) -> web.StreamResponse:
    """Send an answer in pieces: only half of it, all of it, or without end."""
    response = web.StreamResponse(status=answer.status, headers={**answer.headers, "Content-Type": answer.content_type})
    if answer.way != "endless":
        response.content_length = len(answer.body)
    size = _PIECE if answer.way == "trickle" else max(1, len(answer.body))
    with contextlib.suppress(ConnectionError):  # the client has closed the connection
        await response.prepare(request)
        if answer.way == "torn":
            await response.write(answer.body[: len(answer.body) // 2])
            if request.transport is not None:
                request.transport.close()
            return response
        for start in count(0, size):
            if answer.way == "trickle" and start >= len(answer.body):
                break
            await response.write(answer.body[start : start + size] if answer.way == "trickle" else answer.body)
            await asyncio.sleep(answer.wait)
    return response


def _refuse(refusal: Refusal) -> web.Response:
    if refusal.is_html:
        page = f"<html><head><title>{refusal.status}</title></head><body><h1>{refusal.status}</h1></body></html>"
        response = web.Response(text=page, status=refusal.status, content_type="text/html")
    elif refusal.status == 418:
        message = f"Your request has been blocked for {refusal.wait:.0f} seconds."
        response = error_response(refusal.status, message)
    else:
        response = error_response(refusal.status, _WORDS.get(refusal.status, "The service is not available."))
    if refusal.has_header:
        response.headers["Retry-After"] = str(math.ceil(refusal.wait))
    return response


_WORDS: Final = {
    401: "Invalid token.",
    403: "Forbidden.",
    429: "Too many API requests.",
}


async def _list(clock: Clock, request: web.Request) -> web.Response:
    if not is_local(request):
        return not_local()
    return _standing(clock.exchange, clock.catch_up())


async def _change(clock: Clock, request: web.Request) -> web.Response:
    if not is_local(request):
        return not_local()
    now = clock.catch_up()
    try:
        _obey(clock.exchange, await request.read(), now)
    except BadMarket as error:
        return error_response(400, str(error), error.reason)
    except BadFault as error:
        return error_response(400, str(error))
    return _standing(clock.exchange, now)


def _obey(exchange: Exchange, body: bytes, now: float) -> None:
    """Execute the request body.

    Raises:
        BadFault: it is not a valid command; nothing has changed.
    """
    try:
        order = msgspec.json.decode(body, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFault(f"the body must be a JSON object: {error}") from error
    match order:
        case {"set": str(name), **parameters} if "clear" not in parameters:
            exchange.faults.set(name, now, **_with_markets(exchange, fault_of(name), parameters))
        case {"clear": str() | None as name} if len(order) == 1:
            exchange.faults.clear(now, name)
        case _:
            raise BadFault('say {"set": name, ...parameters}, or {"clear": name} with null for all')


def _with_markets(exchange: Exchange, fault: Fault, given: dict[str, object]) -> dict[str, object]:
    """Return the parameters with the codes of markets as the exchange spells them.

    Raises:
        BadMarket: there is no such market, or the new one has one's code, so the fault would have no effect.
    """
    spelled = dict(given)
    for parameter in fault.parameters:
        code = given.get(parameter.name, parameter.default)
        if not isinstance(code, str) or not (parameter.is_market or parameter.is_new_market):
            continue
        spelled[parameter.name] = code = code.strip().upper()
        if parameter.is_new_market:
            switch = exchange.faults.switch(fault.name)
            is_its_own = switch is not None and switch.parameters[parameter.name] == code
            if _CODE.fullmatch(code) is None:
                raise BadMarket("no_market_code", parameter.title, code)
            if exchange.has_market(code) and not is_its_own:
                raise BadMarket("market_exists", parameter.title, code)
        elif (code or parameter.default) and not exchange.has_market(code):
            raise BadMarket("no_such_market", parameter.title, code)
    return spelled


def _standing(exchange: Exchange, now: float) -> web.Response:
    exchange.lift_spent_faults(now)
    rows = [_row(fault, exchange.faults, now) for fault in FAULTS.values()]
    return web.Response(body=msgspec.json.encode(rows), content_type="application/json", charset="utf-8")


def _row(fault: Fault, faults: Faults, now: float) -> dict[str, object]:
    switch = faults.switch(fault.name)
    row: dict[str, object] = {
        "name": fault.name,
        "title": fault.title,
        "group": fault.group,
        "is_momentary": fault.is_momentary,
        "parameters": [
            {**asdict(parameter), "choices": [choice._asdict() for choice in parameter.choices]}
            for parameter in fault.parameters
        ],
        "on": None,
    }
    if switch is not None:
        ends_in = None if switch.until == math.inf else max(0.0, switch.until - now)
        row["on"] = {"parameters": switch.parameters, "left": switch.left, "ends_in": ends_in}
    return row
