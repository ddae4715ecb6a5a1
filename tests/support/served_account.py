"""The account of the embedded exchange on real sockets, whose streams get lost, and a desk with its key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from decimal import Decimal

from core.model.subscription import Scope
from core.simulator.account.orders import OrderRequest
from core.simulator.serve.server import ExchangeServer, serve
from core.upbit.credentials import Credentials
from core.upbit.dial import private_dial
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.account import PrivateRest
from desk_in_hand import Desk
from embedded import quiet_source
from signing import ACCESS_KEY, SECRET_KEY
from widgets.panel.private_access import KeyStage, PrivateAccess


class ServedAccount:
    """The key of a desk, and the account as another program changes it."""

    def __init__(self, desk: Desk, server: ExchangeServer) -> None:
        self.desk, self.server = desk, server
        self.access = PrivateAccess(is_simulated=True)
        self._endpoints = endpoints_for("simulated", rest_url=server.rest_url)
        self._key = Credentials(ACCESS_KEY, SECRET_KEY)
        self._rest = PrivateRest(self._endpoints, self._key)

    async def unlock(self) -> None:
        await self.desk.engine.set_dial(Scope.PRIVATE, private_dial(self._endpoints, self._key, self._rest))
        self.access.set_state(KeyStage.READY, self._rest)

    async def close(self) -> None:
        await self.desk.engine.set_dial(Scope.PRIVATE, None)
        await self.desk.tasks.cancel()
        await self._rest.close()

    @property
    def requests(self) -> int:
        """How often the private streams were requested on the present connection."""
        (session,) = self.server.sessions
        return sum("LIST_SUBSCRIPTIONS" not in shown for shown in session.request_log)

    @property
    def _now(self) -> float:
        return self.desk.engine.time()

    def place(self) -> str:
        """Place an order elsewhere; returns its id."""
        private = self.server.exchange.private
        request = OrderRequest("KRW-BTC", "bid", "limit", Decimal(10), Decimal(1000))
        order = private.desk.place(request, private.play(self._now))
        private.publish(self._now)
        return order.uuid

    def fill(self, uuid: str) -> None:
        """Let somebody take an order, at its own price."""
        private = self.server.exchange.private
        private.desk.fill(private.desk.find(uuid), private.play(self._now))
        private.publish(self._now)

    def cancel(self, uuid: str) -> None:
        """Let the user cancel an order elsewhere."""
        private = self.server.exchange.private
        private.desk.cancel(private.desk.find(uuid), private.play(self._now))
        private.publish(self._now)

    def lose(self, stream: str = "all", reach: str = "request") -> None:
        self.server.exchange.faults.set("lost_subscription", self._now, reach=reach, stream=stream)


@asynccontextmanager
async def served_account(desk: Desk) -> AsyncIterator[ServedAccount]:
    """The account while its exchange is served; the desk has its key."""
    async with AsyncExitStack() as stack:
        made = ServedAccount(desk, await stack.enter_async_context(serve(quiet_source())))
        stack.push_async_callback(made.close)
        await made.unlock()
        yield made
