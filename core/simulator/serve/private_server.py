"""The HTTP shell of the private REST: tokens, limits, headers, JSON. The answers are decided in `rest.account`.

Limits are counted by account, so all its keys share them; requests without a valid token are not counted.
"""

from __future__ import annotations

from functools import partial

import msgspec
from aiohttp import web

from core.simulator.account.api_error import ApiError
from core.simulator.account.tokens import require
from core.simulator.exchange import Refused
from core.simulator.private_exchange import ACCOUNT
from core.simulator.rest.account import PRIVATE_ENDPOINTS, Call, PrivateEndpoint
from core.simulator.rest.parameters import Parameters
from core.simulator.serve.clock import Clock
from core.simulator.serve.rest_server import client_of, error_response, query_of, refusal


def routes(clock: Clock) -> list[web.RouteDef]:
    """The routes of every private REST endpoint."""
    return [
        web.route(endpoint.method, endpoint.path, partial(_answer, clock, endpoint)) for endpoint in PRIVATE_ENDPOINTS
    ]


def refuse(error: ApiError) -> web.Response:
    """An error in the exchange's envelope."""
    return error_response(error.status, error.message, name=error.name)


async def _answer(clock: Clock, endpoint: PrivateEndpoint, request: web.Request) -> web.Response:
    body = await request.read()
    now, exchange = clock.catch_up(), clock.exchange
    try:
        query = await query_of(request)
        # Some clients send the parameters of a DELETE as a JSON body, like those of a POST.
        is_json = endpoint.method == "POST" or (not query and request.content_type == "application/json")
        given = Parameters.of_body(body) if is_json else Parameters.of_query(query)
        key = exchange.private.keys.verify(request.headers.get("Authorization"), given.text, client_of(request))
        require(key, endpoint.permission)
        admission = exchange.admit(ACCOUNT, endpoint.group, now)
    except ApiError as error:
        return refuse(error)
    except Refused as refused:
        return refusal(refused)
    now_ms = exchange.private.play(now)
    try:
        content = endpoint.answer(Call(exchange.private.desk, given, now_ms, exchange.private.keys))
    except ApiError as error:
        response = refuse(error)
    else:
        body = msgspec.json.encode(content)
        response = web.Response(body=body, status=endpoint.status, content_type="application/json", charset="utf-8")
    exchange.private.publish(now)
    clock.wind()
    response.headers["Remaining-Req"] = admission.header
    return response
