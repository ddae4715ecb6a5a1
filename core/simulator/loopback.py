"""Whether a request comes from this machine: the exchange's own controls are for its programs only."""

from __future__ import annotations

import ipaddress

from aiohttp import web

from core.simulator.rest_server import error_response


def is_local(request: web.Request) -> bool:
    """Whether a program of this machine asks; a page in its browser sends an `Origin` and does not count."""
    try:
        address = ipaddress.ip_address((request.remote or "").partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback and "Origin" not in request.headers


def not_local() -> web.Response:
    """The answer to everybody else."""
    return error_response(403, "The exchange is controlled from its own machine only.", name="out_of_scope")
