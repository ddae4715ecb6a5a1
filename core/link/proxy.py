"""Which proxy leads to a host. One answer for REST and WebSocket, from the environment or the system's settings.

Only HTTP proxies are spoken to. GNOME sets `ALL_PROXY=socks://...` beside an HTTP proxy for HTTPS, so that the variable
that is meant for HTTPS comes first, and one that cannot be used matters only where it is the one that counts.
"""

from __future__ import annotations

import os
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from core.errors import FatalConnection

_KINDS: Final = ("https", "all", "socks")
"""As `getproxies` names them, the best first; `socks` is known to the settings of Windows and macOS."""

_ENCRYPTED: Final = ("https", "wss")
_SPOKEN: Final = ("http", "https")


def proxy_for(url: str) -> str | None:
    """The proxy to reach `url` through; None where there is none on the way.

    What is not encrypted stays on this machine or network and never goes through one, and neither does anything that
    stays on this machine.

    Raises:
        FatalConnection: there is one, and it cannot be used; the message names the variable.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in _ENCRYPTED or _is_loopback(host) or proxy_bypass(f"{host}:{parts.port or 443}"):
        return None
    proxies = getproxies()
    kind = next((kind for kind in _KINDS if proxies.get(kind)), None)
    return None if kind is None else _usable(proxies[kind].strip(), kind)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _usable(proxy: str, kind: str) -> str:
    address = proxy if "://" in proxy else f"http://{proxy}"  # `proxy.example:8080`, as many write it
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme.lower() in _SPOKEN and bool(parts.hostname) and parts.port != 0
        shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"  # what stands before the @ is a password
    except ValueError:
        is_usable, shown = False, "?"
    if is_usable and kind != "socks":
        return address
    place = _variable(kind)
    raise FatalConnection(
        f"proxy {shown} of {place or 'the system settings'} cannot be used: not an HTTP proxy",
        f"{f'환경 변수 {place}' if place else '시스템 설정'}의 프록시({shown})를 사용할 수 없습니다."
        " http:// 프록시로 바꾸거나 지우세요",
    )


def _variable(kind: str) -> str:
    """The variable that names this proxy; empty where the system's settings do. Lower case counts before upper."""
    names = [name for name in os.environ if name.lower() == f"{kind}_proxy" and os.environ[name]]
    return max(names, default="")  # lower case sorts last
