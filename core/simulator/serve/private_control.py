"""The control endpoints of the private side, for this machine only.

`POST /simulator/fill` fills an own order now, at its own price: `{"uuid": ...}`, or `{"market": ...}` for the oldest in
that market, or neither for the oldest of all; with `"volume"` only a part, else all that is left. The answer is the
order.

`GET /simulator/keys` lists the keys without their secrets. `POST` takes `{"do": ..., "access_key": ...}`, by default
the demonstration key: `revoke`, `expire`, `restore`, `scope` with `"permissions": [...]`, `bind` with `"addresses":
[...]` (null for any), or `new`, answered with a random key and its secret. Open connections that a key's new state or
permissions do not allow are closed.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import Final, Literal

import msgspec
from aiohttp import web

from core.simulator.account.api_error import ApiError
from core.simulator.account.order_desk import OrderDesk
from core.simulator.account.orders import Order
from core.simulator.account.tokens import DEMO_ACCESS_KEY, Key, KeyRing, KeyState, Permission
from core.simulator.rest.account_rows import order_row
from core.simulator.rest.parameters import Parameters
from core.simulator.serve.clock import Clock
from core.simulator.serve.loopback import is_local, not_local
from core.simulator.serve.private_server import refuse

_STATES: Final = {"revoke": KeyState.REVOKED, "expire": KeyState.EXPIRED, "restore": KeyState.VALID}


class _KeyOrder(msgspec.Struct):
    do: Literal["revoke", "expire", "restore", "scope", "bind", "new"]
    access_key: str = DEMO_ACCESS_KEY
    permissions: frozenset[Permission] = frozenset(Permission)
    addresses: frozenset[str] | None = None


def routes(clock: Clock) -> list[web.RouteDef]:
    """The routes of the control endpoints."""
    return [
        web.post("/simulator/fill", partial(_fill, clock)),
        web.get("/simulator/keys", partial(_list_keys, clock)),
        web.post("/simulator/keys", partial(_change_key, clock)),
    ]


async def _fill(clock: Clock, request: web.Request) -> web.Response:
    if not is_local(request):
        return not_local()
    body = await request.read()
    now, private = clock.catch_up(), clock.exchange.private
    try:
        given = Parameters.of_body(body)
        now_ms = private.play(now)
        order = _chosen(private.desk, given)
        after = private.desk.fill(order, now_ms, given.amount("volume"))
    except ApiError as error:
        return refuse(error)
    private.publish(now)
    clock.wind()
    return _json(order_row(after, trades=True))


def _chosen(desk: OrderDesk, given: Parameters) -> Order:
    if (order_uuid := given.get("uuid")) is not None:
        return desk.find(order_uuid)
    market = given.get("market")
    for order in desk.open_orders:
        if market in {None, order.request.market}:
            return order
    raise ApiError(404, "order_not_found")


async def _list_keys(clock: Clock, request: web.Request) -> web.Response:
    if not is_local(request):
        return not_local()
    return _json([_row(key) for key in clock.exchange.private.keys.keys])


async def _change_key(clock: Clock, request: web.Request) -> web.Response:
    if not is_local(request):
        return not_local()
    body = await request.read()
    now, private = clock.catch_up(), clock.exchange.private
    try:
        row = _obey(private.keys, msgspec.json.decode(body, type=_KeyOrder))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return refuse(ApiError(400, "validation_error"))
    except ApiError as error:
        return refuse(error)
    private.review(now)
    clock.wind()
    return _json(row)


def _obey(ring: KeyRing, order: _KeyOrder) -> dict[str, object]:
    """Execute a command on a key; returns its state afterwards."""
    if order.do == "new":
        key = Key(secrets.token_hex(20), secrets.token_hex(32), order.permissions, addresses=order.addresses)
        ring.add(key)
        # The secret is shown only this once; it belongs to a simulated account.
        return {**_row(key), "secret_key": key.secret_key}
    key = ring.find(order.access_key)
    if order.do == "scope":
        key.permissions = order.permissions
    elif order.do == "bind":
        key.addresses = order.addresses
    else:
        key.state = _STATES[order.do]
    return _row(key)


def _row(key: Key) -> dict[str, object]:
    return {
        "access_key": key.access_key,
        "state": key.state,
        "permissions": sorted(key.permissions),
        "addresses": None if key.addresses is None else sorted(key.addresses),
    }


def _json(body: object) -> web.Response:
    return web.Response(body=msgspec.json.encode(body), content_type="application/json", charset="utf-8")
