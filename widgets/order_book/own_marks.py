"""The user's own prices in an order book: open orders and the average price paid, while there is a key for them.

As in the panels of the account, REST comes first: it names what a key may not do, while the stream would close the
connection for it. A key that may not do this leaves the book without these marks, and without a notice. The private
streams are a component of their own: trouble of theirs says nothing about the book.
"""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import AuthFailed, HogaError
from core.market.account.balances import Balances
from core.market.account.orders import OwnOrders
from core.market.order_book import Side
from core.model.messages import MyAsset, MyOrder
from core.model.subscription import ALL, Scope, StreamType, subscribe
from core.timing.backoff import Backoff
from widgets.order_book.marks import PriceMark, mark_of_average, mark_of_order
from widgets.panel.private_access import KeyStage

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.context import PanelContext

_TAKE_MS: Final = 50
"""How long changes are collected before they are shown."""

_SETTLE: Final = 1.0
"""Seconds before loading again: over a new connection only what is loaded a moment after the request is complete."""


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
        self._loading: asyncio.Task[Any] | None = None
        self._epoch = 0
        self._taking = QTimer(self)
        self._taking.setSingleShot(True)
        self._taking.setInterval(_TAKE_MS)
        self._taking.timeout.connect(self._take)
        self._forget()
        context.private.changed.connect(self.begin)

    def begin(self) -> None:
        """Load with the present key; drop what an earlier one could see."""
        self.close()
        self._forget()
        self.changed.emit()
        self._load(0.0)

    def close(self) -> None:
        """End loading and subscriptions."""
        self._taking.stop()
        if self._feed is not None:
            self._feed.close()
            self._feed = None
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None

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
        self._orders = OwnOrders()
        self._balances = Balances()

    def _load(self, delay: float) -> None:
        private = self._context.private
        is_loading = self._loading is not None and not self._loading.done()
        if private.stage is not KeyStage.READY or private.rest is None or is_loading:
            return
        work = _load(private.rest, self._orders, self._balances, weakref.ref(self), delay)
        self._loading = self._context.tasks.spawn(work, "own prices")

    def _loaded(self, *, is_admitted: bool) -> None:
        if not is_admitted:
            self.close()
            return
        if self._feed is None:
            self._epoch = self._context.engine.link_status(Scope.PRIVATE).epoch
            streams = (subscribe(StreamType.MY_ORDER, ALL), subscribe(StreamType.MY_ASSET, ALL))
            self._feed = feed = self._context.engine.attach(
                f"own-prices#{next(self._context.serial)}", streams, self, self._on_data, self._on_status
            )
            self.destroyed.connect(lambda *_: feed.close())
        self.changed.emit()

    def _on_data(self) -> None:
        if not self._taking.isActive():
            self._taking.start()

    def _on_status(self) -> None:
        """Load again over a new connection: changes were missed meanwhile."""
        epoch = self._context.engine.link_status(Scope.PRIVATE).epoch
        if epoch != self._epoch and self._feed is not None and self._feed.status().is_sent:
            self._epoch = epoch
            self._load(_SETTLE)

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
            self._load(_SETTLE)
        if is_changed:
            self.changed.emit()


async def _load(
    rest: PrivateRest, orders: OwnOrders, balances: Balances, marks: weakref.ref[OwnMarks], delay: float
) -> None:
    """Load orders and balances, after failures again; held weakly, the panel can be closed before they arrive."""
    backoff, is_admitted = Backoff(), True
    await asyncio.sleep(delay)
    while True:
        try:
            begun = orders.begin_load(), balances.begin_load()
            order_rows, account_rows = await rest.open_orders(), await rest.accounts()
        except AuthFailed:
            is_admitted = False
            break
        except HogaError as error:
            if marks() is None:
                return
            await asyncio.sleep(backoff.delay_after(error))
            continue
        orders.load(order_rows, begun[0], is_partial=bool(order_rows.spoiled))
        balances.load(account_rows, begun[1], is_partial=bool(account_rows.spoiled))
        break
    if (alive := marks()) is not None:
        alive._loaded(is_admitted=is_admitted)  # noqa: SLF001 - the errand of the class above
