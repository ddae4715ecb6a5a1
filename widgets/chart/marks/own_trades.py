"""The user's average price and open orders in one market, while a key is there; without one nothing is asked for.

What goes wrong is said by the panels of the account; here there are then no lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from widgets.panel.account.followed import BALANCES_AND_ORDERS, FollowedAccount

if TYPE_CHECKING:
    from decimal import Decimal

    from core.market.account.orders import OwnOrder
    from widgets.panel.panel import Panel

_NOT_LIMITED: Final = frozenset({"price", "market"})
"""Types of orders whose price is an amount to spend, or none."""


class Position(NamedTuple):
    """What the user holds of a market's currency, and what was paid for it."""

    average_price: Decimal
    amount: Decimal
    unit: str
    """The currency of the price."""


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
        self._code = ""
        self._account = FollowedAccount(panel, "chart-own", BALANCES_AND_ORDERS)
        self._account.changed.connect(self.changed)

    @property
    def component_id(self) -> str:
        """The engine's id of the streams; empty while none is subscribed."""
        return self._account.component_id

    def show_market(self, code: str, *, is_wanted: bool) -> None:
        """Follow the account for a market; no longer, if its lines are not wanted."""
        self._code = code
        if is_wanted and not self._account.is_wanted:
            self._account.follow()
        elif self._account.is_wanted and not is_wanted:
            self._account.stop()
            self.changed.emit()

    def close(self) -> None:
        """Stop loading and leave the wire; idempotent."""
        self._account.stop()

    def position(self) -> Position | None:
        """Return what is held in this market; None if nothing is, or if what was paid is unknown."""
        for holding in self._account.balances.holdings():
            if holding.code == self._code and holding.average_price:
                return Position(holding.average_price, holding.amount, holding.unit)
        return None

    def orders(self) -> list[OwnOrder]:
        """Return the open orders at a price of this market, the highest price first."""
        mine = (order for order in self._account.orders.orders() if order.code == self._code)
        priced = [order for order in mine if order.price and order.type not in _NOT_LIMITED]
        return sorted(priced, key=lambda order: order.price or 0, reverse=True)
