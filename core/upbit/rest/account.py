"""Ask the exchange about the user's own account: balances and open orders."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final, TypeVar

from core.errors import AuthFailed, BadReply, ConnectionFailed, ExchangeError, RateLimited
from core.loop.rate_gate import RateGate
from core.model.account_rows import AccountRow, OrderRow
from core.timing.slots import SlotLedger
from core.upbit.refusal.block import SHORT, Block
from core.upbit.refusal.key_errors import explain
from core.upbit.rest.opening import open_transport
from core.upbit.wire.row_salvage import UNREADABLE, Rows, RowsDecoder

if TYPE_CHECKING:
    from core.upbit.credentials import Credentials
    from core.upbit.endpoints import Endpoints
    from core.upbit.rest.transport import Transport

T = TypeVar("T")

MAX_ORDERS: Final = 100
"""How many open orders one reply holds at most."""
_MAX_PAGES: Final = 100


def account_gate() -> RateGate:
    """A gate inside the exchange's 30 a second for everything but placing orders, wherever its second begins."""
    return RateGate(SlotLedger(burst=3, spacing=0.05))


class PrivateRest:
    """The exchange's REST API with one key pair. Opens nothing before it is first asked.

    Until the exchange has let the key in once, requests go one at a time, and after it has refused the key none goes
    at all: whatever asks, a bad key costs one request. Every method raises:

    - `AuthFailed`: the key, or what was asked for with it, is refused.
    - `RateLimited`: 429 or 418. Everything here then waits as long as told; where that is long, whoever asks
      meanwhile is told so at once, with what is left of it.
    - `ExchangeError`: the exchange refused.
    - `BadReply`: it answered with something else than it documents. A list with some rows that cannot be read is no
      error: they are left out and counted.
    - `ConnectionFailed`: no reply; `FatalConnection` where trying again cannot help.

    Args:
        endpoints: where the exchange is.
        credentials: whose account.
        gate: what requests wait for.
    """

    def __init__(self, endpoints: Endpoints, credentials: Credentials, gate: RateGate | None = None) -> None:
        self._endpoints = endpoints
        self._credentials = credentials
        self._gate = gate or account_gate()
        self._block = Block()
        self._opening = asyncio.Lock()
        self._proving = asyncio.Lock()
        self._is_proven = False
        self._refusal: tuple[str, str, int] | None = None
        """What the exchange said of the key: words, for an error that is kept keeps everybody it was raised through."""
        self._transport: Transport | None = None
        self._is_closed = False

    async def prove(self) -> None:
        """Return once the exchange has let the key in, though perhaps not to everything."""
        if self._refusal is not None or not self._is_proven:
            try:
                await self.accounts()
            except AuthFailed as failure:
                if failure.is_of_key:
                    raise

    async def accounts(self) -> Rows[AccountRow]:
        """Everything the account holds."""
        return await self._ask("/v1/accounts", _ACCOUNTS)

    async def open_orders(self) -> Rows[OrderRow]:
        """Every order that is open or reserved, newest first."""
        orders: dict[str, OrderRow] = {}
        spoiled = 0
        for page in range(1, 1 + _MAX_PAGES):
            known = len(orders)
            rows = await self._ask(
                "/v1/orders/open",
                _ORDERS,
                states=["wait", "watch"],
                page=page,
                limit=MAX_ORDERS,
                order_by="desc",
            )
            orders.update((row.uuid, row) for row in rows)
            spoiled += rows.spoiled
            if rows.told < MAX_ORDERS or len(orders) == known:
                break
        return Rows(orders.values(), spoiled)

    async def close(self) -> None:
        """Close every connection; what is asked afterwards fails with `ConnectionFailed`."""
        async with self._opening:
            self._is_closed = True
            if self._transport is not None:
                await self._transport.close()

    async def _ask(self, path: str, decoder: RowsDecoder[T], **params: object) -> Rows[T]:
        transport = await self._open()
        async with AsyncExitStack() as alone:
            if not self._is_proven:
                await alone.enter_async_context(self._proving)
            body = await self._get(transport, path, params)
        try:
            return decoder.decode(body)
        except UNREADABLE as error:
            raise BadReply(f"{path}: {error}") from error

    async def _get(self, transport: Transport, path: str, params: dict[str, object]) -> bytes:
        clock = asyncio.get_running_loop().time
        self._block.check(clock())
        await self._gate.acquire()
        self._block.check(clock())  # it may have begun while this one waited
        if self._refusal is not None and (known := explain(ExchangeError(*self._refusal))) is not None:
            raise known
        try:
            body = await transport.get(path, params)
        except RateLimited as limit:
            self._block.begin(limit, clock())
            self._gate.ledger.close_until(clock() + min(limit.retry_after, SHORT))
            raise
        except ExchangeError as error:
            if (failure := explain(error)) is None:
                raise
            if failure.is_of_key:
                self._refusal = error.name, error.message, error.status
            else:
                self._is_proven = True
            raise failure from error
        self._is_proven = True
        return body

    async def _open(self) -> Transport:
        async with self._opening:
            if self._is_closed:
                raise ConnectionFailed("the private REST client is closed", "종료하는 중입니다")
            if self._transport is None:
                self._transport = await open_transport(self._endpoints.rest_url, self._credentials)
            return self._transport


_ACCOUNTS: Final = RowsDecoder(AccountRow)
_ORDERS: Final = RowsDecoder(OrderRow)
