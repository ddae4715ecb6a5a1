"""The user's account under the test's control: REST over a real socket, and private and public connections."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from core.model.subscription import Scope
from core.upbit.credentials import Credentials
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.account import PrivateRest
from desk_in_hand import Desk, SocketInHand
from http_exchange import HttpExchange, served
from waiting import eventually
from widgets.panel.private_access import KeyStage, PrivateAccess

ACCOUNTS = "/v1/accounts"
ORDERS = "/v1/orders/open"


class Account:
    """The context of a private panel, and the exchange's side of it."""

    def __init__(self, desk: Desk, rest_url: str, http: HttpExchange) -> None:
        self.desk = desk
        self.http = http
        self.sockets: list[SocketInHand] = []
        self.access = PrivateAccess(is_simulated=True)
        self.context = replace(desk.context, private=self.access)
        self._endpoints = endpoints_for("simulated", rest_url=rest_url)
        self._rests: list[PrivateRest] = []

    async def unlock(self) -> None:
        """Give the desk a key, or the same one again."""
        self._rests.append(PrivateRest(self._endpoints, Credentials("access", "secret-" * 8)))
        await self.desk.engine.set_dial(Scope.PRIVATE, self._dial)
        self.access.set_state(KeyStage.READY, self._rests[-1])

    async def lock(self, notice: str = "") -> None:
        """Remove the key."""
        await self.desk.engine.set_dial(Scope.PRIVATE, None, "키가 없습니다")
        self.access.set_state(KeyStage.MISSING, notice=notice)

    async def _dial(self) -> SocketInHand:
        self.sockets.append(SocketInHand())
        return self.sockets[-1]

    def deliver(self, *frames: dict[str, object]) -> None:
        """Send `frames` on the private connection."""
        for frame in frames:
            self.desk.engine.receive(Scope.PRIVATE, json.dumps(frame).encode())

    async def listening(self, panel: object) -> None:
        """Return when the exchange has received all subscriptions, and every load since then is complete."""
        await eventually(lambda: self.sockets and self.sockets[-1].heard)
        await eventually(lambda: panel.status_text == "")

    def requests_to(self, path: str) -> int:
        """Return the number of REST requests for `path`."""
        return sum(request.path == path for request in self.http.requests)

    async def close(self) -> None:
        """Close the connections opened with keys."""
        for rest in self._rests:
            await rest.close()


@asynccontextmanager
async def account_of(desk: Desk) -> AsyncIterator[Account]:
    """An account on the desk's exchange."""
    http = HttpExchange()
    async with served(http) as url:
        account = Account(desk, url, http)
        yield account
        await account.close()


def held(currency: str, balance: str, average: str = "0", locked: str = "0") -> dict[str, str]:
    """A row of balances in the format of REST."""
    return {
        "currency": currency, "balance": balance, "locked": locked, "avg_buy_price": average, "unit_currency": "KRW",
    }  # fmt: skip


def placed(uuid: str, side: str = "bid", price: str = "100", volume: str = "10", executed: str = "0") -> dict[str, str]:
    """A limit order in the format of REST."""
    return {
        "uuid": uuid, "market": "KRW-BTC", "side": side, "ord_type": "limit", "state": "wait", "price": price,
        "volume": volume, "remaining_volume": str(float(volume) - float(executed)), "executed_volume": executed,
        "created_at": "2026-11-20T12:15:42+09:00",
    }  # fmt: skip


def my_asset(timestamp: int, **balances: float) -> dict[str, object]:
    """A message about balances."""
    assets = [{"currency": currency, "balance": balance, "locked": 0.0} for currency, balance in balances.items()]
    return {"type": "myAsset", "assets": assets, "asset_timestamp": timestamp, "timestamp": timestamp}


def my_order(uuid: str, state: str, executed: float = 0.0, timestamp: int = 1, **more: object) -> dict[str, object]:
    """A message about a limit order of 10 at 100."""
    return {
        "type": "myOrder", "code": "KRW-BTC", "uuid": uuid, "ask_bid": "BID", "order_type": "limit", "state": state,
        "price": 100, "volume": 1 if state == "trade" else 10, "executed_volume": executed,
        "remaining_volume": 10 - executed, "timestamp": timestamp, "order_timestamp": 1_795_144_542_000, **more,
    }  # fmt: skip
