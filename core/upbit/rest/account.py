"""REST requests about the user's own account: balances and orders."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec.json import Decoder

from core.errors import AuthFailed, BadReply, ExchangeError, RateLimited
from core.loop.rate_gate import RateGate
from core.loop.request_gate import RequestGate
from core.model.account_rows import AccountRow, OrderRow
from core.model.amount import read_written
from core.timing.slots import SlotLedger
from core.upbit.refusal.key_errors import explain
from core.upbit.rest.client import HttpClient, Lane, read_rows
from core.upbit.rest.lifted_blocks import LiftedBlocks
from core.upbit.rest.overlapping_pages import OverlappingPages
from core.upbit.wire.row_salvage import UNREADABLE, Rows, RowsDecoder

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from core.upbit.credentials import Credentials
    from core.upbit.endpoints import Endpoints
    from core.upbit.rest.transport import Transport

T = TypeVar("T")

_MAX_PAGES: Final = 100

_READINGS: Final = 3
"""How often all open orders are read at most, if too many of them end during each reading."""


def account_gate() -> RequestGate:
    """A gate within the exchange's limit of 30 per second (all but placing orders), wherever its second begins."""
    return RequestGate(RateGate(SlotLedger(burst=3, spacing=0.05)), limit=25)


class PrivateRest:
    """The exchange's REST API with one key pair. Opens no connection before the first request.

    Until the exchange has accepted the key, requests go one at a time; after it has refused the key, none goes at all.
    So a bad key costs one request. Every method raises:

    - `AuthFailed`: the key, or the request made with it, is refused.
    - `RateLimited`: 429 or 418. Everything here then waits for the stated time; if that is long, further
      requests fail at once with the seconds that are left.
    - `ExchangeError`: the exchange refused.
    - `BadReply`: it answered with something that it does not document. A list with some unreadable rows is not an
      error: these rows are dropped and counted.
    - `ConnectionFailed`: no reply; `FatalConnection` if a retry cannot help.

    Args:
        endpoints: the addresses of the exchange.
        credentials: the key pair of the account.
        gate: passed before each request.
        lifted: tells when blocks turn out to be over; that of the public requests, which come from the same address.

    Attributes:
        lifted: the same.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        credentials: Credentials,
        gate: RequestGate | None = None,
        lifted: LiftedBlocks | None = None,
    ) -> None:
        self._http = HttpClient(endpoints.rest_url, credentials)
        self.lifted: Final = lifted or LiftedBlocks()
        self._lane = Lane(gate or account_gate(), self.lifted)
        self._proving = asyncio.Lock()
        self._is_proven = False
        self._refusal: tuple[str, str, int] | None = None
        """The exchange's words about the refused key. Not the error itself: a stored error would keep all its frames
        alive."""

    async def prove(self) -> None:
        """Return once the exchange has accepted the key, perhaps not for every request."""
        if self._refusal is not None or not self._is_proven:
            try:
                await self.accounts()
            except AuthFailed as failure:
                if failure.is_of_key:
                    raise

    async def accounts(self) -> Rows[AccountRow]:
        """All balances of the account."""
        return await self._request("/v1/accounts", _ACCOUNTS)

    async def open_orders(self) -> Rows[OrderRow]:
        """Every order that is open or reserved, newest first.

        Orders may end between two pages. If so many end that others may have been passed over, all are read again; if
        that happens each time, they count as one unreadable row.
        """
        rows: Rows[OrderRow] = Rows()
        is_torn, readings = True, 0
        while is_torn and readings < _READINGS:
            rows, is_torn = await self._read_orders()
            readings += 1
        return Rows(rows, rows.spoiled + is_torn)

    async def closed_orders(self, since_ms: int) -> Rows[OrderRow]:
        """The orders placed since that Unix ms (within seven days) that have ended; the newest thousand."""
        return await self._request(
            "/v1/orders/closed", _ORDERS, states=["done", "cancel"], start_time=since_ms, limit=1000, order_by="desc"
        )

    async def order(self, uuid: str) -> OrderRow:
        """One order, also one that has ended."""
        path = "/v1/order"
        body = await self._body(path, uuid=uuid)
        try:
            return _ORDER.decode(body)
        except UNREADABLE as error:
            raise BadReply(f"{path}: {error}") from error

    async def close(self) -> None:
        """Close every connection; later requests fail with `ConnectionFailed`."""
        await self._http.close()

    async def _read_orders(self) -> tuple[Rows[OrderRow], bool]:
        """Read all open orders once; also return whether some may be missing."""
        orders: dict[str, OrderRow] = {}
        spoiled, pages = 0, OverlappingPages()
        for _ in range(_MAX_PAGES):
            if (page := pages.page) is None:
                break
            rows = await self._request(
                "/v1/orders/open",
                _ORDERS,
                states=["wait", "watch"],
                page=page.number,
                limit=page.limit,
                order_by="desc",
            )
            orders.update((row.uuid, row) for row in rows)
            spoiled += rows.spoiled
            pages.took([row.uuid for row in rows], rows.received)
        return Rows(orders.values(), spoiled), pages.is_torn

    async def _request(self, path: str, decoder: RowsDecoder[T], **parameters: object) -> Rows[T]:
        return read_rows(decoder, path, await self._body(path, **parameters))

    async def _body(self, path: str, **parameters: object) -> bytes:
        transport = await self._http.open()
        async with AsyncExitStack() as alone:
            if not self._is_proven:
                await alone.enter_async_context(self._proving)
            return await self._get(transport, path, parameters)

    async def _get(self, transport: Transport, path: str, parameters: Mapping[str, object]) -> bytes:
        async with self._lane.request():
            if self._refusal is not None and (known := explain(ExchangeError(*self._refusal))) is not None:
                raise known
            return await self._judged(transport.get(path, parameters))

    async def _judged(self, request: Awaitable[bytes]) -> bytes:
        """The answer to a request, from which the key is known to be good or bad."""
        try:
            body = await request
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
_ORDER: Final = Decoder(OrderRow, dec_hook=read_written)
