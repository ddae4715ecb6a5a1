"""The user's average price and open orders in one market, while a key is there; without one nothing is asked for.

What goes wrong is said by the panels of the account; here there are then no lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from core.market.account.balances import Balances
from core.market.account.orders import OwnOrders
from core.model.messages import MyAsset, MyOrder
from core.model.subscription import ALL, StreamType, subscribe
from widgets.panel.account_loader import AccountLoader
from widgets.panel.side_feed import SideFeed

if TYPE_CHECKING:
    from decimal import Decimal

    from core.errors import HogaError
    from core.market.account.orders import OwnOrder
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.panel import Panel

_STREAMS: Final = (subscribe(StreamType.MY_ASSET, ALL), subscribe(StreamType.MY_ORDER, ALL))

_NOT_LIMITED: Final = frozenset({"price", "market"})
"""Types of orders whose price is an amount to spend, or none."""


class Position(NamedTuple):
    """What the user holds of a market's currency, and what was paid for it."""

    average_price: Decimal
    amount: Decimal


class OwnTrades(QObject):
    """The account as one chart sees it.

    Args:
        panel: the chart.

    Signals:
        changed: the position or the orders may be others.
    """

    changed = Signal()

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self._context = panel.context
        self._code = ""
        self._is_wanted = False
        self._balances, self._orders = Balances(), OwnOrders()
        self._loader = AccountLoader(panel.context, "chart", self, self)
        self._feed = SideFeed(panel, "chart-own")
        self._feed.arrived.connect(self._take)
        self._feed.status_changed.connect(self._loader.link_changed)
        panel.context.private.changed.connect(self._start_over)

    @property
    def component_id(self) -> str:
        """The engine's id of the streams; empty while none is subscribed."""
        return self._feed.component_id

    def show_market(self, code: str, *, is_wanted: bool) -> None:
        """Follow the account for a market; no longer, if its lines are not wanted."""
        self._code = code
        if is_wanted is not self._is_wanted:
            self._is_wanted = is_wanted
            self._start_over()

    def close(self) -> None:
        """Stop loading and leave the wire; idempotent."""
        self._is_wanted = False
        self._loader.forget()
        self._feed.close()

    def position(self) -> Position | None:
        """Return what is held in this market; None if nothing is, or if what was paid is unknown."""
        for holding in self._balances.holdings():
            if holding.code == self._code and holding.average_price:
                return Position(holding.average_price, holding.amount)
        return None

    def orders(self) -> list[OwnOrder]:
        """Return the open orders at a price of this market, the highest price first."""
        mine = (order for order in self._orders.orders() if order.code == self._code)
        priced = [order for order in mine if order.price and order.type not in _NOT_LIMITED]
        return sorted(priced, key=lambda order: order.price or 0, reverse=True)

    # Methods the loader calls

    @property
    def is_sent(self) -> bool:
        """Whether the streams were requested on the present connection."""
        status = self._feed.status
        return status is not None and status.is_sent

    async def load(self, rest: PrivateRest) -> int:
        """Load balances and orders; returns the number of unreadable rows."""
        begun = self._balances.begin_load(), self._orders.begin_load()
        accounts = await rest.accounts()
        orders = await rest.open_orders()
        self._balances.load(accounts, begun[0], is_partial=bool(accounts.spoiled))
        self._orders.load(orders, begun[1], is_partial=bool(orders.spoiled))
        return accounts.spoiled + orders.spoiled

    def loaded(self, missing: int) -> None:
        """Follow the streams from now on."""
        if not self._feed.component_id:
            self._feed.subscribe(_STREAMS)
        self.changed.emit()

    def load_failed(self, error: HogaError) -> None:
        """Keep what is known: the account's panels say what is wrong."""

    def _start_over(self) -> None:
        """Start with the present key, or without one."""
        self._loader.forget()
        self._feed.close()
        self._balances.forget()
        self._orders.forget()
        if self._is_wanted and self._context.private.rest is not None:
            self._loader.load_now()
        self.changed.emit()

    def _take(self, messages: list[object]) -> None:
        for message in messages:
            if isinstance(message, MyAsset):
                self._balances.apply(message)
            elif isinstance(message, MyOrder):
                self._orders.apply(message)
        if self._balances.needs_load or self._orders.needs_load:
            self._loader.load_soon()
        self.changed.emit()
