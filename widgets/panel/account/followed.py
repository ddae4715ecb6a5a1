"""The user's account, for a panel that shows something of it beside its own data: markets held, own prices and orders.

Loaded over REST first, which names exactly what a key may not do, and then followed by streams that are a component of
their own: their trouble says nothing about the panel's data. What goes wrong is said by the panels of the account.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from core.errors import AuthFailed
from core.market.account.balances import Balances
from core.market.account.orders import OwnOrders
from core.model.messages import MyAsset, MyOrder
from core.model.subscription import ALL, StreamType, subscribe
from widgets.panel.account.loader import AccountLoader
from widgets.panel.account.rest_loads import load_balances, load_orders
from widgets.panel.side_feed import SideFeed

if TYPE_CHECKING:
    from core.errors import HogaError
    from core.market.account.untold import Untold
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.panel import Panel

BALANCES: Final = (StreamType.MY_ASSET,)
BALANCES_AND_ORDERS: Final = (StreamType.MY_ASSET, StreamType.MY_ORDER)


class FollowedAccount(QObject):
    """Balances, and orders if they are asked for; nothing is loaded before `follow`, and nothing without a key.

    Args:
        panel: its child; hidden, it takes changes once a second.
        name: of the component and of its log lines.
        streams: BALANCES or BALANCES_AND_ORDERS.

    Signals:
        changed: balances, orders or the trouble may be others.

    Attributes:
        balances: as last loaded and changed since.
        orders: the open ones, likewise.
        trouble: why the last load failed; empty without trouble.
        is_wanted: whether it is followed, as soon as there is a key.
        loader: loads the account.
    """

    changed = Signal()

    def __init__(self, panel: Panel, name: str, streams: tuple[StreamType, ...]) -> None:
        super().__init__(panel)
        self.balances = Balances()
        self.orders = OwnOrders()
        self.trouble = ""
        self._context = panel.context
        self._streams = streams
        self.is_wanted = False
        self.loader = AccountLoader(panel.context, name, self, self)
        self._feed = SideFeed(panel, name)
        self._feed.arrived.connect(self._take)
        self._feed.status_changed.connect(self.loader.status_changed)
        panel.context.private.changed.connect(self._on_key_changed)

    @property
    def component_id(self) -> str:
        """The engine's id of the streams; empty while none is subscribed."""
        return self._feed.component_id

    def follow(self) -> None:
        """Load with the present key, and follow; a key that comes later is used too."""
        self.is_wanted = True
        self._drop()
        if self._context.private.rest is not None:
            self.loader.load_now()
        self.changed.emit()

    def stop(self) -> None:
        """Forget everything, stop loading and leave the wire; idempotent."""
        self.is_wanted = False
        self._drop()

    # Methods the loader calls

    @property
    def is_sent(self) -> bool:
        """Whether the streams were requested on the present connection."""
        status = self._feed.status
        return status is not None and status.is_sent

    @property
    def has_left_out(self) -> bool:
        """Whether messages of the streams could not be used, a moment ago."""
        status = self._feed.status
        return status is not None and status.has_left_out

    async def load(self, rest: PrivateRest) -> int:
        """Load what is followed; returns the number of unreadable rows."""
        missing = await load_balances(self.balances, rest)
        if StreamType.MY_ORDER in self._streams:
            missing += await load_orders(self.orders, rest)
        return missing

    def untold(self) -> Mapping[StreamType, Untold]:
        """What loads showed and the streams have not told, by stream."""
        return {StreamType.MY_ASSET: self.balances.untold, StreamType.MY_ORDER: self.orders.untold}

    def loaded(self, missing: int) -> None:
        """Follow the streams from now on."""
        self.trouble = ""
        if not self._feed.component_id:
            self._feed.subscribe(subscribe(stream, ALL) for stream in self._streams)
        self.changed.emit()

    def load_failed(self, error: HogaError) -> None:
        """Keep what is known; a key that may not see the account has neither data nor streams."""
        if isinstance(error, AuthFailed):
            self._feed.close()
            self._forget()
        self.trouble = error.user_message
        self.changed.emit()

    def _on_key_changed(self) -> None:
        if self.is_wanted:
            self.follow()

    def _drop(self) -> None:
        self.loader.forget()
        self._feed.close()
        self._forget()

    def _forget(self) -> None:
        self.balances.forget()
        self.orders.forget()
        self.trouble = ""

    def _take(self, messages: list[object]) -> None:
        is_changed = False
        for message in messages:
            if isinstance(message, MyAsset):
                is_changed |= self.balances.apply(message)
            elif isinstance(message, MyOrder):
                is_changed |= self.orders.apply(message)
        if self.balances.needs_load or self.orders.needs_load:
            self.loader.load_soon()
        if is_changed:
            self.changed.emit()
