"""The way to the private WebSocket: only with a key the exchange has let in, and a new token each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import AuthFailed, ConnectionFailed, ExchangeError, FatalConnection, RateLimited
from core.link.websocket_dial import websocket_dial

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.link.socket import Dial, Socket
    from core.upbit.credentials import Credentials
    from core.upbit.endpoints import Endpoints
    from core.upbit.rest.account import PrivateRest


def private_dial(endpoints: Endpoints, credentials: Credentials, rest: PrivateRest) -> Dial:
    """Dials the private WebSocket of an exchange.

    Args:
        endpoints: where the exchange is.
        credentials: whose account.
        rest: the same account's; asked first, once, so that a bad key is tried on one door only and its fault is told
            in the same words everywhere.
    """

    def headers() -> Mapping[str, str]:
        try:
            return {"Authorization": credentials.authorization()}
        except Exception as error:  # of the libraries that sign; what they say may quote what they signed with
            raise ConnectionFailed(
                f"no token: {type(error).__name__}", f"인증 토큰을 만들지 못했습니다 ({type(error).__name__})"
            ) from None

    dial_socket = websocket_dial(endpoints.private_ws, headers)

    async def dial() -> Socket:
        try:
            await rest.prove()
        except AuthFailed as refusal:
            raise FatalConnection(str(refusal), refusal.user_message, is_of_key=True) from refusal
        except RateLimited as limit:
            raise ConnectionFailed(str(limit), "거래소가 잠시 접속을 막았습니다", limit.retry_after) from limit
        except ExchangeError as error:
            raise ConnectionFailed(str(error), error.user_message) from error
        return await dial_socket()

    return dial
