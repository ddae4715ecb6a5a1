"""The client side of the faults: lists the faults of the embedded exchange, and switches them.

Only the exchange that this desk started itself has this endpoint. The list of faults comes from the exchange.
"""

from __future__ import annotations

import asyncio
import importlib
from typing import Final

import msgspec
from msgspec import Struct

from core.errors import BadReply, ConnectionFailed, ExchangeError
from core.model.http_refusal import HttpRefusal
from core.text import translatable
from core.upbit.refusal.meaning import error_of

PATH: Final = "/simulator/faults"

TIMEOUT: Final = 3.0
"""Seconds an answer may take; the exchange runs on this machine."""

_MARKETS: Final = {
    "no_such_market": translatable(
        "faults", "{field}: 거래소에 없는 종목입니다: {code}. KRW-BTC처럼 종목 코드를 입력하세요."
    ),
    "no_market_code": translatable(
        "faults", "{field}: 종목 코드가 될 수 없습니다: {code}. KRW-HOGA처럼 결제 통화와 새 이름을 입력하세요."
    ),
    "market_exists": translatable("faults", "{field}: 이미 있는 종목입니다: {code}. 없는 이름을 입력하세요."),
}
"""Why the code of a market in a field is refused, by the exchange's name for it; its message has field and code."""
_BLANK: Final = translatable("faults", "(빈칸)")

Value = bool | int | float | str


class FaultChoice(Struct, frozen=True):
    """One allowed value of a parameter."""

    value: str
    title: str


class FaultParameter(Struct, frozen=True):
    """One parameter of a fault."""

    name: str
    title: str
    kind: str
    """`flag`, `whole`, `number`, `text` or `choice`."""
    default: Value
    least: float = 0.0
    most: float = 0.0
    """For a whole number or a number: the upper end of the range. For a text: the maximum number of characters."""
    choices: tuple[FaultChoice, ...] = ()


class FaultOn(Struct, frozen=True):
    """The settings of a fault that is on, and how much of it is left."""

    parameters: dict[str, Value]
    left: int | None = None
    """How many more times it happens; None for no limit."""
    ends_in: float | None = None
    """Seconds until it ends by itself; None if it does not."""


class FaultState(Struct, frozen=True):
    """One fault as the exchange declares it, and its state."""

    name: str
    title: str
    is_momentary: bool
    """Whether it happens once instead of lasting."""
    group: str = ""
    """The heading of its group."""
    parameters: tuple[FaultParameter, ...] = ()
    on: FaultOn | None = None


class FaultControl:
    """The faults of one embedded exchange. Keeps no connection open.

    Every method returns the state of all faults afterwards, and raises:

    - `ExchangeError`: the exchange refused; `BadReply`: its answer has an unexpected form.
    - `ConnectionFailed`: no reply.

    Args:
        rest_url: the exchange's base, without `/v1`.
    """

    def __init__(self, rest_url: str) -> None:
        self._url = rest_url.rstrip("/") + PATH

    async def list(self) -> tuple[FaultState, ...]:
        """All faults, in display order."""
        return await self._request(None)

    async def set(self, name: str, /, **parameters: Value) -> tuple[FaultState, ...]:
        """Switch a fault on, or trigger a momentary one; missing parameters have their defaults."""
        return await self._request({"set": name, **parameters})

    async def clear(self, name: str | None = None) -> tuple[FaultState, ...]:
        """Switch a fault off, or all of them."""
        return await self._request({"clear": name})

    async def _request(self, order: dict[str, Value | None] | None) -> tuple[FaultState, ...]:
        # The import takes a tenth of a second or more, too long for one frame of the screen.
        try:
            await asyncio.to_thread(importlib.import_module, "aiohttp")
        except (ImportError, RuntimeError) as error:  # a broken installation, or no thread can be started
            raise ConnectionFailed(f"aiohttp: {error}", translatable("core", "통신 모듈을 열 수 없습니다")) from error
        import aiohttp  # noqa: PLC0415 - only once somebody asks for a fault

        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        method = "GET" if order is None else "POST"
        body = None if order is None else msgspec.json.encode(order)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as client,
                client.request(method, self._url, data=body, allow_redirects=False) as response,
            ):
                return _read(response.status, await response.read())
        except TimeoutError as error:
            raise ConnectionFailed(f"no reply from {self._url}", translatable("core", "응답 시간 초과")) from error
        except aiohttp.ClientError as error:
            raise ConnectionFailed(
                f"{self._url}: {error}", translatable("core", "내장 거래소에 연결할 수 없습니다")
            ) from error


def _read(status: int, body: bytes) -> tuple[FaultState, ...]:
    if status != 200:
        error = error_of(HttpRefusal(status, "no reason given", body=body))
        if (why := _MARKETS.get(error.name)) is not None:
            title, _, code = error.message.partition(": ")
            words = why.format(field=translatable("faults", title), code=code or _BLANK)
            error = ExchangeError(error.name, error.message, error.status, words)
        raise error
    try:
        return msgspec.json.decode(body, type=tuple[FaultState, ...])
    except (ValueError, RecursionError) as error:
        raise BadReply(f"the list of faults cannot be read: {error}") from error
