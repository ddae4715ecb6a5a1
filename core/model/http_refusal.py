"""An HTTP answer that is not a success, independent of the library that received it."""

from __future__ import annotations

from typing import NamedTuple


class HttpRefusal(NamedTuple):
    """The server's answer to a refused request."""

    status: int
    reason: str
    """The status line's text."""
    retry_after: str = ""
    """The `Retry-After` header; empty if there is none."""
    body: bytes = b""
