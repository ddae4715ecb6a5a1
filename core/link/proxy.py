"""Finds the proxy for a host, for REST and WebSocket alike, from the environment or the system settings.

Only HTTP proxies are supported. GNOME sets `ALL_PROXY=socks://...` beside an HTTP proxy for HTTPS. Therefore the
variable for HTTPS comes first, and an unusable proxy is an error only if it is the one to use.
"""

from __future__ import annotations

import os
from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from core.errors import FatalConnection
from core.link.this_computer import is_on_this_computer
from core.text import translatable

_KINDS: Final = ("https", "all", "socks")
"""As `getproxies` names them, in order of preference; `socks` is known to the settings of Windows and macOS."""

_ENCRYPTED: Final = ("https", "wss")
_SPOKEN: Final = ("http", "https")

_OF_VARIABLE: Final = translatable(
    "core", "환경 변수 {variable}의 프록시({proxy})를 사용할 수 없습니다. http:// 프록시로 바꾸거나 지우세요"
)
_OF_SYSTEM: Final = translatable(
    "core", "시스템 설정의 프록시({proxy})를 사용할 수 없습니다. http:// 프록시로 바꾸거나 지우세요"
)


def proxy_for(url: str) -> str | None:
    """The proxy to reach `url` through; None if there is none.

    Unencrypted traffic, and traffic that stays on this machine, never goes through a proxy.

    Raises:
        FatalConnection: the proxy cannot be used; the message names the variable.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in _ENCRYPTED or is_on_this_computer(url) or proxy_bypass(f"{host}:{parts.port or 443}"):
        return None
    proxies = getproxies()
    kind = next((kind for kind in _KINDS if proxies.get(kind)), None)
    return None if kind is None else _usable(proxies[kind].strip(), kind)


def _usable(proxy: str, kind: str) -> str:
    address = proxy if "://" in proxy else f"http://{proxy}"  # `proxy.example:8080`, a common spelling
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme.lower() in _SPOKEN and bool(parts.hostname) and parts.port != 0
        shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"  # the part before the @ may be a password
    except ValueError:
        is_usable, shown = False, "?"
    if is_usable and kind != "socks":
        return address
    place = _variable(kind)
    raise FatalConnection(
        f"proxy {shown} of {place or 'the system settings'} cannot be used: not an HTTP proxy",
        (_OF_VARIABLE if place else _OF_SYSTEM).format(variable=place, proxy=shown),
    )


def _variable(kind: str) -> str:
    """The environment variable that names this proxy; empty if it is set in the system settings. Lower case wins."""
    names = [name for name in os.environ if name.lower() == f"{kind}_proxy" and os.environ[name]]
    return max(names, default="")  # lower case sorts last
