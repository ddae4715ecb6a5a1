"""The user's own prices in an order book: open orders and the average price paid, while there is a key for them.

As in the panels of the account, REST comes first: it names what a key may not do, while the stream would close the
connection for it. A key that may not do this leaves the book without these marks, and without a notice. The private
streams are a component of their own: trouble of theirs says nothing about the book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from core.errors import AuthFailed
from core.market.account.balances import Balances
from core.market.account.orders import OwnOrders
from core.market.order_book import Side
from core.model.messages import MyAsset, MyOrder
from core.model.subscription import ALL, StreamType, subscribe
from widgets.order_book.marks import PriceMark, mark_of_average, mark_of_order
from widgets.panel.account_loader import AccountLoader
from widgets.panel.private_access import KeyStage

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed
    from core.errors import HogaError
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.context import PanelContext

_TAKE_MS: Final = 50
"""How long changes are collected before they are shown."""


class OwnMarks(QObject):
    """Orders and balances of the user's account; `marks` tells those of one market.

    Args:
        context: of the panel.
        parent: the panel.

    Signals:
        changed: the prices may be others.
    """

    changed = Signal()

    def __init__(self, context: PanelContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._feed: Feed | None = None
        self._loader = AccountLoader(context, "own prices", self, self)
        self._taking = QTimer(self)
        self._taking.setSingleShot(True)
        self._taking.setInterval(_TAKE_MS)
        self._taking.timeout.connect(self._take)
        self._orders = OwnOrders()
        self._balances = Balances()
        context.private.changed.connect(self.begin)

    def begin(self) -> None:
        """Load with the present key; drop what an earlier one could see."""
        self.stop()
        self._forget()
        self.changed.emit()
        if self._context.private.stage is KeyStage.READY:
            self._loader.load_now()

    def stop(self) -> None:
        """End loading and subscriptions."""
        if isValid(self):
            self._taking.stop()
        if self._feed is not None:
            self._feed.close()
            self._feed = None
        self._loader.forget()

    def marks(self, code: str) -> list[PriceMark]:
        """Return the user's prices in a market: the average paid first."""
        averages = [
            mark_of_average(float(holding.average_price))
            for holding in self._balances.holdings()
            if holding.code == code and holding.average_price
        ]
        orders = [
            mark_of_order(float(order.price), Side.BID if order.is_buy else Side.ASK)
            for order in self._orders.orders()
            if order.code == code and order.price and order.type == "limit" and order.is_buy is not None
        ]
        return averages + orders

    def _forget(self) -> None:
        self._orders.forget()
        self._balances.forget()

    # Methods the loader calls

    @property
    def is_sent(self) -> bool:
        """Whether the private streams were requested on the present connection."""
        return self._feed is not None and self._feed.status().is_sent

    async def load(self, rest: PrivateRest) -> int:
        """Load orders and balances; returns the number of unreadable rows."""
        orders, balances = self._orders, self._balances
        begun = orders.begin_load(), balances.begin_load()
        order_rows, account_rows = await rest.open_orders(), await rest.accounts()
        orders.load(order_rows, begun[0], is_partial=bool(order_rows.spoiled))
        balances.load(account_rows, begun[1], is_partial=bool(account_rows.spoiled))
        return order_rows.spoiled + account_rows.spoiled

    def loaded(self, missing: int) -> None:
        """Show them, and follow the streams from now on."""
        if self._feed is None:
            self._feed = self._context.engine.attach(
                f"own-prices#{next(self._context.serial)}",
                (subscribe(StreamType.MY_ORDER, ALL), subscribe(StreamType.MY_ASSET, ALL)),
                owner=self,
                on_data=self._on_data,
                on_status=self._loader.link_changed,
            )
        self.changed.emit()

    def load_failed(self, error: HogaError) -> None:
        """Keep what is known; a key that may not see them has no streams either."""
        if isinstance(error, AuthFailed):
            self.stop()
            self._forget()
            self.changed.emit()

    # Following the streams

    def _on_data(self) -> None:
        if not self._taking.isActive():
            self._taking.start()

    def _take(self) -> None:
        if self._feed is None:
            return
        is_changed = False
        for message in self._feed.take():
            if isinstance(message, MyOrder):
                is_changed |= self._orders.apply(message)
            elif isinstance(message, MyAsset):
                is_changed |= self._balances.apply(message)
        if self._orders.needs_load or self._balances.needs_load:
            self._loader.load_soon()
        if is_changed:
            self.changed.emit()
