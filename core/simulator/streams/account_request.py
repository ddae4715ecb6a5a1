"""Reads client messages on the private WebSocket endpoint. Pure.

Source: Upbit WebSocket guide, myOrder, myAsset and announcement pages. The answer to a key without a permission is not
documented; here it is the same as for a wrong key.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NoReturn

from core.simulator.account.tokens import Permission
from core.simulator.streams.request import RejectedRequest, Request, StreamRequest, parse, read_codes

MY_ORDER: Final = "myOrder"
MY_ASSET: Final = "myAsset"
ANNOUNCEMENT: Final = "announcement"

PERMISSIONS: Final = {MY_ORDER: Permission.VIEW_ORDERS, MY_ASSET: Permission.VIEW_ASSETS, ANNOUNCEMENT: None}
"""The permission that each type needs; None for public information."""

Allowed = Callable[[Permission], bool]


def parse_private(message: str | bytes, allowed: Allowed) -> Request:
    """Read one message of a client with the permissions `allowed`.

    Raises:
        RejectedRequest: the message is not a valid request for this client.
    """
    return parse(message, partial(_stream, allowed=allowed))


def parse_unknown(message: str | bytes) -> NoReturn:
    """Reject any message of a client without a valid token.

    Raises:
        RejectedRequest: always.
    """
    raise RejectedRequest("INVALID_AUTH")


def _stream(part: dict[str, object], allowed: Allowed) -> StreamRequest:
    stream_type = part["type"]
    if not isinstance(stream_type, str) or stream_type not in PERMISSIONS:
        raise RejectedRequest("INVALID_PARAM", f"{stream_type} 은 지원하지 않는 타입입니다.")
    if stream_type != MY_ORDER and "codes" in part:
        raise RejectedRequest("WRONG_FORMAT")
    permission = PERMISSIONS[stream_type]
    if permission is not None and not allowed(permission):
        raise RejectedRequest("INVALID_AUTH")
    codes = read_codes(part, may_be_absent=True) if stream_type == MY_ORDER else None
    # No snapshots: these streams have only changes.
    return StreamRequest(stream_type, codes, snapshot=False)
