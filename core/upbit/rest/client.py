"""The base of the public and the private REST client: one transport, opened late, and lanes that keep the limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from core.errors import BadReply, ConnectionFailed, RateLimited
from core.link.unreachable import CLOSED, no_answer
from core.loop.request_gate import RequestGate
from core.upbit.refusal.block import SHORT, Block
from core.upbit.refusal.retry_after import BLOCKED
from core.upbit.rest.lifted_blocks import LiftedBlocks
from core.upbit.rest.opening import open_transport
from core.upbit.wire.row_salvage import UNREADABLE, Rows, RowsDecoder

if TYPE_CHECKING:
    from core.text import Text
    from core.upbit.credentials import Credentials
    from core.upbit.rest.transport import Transport

T = TypeVar("T")


class Lane:
    """Requests that the exchange counts together: at most so many per second, and none during a block.

    Args:
        gate: passed before each request.
        lifted: told of each answer; blocks that turn out to be over end here, too.
    """

    def __init__(self, gate: RequestGate, lifted: LiftedBlocks) -> None:
        self._gate: Final = gate
        self._block: Final = Block()
        self._lifted: Final = lifted
        lifted.listen(self._block.lift)

    @asynccontextmanager
    async def request(self) -> AsyncIterator[None]:
        """Wait until a request may be sent. The body sends it and waits for its answer.

        Raises:
            RateLimited: the exchange blocks requests for too long to wait.
        """
        clock = asyncio.get_running_loop().time
        self._block.check(clock())
        async with self._gate.request():
            self._block.check(clock())  # the block may have begun during the wait
            number = self._lifted.number
            yield
            self._lifted.answered(number)

    def hold_back(self, limit: RateLimited) -> None:
        """Send nothing until the exchange's block has ended."""
        now = asyncio.get_running_loop().time()
        self._block.begin(limit, now)
        if limit.status == BLOCKED:
            self._lifted.blocked()
        self._gate.pace.ledger.close_until(now + min(limit.retry_after, SHORT))

    def lift(self) -> None:
        """Send requests again in spite of the exchange's block."""
        self._block.lift()


class HttpClient:
    """One exchange's REST API over one transport, which is opened with the first request.

    Args:
        rest_url: the base, without `/v1`.
        credentials: sign every request; None for public requests.
    """

    def __init__(self, rest_url: str, credentials: Credentials | None = None) -> None:
        self._rest_url = rest_url
        self._credentials = credentials
        self._opening = asyncio.Lock()
        self._transport: Transport | None = None
        self._is_closed = False

    @property
    def no_answer(self) -> Text:
        """The reason shown while the exchange does not answer."""
        return no_answer(self._rest_url)

    async def open(self) -> Transport:
        """The transport, made by the first caller. Call it before entering a lane: making it takes a while.

        Raises:
            ConnectionFailed: it cannot be made, or this client is closed.
        """
        async with self._opening:
            if self._is_closed:
                raise ConnectionFailed("the REST client is closed", CLOSED)
            if self._transport is None:
                self._transport = await open_transport(self._rest_url, self._credentials)
            return self._transport

    async def close(self) -> None:
        """Close every connection; later requests fail with `ConnectionFailed`."""
        async with self._opening:
            self._is_closed = True
            if self._transport is not None:
                await self._transport.close()


def read_rows(decoder: RowsDecoder[T], path: str, body: bytes) -> Rows[T]:
    """The rows of a reply.

    Raises:
        BadReply: it is not what the exchange documents.
    """
    try:
        return decoder.decode(body)
    except UNREADABLE as error:
        raise BadReply(f"{path}: {error}") from error
