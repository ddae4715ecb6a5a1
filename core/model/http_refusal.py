"""An answer of HTTP that is no success, whoever asked and with whatever library."""

from __future__ import annotations

from typing import NamedTuple


class HttpRefusal(NamedTuple):
    """What a server answered instead of what it was asked for."""

    status: int
    reason: str
    """The words HTTP has for the status."""
    retry_after: str = ""
    """The `Retry-After` header; empty where there is none."""
    body: bytes = b""
