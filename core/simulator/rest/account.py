"""Answers the private REST endpoints: (parameters, account, orders) -> row or rows, or the exchange's error. Pure.

Source: Upbit REST reference; a new order or one being cancelled is answered in its state before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, get_args

from core.simulator.account.api_error import ApiError
from core.simulator.account.order_desk import OrderDesk
from core.simulator.account.order_rules import RULES, find_market
from core.simulator.account.orders import Order, OrderKind, OrderRequest, OrderSide, SelfMatch, TimeInForce
from core.simulator.account.tokens import KeyRing, KeyState, Permission
from core.simulator.rest.account_rows import account_row, chance_row, key_row, order_row, wallet_row
from core.simulator.rest.parameters import Parameters
from core.simulator.streams.frames import Row

WINDOW_MS: Final = 7 * 86_400_000
"""The longest time range of closed orders in one request."""

_SIDES: Final[tuple[OrderSide, ...]] = get_args(OrderSide)
_KINDS: Final[tuple[OrderKind, ...]] = get_args(OrderKind)
_CONDITIONS: Final[tuple[TimeInForce, ...]] = get_args(TimeInForce)
_SELF_MATCH: Final[tuple[SelfMatch, ...]] = get_args(SelfMatch)


@dataclass(frozen=True, slots=True)
class Call:
    """One request with a valid token."""

    desk: OrderDesk
    parameters: Parameters
    now_ms: int
    keys: KeyRing

    def order(self) -> Order:
        """The order that the parameters name.

        Raises:
            ApiError: they name none, or one that does not exist.
        """
        order_uuid, identifier = self.parameters.get("uuid"), self.parameters.get("identifier")
        if order_uuid is None and identifier is None:
            raise ApiError(400, "validation_error")
        return self.desk.find(order_uuid, identifier)

    def order_request(self) -> OrderRequest:
        """The order request in the parameters.

        Raises:
            ApiError: they do not form a valid one.
        """
        given = self.parameters
        side = given.choice("side", _SIDES)
        kind = given.choice("ord_type", _KINDS)
        if side is None or kind is None:
            raise ApiError(400, "validation_error")
        return OrderRequest(
            given.required("market").upper(),
            side,
            kind,
            given.amount("price"),
            given.amount("volume"),
            given.choice("time_in_force", _CONDITIONS),
            given.choice("smp_type", _SELF_MATCH),
            given.get("identifier"),
        )


def _accounts(call: Call) -> list[Row]:
    return [account_row(balance) for balance in call.desk.account.balances]


def _chance(call: Call) -> Row:
    market = find_market(call.desk.source, call.parameters.required("market"))
    return chance_row(market.code, RULES[market.quote], call.desk.account)


def _open_orders(call: Call) -> list[Row]:
    states = call.parameters.several("state") or ["wait"]
    # Reserved orders (watch) cannot be made here, nor through the real interface.
    _check_states(states, {"wait", "watch"})
    orders = [order for order in call.desk.open_orders if order.state in states]
    page, size = call.parameters.count("page", 1, 10**9), call.parameters.count("limit", 100, 100)
    return _listed(call, orders)[(page - 1) * size : page * size]


def _closed_orders(call: Call) -> list[Row]:
    states = call.parameters.several("state") or ["done", "cancel"]
    _check_states(states, {"done", "cancel"})
    start_ms, end_ms = _window(call)
    orders = sorted(call.desk.closed_orders, key=lambda order: order.created_ms)
    asked = [order for order in orders if order.state in states and start_ms <= order.created_ms <= end_ms]
    return _listed(call, asked)[: call.parameters.count("limit", 100, 1000)]


def _window(call: Call) -> tuple[int, int]:
    start_ms, end_ms = call.parameters.instant_ms("start_time"), call.parameters.instant_ms("end_time")
    if start_ms is None:
        end_ms = call.now_ms if end_ms is None else end_ms
        return end_ms - WINDOW_MS, end_ms
    end_ms = start_ms + WINDOW_MS if end_ms is None else end_ms
    if not 0 <= end_ms - start_ms <= WINDOW_MS:
        raise ApiError(400, "invalid_parameter")
    return start_ms, end_ms


def _check_states(states: Iterable[str], known: set[str]) -> None:
    if not known.issuperset(states):
        raise ApiError(400, "validation_error")


def _listed(call: Call, orders: Iterable[Order]) -> list[Row]:
    """The orders, newest first unless the request says otherwise; they are given oldest first."""
    market = call.parameters.get("market")
    order_by = call.parameters.choice("order_by", ("asc", "desc"))
    rows = [order_row(order, funds=True) for order in orders if market in {None, order.request.market}]
    return rows if order_by == "asc" else rows[::-1]


def _order(call: Call) -> Row:
    return order_row(call.order(), trades=True)


def _create(call: Call) -> Row:
    return order_row(call.desk.place(call.order_request(), call.now_ms))


def _rehearse(call: Call) -> Row:
    return order_row(call.desk.rehearse(call.order_request(), call.now_ms))


def _cancel(call: Call) -> Row:
    return order_row(call.desk.cancel(call.order(), call.now_ms))


def _wallets(call: Call) -> list[Row]:
    bases = (market.code.partition("-")[2] for market in call.desk.source.markets)
    return [wallet_row(currency, call.now_ms) for currency in dict.fromkeys(["KRW", *bases])]


def _api_keys(call: Call) -> list[Row]:
    return [key_row(key.access_key) for key in call.keys.keys if key.state is KeyState.VALID]


class PrivateEndpoint(NamedTuple):
    """One method and path, with its parameters and its handler."""

    method: str
    path: str
    group: str
    """The limit group, as the wire spells it."""
    permission: Permission | None
    """The permission that the key needs; None if any key is accepted."""
    answer: Callable[[Call], object]
    """Raises `ApiError`."""
    status: int = 200


PRIVATE_ENDPOINTS: Final = (
    PrivateEndpoint("GET", "/v1/accounts", "default", Permission.VIEW_ASSETS, _accounts),
    PrivateEndpoint("GET", "/v1/status/wallet", "default", None, _wallets),
    PrivateEndpoint("GET", "/v1/api_keys", "default", None, _api_keys),
    PrivateEndpoint("GET", "/v1/orders/chance", "default", Permission.VIEW_ORDERS, _chance),
    PrivateEndpoint("GET", "/v1/orders/open", "default", Permission.VIEW_ORDERS, _open_orders),
    PrivateEndpoint("GET", "/v1/orders/closed", "default", Permission.VIEW_ORDERS, _closed_orders),
    PrivateEndpoint("GET", "/v1/order", "default", Permission.VIEW_ORDERS, _order),
    PrivateEndpoint("DELETE", "/v1/order", "default", Permission.MAKE_ORDERS, _cancel),
    PrivateEndpoint("POST", "/v1/orders", "order", Permission.MAKE_ORDERS, _create, 201),
    PrivateEndpoint("POST", "/v1/orders/test", "order-test", Permission.MAKE_ORDERS, _rehearse, 201),
)
