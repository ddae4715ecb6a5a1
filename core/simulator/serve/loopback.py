"""Checks whether a request comes from this machine and is meant for this exchange.

Only programs on this machine may use the exchange's controls. No web page may use the exchange through a host name that
was redirected to this machine (DNS rebinding): such a request has another name in its `Host` header.
"""

from __future__ import annotations

import ipaddress

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from core.simulator.serve.rest_server import error_response


def is_local(request: web.Request) -> bool:
    """Whether a local program sent the request; a page in a browser has an `Origin` header and is not accepted."""
    try:
        address = ipaddress.ip_address((request.remote or "").partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback and "Origin" not in request.headers


def is_meant_for_us(host: str | None, bound: str, arrived_at: str) -> bool:
    """Whether a request is meant for this exchange.

    Args:
        host: its `Host` header: a local name of this machine, or the address at which it arrived.
        bound: the configured listening address.
        arrived_at: the local address at which the request arrived.
    """
    name = _name_of(host or "").lower().rstrip(".")
    if not name or name == "localhost" or name.endswith(".localhost"):
        return bool(name)
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return name == bound.lower()
    return address.is_loopback or str(address) == arrived_at.partition("%")[0]


def _name_of(host: str) -> str:
    """The header without its port and without the brackets of an IPv6 address."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def meant_for_us(bound: str) -> Middleware:
    """A middleware that answers only requests meant for an exchange that listens at `bound`."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        socket = request.get_extra_info("sockname")
        if is_meant_for_us(request.headers.get("Host"), bound, socket[0] if socket else ""):
            return await handler(request)
        return error_response(421, "This exchange answers to its own address only.", name="misdirected_request")

    return check


def not_local() -> web.Response:
    """The answer to all other requests."""
    return error_response(403, "The exchange is controlled from its own machine only.", name="out_of_scope")
