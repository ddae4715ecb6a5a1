"""Which addresses are on this computer: what goes there leaves it by no network, and needs none."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_on_this_computer(url: str) -> bool:
    """Whether a server at this address runs on this computer."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
