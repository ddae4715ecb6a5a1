"""Dials Upbit's WebSockets: the public one, and the private one with an accepted key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from core.errors import AuthFailed, ConnectionFailed, ExchangeError, FatalConnection, RateLimited
from core.link.websocket_dial import websocket_dial
from core.text import translatable
from core.upbit.refusal.meaning import handshake_error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.link.socket import Dial, Socket
    from core.upbit.credentials import Credentials
    from core.upbit.endpoints import Endpoints
    from core.upbit.rest.account import PrivateRest


def upbit_dial(url: str, headers: Callable[[], Mapping[str, str]] | None = None) -> Dial:
    """Create the dial of a WebSocket whose refusals follow Upbit's rules.

    Args:
        url: the address of the WebSocket.
        headers: see `websocket_dial`; they send a key, which may be refused.
    """
    return websocket_dial(url, partial(handshake_error, has_key=headers is not None), headers)


def private_dial(endpoints: Endpoints, credentials: Credentials, rest: PrivateRest) -> Dial:
    """A dial to the private WebSocket of an exchange.

    Args:
        endpoints: the addresses of the exchange.
        credentials: the key pair of the account.
        rest: the REST client of the same account. It proves the key once before the first dial, so a bad key costs one
            request and its error has the same words everywhere.
    """

    def headers() -> Mapping[str, str]:
        try:
            return {"Authorization": credentials.authorization()}
        except Exception as error:  # from the signing libraries; their messages may quote the key
            raise ConnectionFailed(
                f"no token: {type(error).__name__}",
                translatable("core", "인증 토큰을 만들지 못했습니다 ({error})").format(error=type(error).__name__),
            ) from None

    dial_socket = upbit_dial(endpoints.private_ws, headers)

    async def dial() -> Socket:
        try:
            await rest.prove()
        except AuthFailed as refusal:
            raise FatalConnection(str(refusal), refusal.user_message, is_of_key=True) from refusal
        except RateLimited as limit:
            raise ConnectionFailed(
                str(limit), translatable("core", "거래소가 잠시 접속을 막았습니다"), limit.retry_after
            ) from limit
        except ExchangeError as error:
            raise ConnectionFailed(str(error), error.user_message) from error
        return await dial_socket()

    return dial
