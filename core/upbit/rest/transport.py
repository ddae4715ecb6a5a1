"""Sends single GET requests through the official SDK, and turns its errors into ours.

The SDK builds and signs the requests. The bodies are read raw, because the SDK's models take 10 ms for a page of
candles, msgspec 0.1 (measured). Importing it costs 0.3 s or more, so only `core.upbit.rest.opening` imports this
module, on another thread. The SDK also uses an aiohttp client if it finds one; that takes a third of its loading time,
and 9 MB (measured), so it is hidden.
"""

from __future__ import annotations

import logging
import ssl
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final
from urllib.parse import parse_qs

import httpx

from core.errors import BadReply, ConnectionFailed, ExchangeError, FatalConnection
from core.link.proxy import proxy_for
from core.link.tls import client_tls, distrust, may_carry_token
from core.link.unreachable import CLOSED, no_answer, why_unreachable
from core.model.http_refusal import HttpRefusal
from core.text import translatable
from core.upbit.credentials import Credentials
from core.upbit.refusal.meaning import error_of
from core.upbit.rest.bounded_transport import BoundedTransport, Closed, TooLarge

# A module set to None counts as not installed, and the SDK works without it.
sys.modules.setdefault("httpx_aiohttp", None)  # type: ignore[arg-type] # typeshed knows of modules only

from upbit import APIError, APIStatusError, APITimeoutError, AsyncUpbit  # noqa: E402 - not before the line above

logger = logging.getLogger(__name__)

# These loggers write every request: the first at INFO, the others with headers at DEBUG.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.INFO)
logging.getLogger("upbit").setLevel(logging.INFO)

CONNECT_TIMEOUT: Final = 5.0
"""Seconds a new connection may take."""
REPLY_TIMEOUT: Final = 10.0
"""Seconds each wait for bytes may take."""
WHOLE_TIMEOUT: Final = 30.0
"""Seconds a reply may take to its last byte."""


class Transport:
    """A pool of HTTP connections to one exchange. Never retries and never redirects.

    Args:
        rest_url: the base, without `/v1`.
        reply_timeout: seconds each wait for bytes may take.
        credentials: sign every request; None for public requests.
        whole_timeout: seconds a reply may take to its last byte.

    Raises:
        FatalConnection: tokens would be readable on the way to the address, or the proxy or the certificates that the
            environment names cannot be used.
    """

    def __init__(
        self,
        rest_url: str,
        reply_timeout: float = REPLY_TIMEOUT,
        credentials: Credentials | None = None,
        whole_timeout: float = WHOLE_TIMEOUT,
    ) -> None:
        if credentials is not None and not may_carry_token(rest_url):
            raise FatalConnection(
                f"no token goes to {rest_url}: not encrypted",
                translatable("core", "암호화되지 않은 주소로는 키를 쓰지 않습니다"),
            )
        timeout = httpx.Timeout(reply_timeout, connect=CONNECT_TIMEOUT)
        # The library must not read the environment itself: it raises over a setting that it cannot use.
        self._has_proxy = proxy_for(rest_url) is not None
        transport = BoundedTransport(_network(rest_url), whole_timeout)
        http = httpx.AsyncClient(transport=transport, timeout=timeout, follow_redirects=False, trust_env=False)
        if credentials is not None:
            http.auth = partial(_signed, credentials)  # not in the SDK: it would keep both keys and log tokens
        # With keys, even empty ones, the SDK does not look for keys in the environment; quotations need none.
        self._sdk = AsyncUpbit(
            base_url=rest_url, access_key="", secret_key="", max_retries=0, timeout=timeout, http_client=http
        )

    async def get(self, path: str, params: Mapping[str, object]) -> bytes:
        """The body of a successful reply.

        Raises:
            RateLimited: 429 or 418.
            ExchangeError: any other status but success, or a body above its limit.
            FatalConnection: the exchange's certificate cannot be trusted.
            ConnectionFailed: no reply.
        """
        try:
            response = await self._sdk.get(path, cast_to=httpx.Response, options={"params": params, "security": {}})
        except APIError as error:
            raise _in_our_words(error, has_proxy=self._has_proxy) from error
        except Exception as error:  # the SDK builds the request, and any error in that is its own
            raise ConnectionFailed(
                f"{path}: {error!r}",
                translatable("core", "요청을 만들지 못했습니다 ({error})").format(error=type(error).__name__),
            ) from error
        return response.content

    async def close(self) -> None:
        """Close every connection; errors during the close are ignored."""
        try:
            await self._sdk.close()
        except Exception as error:  # any error of the library over a half-dead connection
            logger.info("closing REST: %r", error)


def _network(rest_url: str) -> httpx.AsyncHTTPTransport:
    """HTTP through the same proxy and with the same certificates as the WebSocket."""
    if not rest_url.startswith("https://"):
        return httpx.AsyncHTTPTransport(trust_env=False, verify=False)
    address = proxy_for(rest_url)
    proxy = None if address is None else httpx.Proxy(address, ssl_context=_proxy_tls(address))
    return httpx.AsyncHTTPTransport(verify=client_tls(), proxy=proxy, trust_env=False)


def _signed(credentials: Credentials, request: httpx.Request) -> httpx.Request:
    """Add a token for exactly the parameters of this request."""
    query = parse_qs(request.url.query.decode(), keep_blank_values=True)
    request.headers["Authorization"] = credentials.authorization(query)
    return request


def _proxy_tls(address: str) -> ssl.SSLContext | None:
    return client_tls() if address.startswith("https://") else None


def _in_our_words(error: APIError, *, has_proxy: bool) -> ExchangeError | ConnectionFailed:
    if isinstance(error, APIStatusError):
        return error_of(_refusal(error.response))
    causes = tuple(_causes(error))
    if (large := next((cause for cause in causes if isinstance(cause, TooLarge)), None)) is not None:
        return BadReply(
            f"{error.request.url.path}: {large}", translatable("core", "거래소의 응답이 너무 커서 읽지 않았습니다")
        )
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return distrust(error.__cause__ if isinstance(error.__cause__, Exception) else error)
    if any(isinstance(cause, httpx.ProxyError) for cause in causes):
        message = translatable("core", "프록시를 지나 서버에 연결할 수 없습니다. 프록시 설정을 확인하세요")
        return ConnectionFailed(f"proxy: {error.__cause__}", message)
    if isinstance(error, APITimeoutError):
        return ConnectionFailed(f"no reply from {error.request.url}", no_answer(str(error.request.url)))
    if any(isinstance(cause, httpx.DecodingError) for cause in causes):  # the server was reached
        user_message = translatable("core", "거래소의 응답을 읽을 수 없습니다")
    elif any(isinstance(cause, Closed) for cause in causes):
        user_message = CLOSED
    else:
        user_message = why_unreachable(error, str(error.request.url), has_proxy=has_proxy)
    return ConnectionFailed(f"{error.request.url}: {error.__cause__ or error}", user_message)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause = error.__cause__ or error.__context__
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _refusal(response: httpx.Response) -> HttpRefusal:
    header = response.headers.get("Retry-After", "")
    return HttpRefusal(response.status_code, response.reason_phrase, header, response.content)
