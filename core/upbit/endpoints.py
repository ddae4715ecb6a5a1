"""Addresses of an exchange: the regions of Upbit, and any host with its protocol.

Source: sections 1.1 and 4.0 of Upbit's API pages. Regional hosts refuse a request with a grouped order book, and their
rows lack Korean names, market events and times in KST (seen on the Indonesian one, September 2026).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from core.errors import EndpointError
from core.text import in_english

SIMULATED: Final = "simulated"
"""The name of the embedded exchange; it has no address until it is started."""

_HTTP: Final = ("http", "https")
_WS: Final = ("ws", "wss")
_SECURE: Final = ("https", "wss")
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
_PASTED: Final = ("/websocket/v1/private", "/websocket/v1", "/websocket", "/v1")


@dataclass(frozen=True, slots=True)
class Endpoints:
    """One exchange and its addresses."""

    name: str
    """Its name for `--exchange`."""
    rest_url: str
    """Base of the REST API, without `/v1`."""
    ws_url: str
    """Base of the WebSockets, without `/websocket`."""

    @property
    def public_ws(self) -> str:
        """The address of the socket for ticker, trade, orderbook and candles."""
        return f"{self.ws_url}/websocket/v1"

    @property
    def private_ws(self) -> str:
        """The address of the socket for myOrder and myAsset; its handshake needs a token."""
        return f"{self.ws_url}/websocket/v1/private"

    @property
    def can_group_books(self) -> bool:
        """Whether a grouped order book may be requested; a regional host closes the connection for it."""
        return self.name not in _REGIONS or self.name == "upbit"

    @property
    def is_simulated(self) -> bool:
        """Whether prices from here are not real: the embedded exchange, or any address on this machine."""
        return self.name == SIMULATED or urlsplit(self.rest_url).hostname in _LOOPBACK


def _regional(name: str, host: str) -> Endpoints:
    return Endpoints(name, f"https://{host}", f"wss://{host}")


_REGIONS: Final = {
    endpoints.name: endpoints
    for endpoints in (
        Endpoints("upbit", "https://api.upbit.com", "wss://api.upbit.com"),
        _regional("upbit-sg", "sg-api.upbit.com"),
        _regional("upbit-id", "id-api.upbit.com"),
        _regional("upbit-th", "th-api.upbit.com"),
    )
}

EXCHANGES: Final = (SIMULATED, *_REGIONS)
"""Every name that `endpoints_for` accepts."""


def endpoints_for(exchange: str, rest_url: str | None = None, ws_url: str | None = None) -> Endpoints:
    """The exchange of that name, at another address if one is given.

    Either URL is a base; a trailing slash or a pasted `/v1` or `/websocket/v1` is removed; a missing URL is derived
    from the other. An address of Upbit itself is recognised as such, whatever `exchange` says.

    Args:
        exchange: one of `EXCHANGES`.
        rest_url: the REST API, `http` or `https`.
        ws_url: the WebSockets, `ws` or `wss`.

    Raises:
        EndpointError: an unknown exchange, a URL that cannot be used, or the embedded exchange without its address.
    """
    if exchange not in EXCHANGES:
        raise EndpointError(
            in_english("terminal", "exchange {exchange!r} is unknown; use one of {exchanges}").format(
                exchange=exchange, exchanges=", ".join(EXCHANGES)
            )
        )
    given_rest = _base(rest_url, "REST", _HTTP) if rest_url is not None else None
    given_ws = _base(ws_url, "WebSocket", _WS) if ws_url is not None else None
    either = given_rest or given_ws
    if either is None:
        if exchange == SIMULATED:
            raise EndpointError(
                in_english("terminal", "the simulated exchange has no address of its own; pass the one it listens on")
            )
        return _REGIONS[exchange]
    rest, ws = given_rest or _rescheme(either, _HTTP), given_ws or _rescheme(either, _WS)
    like = next((region for region in _REGIONS.values() if region.rest_url == rest), None)
    if like is not None:
        return replace(like, ws_url=ws)
    return replace(_REGIONS.get(exchange, _REGIONS["upbit"]), name=exchange, rest_url=rest, ws_url=ws)


def _base(url: str, kind: str, schemes: tuple[str, str]) -> str:
    """The base of a URL as typed by a user.

    Raises:
        EndpointError: it is not a URL of this kind.
    """
    cure = in_english("terminal", "write it as {scheme}://host[:port]").format(scheme=schemes[1])
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise EndpointError(
            in_english("terminal", "{kind} URL {url!r} cannot be read ({error}); {cure}").format(
                kind=kind, url=url, error=error, cure=cure
            )
        ) from error
    if parts.scheme not in schemes:
        raise EndpointError(
            in_english(
                "terminal", "{kind} URL {url!r} does not start with {plain}:// or {encrypted}://; {cure}"
            ).format(kind=kind, url=url, plain=schemes[0], encrypted=schemes[1], cure=cure)
        )
    if not host or port == 0 or any(letter.isspace() for letter in parts.netloc):
        raise EndpointError(
            in_english("terminal", "{kind} URL {url!r} names no host that can be dialled; {cure}").format(
                kind=kind, url=url, cure=cure
            )
        )
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise EndpointError(
            in_english(
                "terminal", "the {kind} URL carries more than an address: a query, a fragment or a user; {cure}"
            ).format(kind=kind, cure=cure)
        )
    path = parts.path.rstrip("/")
    for pasted in _PASTED:
        path = path.removesuffix(pasted)
    return f"{parts.scheme}://{parts.netloc.lower()}{path.rstrip('/')}"


def _rescheme(url: str, schemes: tuple[str, str]) -> str:
    """The same address with the other protocol; `https` becomes `wss`, `http` becomes `ws`, and back."""
    scheme, _, address = url.partition("://")
    return f"{schemes[scheme in _SECURE]}://{address}"
