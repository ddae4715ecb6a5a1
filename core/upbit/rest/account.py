"""Ask the exchange about the user's own account: balances and open orders."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final, TypeVar

from core.errors import AuthFailed, ExchangeError, RateLimited
from core.loop.rate_gate import RateGate
from core.model.account_rows import AccountRow, OrderRow
from core.timing.slots import SlotLedger
from core.upbit.refusal.key_errors import explain
from core.upbit.rest.client import HttpClient, Lane, read_rows
from core.upbit.wire.row_salvage import Rows, RowsDecoder

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        self._http = HttpClient(endpoints.rest_url, credentials)
        self._lane = Lane(gate or account_gate())
        self._proving = asyncio.Lock()
        self._is_proven = False
        self._refusal: tuple[str, str, int] | None = None
        """What the exchange said of the key: words, for an error that is kept keeps everybody it was raised through."""

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
        await self._http.close()

    async def _ask(self, path: str, decoder: RowsDecoder[T], **parameters: object) -> Rows[T]:
        transport = await self._http.open()
        async with AsyncExitStack() as alone:
            if not self._is_proven:
                await alone.enter_async_context(self._proving)
            body = await self._get(transport, path, parameters)
        return read_rows(decoder, path, body)

    async def _get(self, transport: Transport, path: str, parameters: Mapping[str, object]) -> bytes:
        await self._lane.enter()
        if self._refusal is not None and (known := explain(ExchangeError(*self._refusal))) is not None:
            raise known
        try:
            body = await transport.get(path, parameters)
        except RateLimited as limit:
            self._lane.hold_back(limit)
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


_ACCOUNTS: Final = RowsDecoder(AccountRow)
_ORDERS: Final = RowsDecoder(OrderRow)
